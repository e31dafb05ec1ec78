import {
  InteractionContextType as Context,
  ApplicationIntegrationType as Install,
  ApplicationCommandType as Kind,
  ApplicationCommandOptionType as Option,
} from "discord-api-types/v10";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commandsOf, LINE, menuNamed } from "../../adapters/discord/commands.ts";
import { COMMAND_KIND, CONTEXT, INSTALL, OPTION } from "../../adapters/discord/kinds.ts";
import { sameCommands } from "../../adapters/discord/registered.ts";
import { inputIn, soughtIn } from "../../adapters/discord/typed.ts";
import { type CommandSpec, specOf } from "../../src/commands/command.ts";
import { COMMANDS } from "../../src/commands/index.ts";
import { request } from "../../src/commands/request.ts";
import { readWords } from "../../src/commands/words.ts";
import { CATALOGUES } from "../../src/language/say.ts";
import { hostile } from "../support/hostile.ts";
import { commandFaults } from "./judge.ts";

const SPECS = COMMANDS.map(specOf);
const wanted = commandsOf(SPECS);

/** A command, a group, a subcommand or an option, as far as it is read here. */
interface Said {
  readonly type?: number;
  readonly name: string;
  readonly description?: string;
  readonly name_localizations?: Readonly<Record<string, string>>;
  readonly description_localizations?: Readonly<Record<string, string>>;
  readonly options?: readonly Said[];
  readonly required?: boolean;
  readonly autocomplete?: boolean;
}

// What is read of a command is what was made.
const [aid, ...menus] = wanted as unknown as readonly [Said, ...Said[]];
const top = aid.options ?? [];
const groups = top.filter(({ type }) => type === Option.SubcommandGroup);
const subcommands = top.flatMap((one) => (one.type === Option.SubcommandGroup ? (one.options ?? []) : [one]));
const subcommand = (name: string): Said => subcommands.find((one) => one.name === name) ?? expect.fail(`no ${name}`);
const option = (command: string, name: string): Said =>
  subcommand(command).options?.find((one) => one.name === name) ?? expect.fail(`no ${name} of ${command}`);

/** Characters as Discord counts them, by a count of our own: every name and description in its longest language. */
const charactersOf = (said: Said): number => {
  const longest = (text: string | undefined, others: Said["name_localizations"]): number =>
    [text ?? "", ...Object.values(others ?? {})].map((one) => one.length).toSorted((a, b) => b - a)[0] ?? 0;
  const own = longest(said.name, said.name_localizations) + longest(said.description, said.description_localizations);
  return (said.options ?? []).map(charactersOf).reduce((sum, one) => sum + one, own);
};

/** Everything that has a name, with those that stand beside it. */
const families = (said: Said): readonly (readonly Said[])[] => [
  said.options ?? [],
  ...(said.options ?? []).flatMap(families),
];

