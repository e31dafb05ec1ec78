import { AvailableLocalesEnumSchema } from "discord-api-spec/zod";
import { safeParse } from "zod/v4/core";
import { type Fields, isFields, listAt, textAt } from "../fields.ts";
import type { Flaw } from "../refused.ts";
import { LIMIT } from "./limits.ts";

/** Discord's numbers for kinds of option. */
export const OPTION = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const;

type Path = Flaw["path"];

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

const badName = (name: string): boolean => !NAME.test(name) || name !== name.toLowerCase();

const nameFlaws = (named: Fields, path: Path): readonly Flaw[] => {
  const names = Object.entries(isFields(named.name_localizations) ? named.name_localizations : {});
  const all: readonly (readonly [Path, unknown])[] = [
    [[...path, "name"], named.name],
    ...names.map(([locale, name]) => [[...path, "name_localizations", locale], name] as const),
  ];
  return all
    .filter(([, name]) => badName(String(name)))
    .map(([at]) => ({
      path: at,
      code: "APPLICATION_COMMAND_INVALID_NAME",
      says: "Command name is invalid: lower case letters, digits, - and _",
    }));
};

const localeFlaws = (said: Fields, path: Path): readonly Flaw[] =>
  ["name_localizations", "description_localizations"].flatMap((key) =>
    Object.keys(isFields(said[key]) ? said[key] : {})
      .filter((locale) => !safeParse(AvailableLocalesEnumSchema, locale).success)
      .map((locale) => ({
        path: [...path, key, locale],
        code: "ENUM_TYPE_COERCE",
        says: `Value "${locale}" is not a valid locale.`,
      })),
  );

const described = (said: Fields, path: Path): readonly Flaw[] =>
  textAt(said, "description") === ""
    ? [{ path: [...path, "description"], code: "BASE_TYPE_REQUIRED", says: "This field is required" }]
    : [];

const nests = (option: Fields): boolean => option.type === OPTION.subcommand || option.type === OPTION.group;

const duplicates = (names: readonly unknown[], path: Path, code: string, says: string): readonly Flaw[] =>
  new Set(names).size < names.length ? [{ path, code, says }] : [];

const choiceFlaws = (option: Fields, path: Path): readonly Flaw[] => {
  const choices = listAt(option, "choices");
  const low = Number(option.min_value ?? option.min_length ?? -Infinity);
  const high = Number(option.max_value ?? option.max_length ?? Infinity);
  return [
    ...duplicates(
      choices.map(({ name }) => name),
      [...path, "choices"],
      "APPLICATION_COMMAND_OPTIONS_CHOICES_NAME_DUPLICATED",
      "Choice names must be unique",
    ),
    ...choices.flatMap((choice, index) => localeFlaws(choice, [...path, "choices", index])),
    ...(option.autocomplete === true && choices.length > 0
      ? [
          {
            path,
            code: "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES",
            says: "Choices and autocomplete are mutually exclusive",
          },
        ]
      : []),
    ...(low > high
      ? [{ path, code: "APPLICATION_COMMAND_OPTIONS_MIN_MAX", says: "The least is more than the most" }]
      : []),
  ];
};

const optionFlaws = (options: readonly Fields[], path: Path, depth: number): readonly Flaw[] => {
  const mixed = options.some(nests) && options.some((option) => !nests(option));
  const firstOptional = options.findIndex((option) => !nests(option) && option.required !== true);
  const late = options.findIndex(
    (option, index) => firstOptional >= 0 && index > firstOptional && option.required === true,
  );
  return [
    ...(mixed
      ? [
          {
            path,
            code: "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            says: "Sub-command and sub-command group option types are mutually exclusive to all other types",
          },
        ]
      : []),
    ...(late >= 0
      ? [
          {
            path: [...path, late],
            code: "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
            says: "Required options must be placed before non-required options",
          },
        ]
      : []),
    ...duplicates(
      options.map(({ name }) => name),
      path,
      "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED",
      "Option names must be unique",
    ),
    ...options.flatMap((option, index) => {
      const here = [...path, index];
      const tooDeep = (option.type === OPTION.group && depth > 0) || (option.type === OPTION.subcommand && depth > 1);
      return [
        ...nameFlaws(option, here),
        ...described(option, here),
        ...localeFlaws(option, here),
        ...choiceFlaws(option, here),
        ...(tooDeep
          ? [{ path: here, code: "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", says: "Sub-commands nest no deeper" }]
          : []),
        ...(option.type === OPTION.group && listAt(option, "options").some((one) => one.type !== OPTION.subcommand)
          ? [{ path: here, code: "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", says: "A group holds sub-commands alone" }]
          : []),
        ...optionFlaws(listAt(option, "options"), [...here, "options"], option.type === OPTION.group ? 1 : 2),
      ];
    }),
  ];
};

const longest = (said: Fields, key: "name" | "description"): number => {
  const others = said[`${key}_localizations`];
  const all = [said[key], ...Object.values(isFields(others) ? others : {})];
  return Math.max(...all.map((one) => (typeof one === "string" ? one.length : 0)));
};

/** Characters of a command as Discord counts them: names, descriptions and choices, each in its longest language. */
const charactersOf = (said: Fields): number =>
  longest(said, "name") +
  longest(said, "description") +
  listAt(said, "choices").reduce(
    (sum, choice) => sum + longest(choice, "name") + (typeof choice.value === "string" ? choice.value.length : 0),
    0,
  ) +
  listAt(said, "options").reduce((sum, option) => sum + charactersOf(option), 0);

/** Rules of a command that the published schemas leave out. */
export const commandFlaws = (command: Fields, path: Path = []): readonly Flaw[] => {
  const chat = (command.type ?? 1) === 1;
  const characters = charactersOf(command);
  return [
    ...(chat ? nameFlaws(command, path) : []),
    ...(chat ? described(command, path) : []),
    ...(!chat && (textAt(command, "description") !== "" || listAt(command, "options").length > 0)
      ? [
          {
            path: [...path, "description"],
            code: "APPLICATION_COMMAND_INVALID_FOR_TYPE",
            says: "A context menu has no description and no options",
          },
        ]
      : []),
    ...localeFlaws(command, path),
    ...optionFlaws(listAt(command, "options"), [...path, "options"], 0),
    ...(characters > LIMIT.commandCharacters
      ? [
          {
            path,
            code: "APPLICATION_COMMAND_TOO_LARGE",
            says: `Command exceeds maximum size (${LIMIT.commandCharacters}): ${characters}`,
          },
        ]
      : []),
  ];
};
