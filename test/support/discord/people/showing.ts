import { type Fields, fieldsAt, isFields, listAt, textAt } from "../fields.ts";
import { fieldsOf } from "../judge/modals.ts";
import { CHANNEL, type Channel, FLAG, type Message, type OpenModal, type User, type World } from "../model.ts";
import { may } from "../permissions.ts";
import { nameIn, type Reader, readMarkdown } from "./markdown.ts";

/** What a person may see of a channel, oldest first: all that everyone sees, and what is only for them. */
export const messagesFor = (world: World, user: User, channel: Channel): readonly Message[] =>
  world.messages.filter(
    (one) => one.channel === channel.id && !one.deleted && (one.onlyFor === undefined || one.onlyFor === user.id),
  );

/** Whether somebody can look into a channel. */
export const canSee = (world: World, user: User, channel: Channel): boolean => {
  if (channel.guild === undefined) return channel.recipients.includes(user.id);
  const guild = world.guilds.get(channel.guild);
  if (!guild?.members.has(user.id) || !may(world, guild, user.id, channel, "VIEW_CHANNEL")) return false;
  const secret = channel.type === CHANNEL.privateThread && !channel.thread?.members.has(user.id);
  return !secret || may(world, guild, user.id, channel, "MANAGE_THREADS");
};

/** The words on a button; one that has none is known by its emoji. */
export const captionOf = (component: Fields): string =>
  textAt(component, "label") || textAt(fieldsAt(component, "emoji"), "name");

const button = (component: Fields): string => {
  const emoji = textAt(fieldsAt(component, "emoji"), "name");
  const label = textAt(component, "label");
  const link = component.style === 5 ? ` → ${textAt(component, "url")}` : "";
  return `[${[emoji, label].filter(Boolean).join(" ")}${link}]${component.disabled === true ? " (disabled)" : ""}`;
};

const select = (component: Fields): string => {
  const chosen = listAt(component, "options").filter((option) => option.default === true);
  const shown = chosen.map((option) => textAt(option, "label")).join(", ");
  const off = component.disabled === true ? " (disabled)" : "";
  return `[${shown || textAt(component, "placeholder") || "Make a selection"} ▾]${off}`;
};

const picture = (item: Fields): string => `(picture: ${textAt(item, "description") || "without a description"})`;

/** A component as lines of text. */
const showComponent = (reader: Reader, guild: string | undefined, component: Fields): readonly string[] => {
  const inner = listAt(component, "components");
  switch (component.type) {
    case 1:
      return [inner.flatMap((one) => showComponent(reader, guild, one)).join(" ")];
    case 2:
      return [button(component)];
    case 3:
    case 5:
    case 6:
    case 7:
    case 8:
      return [select(component)];
    case 9: {
      const accessory = isFields(component.accessory) ? showComponent(reader, guild, component.accessory) : [];
      return [[...inner.flatMap((one) => showComponent(reader, guild, one)), ...accessory].join(" ")];
    }
    case 10:
      return readMarkdown(reader, textAt(component, "content"), guild).split("\n");
    case 11:
      return [picture(component)];
    case 12:
      return listAt(component, "items").map(picture);
    case 13:
      return [`(file: ${textAt(fieldsAt(component, "file"), "url").split("/").at(-1) ?? ""})`];
    case 14:
      return component.divider === false ? [] : ["———"];
    case 17:
      return inner.flatMap((one) => showComponent(reader, guild, one));
    default:
      return [];
  }
};

const showEmbed = (reader: Reader, guild: string | undefined, embed: Fields): readonly string[] => {
  const read = (text: string): string => readMarkdown(reader, text, guild);
  return [
    textAt(fieldsAt(embed, "author"), "name"),
    read(textAt(embed, "title")),
    read(textAt(embed, "description")),
    ...listAt(embed, "fields").map((field) => `${read(textAt(field, "name"))}: ${read(textAt(field, "value"))}`),
    isFields(embed.image) ? "(picture)" : "",
    textAt(fieldsAt(embed, "footer"), "text"),
  ]
    .filter((line) => line !== "")
    .flatMap((line) => line.split("\n"));
};

/** A message without its author, as one reader sees it. */
export const showContent = (reader: Reader, message: Message): string => {
  const { world } = reader;
  const guild = world.channels.get(message.channel)?.guild;
  if ((message.flags & FLAG.loading) !== 0) return `${world.app.name} is thinking…`;
  const v2 = (message.flags & FLAG.componentsV2) !== 0;
  // With components of the second kind files show only where a component asks for them.
  const files = v2
    ? []
    : message.attachments.flatMap((id) => {
        const file = world.files.get(id);
        if (!file) return [];
        return file.type.startsWith("image/")
          ? [picture({ description: file.description ?? "" })]
          : [`(file: ${file.name})`];
      });
  return [
    readMarkdown(reader, textAt(message.forwarded ?? {}, "content") || message.content, guild),
    ...message.embeds.flatMap((embed) => showEmbed(reader, guild, embed)),
    ...files,
    ...message.components.flatMap((component) => showComponent(reader, guild, component)),
  ]
    .filter((line) => line !== "")
    .join("\n");
};

