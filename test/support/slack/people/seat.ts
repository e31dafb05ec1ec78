import { type Fields, textAt } from "../fields.ts";
import type { Channel, Message } from "../model.ts";
import { parentIn, post, shown } from "../posting.ts";
import type { Receipt } from "../wire/delivery.ts";
import { type Done, installationFor, runSlash } from "./acting.ts";
import { fieldNamed, fieldsIn, held } from "./filling.ts";
import { captionsOf, type Found, pressablesIn } from "./finding-elements.ts";
import type { Hands, Surroundings, Value } from "./hands.ts";
import { actionsPayload, messageShortcutPayload } from "./payloads.ts";
import type { Person } from "./person.ts";
import { messagesFor, showChannel, showContent } from "./screens.ts";
import { typed } from "./typing.ts";

/** A person in a channel, in a direct conversation, or in a thread. */
export interface Seat extends Omit<Person, "in"> {
  readonly channel: Channel;
  /** Types a command. Throws where Slack's own window would refuse it. */
  slash(line: string): Promise<Done>;
  /** Says something; resolves when the app took the event, if it gets one. */
  says(text: string): Promise<Message>;
  /** Says something to the app: its name, and the text. */
  mention(text: string): Promise<Receipt | undefined>;
  /** Presses a button of the modal in front, else of the latest message here that has it (and contains `on`). */
  click(caption: string, on?: string): Promise<Done>;
  /** Picks from a menu in the latest message here that has it. */
  pick(field: string, value: Value): Promise<Done>;
  /** A message shortcut on the latest message here that contains `on`. */
  messageShortcut(name: string, on: string): Promise<Done>;
  /** In the thread of the latest message here that contains `on`. */
  thread(on: string): Seat;
  /** All that stands here for this person, oldest first. */
  sees(): string;
  /** What appeared or changed here, or in front of this person, since they last did something. */
  news(): string;
  /** Captions of all buttons that stand here, the latest message first. */
  buttons(): readonly string[];
  /** Resolves once the text stands here, in the modal or on Home, with all that is seen. */
  until(text: string | RegExp): Promise<string>;
}

/** Seats a person in a channel, or in one thread of it. */
export const seatIn = (around: Surroundings, hands: Hands, person: Person, channel: Channel, thread?: string): Seat => {
  const { world, wire, events, until } = around;
  const { reader, acting, act } = hands;
  const { user } = reader;
  const here = channel.kind === "im" ? "the direct conversation" : `#${channel.name}`;

  /** What is before this person, the oldest first. */
  const messages = (): readonly Message[] =>
    messagesFor(world, user, channel).filter(
      (one) => thread === undefined || one.thread === thread || one.ts === thread,
    );
  const none = (what: string): Error => new Error(`There is no ${what} in ${here}, but:\n${seat.sees()}`);

  const containing = (text: string): Message => {
    const found = messages().findLast((one) => showContent(reader, one).includes(text));
    if (!found) throw none(`message with "${text}"`);
    return found;
  };

  const buttonHere = (caption: string, on: string): Found | undefined =>
    messages()
      .toReversed()
      .filter((message) => showContent(reader, message).includes(on))
      .flatMap((message) => pressablesIn(message.blocks).map((one) => ({ ...one, message, view: undefined })))
      .find((one) => captionsOf(reader, one).includes(caption));

  const say = (text: string): Message => {
    if (channel.archived) throw new Error(`${here} is archived`);
    return post(world, channel, {
      user: user.id,
      bot: undefined,
      text: typed(world, user, text),
      blocks: [],
      thread: thread === undefined ? undefined : parentIn(world, channel, thread),
    });
  };

  const eventOf = (type: "message" | "app_mention", message: Message): Fields => ({
    ...shown(world, message),
    type,
    channel: channel.id,
    event_ts: message.ts,
    ...(type === "message" && {
      channel_type: channel.kind === "im" ? "im" : channel.kind === "private" ? "group" : "channel",
    }),
  });

  const seat: Seat = {
    ...person,
    channel,
    slash: (line) =>
      acting(async () => {
        const [, command = "", rest = ""] = /^(\/\S+)\s*([\s\S]*)$/.exec(line) ?? [];
        const known = world.app.commands.find((one) => one.command === command);
        // Slack asks for the scope when commands are added; an install from before them has none.
        const { scopes } = installationFor(world, user, channel);
        if (!known || !scopes.includes("commands")) throw new Error(`${command || line} is not a valid command`);
        if (thread !== undefined) throw new Error(`${command} is not supported in threads. Sorry!`);
        return runSlash(wire(), act(channel), channel, command, typed(world, user, rest, known.escapes));
      }),
    says: (text) =>
      acting(async () => {
        const message = say(text);
        await events.send(channel.team, eventOf("message", message));
        return message;
      }),
    mention: (text) =>
      acting(async () => {
        const { botUser } = installationFor(world, user, channel);
        const message = say(`@${world.users.get(botUser)?.handle} ${text}`);
        return channel.members.has(botUser) ? events.send(channel.team, eventOf("app_mention", message)) : undefined;
      }),
    click: async (caption, on = "") => {
      const found = hands.buttonIn(person.modal.view(), caption) ?? buttonHere(caption, on);
      if (!found) throw none(`"${caption}" to press`);
      return hands.press(found, caption);
    },
    pick: (name, value) =>
      acting(async () => {
        const message = messages().findLast((one) => fieldsIn(reader, one.blocks).some(({ label }) => label === name));
        if (!message) throw none(`menu "${name}"`);
        const field = fieldNamed(fieldsIn(reader, message.blocks), name);
        const { block_id: block, action_id: action } = { ...field.block, ...field.element };
        const state = held(reader, field.element, value, await hands.optionsFor(field, value, { message }));
        const pressed = { ...state, action_id: action, block_id: block, action_ts: world.ts() };
        const values = { [textAt(field.block, "block_id")]: { [textAt(field.element, "action_id")]: state } };
        return hands.send(actionsPayload(act(channel, { message }), [pressed], values));
      }),
    messageShortcut: (name, on) =>
      acting(async () => {
        const callbackId = hands.shortcutNamed(name, "message");
        return hands.send(messageShortcutPayload(act(channel), callbackId, channel, containing(on)));
      }),
    thread: (on) => {
      const { ts, thread: parent } = containing(on);
      return seatIn(around, hands, person, channel, parent ?? ts);
    },
    sees: () =>
      thread === undefined
        ? showChannel(reader, channel)
        : messages()
            .map((one) => showContent(reader, one))
            .join("\n"),
    news: () => {
      const changed = messages().filter((one) => one.changed > hands.mark() && one.user !== user.id);
      const screens = [person.modal, person.home].filter((one) => (one.view()?.changed ?? 0) > hands.mark());
      return [...changed.map((one) => showContent(reader, one)), ...screens.map((one) => one.sees())].join("\n");
    },
    buttons: () =>
      messages()
        .toReversed()
        .flatMap((one) => pressablesIn(one.blocks).flatMap((each) => captionsOf(reader, each))),
    until: async (text) => {
      const all = (): string => [seat.sees(), person.modal.sees(), person.home.sees()].filter(Boolean).join("\n");
      await until(
        () => (typeof text === "string" ? all().includes(text) : text.test(all())),
        () => `${user.handle} never saw ${String(text)}, but:\n${all()}`,
      );
      return all();
    },
  };
  return seat;
};