describe("the commands of Discord", () => {
  it("are /aid, two of a message's menu and one of a person's", () => {
    expect(wanted.map(({ type, name }) => [type, name])).toEqual([
      [Kind.ChatInput, "aid"],
      [Kind.Message, "Log as aid request"],
      [Kind.Message, "Record company’s answer"],
      [Kind.User, "Assign a request"],
    ]);
    expect(wanted[0]).toMatchObject({ contexts: [Context.Guild, Context.BotDM], default_member_permissions: null });
    for (const menu of menus) expect(Object.keys(menu.name_localizations ?? {})).toEqual(["uk"]);
  });

  it.each(wanted.map((command) => [command.name, command] as const))("are within every limit: %s", (_, command) => {
    expect(commandFaults(command)).toEqual([]);
  });

  // When this fails: shorten a summary or a label, or put what is seldom typed into SELDOM.
  it("are described in less than 8,000 characters, with room for two more", () => {
    expect(charactersOf(aid)).toBeLessThan(8_000);
    expect(charactersOf(aid)).toBeGreaterThan(6_000);
  });

  it("have a subcommand for each command, with the words of every platform, and one for whole lines", () => {
    expect(subcommands.map(({ name }) => name).toSorted()).toEqual(
      [...SPECS.map(({ name }) => name), "line"].toSorted(),
    );
    expect(top.length).toBeLessThanOrEqual(25);
  });

  it("keep what asks, hears and looks one word away, and the rest two", () => {
    expect(groups.map(({ name }) => name)).toEqual(["receive", "steer", "setup"]);
    for (const { name, group } of SPECS) {
      const within = groups.find((one) => one.options?.some((sub) => sub.name === name))?.name;
      expect(within, name).toBe(["receive", "steer", "setup"].includes(group) ? group : undefined);
    }
  });

  it("speak Ukrainian to those who do", () => {
    expect(subcommand("request")).toMatchObject({
      description: CATALOGUES.en["command.request.summary"],
      name_localizations: { uk: "запит" },
      description_localizations: { uk: CATALOGUES.uk["command.request.summary"] },
    });
    expect(option("request", "reply-by")).toMatchObject({ name_localizations: { uk: "відповідь-до" } });
    for (const one of [...top, ...subcommands])
      expect(one.description_localizations?.["uk"], one.name).toMatch(/\p{Script=Cyrillic}/u);
  });

  it("have no two names alike beside each other, in either language", () => {
    for (const family of families(aid))
      for (const names of [
        family.map(({ name }) => name),
        family.map((one) => one.name_localizations?.["uk"] ?? one.name),
      ])
        expect(new Set(names).size, names.join(" ")).toBe(names.length);
  });

  it("require nothing, since what is missing opens a form", () => {
    for (const one of subcommands.flatMap(({ options }) => options ?? [])) expect(one.required).toBeUndefined();
  });

  it.each([
    ["request", "company", { type: Option.String, autocomplete: true }],
    ["request", "kind", { type: Option.String, autocomplete: true }],
    ["request", "title", { type: Option.String }],
    ["request", "reply-by", { type: Option.String }],
    ["request", "owner", { type: Option.User }],
    ["batch", "companies", { type: Option.String }],
    ["leg", "delivery", { type: Option.Integer }],
    ["list", "all", { type: Option.Boolean }],
    ["team", "channel", { type: Option.Channel, channel_types: [0, 5, 15] }],
  ] as const)("offer for %s %s what Discord has for it", (command, name, expected) => {
    expect(option(command, name)).toMatchObject(expected);
    if (!("autocomplete" in expected)) expect(option(command, name).autocomplete).toBeUndefined();
  });

  it("show neither what is hidden nor what is seldom typed, but all that has a place or a question", () => {
    for (const { name, options } of SPECS) {
      const shown = subcommand(name).options?.map((one) => one.name) ?? [];
      for (const one of options) {
        if (one.hidden) expect(shown, name).not.toContain(one.name);
        else if (one.required || one.form || one.position !== undefined) expect(shown, name).toContain(one.name);
      }
      const placed = options
        .filter(({ position }) => position !== undefined)
        .toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0));
      expect(shown.slice(0, placed.length), name).toEqual(placed.map((one) => one.name));
    }
    expect(subcommand("pledge").options?.map(({ name }) => name)).not.toContain("rate");
  });

  it("know their menus by the names under which they come back", () => {
    expect(menus.map(({ name }) => menuNamed(name))).toEqual(["log_request", "record_response", "assign"]);
    expect(menuNamed("Занести як запит")).toBeUndefined();
  });
});

