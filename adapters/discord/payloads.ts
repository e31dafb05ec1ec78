import { z } from "zod";

/** As much of Discord's payloads as we read. What they say beside it may change without us. */

const id = z.string().regex(/^\d{1,20}$/u);
const text = z.string();

const USER = z.object({ id, username: text, global_name: text.nullish(), bot: z.boolean().optional() });

/** A person in a server: their name and roles there, and whether they are in it yet, or only for a visit. */
export const MEMBER = z.object({
  user: USER,
  nick: text.nullish(),
  roles: z.array(id).default([]),
  pending: z.boolean().default(false),
  flags: z.number().default(0),
});

/** Where something was done; a thread names its channel. */
const CHANNEL = z.object({ id, type: z.number(), name: text.nullish(), parent_id: id.nullish() });

/** What a message says, with the people whom it mentions. */
const WORDS = z.object({
  content: text.default(""),
  mentions: z.array(USER).default([]),
  components: z.array(z.unknown()).default([]),
  embeds: z.array(z.object({ title: text.nullish(), description: text.nullish() })).default([]),
});

/** A message as far as we look at it. */
export const MESSAGE = WORDS.extend({
  id,
  channel_id: id,
  author: USER,
  flags: z.number().default(0),
  nonce: z.union([text, z.number()]).nullish(),
  /** What was said elsewhere, and forwarded: such a message has no words of its own. */
  message_snapshots: z.array(z.object({ message: WORDS })).default([]),
});

/** What all interactions say alike. */
export const INTERACTION = z.object({
  id,
  application_id: id,
  type: z.number(),
  token: text,
  guild_id: id.nullish(),
  channel: CHANNEL.nullish(),
  channel_id: id.nullish(),
  member: MEMBER.nullish(),
  user: USER.nullish(),
  locale: text.nullish(),
  /** By whose leave the app is here: `0` is the server that installed it. */
  authorizing_integration_owners: z.record(text, text).nullish(),
  message: MESSAGE.nullish(),
  data: z.unknown().optional(),
});

/** What was called: a command, or something in a menu of a message or of a person. */
export const CALLED = z.object({
  name: text,
  type: z.number().default(1),
  target_id: id.nullish(),
  resolved: z.unknown().optional(),
});

/** What an entry of a menu was used on. */
export const TARGETS = z.object({
  messages: z.record(text, MESSAGE).optional(),
  users: z.record(text, USER).optional(),
});

/** A pressed button, or a chosen option. */
export const PRESSED = z.object({ custom_id: text, values: z.array(text).optional() });

/** A form that was sent. */
export const SENT = z.object({
  custom_id: text,
  components: z.array(z.unknown()).default([]),
  resolved: z.unknown().optional(),
});

/** By what an interaction is answered, wherever the answer is made. */
export const TICKET = z
  .object({ id: z.string(), application_id: z.string(), token: z.string() })
  .transform(({ id, application_id, token }) => ({ id, app: application_id, token }));
