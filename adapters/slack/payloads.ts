import { z } from "zod";

/** As much of Slack's payloads as we read. What they say beside it may change without us. */

const text = z.string();
const some = z.string().min(1);
/** Slack writes some ids as null and some as empty where there is none. */
const maybe = z
  .string()
  .nullish()
  .transform((value) => (value === null || value === "" ? undefined : value));
const yes = z
  .union([z.boolean(), z.string()])
  .nullish()
  .transform((value) => value === true || value === "true");

/** A slash command. */
export const SLASH = z.object({
  command: some,
  text: text.default(""),
  team_id: some,
  enterprise_id: maybe,
  is_enterprise_install: yes,
  user_id: some,
  user_name: text.default(""),
  channel_id: some,
  channel_name: maybe,
  response_url: maybe,
  trigger_id: some,
});

const TEAM = z.object({ id: some, domain: text.default("") }).nullish();
const PERSON = z.object({
  id: some,
  username: maybe,
  name: maybe,
});
/** Where an interaction was; missing in the Home and in forms. */
export const CHANNEL = z.object({ id: some, name: maybe }).nullish();

/** What all interactions say alike. */
export const INTERACTION = z.object({
  user: PERSON,
  team: TEAM,
  enterprise: z.object({ id: some }).nullish(),
  is_enterprise_install: yes,
  trigger_id: maybe,
  response_url: maybe,
});

/** A pressed button, or a chosen option. */
export const ACTIONS = INTERACTION.extend({
  type: z.literal("block_actions"),
  channel: CHANNEL,
  container: z.object({ type: text, is_ephemeral: yes, thread_ts: maybe }).partial().nullish(),
  message: z.object({ ts: some, thread_ts: maybe, blocks: z.array(z.object({ block_id: maybe })).nullish() }).nullish(),
  view: z.object({ id: some, type: text, app_installed_team_id: maybe }).nullish(),
  actions: z
    .array(
      z.object({
        action_id: text,
        value: maybe,
        selected_option: z.object({ value: text }).nullish(),
        action_ts: maybe,
      }),
    )
    .min(1),
});

/** What is typed into a field of a form, for which values are to be offered. */
export const SUGGESTION = INTERACTION.extend({
  type: z.literal("block_suggestion"),
  view: z.object({ app_installed_team_id: maybe }).nullish(),
});

/** A form that was sent. */
export const SUBMISSION = INTERACTION.extend({
  type: z.literal("view_submission"),
  view: z.object({
    id: some,
    private_metadata: text.default(""),
    app_installed_team_id: maybe,
    state: z.object({ values: z.record(text, z.record(text, z.unknown())) }),
  }),
});

/** A shortcut, of a message or of none. */
export const SHORTCUT = INTERACTION.extend({
  type: z.enum(["shortcut", "message_action"]),
  callback_id: some,
  channel: CHANNEL,
  message: z.object({ ts: some, thread_ts: maybe, text: text.default(""), user: maybe }).nullish(),
});

/** Something that happened and that we subscribed to. */
export const EVENT = z.object({
  type: z.literal("event_callback"),
  team_id: some,
  event_id: some,
  enterprise_id: maybe,
  /** Missing where the app is told of its own removal: it has no rights left. */
  authorizations: z.array(z.object({ team_id: maybe, enterprise_id: maybe, is_enterprise_install: yes })).nullish(),
  event: z.object({
    type: some,
    user: maybe,
    channel: maybe,
    channel_type: maybe,
    text: text.default(""),
    ts: maybe,
    thread_ts: maybe,
    tab: maybe,
    bot_id: maybe,
    subtype: maybe,
    tokens: z.object({ bot: z.array(text).nullish() }).nullish(),
  }),
});
