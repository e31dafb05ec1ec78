import { type Fields, fieldsAt, isFields, listAt, textAt } from "../fields.ts";
import { OPTION } from "../judge/commands.ts";
import type { Command } from "../model.ts";
import { permissionsOf } from "../permissions.ts";
import type { Doing } from "./payloads.ts";
import { resolve } from "./resolving.ts";

/** A value as somebody types or picks it. */
export type Typed = string | number | boolean;

const called = (said: Fields, locale: string): readonly string[] => [
  textAt(said, "name"),
  textAt(fieldsAt(said, "name_localizations"), locale),
];

/** Commands that somebody can see where they are: registered there, fit for the place, and not kept from them. */
const visible = ({ world, user, channel }: Doing, type: number): readonly Command[] => {
  const guild = channel.guild === undefined ? undefined : world.guilds.get(channel.guild);
  if (guild && !guild.members.has(world.app.botUser)) return [];
  const may = guild ? permissionsOf(world, guild, user.id, channel) : -1n;
  return world.commands.filter(({ scope, type: own, body }) => {
    if (own !== type || (scope !== "global" && scope !== guild?.id)) return false;
    const contexts = Array.isArray(body.contexts) ? body.contexts : undefined;
    if (guild ? contexts?.includes(0) === false : contexts?.includes(1) === false || body.dm_permission === false)
      return false;
    const needs = body.default_member_permissions;
    if (typeof needs !== "number" || !guild) return true;
    const asked = BigInt(needs);
    return asked === 0n ? (may & 8n) !== 0n : (may & asked) === asked || (may & 8n) !== 0n;
  });
};

/** The command of that name. Throws and says which there are. */
export const commandNamed = (doing: Doing, type: number, name: string): Command => {
  const all = visible(doing, type);
  const found = all.find(({ body }) => called(body, doing.user.locale).includes(name));
  if (found) return found;
  throw new Error(
    `${doing.user.handle} sees no command "${name}" here, but: ${all.map((one) => one.name).join(", ") || "none at all"}`,
  );
};

/** A command's path from its root: `aid request` is a sub-command of `aid`. */
export interface Path {
  readonly command: Command;
  readonly steps: readonly Fields[];
  readonly options: readonly Fields[];
}

export const pathOf = (doing: Doing, line: string): Path => {
  const [root = "", ...words] = line.replace(/^\//, "").trim().split(/\s+/);
  const command = commandNamed(doing, 1, root);
  const steps: Fields[] = [];
  let options = listAt(command.body, "options");
  for (const word of words) {
    const step = options.find(
      (one) =>
        (one.type === OPTION.subcommand || one.type === OPTION.group) && called(one, doing.user.locale).includes(word),
    );
    if (!step)
      throw new Error(
        `/${root} has no sub-command "${word}", but: ${options.map(({ name }) => String(name)).join(", ")}`,
      );
    steps.push(step);
    options = listAt(step, "options");
  }
  if (options.some(({ type }) => type === OPTION.subcommand || type === OPTION.group))
    throw new Error(`/${line} is not a whole command: ${options.map(({ name }) => String(name)).join(", ")}`);
  return { command, steps, options };
};

const refuse = (says: string): never => {
  throw new Error(`Discord's own window refuses: ${says}`);
};

const within = (option: Fields, size: number, low: string, high: string): void => {
  if (size < Number(option[low] ?? -Infinity) || size > Number(option[high] ?? Infinity))
    refuse(`${textAt(option, "name")} is ${size}, not ${String(option[low])} to ${String(option[high])}`);
};

const choiceFor = (option: Fields, value: Typed, locale: string): unknown => {
  const choices = listAt(option, "choices");
  if (choices.length === 0) return value;
  const found = choices.find((one) => one.value === value || called(one, locale).includes(String(value)));
  return (
    found?.value ?? refuse(`${textAt(option, "name")} is none of ${choices.map(({ name }) => String(name)).join(", ")}`)
  );
};

interface Delivered {
  readonly option: Fields;
  readonly resolved: Fields;
}

const KINDS = { 6: "user", 7: "channel", 8: "role", 9: "mentionable" } as const;

/** An option as Discord delivers it, with whom it names. */
const delivered = (doing: Doing, option: Fields, given: Typed): Delivered => {
  const { world, channel, user } = doing;
  const name = textAt(option, "name");
  const type = Number(option.type);
  const plain = (value: unknown): Delivered => ({ option: { name, type, value }, resolved: {} });
  if (type === 6 || type === 7 || type === 8 || type === 9) {
    const { ids, resolved } = resolve(world, channel, KINDS[type], [String(given)]);
    return { option: { name, type, value: ids[0] }, resolved };
  }
  const value = choiceFor(option, given, user.locale);
  if (type === OPTION.string) {
    if (typeof value !== "string") return refuse(`${name} is a text`);
    within(option, value.length, "min_length", "max_length");
    if (value.length > 6_000) refuse(`${name} has ${value.length} characters`);
  }
  if (type === OPTION.boolean && typeof value !== "boolean") refuse(`${name} is yes or no`);
  if (type === OPTION.integer || type === OPTION.number) {
    if (typeof value !== "number" || (type === OPTION.integer && !Number.isInteger(value)))
      return refuse(`${name} is a number`);
    within(option, value, "min_value", "max_value");
  }
  return plain(value);
};

const merged = (all: readonly Fields[]): Fields =>
  all.reduce<Fields>(
    (sum, one) =>
      Object.fromEntries(
        [...new Set([...Object.keys(sum), ...Object.keys(one)])].map((key) => [
          key,
          { ...fieldsAt(sum, key), ...fieldsAt(one, key) },
        ]),
      ),
    {},
  );

/** What a command carries: its options below its sub-commands, in the order in which they are registered. */
export const commandBody = (
  doing: Doing,
  { command, steps, options }: Path,
  given: Readonly<Record<string, Typed>>,
  focused?: { readonly option: string; readonly typed: string },
): Fields => {
  const named = (name: string): Fields =>
    options.find((option) => called(option, doing.user.locale).includes(name)) ??
    refuse(`there is no option "${name}", but: ${options.map((one) => textAt(one, "name")).join(", ") || "none"}`);
  const filled = new Map(Object.entries(given).map(([name, value]) => [named(name), value]));
  const asked = focused && named(focused.option);
  if (asked && asked.autocomplete !== true) refuse(`${focused.option} offers nothing`);
  const missing = options.filter((option) => option.required === true && !filled.has(option));
  if (!asked && missing.length > 0)
    refuse(`${missing.map((option) => textAt(option, "name")).join(", ")} must be filled in`);
  const all = options.flatMap((option): readonly Delivered[] => {
    if (option === asked)
      return [{ option: { name: option.name, type: option.type, value: focused?.typed, focused: true }, resolved: {} }];
    const value = filled.get(option);
    return value === undefined ? [] : [delivered(doing, option, value)];
  });
  const inside = steps.toReversed().reduce<readonly Fields[]>(
    (below, step) => [{ name: step.name, type: step.type, options: below }],
    all.map(({ option }) => option),
  );
  const resolved = merged(all.map((one) => one.resolved));
  return {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(command.scope !== "global" && { guild_id: command.scope }),
    ...(inside.length > 0 && { options: inside }),
    ...(isFields(resolved) && Object.keys(resolved).length > 0 && { resolved }),
  };
};
