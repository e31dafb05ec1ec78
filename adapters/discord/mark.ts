import { createHash } from "node:crypto";
import { BESIDE } from "./buttons.ts";
import type { Message } from "./components.ts";
import { BUTTON, MESSAGE } from "./limits.ts";

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

const within = (of: unknown): readonly unknown[] => {
  // As above.
  const its = typeof of === "object" && of !== null ? (of as { readonly components?: unknown }).components : undefined;
  return Array.isArray(its) ? its : [];
};

/** The mark on a message as Discord shows it; undefined where there is none. Total, since it comes from outside. */
export const markIn = (components: unknown): Mark | undefined => {
  const [outer] = within({ components });
  const [inner] = within(outer);
  const mark: Mark = [numberAt(outer), numberAt(inner)];
  return mark.every((number) => number >= LEAST) ? mark : undefined;
};

/** A further mark as a button carries it: as many bits of the token's digest as a message's own has. */
const LETTERS = 10;

const MARKS = new RegExp(`[\\w-]{${LETTERS}}`, "gu");

/** What is said further by a message, as it is looked for in it. */
export const furtherMarkOf = (key: string): string =>
  createHash("sha256").update(key).digest("base64url").slice(0, LETTERS);

/** A component as far as further marks go: they stand behind what its buttons say when they are pressed. */
interface Bearer {
  readonly custom_id?: string;
  readonly components?: readonly Bearer[];
}

/** A message whose buttons carry more marks, as far as there is room behind their calls. A mark without room is not carried. */
export const markedFurther = (message: Message, marks: readonly string[]): Message => {
  const left = [...marks];
  const bearing = (one: Bearer): Bearer => {
    const { custom_id: id, components } = one;
    const its = id === undefined ? [] : left.splice(0, Math.floor((BUTTON.id - id.length - BESIDE.length) / LETTERS));
    return {
      ...one,
      ...(its.length > 0 && { custom_id: `${id}${BESIDE}${its.join("")}` }),
      ...(components && { components: components.map(bearing) }),
    };
  };
  // Whatever they are, nothing but what buttons carry is another.
  const components = (message.components as readonly Bearer[]).map(bearing) as Message["components"];
  return { ...message, components };
};

/** The further marks on a message. Total, too. */
export const furtherIn = (components: unknown): readonly string[] =>
  within({ components }).flatMap((one) => {
    // Only read where it turns out to be a text.
    const { custom_id: id } = (one ?? {}) as { readonly custom_id?: unknown };
    const at = typeof id === "string" ? id.indexOf(BESIDE) : -1;
    const its = typeof id === "string" && at >= 0 ? id.slice(at + BESIDE.length) : "";
    return [...(its.match(MARKS) ?? []), ...furtherIn(within(one))];
  });

/**
 * By what Discord takes a second post for the first: the same deliveries in one message. What says less, or more, under
 * the same token is another, or what it leaves out would count as said. It holds 25 characters, and tokens have 24.
 */
export const nonceOf = (key: string, further: readonly string[]): string =>
  further.length === 0
    ? key.slice(0, MESSAGE.nonce)
    : `${key.slice(0, MESSAGE.nonce - 1)}${furtherMarkOf(further.join()).slice(0, 1)}`;

/** Whether two marks are one. */
export const sameMark = (one: Mark | undefined, [outer, inner]: Mark): boolean =>
  one?.[0] === outer && one[1] === inner;
