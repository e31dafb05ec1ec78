import type { View } from "../../src/view/view.ts";

/** What somebody typed, to be sent again: nothing of it is lost with a refusal. Nothing for what can be pressed again. */
export const givenBack = (typed: string | undefined): View["blocks"] =>
  typed === undefined ? [] : [{ kind: "quote", text: [typed] }];

/** Options as they are typed in a line; those left empty are left out. */
export const optionWords = (options: Readonly<Record<string, string>>): string =>
  Object.entries(options)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}:${JSON.stringify(value)}`)
    .join(" ");