describe("a command that was typed", () => {
  /** What Discord sends for a call whose values are strings. */
  const sent = (
    command: string,
    options: Readonly<Record<string, unknown>>,
    types: Readonly<Record<string, number>> = {},
  ) => {
    const sub = {
      type: 1,
      name: command,
      options: Object.entries(options).map(([name, value]) => ({ type: types[name] ?? 3, name, value })),
    };
    const group = groups.find((one) => one.options?.some(({ name }) => name === command));
    return { name: "aid", type: 1, options: group ? [{ type: 2, name: group.name, options: [sub] }] : [sub] };
  };

  it("is the call that the same words would be", () => {
    const line = 'due AID-1 "in 5 working days"';
    expect(inputIn(sent("due", { request: "AID-1", when: "in 5 working days" }))).toEqual(readWords(line, SPECS));
  });

  it.each(SPECS.map((spec) => [spec.name, spec] as const))(
    "comes back from wherever it stands: %s",
    (_, spec: CommandSpec) => {
      expect(inputIn(sent(spec.name, { request: "AID-1" }))).toEqual({
        command: spec.name,
        options: { request: "AID-1" },
      });
    },
  );

  it("names people, channels, numbers and a yes as a line would", () => {
    const data = {
      ...sent(
        "team",
        { owner: "123456789012345678", channel: "123456789012345679", other: "1", page: 2, all: true, both: false },
        { owner: 6, channel: 7, other: 7, page: 4, all: 5, both: 5 },
      ),
      resolved: { channels: { "123456789012345679": { name: "outreach" } } },
    };
    expect(inputIn(data)).toEqual({
      command: "team",
      options: {
        owner: "<@123456789012345678>",
        channel: "<#123456789012345679|outreach>",
        other: "<#1>",
        page: "2",
        all: "yes",
        both: "no",
      },
    });
  });

  it("is a line where somebody typed one", () => {
    const data = sent(LINE.name, { [LINE.words]: 'request Nimbora "Send terminals" kind:equipment' });
    expect(inputIn(data)).toBe('request Nimbora "Send terminals" kind:equipment');
    expect(inputIn(sent(LINE.name, {}))).toBe("");
  });

  it("offers in its own description a line that is understood", () => {
    for (const language of ["en", "uk"] as const) {
      const [, line = ""] = /: (.+)$/u.exec(CATALOGUES[language]["discord.line.words"] ?? "") ?? [];
      const { command, options } = readWords(line, SPECS);
      expect(command).toBe("request");
      expect(request.options.parse(options)).toMatchObject({ company: "Nimbora", kind: "equipment" });
    }
  });

  it("says what is looked for while somebody types", () => {
    const data = sent("request", { title: "Stop sales", company: "Nimb" });
    const typing = {
      ...data,
      options: [
        {
          ...data.options[0],
          options: [
            { type: 3, name: "title", value: "Stop sales" },
            { type: 3, name: "company", value: "Nimb", focused: true },
          ],
        },
      ],
    };
    expect(soughtIn(typing)).toEqual({
      call: { command: "request", options: { title: "Stop sales" } },
      option: "company",
      typed: "Nimb",
    });
    expect(soughtIn(data)).toBeUndefined();
  });

  it("is read without a throw whatever comes", () => {
    expect(inputIn({ name: "other", options: [] })).toBeUndefined();
    expect(inputIn({ name: "aid" })).toEqual({ command: "menu", options: {} });
    const odd = fc.record({
      name: fc.constant("aid"),
      options: fc.anything(),
      resolved: fc.anything(),
    });
    fc.assert(
      fc.property(fc.oneof(odd, fc.anything()), (data) => {
        soughtIn(data);
        expect(["undefined", "string", "object"]).toContain(typeof inputIn(data));
      }),
    );
    fc.assert(
      fc.property(hostile, (value) => {
        expect(inputIn(sent("request", { title: value }))).toEqual({ command: "request", options: { title: value } });
      }),
    );
  });
});

describe("registered commands", () => {
  /** As Discord gives back what it was given: with ids, defaults and properties in an order of its own. */
  const returned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(returned);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).map(([name, one]) => [
      name,
      name.endsWith("_localizations") ? one : returned(one),
    ]);
    return { required: false, autocomplete: false, choices: [], ...Object.fromEntries(entries.toReversed()) };
  };
  const registered = (): Said[] =>
    // The list that was given, and what Discord adds to it.
    (returned(wanted) as Said[]).toReversed().map((command) => ({
      id: "1",
      application_id: "2",
      version: "3",
      nsfw: false,
      dm_permission: true,
      default_permission: true,
      description: "",
      description_localizations: null,
      ...command,
    })) as Said[];

  it("are the same, whatever Discord adds and however it orders", () => {
    expect(sameCommands(registered(), wanted)).toBe(true);
    expect(sameCommands([], wanted)).toBe(false);
    expect(sameCommands(registered().slice(1), wanted)).toBe(false);
  });

  it.each([
    ["a description", '"Log requests', '"Write down requests'],
    ["a name in Ukrainian", '"запит"', '"прохання"'],
    ["a kind of option", '"autocomplete":true', '"autocomplete":false'],
    ["a name", '"name":"company"', '"name":"firm"'],
    ["the places of channels", "[0,5,15]", "[0]"],
    ["where it is found", '"contexts":[0,1]', '"contexts":[0]'],
  ])("are others when %s changed", (_, from, to) => {
    const text = JSON.stringify(registered());
    expect(text).toContain(from);
    // What was a list of commands still is one.
    expect(sameCommands(JSON.parse(text.replace(from, to)) as unknown[], wanted)).toBe(false);
  });

  it("are others when options changed places", () => {
    const [first, ...rest] = registered().toReversed();
    const options = first?.options?.toReversed() ?? [];
    expect(sameCommands([{ ...first, options }, ...rest], wanted)).toBe(false);
  });
});

describe("Discord's numbers", () => {
  it("are those of its enumerations", () => {
    expect(OPTION).toEqual({
      subcommand: Option.Subcommand,
      group: Option.SubcommandGroup,
      string: Option.String,
      integer: Option.Integer,
      boolean: Option.Boolean,
      user: Option.User,
      channel: Option.Channel,
    });
    expect(COMMAND_KIND).toEqual({ typed: Kind.ChatInput, user: Kind.User, message: Kind.Message });
    expect(CONTEXT).toEqual({ server: Context.Guild, direct: Context.BotDM });
    expect(INSTALL).toEqual({ server: Install.GuildInstall });
  });
});
