import type { View } from "../../src/view/view.ts";

const ADDRESS = "https://discord.com/channels/";

/**
 * A view with the server that it is about: in a direct conversation people cannot see whose register
 * answers them, and what they press there says nothing else of it.
 */
export const aboutServer = (view: View, server: string, name: string): View => ({
  ...view,
  blocks: [{ kind: "note", text: [{ link: `${ADDRESS}${server}`, label: name }] }, ...view.blocks],
});

const NOTE = /^-# \[.*\]\(https:\/\/discord\.com\/channels\/(?<server>\d{17,20})\)$/mu;

const textsIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key === "content" && typeof one === "string" ? [one] : textsIn(one),
  );
};

/** The words of a message of components, a text display each. */
export const wordsIn = (components: unknown): readonly string[] => textsIn(components);

/** The server that a message says it is about: ours stands above all that anybody else has written. */
export const serverIn = (components: unknown): string | undefined =>
  textsIn(components)
    .flatMap((text) => NOTE.exec(text)?.groups?.["server"] ?? [])
    .at(0);
