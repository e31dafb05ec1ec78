import { fieldsAt, listAt, textAt } from "../fields.ts";
import type { Channel, Message, OpenView, User } from "../model.ts";
import { stackOf } from "../opening.ts";
import type { World } from "../world.ts";
import { readMrkdwn } from "./mrkdwn.ts";
import { notifiedBy, type Reader, readText, showBlock } from "./showing.ts";

/** What a person may see of a channel, oldest first: all that everyone sees, and what is only for them. */
export const messagesFor = (world: World, user: User, channel: Channel): readonly Message[] =>
  world.messages.filter(
    (one) => one.channel === channel.id && !one.deleted && (one.onlyFor === undefined || one.onlyFor === user.id),
  );

/** A message without its author. */
export const showContent = (reader: Reader, message: Message): string => {
  const { world, user } = reader;
  const files = message.files.map((id) => `(file: ${world.files.get(id)?.title ?? id})`);
  const body =
    message.blocks.length > 0
      ? message.blocks.flatMap((block) => showBlock(reader, block))
      : [readMrkdwn(world, user, message.text)];
  const reactions = [...message.reactions].map(([name, who]) => `:${name}: ${who.size}`);
  return [...body, ...files, ...reactions].filter((line) => line !== "").join("\n");
};

/** A message as it stands in a channel; replies are set in. */
const showMessage = (reader: Reader, message: Message): string => {
  const author = reader.world.users.get(message.user)?.name ?? "Slackbot";
  const marks = `${message.onlyFor === undefined ? "" : " (only you)"}${message.editedTs === undefined ? "" : " (edited)"}`;
  const text = `${author}${marks}: ${showContent(reader, message)}`;
  return message.thread === undefined ? text : text.replaceAll(/^/gm, "    ");
};

/** A channel from top to bottom, each thread under its first message. */
export const showChannel = (reader: Reader, channel: Channel): string => {
  const all = messagesFor(reader.world, reader.user, channel);
  const repliesTo = ({ ts }: Message): readonly Message[] => all.filter(({ thread }) => thread === ts);
  const orphans = all.filter(({ thread }) => thread !== undefined && !all.some(({ ts }) => ts === thread));
  return [...all.filter(({ thread }) => thread === undefined), ...orphans]
    .flatMap((message) => [message, ...(message.thread === undefined ? repliesTo(message) : [])])
    .map((message) => showMessage(reader, message))
    .join("\n");
};

/** A modal or a Home with its title, its fields as they are filled in, and its buttons. */
export const showView = (reader: Reader, { view, values, errors, type }: OpenView): string => {
  const lines = listAt(view, "blocks").flatMap((block) => showBlock(reader, block, values, errors));
  if (type === "home") return lines.join("\n");
  const buttons = [fieldsAt(view, "close"), fieldsAt(view, "submit")]
    .map((text) => readText(reader, text))
    .filter(Boolean);
  return [`# ${textAt(fieldsAt(view, "title"), "text")}`, ...lines, ...buttons.map((label) => `[${label}]`)].join("\n");
};

/** The modal in front of a person. */
export const modalOf = (world: World, user: User): OpenView | undefined => stackOf(world, user.id).at(-1);

export const homeOf = (world: World, user: User): OpenView | undefined =>
  [...world.views.values()].find((one) => one.type === "home" && one.user === user.id);

/** What made a person's Slack ring: mentions of them or of all, and messages written to them directly. */
export const ringsFor = (world: World, user: User): readonly Message[] =>
  world.messages.filter((message) => {
    const channel = world.channels.get(message.channel);
    if (message.deleted || message.user === user.id || !channel?.members.has(user.id)) return false;
    const named = new Set(notifiedBy(message.blocks.length > 0 ? message.blocks : message.text));
    const groups = world.usergroups.filter(({ members }) => members.includes(user.id)).map(({ id }) => id);
    const all = ["here", "channel", "everyone"].some((word) => named.has(word));
    return channel.kind === "im" || named.has(user.id) || all || groups.some((id) => named.has(id));
  });
