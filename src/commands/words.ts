import type { Call } from "../call.ts";
import { Refusal } from "../domain/refusal.ts";
import { CATALOGUES } from "../language/say.ts";
import type { FieldKind } from "../view/view.ts";
import type { CommandSpec, OptionSpec } from "./command.ts";
import { nearest } from "./nearest.ts";
import { likened } from "./text.ts";
import { type Token, tokens } from "./tokens.ts";
import { refuseUnclosed } from "./unclosed.ts";

const spelt = new Map<string, readonly string[]>();

/** The name and its translations, as people may type them; folded once, since each line is held against all of them. */
const spellings = (key: string, name: string): readonly string[] => {
  const known =
    spelt.get(key) ?? [name, ...Object.values(CATALOGUES).map((catalogue) => catalogue[key] ?? name)].map(likened);
  spelt.set(key, known);
  return known;
};

/** Other words for what a command does, which name no command. */
const alsoCalled = ({ name }: CommandSpec): readonly string[] =>
  Object.values(CATALOGUES).flatMap((catalogue) => (catalogue[`command.${name}.also`] ?? "").split(", ").map(likened));

const namesOf = (command: CommandSpec): readonly string[] => spellings(`command.${command.name}.name`, command.name);
const namesOfOption = (option: OptionSpec): readonly string[] => spellings(`option.${option.name}.name`, option.name);

/** The command that a typed word names, in either language; else a refusal with the one that was likely meant. */
export const commandNamed = (typed: string, commands: readonly CommandSpec[]): CommandSpec => {
  const word = likened(typed);
  const found = commands.find((command) => namesOf(command).includes(word));
  if (found) return found;
  const meant = commands.find((command) => alsoCalled(command).includes(word)) ?? nearest(typed, commands, namesOf);
  throw new Refusal("unknown_command", { typed: typed.slice(0, 60), nearest: meant?.name ?? "" });
};

/** A scheme is no option: `https://…` typed without quotes is a word. */
const isAddress = (token: Token): boolean =>
  token.name !== undefined && (token.text.startsWith("//") || token.name.toLowerCase() === "mailto");

/** The one option that has the word in its name or its label: "address" for what a form calls "their address or handle". */
const spokenOf = (word: string, options: readonly OptionSpec[]): OptionSpec | undefined => {
  const [one, ...others] = options.filter((option) =>
    [...namesOfOption(option), ...spellings(`option.${option.name}`, option.name)].some((name) =>
      name.split(" ").includes(word),
    ),
  );
  return others.length === 0 ? one : undefined;
};

const optionCalled = (name: string, command: CommandSpec): OptionSpec | undefined => {
  const typed = likened(name);
  return command.options.find((candidate) => namesOfOption(candidate).includes(typed));
};

const optionNamed = (token: Token, command: CommandSpec): OptionSpec | undefined => {
  if (token.name === undefined || isAddress(token)) return undefined;
  const option = optionCalled(token.name, command);
  if (option) return option;
  // "Re:" alone is a word of a sentence; `re:x` looks like an option and must not end up in a title.
  if (token.text === "") return undefined;
  const visible = command.options.filter((candidate) => !candidate.hidden);
  const close = (nearest(token.name, visible, namesOfOption) ?? spokenOf(likened(token.name), visible))?.name ?? "";
  throw new Refusal("unknown_option", { typed: token.name.slice(0, 60), nearest: close, command: command.name });
};

/** What a token says by itself; "Re:" and addresses keep what looked like an option's name. */
const said = (token: Token): string => (token.name === undefined ? token.text : token.raw);

/** Kinds whose values are sentences or names of several words: the last position takes all words that are left. */
const WORDY: readonly FieldKind[] = ["text", "long", "moment", "company", "member", "team", "campaign"];

/** Puts the words without a name into the positions that no name has filled. */
const place = (free: readonly Token[], open: readonly OptionSpec[], command: CommandSpec): Record<string, string> => {
  const placed: Record<string, string> = {};
  let left = free;
  open.forEach((option, index) => {
    const taken = index === open.length - 1 && WORDY.includes(option.kind) ? left : left.slice(0, 1);
    if (taken.length > 0) placed[option.name] = taken.map(said).join(" ");
    left = left.slice(taken.length);
  });
  if (left[0])
    throw new Refusal("unknown_option", { typed: left[0].raw.slice(0, 60), nearest: "", command: command.name });
  return placed;
};

/** Whether a line can be read. */
const reads = (line: string, commands: readonly CommandSpec[]): boolean => {
  try {
    readWords(line, commands);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
};

/**
 * Reads what was typed after `/aid` into a call: `request Amazon "Stop sales" kind:other`. Options may
 * be named in either language and come in any order. Refuses unknown words with what would work.
 */
export const readWords = (typed: string, commands: readonly CommandSpec[]): Call => {
  const line = tokens(typed.trim().replace(/^\/aid(?=\s|$)/iu, ""));
  const [first, ...rest] = line;
  if (!first) return { command: "menu", options: {} };
  const command = commandNamed(first.raw, commands);
  refuseUnclosed(
    line,
    (name) => optionCalled(name, command) !== undefined,
    (mended) => reads(mended, commands),
  );
  const options: Record<string, string> = {};
  const free: Token[] = [];
  for (let at = 0; at < rest.length; at++) {
    const token = rest[at] as Token; // at < length
    const option = optionNamed(token, command);
    const following = rest[at + 1];
    if (!option) free.push(token);
    else if (token.text === "" && !token.quoted && following && following.name === undefined) {
      options[option.name] = following.text;
      at++;
    } else options[option.name] = token.text;
  }
  const open = command.options
    .filter(
      (option) =>
        option.position !== undefined &&
        !(option.name in options) &&
        !(option.unless !== undefined && option.unless in options),
    )
    .toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0));
  return { command: command.name, options: { ...place(free, open, command), ...options } };
};
