import type { Block, Button, Text } from "./view.ts";

/** Buttons that fit one row on every platform: Discord's action row holds 5. */
const ROW = 5;

/** A paragraph. */
export const line = (...text: Text): Block => ({ kind: "text", text });

/** Smaller print. */
export const note = (...text: Text): Block => ({ kind: "note", text });

/** A title inside a view. */
export const heading = (...text: Text): Block => ({ kind: "heading", text });

/** Label and value pairs; pairs without a value are left out, and without any pair so is the block. */
export const facts = (pairs: readonly (readonly [label: string, value: Text | undefined])[]): readonly Block[] => {
  const known = pairs.flatMap(([label, value]) =>
    value === undefined || value.length === 0 ? [] : [{ label, value }],
  );
  return known.length === 0 ? [] : [{ kind: "facts", facts: known }];
};

/** A list, with what is left out said in words; nothing when there is nothing to list. */
export const list = (items: readonly Text[], more?: Text): readonly Block[] =>
  items.length === 0 && more === undefined ? [] : [{ kind: "list", items, ...(more === undefined ? {} : { more }) }];

/** Buttons in rows of five, the most important first. */
export const buttons = (all: readonly Button[]): readonly Block[] =>
  Array.from({ length: Math.ceil(all.length / ROW) }, (_, row) => ({
    kind: "buttons" as const,
    buttons: all.slice(row * ROW, (row + 1) * ROW),
  }));
