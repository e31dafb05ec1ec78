import type { z } from "zod";
import { LANGUAGES, type Language } from "../../src/domain/vocabulary.ts";
import type { Quoted } from "../shared/begun.ts";
import type { Arrival, Came, Pressed } from "./arrival.ts";
import { menuNamed } from "./commands.ts";
import { serverIn, wordsIn } from "./direct.ts";
import { markIn } from "./mark.ts";
import { CALLED, INTERACTION, type MESSAGE, PRESSED, SENT, TARGETS } from "./payloads.ts";
import { quotedText } from "./quoted.ts";
import { momentOf } from "./snowflake.ts";
import { submittedOptions } from "./submitted.ts";
import { inputIn } from "./typed.ts";

type Interaction = z.output<typeof INTERACTION>;
type Message = z.output<typeof MESSAGE>;

/** Discord's numbers: what an interaction is, which channels are threads, what only one person sees. */
const TYPE = { ping: 1, command: 2, press: 3, typing: 4, submit: 5 } as const;
const THREADS = [10, 11, 12];
const EPHEMERAL = 64;

/** Whether Discord only wants to know that we are there. */
export const isPing = (payload: unknown): boolean =>
  typeof payload === "object" && payload !== null && "type" in payload && payload.type === TYPE.ping;

/** `uk` is Ukrainian, `en-US` English; a language that we do not speak is none. */
const languageOf = (locale: string | null | undefined): Language | undefined =>
  LANGUAGES.find((language) => locale?.split("-")[0]?.toLowerCase() === language);

/** What people call somebody: in the server, else everywhere. */
export const nameOf = (
  user: { readonly username: string; readonly global_name?: string | null | undefined },
  nick: string | null | undefined,
): string =>
  [nick, user.global_name].find((name) => name !== undefined && name !== null && name.trim() !== "") ?? user.username;

/** Discord's flag of a member who came for a visit: with the next line that is cut they are gone. */
const IS_GUEST = 16;

/**
 * Whether a member is not, or not yet, of the server: invited as a guest, or before its rules were accepted. So is
 * whoever uses the app in a server without being its member.
 */
export const isOutsider = (member: { readonly pending: boolean; readonly flags: number } | null | undefined): boolean =>
  !member || member.pending || (member.flags & IS_GUEST) !== 0;

/** Whether somebody brought the app along into a server that did not install it. */
const isUninvited = ({ guild_id, authorizing_integration_owners: owners }: Interaction): boolean =>
  owners !== null && owners !== undefined && owners["0"] !== guild_id;

/** Who did it and where; undefined for what has nobody, or nowhere. */
const cameOf = (given: Interaction): Came | undefined => {
  const { id, application_id, token, guild_id, channel, channel_id, member, locale } = given;
  const user = member?.user ?? given.user;
  const at = channel?.id ?? channel_id;
  if (!user || !at) return undefined;
  const name = nameOf(user, member?.nick);
  const parent = channel && THREADS.includes(channel.type) ? channel.parent_id : undefined;
  return {
    key: id,
    app: application_id,
    token,
    user: user.id,
    name,
    language: languageOf(locale),
    server: guild_id ?? undefined,
    roles: member?.roles ?? [],
    ...(guild_id && (isOutsider(member) || isUninvited(given)) && { outsider: true as const }),
    place: guild_id
      ? // A thread's channel is named by whoever knows it.
        { platform: "discord", id: parent ?? at, name: parent ? "" : `#${channel?.name ?? at}` }
      : { platform: "discord", id: `@${user.id}`, name: `@${name}` },
    channel: at,
  };
};

const pressedOn = ({ id, channel_id, flags, components }: Message): Pressed => ({
  where: (flags & EPHEMERAL) === 0 ? { channel: channel_id, message: id } : undefined,
  mark: (flags & EPHEMERAL) === 0 ? markIn(components) : undefined,
  server: serverIn(components),
});

type Words = Pick<Message, "components" | "content" | "embeds" | "mentions">;

/** What a message says, also one of embeds or of components. */
const wordsOf = ({ content, embeds, components, mentions }: Words): readonly string[] => {
  const names = new Map(mentions.map((user) => [user.id, nameOf(user, undefined)]));
  const said = embeds.flatMap(({ title, description }) => [title ?? "", description ?? ""]);
  return [content, ...said, ...wordsIn(components)].map((text) => quotedText(text, (id) => names.get(id)));
};

/** The same with what was forwarded by it. */
const saidIn = (message: Message): string =>
  [message, ...message.message_snapshots.map((snapshot) => snapshot.message)]
    .flatMap(wordsOf)
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .join("\n");

const quotedFrom = (message: Message, server: string | undefined): Quoted => ({
  text: saidIn(message),
  author: nameOf(message.author, undefined),
  at: momentOf(message.id),
  link: `https://discord.com/channels/${server ?? "@me"}/${message.channel_id}/${message.id}`,
});

const fromCommand = (came: Came, data: unknown): Arrival | undefined => {
  const called = CALLED.safeParse(data);
  if (!called.success) return undefined;
  const menu = menuNamed(called.data.name);
  const target = called.data.target_id ?? undefined;
  if (menu === undefined || target === undefined) {
    const input = inputIn(data);
    return input === undefined ? undefined : { ...came, kind: "typed", input };
  }
  const message = TARGETS.safeParse(called.data.resolved).data?.messages?.[target];
  return {
    ...came,
    kind: "menu",
    menu,
    message: message && quotedFrom(message, came.server),
    person: message ? undefined : target,
  };
};

/** Reads what Discord tells of somebody's doing. Undefined for what we do not handle. */
export const arrivalOf = (payload: unknown): Arrival | undefined => {
  const read = INTERACTION.safeParse(payload);
  const came = read.success ? cameOf(read.data) : undefined;
  if (!read.success || !came) return undefined;
  const { type, data, message } = read.data;
  switch (type) {
    case TYPE.command:
      return fromCommand(came, data);
    case TYPE.press: {
      const pressed = PRESSED.safeParse(data);
      if (!pressed.success || !message) return undefined;
      return { ...came, kind: "press", id: pressed.data.custom_id, on: pressedOn(message) };
    }
    case TYPE.submit: {
      const sent = SENT.safeParse(data);
      if (!sent.success) return undefined;
      const { custom_id, components, resolved } = sent.data;
      const values = submittedOptions(components, resolved);
      return { ...came, kind: "submit", id: custom_id, values, on: message ? pressedOn(message) : undefined };
    }
    default:
      return undefined;
  }
};

/** Who is typing, and what: for what is offered meanwhile. Undefined where nobody is. */
export const typingIn = (payload: unknown): { readonly came: Came; readonly data: unknown } | undefined => {
  const read = INTERACTION.safeParse(payload);
  const came = read.success && read.data.type === TYPE.typing ? cameOf(read.data) : undefined;
  return came && read.success ? { came, data: read.data.data } : undefined;
};
