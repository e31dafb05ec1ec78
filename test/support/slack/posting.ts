import { everyObject, type Fields, isFields, textAt } from "./fields.ts";
import { checkBlocks } from "./kit/whole.ts";
import { LIMIT } from "./limits.ts";
import type { Channel, Message } from "./model.ts";
import { Refused, refusedShape } from "./refused.ts";
import type { World } from "./world.ts";

/** What a message says, as any of Slack's doors takes it. */
export interface Content {
  readonly text: string;
  readonly blocks: readonly Fields[];
  readonly truncated: boolean;
}

const INTERACTIVE = /button|select|picker|overflow|checkboxes|_input$/;

/** Gives every block and every element the id that Slack makes up when the app names none. */
export const withIds = (world: World, blocks: readonly Fields[]): readonly Fields[] => {
  const element = (one: unknown): unknown =>
    isFields(one) && INTERACTIVE.test(textAt(one, "type")) && one.action_id === undefined
      ? { ...one, action_id: world.id("a") }
      : one;
  return blocks.map((block) => ({
    ...block,
    block_id: block.block_id ?? world.id("b"),
    ...(Array.isArray(block.elements) && { elements: block.elements.map(element) }),
    ...(block.accessory !== undefined && { accessory: element(block.accessory) }),
    ...(block.type === "input" && { element: element(block.element) }),
  }));
};

const checkPictures = (world: World, blocks: readonly Fields[]): void => {
  for (const { slack_file } of everyObject(blocks)) {
    const id = textAt(slack_file, "id");
    if (id !== "" && world.files.get(id)?.bytes === undefined)
      throw refusedShape("invalid_blocks", [`invalid slack file: ${id}`]);
  }
};

/** Reads text, blocks or markdown_text as every door takes them. Throws what Slack would refuse. */
export const contentOf = (world: World, given: Fields): Content => {
  if (given.markdown_text !== undefined) {
    if (given.text !== undefined || given.blocks !== undefined) throw new Refused("markdown_text_conflict");
    const markdown = textAt(given, "markdown_text");
    if (markdown === "") throw new Refused("no_text");
    if (markdown.length > LIMIT.markdownText) throw new Refused("msg_too_long");
    return { text: markdown, blocks: withIds(world, [{ type: "markdown", text: markdown }]), truncated: false };
  }
  const blocks = given.blocks === undefined ? [] : checkBlocks(given.blocks);
  checkPictures(world, blocks);
  // Slack takes blocks alone; screen readers and notifications do not, so this Slack refuses them.
  const text = textAt(given, "text");
  if (text.trim() === "") throw new Refused("no_text");
  return {
    text: text.slice(0, LIMIT.messageText),
    blocks: withIds(world, blocks),
    truncated: text.length > LIMIT.messageText,
  };
};

/** Puts a message into a channel. Whether the author may has been asked before. */
export const post = (
  world: World,
  channel: Channel,
  said: Pick<Message, "user" | "bot" | "text" | "blocks"> &
    Partial<Pick<Message, "thread" | "onlyFor" | "metadata" | "files">>,
): Message => {
  const message: Message = {
    ts: world.ts(),
    channel: channel.id,
    user: said.user,
    bot: said.bot,
    thread: said.thread,
    onlyFor: said.onlyFor,
    metadata: said.metadata,
    text: said.text,
    blocks: said.blocks,
    files: said.files ?? [],
    editedTs: undefined,
    deleted: false,
    reactions: new Map(),
    changed: world.changes(),
  };
  world.messages.push(message);
  return message;
};

/** Changes what a message says. Blocks that are not given stay. */
export const edit = (world: World, message: Message, content: Content, keepBlocks: boolean): void => {
  message.text = content.text;
  if (!keepBlocks) message.blocks = content.blocks;
  message.editedTs = world.ts();
  message.changed = world.changes();
};

export const remove = (world: World, message: Message): void => {
  message.deleted = true;
  message.changed = world.changes();
};

/** The parent of a thread. Throws for a message that cannot have replies. */
export const parentIn = (world: World, channel: Channel, ts: unknown): string => {
  const parent = world.messages.find(
    (one) => one.channel === channel.id && one.ts === ts && !one.deleted && !one.onlyFor,
  );
  if (!parent) throw new Refused("thread_not_found");
  if (parent.thread !== undefined) throw new Refused("cannot_reply_to_message");
  return parent.ts;
};

/** A message as the Web API and payloads show it. */
export const shown = (world: World, message: Message, withMetadata = false): Fields => {
  const replies = world.messages.filter(
    (one) => one.channel === message.channel && one.thread === message.ts && !one.deleted && !one.onlyFor,
  );
  return {
    type: "message",
    user: message.user,
    ts: message.ts,
    team: world.users.get(message.user)?.team,
    text: message.text,
    ...(message.bot && { bot_id: message.bot.id, app_id: message.bot.app }),
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.thread !== undefined && { thread_ts: message.thread }),
    ...(replies.length > 0 && {
      thread_ts: message.ts,
      reply_count: replies.length,
      reply_users: [...new Set(replies.map(({ user }) => user))],
      latest_reply: replies.at(-1)?.ts,
    }),
    ...(message.editedTs !== undefined && { edited: { user: message.user, ts: message.editedTs } }),
    ...(message.files.length > 0 && { files: message.files.map((id) => ({ id, title: world.files.get(id)?.title })) }),
    ...(message.reactions.size > 0 && {
      reactions: [...message.reactions].map(([name, users]) => ({ name, users: [...users], count: users.size })),
    }),
    ...(withMetadata && message.metadata && { metadata: message.metadata }),
  };
};
