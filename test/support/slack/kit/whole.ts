import { everyObject, type Fields, isFields, listAt, textAt } from "../fields.ts";
import { LIMIT } from "../limits.ts";
import { Refused, refusedShape } from "../refused.ts";
import { BLOCKS_OF } from "./blocks.ts";
import { plain } from "./objects.ts";
import { choice, type Flaw, flag, inWords, list, object, text } from "./shape.ts";

const twice = (values: readonly string[]): readonly string[] =>
  values.filter((value, index) => value !== "" && values.indexOf(value) < index);

/** `block_id` is unique among all blocks, `action_id` within its block. */
const repeated = (blocks: readonly Fields[], at: string): readonly Flaw[] => [
  ...twice(blocks.map((block) => textAt(block, "block_id"))).map((id) => ({
    at,
    says: `block_id "${id}" already exists`,
  })),
  ...blocks.flatMap((block, index) =>
    twice(everyObject(block).map((one) => textAt(one, "action_id"))).map((id) => ({
      at: `${at}/${index}`,
      says: `action_id "${id}" already exists`,
    })),
  ),
];

/** All that people read in blocks, in characters: what Slack's undocumented sum counts. */
const textIn = (blocks: readonly Fields[]): number =>
  everyObject(blocks).reduce(
    (sum, one) => sum + textAt(one, "text").length + textAt(one, "title").length + textAt(one, "label").length,
    0,
  );

const countOf = (blocks: readonly Fields[], type: string): number =>
  blocks.filter((block) => block.type === type).length;

const flawsOfBlocks = (blocks: unknown, where: keyof typeof BLOCKS_OF, at: string, least: number): readonly Flaw[] => {
  const { kinds, most } = BLOCKS_OF[where];
  const found = list(kinds, most, least)(blocks, at);
  return found.length > 0 || !Array.isArray(blocks) ? found : repeated(blocks.filter(isFields), at);
};

/** Throws unless Slack would post a message of these blocks. */
export const checkBlocks = (blocks: unknown): readonly Fields[] => {
  const flaws = flawsOfBlocks(blocks, "message", "/blocks", 0);
  if (flaws.length > 0) throw refusedShape("invalid_blocks", inWords(flaws));
  const all = Array.isArray(blocks) ? blocks.filter(isFields) : [];
  if (countOf(all, "table") > LIMIT.tablesInMessage) throw new Refused("only_one_table_allowed");
  if (countOf(all, "data_visualization") > LIMIT.chartsInMessage)
    throw refusedShape("invalid_blocks", [
      `no more than ${LIMIT.chartsInMessage} charts allowed [json-pointer:/blocks]`,
    ]);
  if (textIn(all) > LIMIT.blocksText) throw refusedShape("msg_blocks_too_long", []);
  return all;
};

const blocks = () => [] as const;
const shared = {
  private_metadata: text(LIMIT.privateMetadata, 0),
  callback_id: text(LIMIT.id),
  external_id: text(LIMIT.id, 0),
};
const title = plain(LIMIT.viewTitle);

const SHELL = {
  modal: object(
    { type: choice("modal"), title, blocks },
    { ...shared, submit: title, close: title, clear_on_close: flag, notify_on_close: flag, submit_disabled: flag },
  ),
  home: object({ type: choice("home"), blocks }, shared),
} as const;

const refusal = (flaws: readonly Flaw[]): Refused => refusedShape("invalid_arguments", inWords(flaws));

/** Throws unless Slack would open this view as a modal or publish it as a Home. */
export const checkView = (view: unknown, where: "modal" | "home"): Fields => {
  if (!isFields(view)) throw refusal([{ at: "/view", says: "must be an object" }]);
  if (view.type !== where) throw refusal([{ at: "/view/type", says: `must be ${where}` }]);
  const flaws = [...SHELL[where](view, "/view"), ...flawsOfBlocks(view.blocks, where, "/view/blocks", 1)];
  if (flaws.length > 0) throw refusal(flaws);
  const inputs = countOf(listAt(view, "blocks"), "input");
  if (where === "modal" && inputs > 0 && view.submit === undefined)
    throw refusal([{ at: "/view", says: "missing required field: submit, which a view with input blocks needs" }]);
  if (everyObject(view.blocks).filter((one) => one.focus_on_load === true).length > 1)
    throw refusal([{ at: "/view/blocks", says: "focus_on_load may be set on one element only" }]);
  if (Buffer.byteLength(JSON.stringify(view)) > LIMIT.viewBytes) throw new Refused("view_too_large");
  return view;
};
