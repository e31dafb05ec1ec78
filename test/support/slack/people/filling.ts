import { type Fields, fieldsAt, listAt, textAt } from "../fields.ts";
import type { OpenView, User } from "../model.ts";
import { holdersIn } from "../opening.ts";
import type { World } from "../world.ts";
import { type Reader, readText } from "./showing.ts";

/** A field on a surface: the block it stands in, and the element that holds its value. */
export interface Field {
  readonly block: Fields;
  readonly element: Fields;
  readonly label: string;
}

/** All fields of some blocks, with what people read beside them. */
export const fieldsIn = (reader: Reader, blocks: readonly Fields[]): readonly Field[] =>
  blocks.flatMap((block) =>
    holdersIn(block).map((element) => ({
      block,
      element,
      label: readText(reader, block.label) || readText(reader, element.placeholder) || readText(reader, block.text),
    })),
  );

/** The field that a person means: by its label, or by the id of its block or action. */
export const fieldNamed = (fields: readonly Field[], name: string): Field => {
  const low = name.toLowerCase();
  const exact = fields.find(({ label }) => label.toLowerCase() === low);
  const byId = fields.find(({ block, element }) => block.block_id === name || element.action_id === name);
  const begins = fields.filter(({ label }) => label.toLowerCase().startsWith(low));
  const found = exact ?? byId ?? (begins.length === 1 ? begins[0] : undefined);
  if (found) return found;
  throw new Error(
    `There is no field "${name}", but: ${fields.map(({ label }) => `"${label}"`).join(", ") || "none at all"}`,
  );
};

/** Options that a menu brings along, in groups or not. */
export const optionsOf = (element: Fields): readonly Fields[] => [
  ...listAt(element, "options"),
  ...listAt(element, "option_groups").flatMap((group) => listAt(group, "options")),
];

/** The option with that text or value. */
const optionNamed = (reader: Reader, options: readonly Fields[], name: string): Fields => {
  const label = (option: Fields): string => readText(reader, fieldsAt(option, "text"));
  const found = options.find((option) => label(option) === name) ?? options.find(({ value }) => value === name);
  if (found) return found;
  throw new Error(
    `There is no option "${name}", but: ${options.map((option) => `"${label(option)}"`).join(", ") || "none at all"}`,
  );
};

const memberNamed = (world: World, user: User, name: string): string => {
  const bare = name.replace(/^@/, "");
  const found = [...world.users.values()].find(
    (one) => one.team === user.team && [one.handle, one.name, one.id].includes(bare),
  );
  if (!found) throw new Error(`Nobody here is called ${name}`);
  return found.id;
};

const channelNamed = (world: World, user: User, name: string): string => {
  const bare = name.replace(/^#/, "");
  const found = [...world.channels.values()].find(
    (one) => [one.name, one.id].includes(bare) && one.members.has(user.id),
  );
  if (!found) throw new Error(`${user.handle} sees no channel ${name}`);
  return found.id;
};

const refuse = (says: string): never => {
  throw new Error(`Slack's own window refuses: ${says}`);
};

const checked = (element: Fields, value: string): string => {
  const least = Number(element.min_length ?? 0);
  const most = Number(element.max_length ?? 3_000);
  if (element.type === "plain_text_input" && (value.length < least || value.length > most))
    return refuse(`${value.length} characters, not ${least} to ${most}`);
  if (element.type === "number_input") {
    const number = Number(value);
    const whole = element.is_decimal_allowed === true || Number.isInteger(number);
    const inside = number >= Number(element.min_value ?? -Infinity) && number <= Number(element.max_value ?? Infinity);
    if (value !== "" && !(Number.isFinite(number) && whole && inside)) return refuse(`${value} is not such a number`);
  }
  if (element.type === "email_text_input" && !/^\S+@\S+$/.test(value)) return refuse(`${value} is no address`);
  if (element.type === "url_text_input" && !URL.canParse(value)) return refuse(`${value} is no address`);
  return value;
};

/** What an element holds after a person put a value into it; options are the ones on offer. */
export const held = (
  reader: Reader,
  element: Fields,
  value: string | readonly string[],
  options: readonly Fields[],
): Fields => {
  const { world, user } = reader;
  const type = textAt(element, "type");
  const many = typeof value === "string" ? [value] : value;
  const one = many.join(", ");
  const empty = one === "";
  switch (type) {
    case "plain_text_input":
    case "number_input":
    case "email_text_input":
    case "url_text_input":
      return { type, value: empty ? null : checked(element, one) };
    case "datepicker":
      return { type, selected_date: empty ? null : /^\d{4}-\d{2}-\d{2}$/.test(one) ? one : refuse(`${one} is no day`) };
    case "timepicker":
      return { type, selected_time: empty ? null : one };
    case "datetimepicker":
      return { type, selected_date_time: empty ? null : Number(one) };
    case "users_select":
      return { type, selected_user: empty ? null : memberNamed(world, user, one) };
    case "multi_users_select":
      return { type, selected_users: many.map((name) => memberNamed(world, user, name)) };
    case "channels_select":
      return { type, selected_channel: empty ? null : channelNamed(world, user, one) };
    case "conversations_select":
      return { type, selected_conversation: empty ? null : channelNamed(world, user, one) };
    case "multi_channels_select":
      return { type, selected_channels: many.map((name) => channelNamed(world, user, name)) };
    case "multi_conversations_select":
      return { type, selected_conversations: many.map((name) => channelNamed(world, user, name)) };
    case "checkboxes":
    case "multi_static_select":
    case "multi_external_select":
      return { type, selected_options: empty ? [] : many.map((name) => optionNamed(reader, options, name)) };
    default:
      return { type, selected_option: empty ? null : optionNamed(reader, options, one) };
  }
};

const isEmpty = (state: Fields | undefined): boolean =>
  Object.entries(state ?? {})
    .filter(([key]) => key !== "type")
    .every(
      ([, value]) =>
        value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0),
    );

/** Throws when a field that Slack's window insists on is empty. */
export const checkFilled = (reader: Reader, opened: OpenView): void => {
  const missing = fieldsIn(reader, listAt(opened.view, "blocks")).find(
    ({ block, element }) =>
      block.type === "input" &&
      block.optional !== true &&
      isEmpty(opened.values[textAt(block, "block_id")]?.[textAt(element, "action_id")]),
  );
  if (missing) refuse(`please complete the required field "${missing.label}"`);
};
