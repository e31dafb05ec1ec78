import type { Call, Invocation } from "../../src/call.ts";
import { LINE, ROOT } from "./commands.ts";
import { OPTION } from "./kinds.ts";
import { channelWord, type Resolved } from "./submitted.ts";

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

const optionsIn = (of: unknown): readonly Fields[] => {
  const options = isFields(of) ? of["options"] : undefined;
  return Array.isArray(options) ? options.filter(isFields) : [];
};

/** The subcommand that was chosen, whatever group it stands in. */
const subcommandIn = (data: unknown): Fields | undefined => {
  const [first] = optionsIn(data);
  return first?.["type"] === OPTION.group ? subcommandIn(first) : first;
};

/** A value as somebody would have typed it: a person is a mention, a channel a reference. */
const wordOf = ({ type, value }: Fields, resolved: Resolved): string => {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return "";
  if (type === OPTION.user) return `<@${value}>`;
  return type === OPTION.channel ? channelWord(value, resolved) : value;
};

const callIn = (subcommand: Fields, resolved: Resolved): Call => ({
  command: String(subcommand["name"]),
  options: Object.fromEntries(
    optionsIn(subcommand).map((option) => [String(option["name"]), wordOf(option, resolved)]),
  ),
});

/**
 * What was typed after `/aid`, of the command that Discord tells of (`data`): a call, or a whole line.
 * Undefined for a command that is none of ours. Total, since it comes from outside.
 */
export const inputIn = (data: unknown): Invocation["input"] | undefined => {
  if (!isFields(data) || data["name"] !== ROOT) return undefined;
  const subcommand = subcommandIn(data);
  if (!subcommand) return { command: "menu", options: {} };
  const call = callIn(subcommand, data["resolved"]);
  return call.command === LINE.name ? (call.options[LINE.words] ?? "") : call;
};

/** What is looked for while somebody types into an option. */
export interface Sought {
  /** The command with what is filled in so far. */
  readonly call: Call;
  readonly option: string;
  readonly typed: string;
}

/** Reads a command that is still being typed; undefined where nothing is looked for. */
export const soughtIn = (data: unknown): Sought | undefined => {
  const subcommand = subcommandIn(data);
  const focused = optionsIn(subcommand).find((option) => option["focused"] === true);
  if (!subcommand || !focused) return undefined;
  const { [String(focused["name"])]: typed = "", ...options } = callIn(subcommand, undefined).options;
  return { call: { command: String(subcommand["name"]), options }, option: String(focused["name"]), typed };
};
