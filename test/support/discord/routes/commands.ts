import { type Fields, isFields, textAt } from "../fields.ts";
import { commandFlaws } from "../judge/commands.ts";
import { LIMIT } from "../judge/limits.ts";
import { flawsBySchema, judged } from "../judge/schema.ts";
import type { Command, World } from "../model.ts";
import { type Flaw, refusal, refuseFlaws } from "../refused.ts";
import { guildFor } from "./finding.ts";
import type { Asked, Route } from "./route.ts";

const DAY = 86_400_000;

const shownCommand = (world: World, { id, scope, type, name, body, version }: Command): Fields => {
  const permissions = body.default_member_permissions;
  return {
    id,
    application_id: world.app.id,
    version,
    default_member_permissions: typeof permissions === "number" ? String(permissions) : null,
    type,
    name,
    name_localizations: body.name_localizations ?? null,
    description: textAt(body, "description"),
    description_localizations: body.description_localizations ?? null,
    ...(scope === "global"
      ? {
          dm_permission: body.dm_permission ?? true,
          contexts: body.contexts ?? null,
          integration_types: body.integration_types ?? [0],
        }
      : { guild_id: scope }),
    ...(Array.isArray(body.options) && { options: body.options }),
    nsfw: false,
  };
};

const scopeOf = ({ world, at }: Asked, guild: boolean): string => {
  if (at("application") !== world.app.id) throw refusal("unknownApplication");
  return guild ? guildFor(world, at("guild")).id : "global";
};

const here = (world: World, scope: string): readonly Command[] => world.commands.filter((one) => one.scope === scope);

const same = (command: Command, type: number, name: string): boolean => command.type === type && command.name === name;

/** Counts new commands of today. Throws when it would be too many; then none was made. */
const countCreates = (world: World, scope: string, fresh: number): void => {
  const now = world.clock.now();
  const today = (world.creates.get(scope) ?? []).filter((at) => now - at < DAY);
  if (today.length + fresh > LIMIT.createsADay) throw refusal("tooManyCreates");
  world.creates.set(scope, [...today, ...Array.from({ length: fresh }, () => now)]);
};

const made = (world: World, scope: string, body: Fields, known: Command | undefined): Command => ({
  id: known?.id ?? world.id(),
  scope,
  type: Number(body.type ?? 1),
  name: textAt(body, "name"),
  body,
  version: world.id(),
});

const checkCount = (commands: readonly Command[]): void => {
  for (const [type, most] of Object.entries(LIMIT.commands))
    if (commands.filter((one) => one.type === Number(type)).length > most) throw refusal("tooManyCommands");
};

const replace = (world: World, gone: (command: Command) => boolean, next: readonly Command[]): void => {
  const kept = world.commands.filter((one) => !gone(one));
  world.commands.splice(0, world.commands.length, ...kept, ...next);
};

const bulk = (asked: Asked, scope: string): readonly Command[] => {
  const { world, list } = asked;
  const judgements = list.map((one, index) => {
    const { value, flaws } = flawsBySchema("command", one);
    return {
      value: isFields(value) ? value : {},
      flaws: [...flaws.map((flaw) => ({ ...flaw, path: [index, ...flaw.path] })), ...commandFlaws(one, [index])],
    };
  });
  const names = list.map(({ type, name }) => `${Number(type ?? 1)} ${String(name)}`);
  const twice: readonly Flaw[] = names.flatMap((name, index) =>
    names.indexOf(name) < index
      ? [
          {
            path: [index, "name"],
            code: "APPLICATION_COMMANDS_DUPLICATE_NAME",
            says: "Application command names must be unique",
          },
        ]
      : [],
  );
  refuseFlaws([...judgements.flatMap(({ flaws }) => flaws), ...twice]);
  const before = here(world, scope);
  const next = judgements.map(({ value }) =>
    made(
      world,
      scope,
      value,
      before.find((one) => same(one, Number(value.type ?? 1), textAt(value, "name"))),
    ),
  );
  checkCount(next);
  countCreates(world, scope, next.filter(({ id }) => !before.some((one) => one.id === id)).length);
  replace(world, (one) => one.scope === scope, next);
  return next;
};

const create = (asked: Asked, scope: string): { readonly command: Command; readonly fresh: boolean } => {
  const { world, body } = asked;
  const given = judged("command", body);
  refuseFlaws(commandFlaws(given));
  const known = here(world, scope).find((one) => same(one, Number(given.type ?? 1), textAt(given, "name")));
  const command = made(world, scope, given, known);
  checkCount([...here(world, scope).filter((one) => one !== known), command]);
  countCreates(world, scope, known ? 0 : 1);
  replace(world, (one) => one === known, [command]);
  return { command, fresh: known === undefined };
};

const one = (asked: Asked, scope: string): Command => {
  const found = here(asked.world, scope).find(({ id }) => id === asked.at("command"));
  if (!found) throw refusal("unknownCommand");
  return found;
};

const change = (asked: Asked, scope: string): Command => {
  const { world, body } = asked;
  const known = one(asked, scope);
  const given = { ...known.body, ...judged("commandEdit", body) };
  refuseFlaws(commandFlaws(given));
  const next = made(world, scope, { ...given, type: known.type }, known);
  replace(world, (each) => each === known, [next]);
  return next;
};

const routesFor = (path: string, guild: boolean): readonly Route[] => [
  {
    route: `GET ${path}`,
    answers: "command",
    run: (asked) => ({
      body: here(asked.world, scopeOf(asked, guild)).map((command) => shownCommand(asked.world, command)),
    }),
  },
  {
    route: `PUT ${path}`,
    answers: "command",
    run: (asked) => ({
      body: bulk(asked, scopeOf(asked, guild)).map((command) => shownCommand(asked.world, command)),
    }),
  },
  {
    route: `POST ${path}`,
    answers: "command",
    run: (asked) => {
      const { command, fresh } = create(asked, scopeOf(asked, guild));
      return { status: fresh ? 201 : 200, body: shownCommand(asked.world, command) };
    },
  },
  {
    route: `GET ${path}/{command}`,
    answers: "command",
    run: (asked) => ({ body: shownCommand(asked.world, one(asked, scopeOf(asked, guild))) }),
  },
  {
    route: `PATCH ${path}/{command}`,
    answers: "command",
    run: (asked) => ({ body: shownCommand(asked.world, change(asked, scopeOf(asked, guild))) }),
  },
  {
    route: `DELETE ${path}/{command}`,
    run: (asked) => {
      const gone = one(asked, scopeOf(asked, guild));
      replace(asked.world, (each) => each === gone, []);
      return {};
    },
  },
];

/** Commands for everywhere, and for one guild. */
export const COMMANDS: readonly Route[] = [
  ...routesFor("/applications/{application}/commands", false),
  ...routesFor("/applications/{application}/guilds/{guild}/commands", true),
];