/** A message as it stands in a channel. */
const showMessage = (reader: Reader, message: Message): string => {
  const guild = reader.world.channels.get(message.channel)?.guild;
  const author = message.remark ? "Discord" : nameIn(reader.world, guild, message.author);
  const marks = `${message.onlyFor === undefined ? "" : " (only you)"}${message.editedAt === undefined ? "" : " (edited)"}`;
  return `${author}${marks}: ${showContent(reader, message)}`;
};

/** A channel from top to bottom. Threads are named where they began; a forum lists its posts. */
export const showChannel = (reader: Reader, channel: Channel): string => {
  const { world } = reader;
  const threads = [...world.channels.values()].filter(({ parent, thread }) => parent === channel.id && thread);
  const titled = (thread: Channel): string => {
    const tags = channel.tags.filter(({ id }) => thread.thread?.tags.includes(id)).map(({ name }) => `[${name}] `);
    const state = [thread.thread?.locked === true ? "locked" : "", thread.thread?.archived === true ? "archived" : ""];
    const marks = state.filter(Boolean).join(", ");
    return `# ${tags.join("")}${thread.name}${marks === "" ? "" : ` (${marks})`}`;
  };
  const lines = messagesFor(world, reader.user, channel).flatMap((message) => {
    const begun = threads.find(({ id }) => id === message.id);
    return [showMessage(reader, message), ...(begun ? [titled(begun)] : [])];
  });
  // A post in a forum has the id of its first message, which stands in the post alone.
  const others = threads.filter(({ id }) => !world.messages.some((one) => one.id === id && one.channel === channel.id));
  return [...lines, ...others.filter((thread) => canSee(world, reader.user, thread)).map(titled)].join("\n");
};

const held = (reader: Reader, component: Fields, value: string | readonly string[] | boolean | undefined): string => {
  if (component.type === 23) return value === true ? "☒" : "☐";
  const options = listAt(component, "options");
  const label = (id: string): string => {
    const option = options.find((one) => one.value === id);
    return option ? textAt(option, "label") : nameOf(reader, id);
  };
  if (component.type === 21 || component.type === 22)
    return options
      .map((one) => `${[value].flat().includes(textAt(one, "value")) ? "☒" : "☐"} ${textAt(one, "label")}`)
      .join(" ");
  if (component.type === 4)
    return `[${typeof value === "string" && value !== "" ? value : textAt(component, "placeholder") || "…"}]`;
  const shown = Array.isArray(value) ? value.map(label).join(", ") : "";
  return `[${shown || textAt(component, "placeholder") || "Make a selection"} ▾]`;
};

const nameOf = ({ world }: Reader, id: string): string =>
  world.users.get(id)?.name ?? world.channels.get(id)?.name ?? world.files.get(id)?.name ?? id;

/** The form in front of somebody, with what stands in its fields. */
export const showModal = (reader: Reader, modal: OpenModal): string => {
  const lines = modal.components.flatMap((component) => {
    if (component.type === 10) return readMarkdown(reader, textAt(component, "content")).split("\n");
    return fieldsOf([component]).flatMap(({ label, description, component: field }) => {
      const value = modal.values.get(textAt(field, "custom_id"));
      const optional = field.required === false ? " (optional)" : "";
      return [
        `${label}${optional}: ${held(reader, field, value)}`,
        ...(description === "" ? [] : [`  ${description}`]),
      ];
    });
  });
  return [`# ${modal.title}`, ...lines, ...(modal.error === undefined ? [] : [`! ${modal.error}`])].join("\n");
};

/** What made a person's Discord ring: their name, a role of theirs, everyone, and messages written to them. */
export const ringsFor = (world: World, user: User): readonly Message[] =>
  world.messages.filter((message) => {
    const channel = world.channels.get(message.channel);
    if (!channel || message.author === user.id || message.deleted || message.remark) return false;
    if (!canSee(world, user, channel)) return false;
    // Nothing rings for somebody who was not there yet.
    if (BigInt(message.id) < BigInt(user.id)) return false;
    // What only they see is silent, as Discord has it.
    if (message.onlyFor !== undefined) return false;
    const roles =
      channel.guild === undefined ? undefined : world.guilds.get(channel.guild)?.members.get(user.id)?.roles;
    const { pings } = message;
    const byRole = pings.roles.some((id) => roles?.has(id) === true);
    return channel.type === CHANNEL.dm || pings.everyone || pings.users.includes(user.id) || byRole;
  });
