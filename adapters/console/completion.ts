import type { CommandSpec, OptionSpec } from "../../src/commands/command.ts";
import { inQuotes } from "../../src/view/quoting.ts";
import type { Chat } from "./deal.ts";

/** What the prompt understands beside commands. */
const DIRECTIVES = ["as", "in", "press", "fill", "cancel"];

/** What may stand in place of `replaced`, the end of the line. */
export interface Completions {
  readonly offered: readonly string[];
  readonly replaced: string;
}

/** The words of a line; an open quotation mark holds its words together. */
const wordsOf = (line: string): readonly string[] => line.match(/(?:[^\s"]+|"[^"]*"?)+|\s+$/gu) ?? [];

const quotedIfNeeded = (value: string): string => (/\s/u.test(value) ? inQuotes(value) : value);

const begins = (word: string, typed: string): boolean => word.toLowerCase().startsWith(typed.toLowerCase());

/** The option that the last word is about: named before a colon, else the next by position. */
const optionAt = (
  spec: CommandSpec,
  words: readonly string[],
  last: string,
): { option: OptionSpec | undefined; name: string; typed: string } => {
  const [, name, typed] = /^([\p{L}\p{N}_-]+):"?(.*)$/u.exec(last) ?? [];
  if (name !== undefined)
    return { option: spec.options.find((option) => option.name === name), name: `${name}:`, typed: typed ?? "" };
  const position = words.filter((word) => !/^[\p{L}\p{N}_-]+:/u.test(word)).length;
  return {
    option: spec.options.find((option) => option.position === position),
    name: "",
    typed: last.replace(/^"/u, ""),
  };
};

const valuesFor = async (
  { bot, room }: Chat,
  line: string,
  option: OptionSpec,
  typed: string,
): Promise<readonly string[]> =>
  option.choices
    ? option.choices.filter((choice) => begins(choice, typed))
    : (await bot.suggest(room.invocation(line), option.name, typed)).map(({ value }) => value);

/** What Tab offers: command words, then the options' names, choices, and what the register suggests. */
export const completionsFor = async (line: string, chat: Chat): Promise<Completions> => {
  const rest = line.replace(/^\/aid(?:\s+|$)/u, "");
  const words = wordsOf(rest);
  const open = /\s$/u.test(rest) || rest === "" ? "" : (words.at(-1) ?? "");
  const before = words.filter((word) => word.trim() !== "").slice(0, open === "" ? undefined : -1);
  const [command, ...given] = before;
  if (command === undefined) {
    const names = [...chat.bot.commands.map(({ name }) => name), ...(rest === line ? DIRECTIVES : [])];
    return { offered: names.filter((name) => begins(name, open)).map((name) => `${name} `), replaced: open };
  }
  const spec = chat.bot.commands.find(({ name }) => name === command);
  if (!spec) return { offered: [], replaced: open };
  const { option, name, typed } = optionAt(spec, given, open);
  const values = option ? await valuesFor(chat, rest, option, typed) : [];
  const names =
    name === ""
      ? spec.options.filter((each) => !each.hidden && begins(each.name, open)).map((each) => `${each.name}:`)
      : [];
  return { offered: [...values.map((value) => `${name}${quotedIfNeeded(value)} `), ...names], replaced: open };
};
