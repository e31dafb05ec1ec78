import type { z } from "zod";
import { type Arrival, type Came, DELIVERED, placeOf } from "./arrival.ts";
import { ACTIONS, type CHANNEL, EVENT, type INTERACTION, SHORTCUT, SLASH, SUBMISSION, SUGGESTION } from "./payloads.ts";
import { typedText } from "./typed.ts";

const installOf = (team: string | undefined, enterprise: string | undefined, org: boolean): string =>
  (org ? (enterprise ?? team) : (team ?? enterprise)) ?? "";

/** The thread that a message lies in. Slack names one, too, for the message that heads it, which lies in the channel. */
const threadOf = (ts: string | undefined, thread: string | undefined): string | undefined =>
  thread === ts ? undefined : thread;

/** What all interactions say alike. */
const cameOf = (
  { user, team, enterprise, is_enterprise_install, trigger_id, response_url }: z.output<typeof INTERACTION>,
  channel: z.output<typeof CHANNEL>,
  key: string,
): Came => {
  const handle = user.username ?? user.name ?? user.id;
  const install = installOf(team?.id, enterprise?.id, is_enterprise_install);
  return {
    key,
    team: install,
    user: user.id,
    handle,
    place: placeOf(channel?.id, channel?.name, user.id, handle),
    channel: channel?.id,
    thread: undefined,
    trigger: trigger_id,
    url: response_url,
  };
};

const fromSlash = (body: unknown): Arrival | undefined => {
  const read = SLASH.safeParse(body);
  if (!read.success) return undefined;
  const { team_id, enterprise_id, is_enterprise_install, user_id, user_name, channel_id, channel_name } = read.data;
  const handle = user_name === "" ? user_id : user_name;
  return {
    kind: "line",
    key: read.data.trigger_id,
    team: installOf(team_id, enterprise_id, is_enterprise_install),
    user: user_id,
    handle,
    place: placeOf(channel_id, channel_name, user_id, handle),
    channel: channel_id,
    thread: undefined,
    trigger: read.data.trigger_id,
    url: read.data.response_url,
    text: typedText(read.data.text),
  };
};

/**
 * Whose install something in a view came through: `team` may be where the person is at home, and for an app of a whole
 * organisation the view may name the workspace in which it was opened.
 */
const inView = (
  { team, enterprise, is_enterprise_install }: z.output<typeof INTERACTION>,
  installed: string | undefined,
): Pick<Came, "team" | "org"> => ({
  team: installed ?? installOf(team?.id, enterprise?.id, is_enterprise_install),
  org: is_enterprise_install ? enterprise?.id : undefined,
});

/** The same of what is typed into a field, of which nothing is written down but that it came; undefined for anything else. */
export const typingIn = (body: unknown): Pick<Came, "team" | "org"> | undefined => {
  const read = SUGGESTION.safeParse(body);
  return read.success ? inView(read.data, read.data.view?.app_installed_team_id) : undefined;
};

const fromActions = (body: unknown): Arrival | undefined => {
  const read = ACTIONS.safeParse(body);
  const action = read.data?.actions[0];
  const value = action?.value ?? action?.selected_option?.value;
  if (!read.success || value === undefined) return undefined;
  const { channel, message, container, trigger_id, view } = read.data;
  const marked = message?.blocks?.find(({ block_id }) => block_id?.startsWith(DELIVERED))?.block_id;
  const shown = message && channel && !container?.is_ephemeral;
  return {
    ...cameOf(read.data, channel, trigger_id ?? `${action?.action_ts}`),
    ...(view && inView(read.data, view.app_installed_team_id)),
    kind: "press",
    thread: threadOf(message?.ts, container?.thread_ts ?? message?.thread_ts),
    value,
    on: shown ? { channel: channel.id, ts: message.ts } : undefined,
    token: shown ? marked?.slice(DELIVERED.length) : undefined,
    ...(view && { above: { kind: view.type === "modal" ? "modal" : "home", id: view.id } }),
  };
};

