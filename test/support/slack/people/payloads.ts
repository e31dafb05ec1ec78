import type { Fields } from "../fields.ts";
import type { Channel, Installation, Message, OpenView, User } from "../model.ts";
import { shownView } from "../opening.ts";
import { shown } from "../posting.ts";
import type { World } from "../world.ts";

/** What somebody does, and where. */
export interface Act {
  readonly world: World;
  readonly by: Installation;
  readonly user: User;
  readonly channel: Channel | undefined;
  readonly message?: Message | undefined;
  readonly view?: OpenView | undefined;
}

const teamOf = ({ world, by, user, channel }: Act) =>
  by.team ?? world.teams.get(channel?.team ?? user.team) ?? world.teams.get(user.team);

/** A permission to open one view within three seconds. */
const trigger = (act: Act): string => {
  const { world, user, view, channel } = act;
  const id = `${world.id("")}.${world.id("")}.trigger`;
  world.triggers.set(id, {
    team: teamOf(act)?.id ?? user.team,
    user: user.id,
    at: world.clock.now(),
    view: view?.id,
    from: view?.from ?? channel?.id,
    used: false,
  });
  return id;
};

/** An address for five answers within half an hour. */
const responseUrl = (act: Act, channel: Channel): string => {
  const { world, by, user, message } = act;
  const key = world.id("R");
  world.responseUrls.set(key, {
    by,
    channel: channel.id,
    user: user.id,
    at: world.clock.now(),
    message,
    thread: message?.thread,
    uses: 0,
  });
  return `${world.url}/response/${key}`;
};

const nameOf = ({ kind, name }: Channel): string =>
  kind === "im" ? "directmessage" : kind === "private" ? "privategroup" : name;

/** The fields of a typed command. */
export const slashPayload = (
  act: Act,
  channel: Channel,
  command: string,
  text: string,
): Readonly<Record<string, string>> => {
  const { world, by, user } = act;
  const team = teamOf(act);
  return {
    token: world.app.verificationToken,
    team_id: team?.id ?? "",
    team_domain: team?.domain ?? "",
    ...(team?.org && { enterprise_id: team.org.id, enterprise_name: team.org.name }),
    channel_id: channel.id,
    channel_name: nameOf(channel),
    user_id: user.id,
    user_name: user.handle,
    command,
    text,
    api_app_id: world.app.id,
    is_enterprise_install: String(by.team === undefined),
    response_url: responseUrl(act, channel),
    trigger_id: trigger(act),
  };
};

/** What every interactive payload begins with. */
const head = (act: Act, type: string): Fields => {
  const { world, by, user, view } = act;
  // What happens in a view may be said to come from where that person is at home: the view says whose it is.
  const isAbroad = view !== undefined && by.team !== undefined && user.team !== by.team.id;
  const team = isAbroad ? world.teams.get(user.team) : teamOf(act);
  return {
    type,
    user: { id: user.id, username: user.handle, name: user.handle, team_id: user.team },
    api_app_id: world.app.id,
    token: world.app.verificationToken,
    team: team ? { id: team.id, domain: team.domain } : null,
    enterprise: team?.org ? { id: team.org.id, name: team.org.name } : null,
    is_enterprise_install: by.team === undefined,
  };
};

const container = ({ message, view, channel }: Act): Fields =>
  view
    ? { type: "view", view_id: view.id }
    : {
        type: "message",
        message_ts: message?.ts,
        channel_id: channel?.id,
        is_ephemeral: message?.onlyFor !== undefined,
        ...(message?.thread !== undefined && { thread_ts: message.thread }),
      };

const place = (act: Act): Fields => {
  const { world, by, message, view, channel } = act;
  return {
    container: container(act),
    ...(channel && !view && { channel: { id: channel.id, name: nameOf(channel) } }),
    // Slack does not send along what only one person sees.
    ...(message && message.onlyFor === undefined && { message: shown(world, message) }),
    ...(view && { view: shownView(world, view, by) }),
  };
};

export const actionsPayload = (act: Act, actions: readonly Fields[], state: OpenView["values"]): Fields => ({
  ...head(act, "block_actions"),
  ...place(act),
  state: { values: act.view?.values ?? state },
  trigger_id: trigger(act),
  ...(act.channel && !act.view && { response_url: responseUrl(act, act.channel) }),
  actions,
});

export const suggestionPayload = (act: Act, block: string, action: string, value: string): Fields => ({
  ...head(act, "block_suggestion"),
  ...place(act),
  action_id: action,
  block_id: block,
  value,
});

export const submissionPayload = (act: Act, view: OpenView): Fields => ({
  ...head(act, "view_submission"),
  trigger_id: trigger(act),
  view: shownView(act.world, view, act.by),
  response_urls: responseUrls(act, view),
});

/** One address for each menu of channels that asked for it with `response_url_enabled`. */
const responseUrls = (act: Act, view: OpenView): readonly Fields[] =>
  Object.entries(view.values).flatMap(([block, held]) =>
    Object.entries(held).flatMap(([action, state]) => {
      const chosen = act.world.channels.get(String(state.selected_conversation ?? state.selected_channel));
      const enabled = JSON.stringify(view.view.blocks).includes('"response_url_enabled":true');
      return chosen && enabled
        ? [{ block_id: block, action_id: action, channel_id: chosen.id, response_url: responseUrl(act, chosen) }]
        : [];
    }),
  );

export const closedPayload = (act: Act, view: OpenView, all: boolean): Fields => ({
  ...head(act, "view_closed"),
  view: shownView(act.world, view, act.by),
  is_cleared: all,
});

export const globalShortcutPayload = (act: Act, callbackId: string): Fields => ({
  ...head(act, "shortcut"),
  action_ts: act.world.ts(),
  callback_id: callbackId,
  trigger_id: trigger(act),
});

export const messageShortcutPayload = (act: Act, callbackId: string, channel: Channel, message: Message): Fields => ({
  ...head(act, "message_action"),
  action_ts: act.world.ts(),
  message_ts: message.ts,
  callback_id: callbackId,
  trigger_id: trigger(act),
  response_url: responseUrl(act, channel),
  channel: { id: channel.id, name: nameOf(channel) },
  message: shown(act.world, message),
});
