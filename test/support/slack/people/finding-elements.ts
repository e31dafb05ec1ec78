import { type Fields, fieldsAt, listAt, textAt } from "../fields.ts";
import type { Message, OpenView } from "../model.ts";
import { type Reader, readText } from "./showing.ts";

/** Something to press: its element, and the block it stands in. */
export interface Pressable {
  readonly block: Fields;
  readonly element: Fields;
}

/** Where something to press was found. */
export interface Found extends Pressable {
  readonly message: Message | undefined;
  readonly view: OpenView | undefined;
}

const elementsIn = (block: Fields): readonly Fields[] => [
  ...listAt(block, "elements").flatMap((one) => (one.type === "card" ? listAt(one, "actions") : [one])),
  ...listAt(block, "actions"),
  ...listAt(block, "child_blocks").flatMap(elementsIn),
  fieldsAt(block, "accessory"),
];

/** Buttons of some blocks, in the order in which they are read. */
export const pressablesIn = (blocks: readonly Fields[]): readonly Pressable[] =>
  blocks.flatMap((block) => elementsIn(block).map((element) => ({ block, element })));

/** The captions of a button, or of an overflow menu's entries. */
export const captionsOf = (reader: Reader, { element }: Pressable): readonly string[] => {
  if (element.type === "overflow")
    return listAt(element, "options").map((one) => readText(reader, fieldsAt(one, "text")));
  return textAt(element, "type").endsWith("button") ? [readText(reader, element.text)] : [];
};

/** What Slack sends about a pressed element. */
export const pressed = (reader: Reader, { block, element }: Pressable, caption: string, at: string): Fields => {
  const common = { action_id: element.action_id, block_id: block.block_id, type: element.type, action_ts: at };
  if (element.type === "overflow") {
    const option = listAt(element, "options").find((one) => readText(reader, fieldsAt(one, "text")) === caption);
    return { ...common, selected_option: option };
  }
  const { text, value, style } = element;
  return { ...common, text, ...(value !== undefined && { value }), ...(style !== undefined && { style }) };
};
