import { hung, namesOf, type Upload } from "./attaching.ts";
import { type Fields, isFields, listAt, textAt } from "./fields.ts";
import { checkDraft, checkMentions } from "./judge/messages.ts";
import { namedIn, pingsOf } from "./mentions.ts";
import { type Channel, FLAG, type Interaction, type Message, type World } from "./model.ts";
import { refusal, refuseFlaws } from "./refused.ts";
import { shown } from "./shown/message.ts";

/** Gives every component the number that Discord makes up when the app names none. */
const numbered = (components: readonly Fields[]): readonly Fields[] => {
  let last = 0;
  const one = (component: Fields): Fields => {
    last += 1;
    const id = typeof component.id === "number" && component.id > 0 ? component.id : last;
    return {
      ...component,
      id,
      ...(Array.isArray(component.components) && { components: listAt(component, "components").map(one) }),
      ...(isFields(component.accessory) && { accessory: one(component.accessory) }),
      ...(component.type === 2 && component.style !== 5 && { disabled: component.disabled ?? false }),
    };
  };
  return components.map(one);
};

const flagsOf = (given: Fields): number => Number(given.flags ?? 0);

/** Who says something where, and on whose behalf. */
interface Saying {
  readonly author: string;
  readonly interaction?: Interaction | undefined;
  readonly onlyFor?: string | undefined;
  readonly flags?: number;
  /** What is forwarded: such a message says nothing itself. */
  readonly forwarded?: Fields;
  /** Of the first message of a post in a forum: the post's. */
  readonly id?: string;
}

const tellOf = (world: World, t: "MESSAGE_CREATE" | "MESSAGE_UPDATE", message: Message): void => {
  const channel = world.channels.get(message.channel);
  if (message.onlyFor !== undefined || message.remark || !channel) return;
  const guild = channel.guild === undefined ? undefined : world.guilds.get(channel.guild);
  const member = guild?.members.get(message.author);
  world.tell({
    t,
    d: {
      ...shown(world, message),
      channel_type: channel.type,
      ...(guild && { guild_id: guild.id }),
      ...(member && { member: { roles: [...member.roles], nick: member.nick ?? null } }),
    },
    guild: channel.guild,
    intent: channel.guild === undefined ? 1 << 12 : 1 << 9,
  });
};

/** Puts a message into a channel. Whether the author may has been asked before; what it says is judged here. */
export const post = (
  world: World,
  channel: Channel,
  given: Fields,
  uploads: readonly Upload[],
  saying: Saying,
): Message => {
  const { interaction, onlyFor } = saying;
  const content = textAt(given, "content");
  const embeds = listAt(given, "embeds");
  const components = listAt(given, "components");
  const flags = flagsOf(given) | (saying.flags ?? 0);
  checkMentions(given.allowed_mentions);
  const files = hung(world, channel.id, given, uploads, []);
  if ((flags & FLAG.loading) === 0 && !saying.forwarded)
    checkDraft({ content, embeds, components, flags, files: namesOf(world, [], uploads), poll: isFields(given.poll) });
  files.store();
  const reference = textAt(isFields(given.message_reference) ? given.message_reference : {}, "message_id");
  const message: Message = {
    id: saying.id ?? world.id(),
    channel: channel.id,
    author: saying.author,
    interaction,
    onlyFor,
    remark: false,
    nonce: given.nonce === undefined || given.nonce === null ? undefined : `${given.nonce as string | number}`,
    reference: reference === "" ? undefined : reference,
    at: world.clock.now(),
    pings: pingsOf(
      world,
      channel,
      saying.author,
      {
        content,
        components,
        allowed: given.allowed_mentions,
        answers: world.messages.find(({ id }) => id === reference)?.author,
      },
      interaction ? "reply" : saying.author === world.app.botUser ? "bot" : "person",
    ),
    content,
    embeds,
    components: numbered(components),
    flags,
    attachments: files.ids,
    mentions: namedIn(content, components),
    forwarded: saying.forwarded,
    editedAt: undefined,
    deleted: false,
    lateEdits: [],
    changed: world.changes(),
  };
  world.messages.push(message);
  tellOf(world, "MESSAGE_CREATE", message);
  return message;
};

/** Changes what a message says; what is not given stays. A deferred reply becomes its answer. */
export const edit = (world: World, message: Message, given: Fields, uploads: readonly Upload[]): void => {
  const channel = world.channels.get(message.channel);
  if (!channel) throw refusal("unknownChannel");
  checkMentions(given.allowed_mentions);
  const deferred = (message.flags & FLAG.loading) !== 0;
  const content = given.content === undefined ? message.content : textAt(given, "content");
  const embeds = given.embeds === undefined ? message.embeds : listAt(given, "embeds");
  const components = given.components === undefined ? message.components : listAt(given, "components");
  const asked = given.flags === undefined || given.flags === null ? message.flags : flagsOf(given);
  if ((message.flags & FLAG.componentsV2) !== 0 && (asked & FLAG.componentsV2) === 0)
    refuseFlaws([
      {
        path: ["flags"],
        code: "MESSAGE_FLAGS_COMPONENTS_V2_PERMANENT",
        says: "The flag IS_COMPONENTS_V2 cannot be removed from a message.",
      },
    ]);
  const fixed = message.flags & FLAG.ephemeral;
  const flags = (asked & ~(FLAG.loading | FLAG.ephemeral)) | fixed;
  const files = hung(world, channel.id, given, uploads, message.attachments);
  checkDraft({
    content,
    embeds,
    components,
    flags,
    files: namesOf(world, files.ids, uploads),
    poll: isFields(given.poll),
  });
  files.store();
  message.content = content;
  message.embeds = embeds;
  message.components = given.components === undefined ? message.components : numbered(components);
  message.flags = flags;
  message.attachments = files.ids;
  message.mentions = namedIn(content, components);
  if (deferred)
    message.pings = pingsOf(
      world,
      channel,
      message.author,
      { content, components, allowed: given.allowed_mentions },
      "reply",
    );
  else message.editedAt = world.clock.now();
  message.changed = world.changes();
  tellOf(world, "MESSAGE_UPDATE", message);
};

/** Takes a message away for everyone. */
export const remove = (world: World, message: Message): void => {
  message.deleted = true;
  message.changed = world.changes();
  const channel = world.channels.get(message.channel);
  if (message.onlyFor !== undefined || !channel) return;
  world.tell({
    t: "MESSAGE_DELETE",
    d: { id: message.id, channel_id: message.channel, ...(channel.guild !== undefined && { guild_id: channel.guild }) },
    guild: channel.guild,
    intent: channel.guild === undefined ? 1 << 12 : 1 << 9,
  });
};

/** What Discord itself puts under somebody's nose, as that the app did not respond. */
export const remark = (world: World, channel: string, user: string, text: string): void => {
  world.messages.push({
    id: world.id(),
    channel,
    author: user,
    interaction: undefined,
    onlyFor: user,
    remark: true,
    nonce: undefined,
    reference: undefined,
    at: world.clock.now(),
    pings: { users: [], roles: [], everyone: false },
    content: text,
    embeds: [],
    components: [],
    flags: FLAG.ephemeral,
    attachments: [],
    mentions: [],
    forwarded: undefined,
    editedAt: undefined,
    deleted: false,
    lateEdits: [],
    changed: world.changes(),
  });
};