const fromSubmission = (body: unknown): Arrival | undefined => {
  const read = SUBMISSION.safeParse(body);
  if (!read.success) return undefined;
  const { view, trigger_id } = read.data;
  return {
    ...cameOf(read.data, undefined, trigger_id ?? view.id),
    ...inView(read.data, view.app_installed_team_id),
    kind: "submit",
    view: view.id,
    metadata: view.private_metadata,
    values: view.state.values,
  };
};

const fromShortcut = (body: unknown): Arrival | undefined => {
  const read = SHORTCUT.safeParse(body);
  if (!read.success) return undefined;
  const { channel, message, trigger_id, callback_id, team } = read.data;
  const told = channel && message;
  return {
    ...cameOf(read.data, channel, trigger_id ?? ""),
    kind: "shortcut",
    name: callback_id,
    thread: threadOf(message?.ts, message?.thread_ts),
    message: told
      ? {
          channel: channel.id,
          ts: message.ts,
          text: message.text,
          author: message.user,
          thread: message.thread_ts,
          domain: team?.domain ?? "",
        }
      : undefined,
  };
};

/** What somebody wrote, without the name by which they called us, nor the mark after it, nor those of code as they copy it from help. */
const withoutUs = (text: string): string => {
  const line = typedText(text.replace(/^\s*<@\w+(?:\|[^>]*)?>[\s:,;–—-]*/u, ""));
  const [, code] = /^\s*`([^`]+)`\s*$/u.exec(line) ?? [];
  return code ?? line;
};

/** Kinds of messages in which a person says something: of their own, beside a file, in a thread and outside it. */
const SAID: readonly (string | undefined)[] = [undefined, "file_share", "thread_broadcast"];

const fromEvent = (body: unknown): Arrival | undefined => {
  const read = EVENT.safeParse(body);
  if (!read.success) return undefined;
  const { event, event_id, team_id, enterprise_id, authorizations } = read.data;
  const grant = authorizations?.[0];
  const user = event.user ?? "";
  const came = {
    key: event_id,
    team: grant ? installOf(grant.team_id ?? team_id, grant.enterprise_id, grant.is_enterprise_install) : team_id,
    org: grant ? undefined : enterprise_id,
    user,
    handle: user,
    place: placeOf(event.channel, undefined, user, user),
    channel: event.channel,
    thread: event.thread_ts,
    trigger: undefined,
    url: undefined,
  };
  switch (event.type) {
    case "app_mention":
      // What an app says, be it ourselves, is no command.
      if (user === "" || event.bot_id !== undefined || event.subtype !== undefined) return undefined;
      return {
        ...came,
        kind: "line",
        below: event.ts,
        text: withoutUs(event.text),
      };
    case "message": {
      // Of what is said, only what a person writes to us alone is meant for us: no app's words, and no edit.
      const own = user !== "" && event.bot_id === undefined && SAID.includes(event.subtype);
      const line = withoutUs(event.text);
      return own && event.channel_type === "im" && line.trim() !== ""
        ? { ...came, kind: "line", text: line }
        : undefined;
    }
    case "app_home_opened":
      return user === "" || event.tab !== "home" ? undefined : { ...came, kind: "home" };
    case "tokens_revoked":
      // A person's own token is none of ours.
      if ((event.tokens?.bot ?? []).length === 0) return undefined;
      return { ...came, kind: "gone", why: event.type };
    case "app_uninstalled":
      return { ...came, kind: "gone", why: event.type };
    default:
      return undefined;
  }
};

/** Reads a request of Slack's. Undefined for what we do not handle: it is acknowledged and left. */
export const arrivalOf = (body: unknown): Arrival | undefined =>
  fromSlash(body) ?? fromActions(body) ?? fromSubmission(body) ?? fromShortcut(body) ?? fromEvent(body);
