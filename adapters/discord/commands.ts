import type {
  APIApplicationCommandBasicOption,
  APIApplicationCommandOption,
  APIApplicationCommandSubcommandGroupOption,
  APIApplicationCommandSubcommandOption,
  RESTPutAPIApplicationCommandsJSONBody,
} from "discord-api-types/v10";
import type { CommandSpec, OptionSpec } from "../../src/commands/command.ts";
import { type Key, speak } from "../../src/language/say.ts";
import { commandSummary, commandWord, optionWord } from "../../src/view/typed.ts";
import { label } from "../shared/words.ts";
import { COMMAND_KIND, CONTEXT, HOMES, INSTALL, OPTION } from "./kinds.ts";
import { COMMAND } from "./limits.ts";

/** The one command that is typed. */
export const ROOT = "aid";

/** The subcommand that takes a whole line, as it would be typed on a platform whose commands are lines. */
export const LINE = { name: "line", words: "words" } as const;

/** Commands of messages and of people, by the names of what they begin. */
const MENUS = {
  log_request: COMMAND_KIND.message,
  record_response: COMMAND_KIND.message,
  assign: COMMAND_KIND.user,
} as const;

/** What a command of a message's or a person's menu begins. */
export type Menu = keyof typeof MENUS;

/**
 * Groups whose commands stand one word deeper. `/aid` has room for 25, and there are more commands: what asks,
 * hears and looks is typed and keeps the words of every platform; the rest is mostly pressed on a card.
 */
const DEEPER = ["receive", "steer", "setup"] as const satisfies readonly CommandSpec["group"][];

type Group = (typeof DEEPER)[number];

/**
 * Options that no subcommand lists, but where a form asks for them: they correct a record by its number, say
 * how a sum was converted, go into details of an answer, or are set once. All of `/aid` has to be described
 * in 8,000 characters, and we have more to say. They are typed in `/aid line`, and buttons carry them.
 */
const SELDOM: readonly string[] = [
  "edit supersedes disputes choose renews answer asks came instalment cancel met under approved",
  "basis base rate rate-date rate-source breakdown tags units archive",
  "customers countries duration effective published trigger spokesperson automatic uncertain both",
  "unthanked unsourced level bad-contact remove-alias redact subsidiaries",
  "collision-days chase-rest newcomers approval",
].flatMap((names) => names.split(" "));

/** Discord's name of Ukrainian; what has no other name is in English. */
const named = (name: string, local: string) => ({
  name,
  ...(local !== name && { name_localizations: { uk: local } }),
});

const described = (text: string, local: string) => ({
  description: label(text, COMMAND.description),
  ...(local !== text && { description_localizations: { uk: label(local, COMMAND.description) } }),
});

const EN = speak("en");
const UK = speak("uk");

const describedBy = (key: Key) => described(EN.words(key), UK.words(key));

/** Nothing is required of Discord's: what is missing is asked for in a form, or refused with what would work. */
const optionOf = ({ name, kind, several }: OptionSpec): APIApplicationCommandBasicOption => {
  const base = {
    ...named(name, optionWord(name, UK)),
    ...described(EN.word("option", name), UK.word("option", name)),
  };
  if (several) return { ...base, type: OPTION.string };
  switch (kind) {
    case "text":
    case "long":
    case "moment":
      return { ...base, type: OPTION.string };
    // Lists of choices would take more room than all the rest, so they are offered while somebody types.
    case "choice":
    case "company":
    case "request":
    case "team":
    case "campaign":
      return { ...base, type: OPTION.string, autocomplete: true };
    case "number":
      return { ...base, type: OPTION.integer };
    case "flag":
      return { ...base, type: OPTION.boolean };
    case "member":
      return { ...base, type: OPTION.user };
    case "channel":
      return { ...base, type: OPTION.channel, channel_types: [...HOMES] };
    default:
      return kind satisfies never;
  }
};

/** By their place in a line, then what forms ask for, then the rest. */
const rank = ({ position, form }: OptionSpec): number => position ?? (form ? 100 : 200);

const isListed = ({ name, hidden, position, form }: OptionSpec): boolean =>
  !hidden && (position !== undefined || form === true || !SELDOM.includes(name));

const subcommandOf = ({ name, options }: CommandSpec): APIApplicationCommandSubcommandOption => ({
  type: OPTION.subcommand,
  ...named(name, commandWord(name, UK)),
  ...described(commandSummary(name, EN), commandSummary(name, UK)),
  options: options
    .filter(isListed)
    .toSorted((a, b) => rank(a) - rank(b))
    .map(optionOf),
});

const groupOf = (group: Group, commands: readonly CommandSpec[]): APIApplicationCommandSubcommandGroupOption => ({
  type: OPTION.group,
  ...named(group, UK.words(`discord.group.${group}.name`)),
  ...describedBy(`discord.group.${group}`),
  options: commands.filter((one) => one.group === group).map(subcommandOf),
});

const lineCommand: APIApplicationCommandSubcommandOption = {
  type: OPTION.subcommand,
  ...named(LINE.name, UK.words("discord.line.name")),
  ...describedBy("discord.line"),
  options: [
    {
      type: OPTION.string,
      ...named(LINE.words, UK.words("discord.line.words.name")),
      ...describedBy("discord.line.words"),
    },
  ],
};

/** Who may do what is the register's to say; nobody is kept from being told so. */
const everyone = { default_member_permissions: null, integration_types: [INSTALL.server] };

/**
 * All commands of ours, as Discord registers them: `/aid` with a subcommand for each command, in English
 * and Ukrainian, and what begins from a message or a person. A list replaces the one that was registered.
 */
export const commandsOf = (commands: readonly CommandSpec[]): RESTPutAPIApplicationCommandsJSONBody => {
  const flat = commands.filter(({ group }) => !DEEPER.some((deeper) => deeper === group));
  const options: APIApplicationCommandOption[] = [
    ...flat.map(subcommandOf),
    lineCommand,
    ...DEEPER.map((group) => groupOf(group, commands)).filter((group) => group.options?.length),
  ];
  return [
    {
      type: COMMAND_KIND.typed,
      name: ROOT,
      ...describedBy("discord.command"),
      options,
      contexts: [CONTEXT.server, CONTEXT.direct],
      ...everyone,
    },
    ...menus().map(({ menu, kind }) => ({
      type: kind,
      ...named(EN.words(`chat.shortcut.${menu}`), UK.words(`chat.shortcut.${menu}`)),
      contexts: [CONTEXT.server],
      ...everyone,
    })),
  ];
};

const menus = (): readonly { readonly menu: Menu; readonly kind: (typeof MENUS)[Menu] }[] =>
  // A record's keys are its names.
  (Object.keys(MENUS) as Menu[]).map((menu) => ({ menu, kind: MENUS[menu] }));

/** What a menu's command begins, by the name under which Discord sends it back: the English one. */
export const menuNamed = (name: string): Menu | undefined =>
  menus().find(({ menu }) => EN.words(`chat.shortcut.${menu}`) === name)?.menu;
