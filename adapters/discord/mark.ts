import { createHash } from "node:crypto";
import type { Message } from "./components.ts";

/**
 * A delivery's mark on a message: the numbers of its container and of the first thing in it. Discord
 * keeps such numbers, returns them with the message and shows them to nobody; those that it gives by itself
 * are small. So a message is found again by its delivery's token, buttons or none.
 */
export type Mark = readonly [outer: number, inner: number];

/** No number that Discord gave by itself is as large. */
const LEAST = 0x4000_0000;

/** The mark of a token; 60 bits of its digest. */
export const markOf = (key: string): Mark => {
  const digest = createHash("sha256").update(key).digest();
  const part = (at: number): number => LEAST + (digest.readUInt32BE(at) & (LEAST - 1));
  const [outer, inner] = [part(0), part(4)];
  return [outer, inner === outer ? LEAST + ((inner + 1) & (LEAST - 1)) : inner];
};

/** A message that carries a mark. */
export const marked = (message: Message, [outer, inner]: Mark): Message => {
  const [container, ...others] = message.components;
  if (!container) return message;
  const [first, ...rest] = container.components;
  return {
    ...message,
    components: [{ ...container, id: outer, components: first ? [{ ...first, id: inner }, ...rest] : [] }, ...others],
  };
};

const numberAt = (of: unknown): number => {
  // Only read where it turns out to be a number.
  const id = typeof of === "object" && of !== null ? (of as { readonly id?: unknown }).id : undefined;
  return typeof id === "number" ? id : 0;
};

/** The mark on a message as Discord shows it; undefined where there is none. Total, since it comes from outside. */
export const markIn = (components: unknown): Mark | undefined => {
  const outer: unknown = Array.isArray(components) ? components[0] : undefined;
  // As above.
  const within =
    typeof outer === "object" && outer !== null ? (outer as { readonly components?: unknown }).components : [];
  const inner: unknown = Array.isArray(within) ? within[0] : undefined;
  const mark: Mark = [numberAt(outer), numberAt(inner)];
  return mark.every((number) => number >= LEAST) ? mark : undefined;
};

/** Whether two marks are one. */
export const sameMark = (one: Mark | undefined, [outer, inner]: Mark): boolean =>
  one?.[0] === outer && one[1] === inner;
