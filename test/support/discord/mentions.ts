import { type Fields, fieldsAt, isFields, textAt } from "./fields.ts";
import { COMPONENT, placed } from "./judge/components.ts";
import type { Channel, Pings, World } from "./model.ts";
import { may } from "./permissions.ts";

/** Where a message comes from: an app's reply pings users only, unless it says otherwise. */
type Origin = "bot" | "reply" | "person";

const NOBODY: Pings = { users: [], roles: [], everyone: false };

const CODE = /```[\s\S]*?```|`[^`\n]*`/g;

const textsOf = (content: string, components: readonly Fields[]): string =>
  [
    content,
    ...placed(components)
      .filter(({ component }) => component.type === COMPONENT.text)
      .map(({ component }) => textAt(component, "content")),
  ]
    .join("\n")
    .replaceAll(CODE, "");

const ids = (text: string, pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].flatMap(([, id]) => id ?? [])),
];

/** Users that a text names, whether they are told or not. */
export const namedIn = (content: string, components: readonly Fields[]): readonly string[] =>
  ids(textsOf(content, components), /<@!?(\d+)>/g);

const wants = (allowed: unknown, kind: "users" | "roles", origin: Origin): ((id: string) => boolean) => {
  if (!isFields(allowed)) return () => kind === "users" || origin !== "reply";
  const parse = Array.isArray(allowed.parse) ? allowed.parse : [];
  const some = allowed[kind];
  const listed: readonly unknown[] = Array.isArray(some) ? some : [];
  return (id) => parse.includes(kind) || listed.includes(id);
};

/** Whom a message would make ring. Embeds never do; whatever else names somebody does, unless it is told not to. */
export const pingsOf = (
  world: World,
  channel: Channel,
  author: string,
  said: {
    readonly content: string;
    readonly components: readonly Fields[];
    readonly allowed: unknown;
    /** Whose message it answers. */
    readonly answers?: string | undefined;
  },
  origin: Origin,
): Pings => {
  const text = textsOf(said.content, said.components);
  const answered = !isFields(said.allowed) || said.allowed.replied_user === true ? said.answers : undefined;
  const named = namedIn(said.content, said.components).filter(wants(said.allowed, "users", origin));
  const users = [...new Set(answered === undefined ? named : [...named, answered])];
  const guild = channel.guild === undefined ? undefined : world.guilds.get(channel.guild);
  if (!guild) return { ...NOBODY, users: users.filter((id) => channel.recipients.includes(id)) };
  const broadly = may(world, guild, author, channel, "MENTION_EVERYONE");
  const roles = ids(text, /<@&(\d+)>/g)
    .filter(wants(said.allowed, "roles", origin))
    .filter((id) => broadly || guild.roles.get(id)?.mentionable === true);
  const parse = fieldsAt({ allowed: said.allowed }, "allowed").parse;
  const all = isFields(said.allowed) ? Array.isArray(parse) && parse.includes("everyone") : origin !== "reply";
  return { users, roles, everyone: all && broadly && /@(everyone|here)\b/.test(text) };
};
