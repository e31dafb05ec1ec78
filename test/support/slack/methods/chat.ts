import { type Fields, isFields } from "../fields.ts";
import { channelFor, directTo, messageIn, userFor } from "../finding.ts";
import type { Channel, Message } from "../model.ts";
import { type Content, contentOf, edit, parentIn, post, remove, shown } from "../posting.ts";
import { Refused } from "../refused.ts";
import type { ArgumentKind, Asked, Method } from "./method.ts";

const said = { text: "text", blocks: "list", markdown_text: "text" } as const satisfies Record<string, ArgumentKind>;
const flags = {
  unfurl_links: "flag",
  unfurl_media: "flag",
  mrkdwn: "flag",
  link_names: "flag",
  parse: "text",
} as const;

/** The app's own voice. */
const voice = ({ world, by }: Asked): Pick<Message, "user" | "bot"> => ({
  user: by.botUser,
  bot: { id: by.botId, app: world.app.id },
});

/** Where the app may post: its channels, a person, and any public channel with the scope for it. */
const target = (asked: Asked): Channel => {
  const { world, given, by } = asked;
  if (/^[UW]/.test(String(given.channel)) && world.users.has(String(given.channel)))
    return directTo(world, by, userFor(world, by, given.channel));
  const channel = channelFor(world, by, given.channel);
  if (channel.archived) throw new Refused("is_archived");
  if (!channel.members.has(by.botUser) && !by.scopes.includes("chat:write.public")) throw new Refused("not_in_channel");
  if (channel.kind === "im" && [...channel.members].some((id) => world.users.get(id)?.gone))
    throw new Refused("user_disabled");
  return channel;
};

const metadataOf = (given: unknown): Fields | undefined => {
  if (given === undefined) return undefined;
  const whole =
    isFields(given) &&
    typeof given.event_type === "string" &&
    given.event_type !== "" &&
    isFields(given.event_payload) &&
    Object.keys(given).length === 2;
  if (!whole) throw new Refused("invalid_metadata_format");
  return given;
};

const warned = ({ truncated }: Content): Fields =>
  truncated ? { warning: "message_truncated", response_metadata: { warnings: ["message_truncated"] } } : {};

const mine = (asked: Asked, error: string): { readonly channel: Channel; readonly message: Message } => {
  const channel = channelFor(asked.world, asked.by, asked.given.channel);
  if (channel.archived) throw new Refused("is_inactive");
  const message = messageIn(asked.world, channel, asked.given.ts);
  if (message.user !== asked.by.botUser) throw new Refused(error);
  return { channel, message };
};

const postMessage: Method = {
  takes: "bot",
  scope: "chat:write",
  tier: "post",
  needs: { channel: "text" },
  may: { ...said, ...flags, thread_ts: "text", reply_broadcast: "flag", metadata: "object" },
  run: (asked) => {
    const { world, given } = asked;
    const channel = target(asked);
    const content = contentOf(world, given);
    const metadata = metadataOf(given.metadata);
    const thread = given.thread_ts === undefined ? undefined : parentIn(world, channel, given.thread_ts);
    const message = post(world, channel, { ...voice(asked), ...content, thread, metadata });
    return { channel: channel.id, ts: message.ts, message: shown(world, message), ...warned(content) };
  },
};

const postEphemeral: Method = {
  takes: "bot",
  scope: "chat:write",
  tier: 4,
  needs: { channel: "text", user: "text" },
  may: { ...said, link_names: "flag", parse: "text", thread_ts: "text" },
  run: (asked) => {
    const { world, given } = asked;
    const channel = target(asked);
    if (!channel.members.has(String(given.user))) throw new Refused("user_not_in_channel");
    const content = contentOf(world, given);
    const thread = given.thread_ts === undefined ? undefined : parentIn(world, channel, given.thread_ts);
    const message = post(world, channel, { ...voice(asked), ...content, thread, onlyFor: String(given.user) });
    // Slack takes it, and shows it to nobody where the thread has no other message.
    if (thread !== undefined && !world.messages.some((one) => one.thread === thread && !one.onlyFor))
      remove(world, message);
    return { message_ts: message.ts };
  },
};

const update: Method = {
  takes: "bot",
  scope: "chat:write",
  tier: 3,
  needs: { channel: "text", ts: "text" },
  may: { ...said, link_names: "flag", parse: "text", metadata: "object" },
  run: (asked) => {
    const { world, given } = asked;
    const { channel, message } = mine(asked, "cant_update_message");
    const content = contentOf(world, given);
    if (given.metadata !== undefined) Object.assign(message, { metadata: metadataOf(given.metadata) });
    edit(world, message, content, given.blocks === undefined && given.markdown_text === undefined);
    return {
      channel: channel.id,
      ts: message.ts,
      text: message.text,
      message: shown(world, message),
      ...warned(content),
    };
  },
};

const erase: Method = {
  takes: "bot",
  scope: "chat:write",
  tier: 3,
  needs: { channel: "text", ts: "text" },
  run: (asked) => {
    const { channel, message } = mine(asked, "cant_delete_message");
    remove(asked.world, message);
    return { channel: channel.id, ts: message.ts };
  },
};

const getPermalink: Method = {
  takes: "bot",
  tier: 4,
  needs: { channel: "text", message_ts: "text" },
  run: ({ world, given, by }) => {
    const channel = channelFor(world, by, given.channel);
    const message = messageIn(world, channel, given.message_ts);
    return { channel: channel.id, permalink: permalink(world.teams.get(channel.team)?.domain ?? "", message) };
  },
};

/** The address under which people find a message again. */
const permalink = (domain: string, message: Message): string =>
  `https://${domain}.slack.com/archives/${message.channel}/p${message.ts.replace(".", "")}${
    message.thread === undefined ? "" : `?thread_ts=${message.thread}&cid=${message.channel}`
  }`;

/** `chat.*` */
export const CHAT: Readonly<Record<string, Method>> = {
  "chat.postMessage": postMessage,
  "chat.postEphemeral": postEphemeral,
  "chat.update": update,
  "chat.delete": erase,
  "chat.getPermalink": getPermalink,
};
