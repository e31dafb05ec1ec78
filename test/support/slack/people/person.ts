import { type Fields, fieldsAt, listAt, textAt } from "../fields.ts";
import type { Channel, Message, OpenView, User } from "../model.ts";
import { parentIn, post, shown } from "../posting.ts";
import type { Receipt, Wire } from "../wire/delivery.ts";
import type { Events } from "../wire/events.ts";
import type { World } from "../world.ts";
import { type Done, installationFor, runClose, runInteractive, runSlash, runSubmit } from "./acting.ts";
import { checkFilled, type Field, fieldNamed, fieldsIn, held, optionsOf } from "./filling.ts";
import { captionsOf, type Found, pressablesIn, pressed } from "./finding-elements.ts";
import { type Act, actionsPayload, globalShortcutPayload, messageShortcutPayload } from "./payloads.ts";
import { homeOf, messagesFor, modalOf, ringsFor, showChannel, showContent, showView } from "./screens.ts";
import type { Reader } from "./showing.ts";
import { captionOf, suggested } from "./suggesting.ts";
import { typed } from "./typing.ts";

/** What a person writes into a form: by a field's label, or the id of its block or action. */
export type Values = Readonly<Record<string, string | readonly string[]>>;

/** A surface that is not a channel: the modal in front, or the Home tab. */
export interface Screen {
  /** What stands on it; empty when there is none. */
  sees(): string;
  /** Captions of its buttons. */
  buttons(): readonly string[];
  click(caption: string): Promise<Done>;
  /** The view itself, for tests about what was sent. */
  view(): OpenView | undefined;
}

/** Somebody in a Slack workspace. */
export interface Person {
  readonly id: string;
  readonly handle: string;
  /** Joins the channel if it is public. `@app` is the direct conversation with the app. */
  in(place: string): Seat;
  readonly modal: Screen;
  readonly home: Screen;
  openHome(): Promise<Receipt | undefined>;
  /** A global shortcut, by its name or callback id. */
  shortcut(name: string): Promise<Done>;
  /** What a menu in the modal offers for what was typed; asks the app when the menu is external. */
  offers(field: string, query: string): Promise<readonly string[]>;
  /** Puts a value into one field of the modal, and tells the app where Slack would. */
  choose(field: string, value: string | readonly string[]): Promise<Done | undefined>;
  /** Fills in the modal and sends it. */
  submit(values?: Values): Promise<Done>;
  /** Puts the modal away. */
  cancel(): Promise<Done | undefined>;
  /** Texts of the messages that made this person's Slack ring. */
  rings(): readonly string[];
  /** Deactivates the account. */
  leave(): void;
  /** Changes the profile. */
  becomes(profile: { readonly tz?: string; readonly locale?: string }): void;
}

/** A person in a channel, in a direct conversation, or in a thread. */
export interface Seat extends Omit<Person, "in"> {
  readonly channel: Channel;
  slash(line: string): Promise<Done>;
  /** Says something; resolves when the app took the event, if it gets one. */
  says(text: string): Promise<Message>;
  /** Says something to the app: `@app` and the text. */
  mention(text: string): Promise<Receipt | undefined>;
  /** Presses a button of the modal in front, else of the latest message here that has it. */
  click(caption: string, on?: string): Promise<Done>;
  /** Picks from a menu in the latest message here that has it. */
  pick(field: string, value: string | readonly string[]): Promise<Done>;
  /** A message shortcut on the latest message here that contains `on`. */
  messageShortcut(name: string, on: string): Promise<Done>;
  /** In the thread of the latest message here that contains `on`. */
  thread(on: string): Seat;
  sees(): string;
  /** What appeared or changed here, or in front of this person, since they last did something. */
  news(): string;
  /** Captions of all buttons that stand here, the latest message first. */
  buttons(): readonly string[];
  /** Resolves once the text stands here, in the modal or on Home, with all that is seen. */
  until(text: string | RegExp): Promise<string>;
}

/** What people need of the Slack they are in. */
export interface Surroundings {
  readonly world: World;
  readonly wire: () => Wire;
  readonly events: Events;
  /** Waits until the app has nothing left to do, if the test knows how to ask. */
  readonly idle: () => Promise<void>;
  readonly until: (look: () => boolean, what: () => string) => Promise<void>;
}

/** Seats a user of this Slack. */
export const seated = ({ world, wire, events, idle, until }: Surroundings, user: User): Person => {
  const reader: Reader = { world, user };
  let mark = 0;

  /** Everything a person does begins here: what changes from now on is news. */
  const acting = async <T>(work: () => Promise<T>): Promise<T> => {
    mark = world.changes();
    const result = await work();
    await idle();
    return result;
  };
  const act = (channel?: Channel, more: Partial<Act> = {}): Act => ({
    world,
    user,
    channel,
    by: installationFor(world, user, channel),
    ...more,
  });

  const press = async ({ message, view, ...pressable }: Found, caption: string): Promise<Done> => {
    const channel = message && world.channels.get(message.channel);
    const payload = actionsPayload(
      act(channel, { message, view }),
      [pressed(reader, pressable, caption, world.ts())],
      {},
    );
    return acting(() => runInteractive(wire(), payload));
  };

  const captionIn = (view: OpenView | undefined, caption: string): Found | undefined => {
    const one = pressablesIn(listAt(view?.view, "blocks")).find((each) => captionsOf(reader, each).includes(caption));
    return one && { ...one, view, message: undefined };
  };

  const screen = (view: () => OpenView | undefined): Screen => ({
    view,
    sees: () => {
      const one = view();
      return one ? showView(reader, one) : "";
    },
    buttons: () => pressablesIn(listAt(view()?.view, "blocks")).flatMap((one) => captionsOf(reader, one)),
    click: async (caption) => {
      const found = captionIn(view(), caption);
      if (!found)
        throw new Error(`There is no "${caption}" on: ${view() ? showView(reader, view()!) : "an empty screen"}`);
      return press(found, caption);
    },
  });
  const modal = screen(() => modalOf(world, user));
  const home = screen(() => homeOf(world, user));

  const front = (): OpenView => {
    const view = modal.view();
    if (!view) throw new Error(`No modal is open in front of ${user.handle}`);
    return view;
  };
  const surface = (): OpenView => modal.view() ?? home.view() ?? front();

  const optionsFor = async (
    field: Field,
    value: string | readonly string[],
    at: Partial<Act>,
  ): Promise<readonly Fields[]> => {
    if (!/external_select$/.test(textAt(field.element, "type"))) return optionsOf(field.element);
    const queries = typeof value === "string" ? [value] : value;
    const channel = at.message && world.channels.get(at.message.channel);
    const found = await Promise.all(queries.map((query) => suggested(wire(), act(channel, at), field, query)));
    return found.flat();
  };

  const put = async (view: OpenView, name: string, value: string | readonly string[]): Promise<Field> => {
    const field = fieldNamed(fieldsIn(reader, listAt(view.view, "blocks")), name);
    const state = held(reader, field.element, value, value === "" ? [] : await optionsFor(field, value, { view }));
    const block = textAt(field.block, "block_id");
    view.values[block] = { ...view.values[block], [textAt(field.element, "action_id")]: state };
    view.changed = world.changes();
    return field;
  };

  const tell = (view: OpenView, { block, element }: Field): Promise<Done> => {
    const state = fieldsAt(fieldsAt(view.values, textAt(block, "block_id")), textAt(element, "action_id"));
    const action = { ...state, action_id: element.action_id, block_id: block.block_id, action_ts: world.ts() };
    return runInteractive(wire(), actionsPayload(act(undefined, { view }), [action], {}));
  };

  const shortcutNamed = (name: string, on: "global" | "message"): string => {
    const all = world.app.shortcuts.filter((one) => one.on === on);
    const found = all.find((one) => one.name === name || one.callbackId === name);
    if (!found)
      throw new Error(
        `The app has no ${on} shortcut "${name}", but: ${all.map((one) => one.name).join(", ") || "none"}`,
      );
    return found.callbackId;
  };

  const person: Person = {
    id: user.id,
    handle: user.handle,
    modal,
    home,
    in: (place) => seat(channelCalled(place)),
    openHome: () =>
      acting(() => {
        const by = installationFor(world, user);
        const view = home.view();
        return events.send(user.team, {
          type: "app_home_opened",
          user: user.id,
          channel: directWithApp(by.botUser).id,
          event_ts: world.ts(),
          tab: "home",
          ...(view && { view: { ...view.view, id: view.id, hash: view.hash } }),
        });
      }),
    shortcut: (name) =>
      acting(() => runInteractive(wire(), globalShortcutPayload(act(), shortcutNamed(name, "global")))),
    offers: async (name, query) => {
      const view = surface();
      const field = fieldNamed(fieldsIn(reader, listAt(view.view, "blocks")), name);
      return (await optionsFor(field, query, { view })).map(captionOf);
    },
    choose: (name, value) =>
      acting(async () => {
        const view = surface();
        const field = await put(view, name, value);
        return field.block.type !== "input" || field.block.dispatch_action === true ? tell(view, field) : undefined;
      }),
    submit: (values = {}) =>
      acting(async () => {
        const view = front();
        for (const [name, value] of Object.entries(values)) await put(view, name, value);
        checkFilled(reader, view);
        return runSubmit(wire(), act(undefined, { view }), view);
      }),
    cancel: () => acting(async () => runClose(wire(), act(undefined, { view: front() }), front())),
    rings: () => ringsFor(world, user).map((message) => showContent(reader, message)),
    leave: () => {
      user.gone = true;
    },
    becomes: (profile) => {
      Object.assign(user, profile);
    },
  };

  const directWithApp = (botUser: string): Channel => {
    const open = [...world.channels.values()].find(
      (one) => one.kind === "im" && one.members.has(user.id) && one.members.has(botUser),
    );
    if (open) return open;
    const channel: Channel = {
      id: world.id("D"),
      team: user.team,
      name: "",
      kind: "im",
      sharedWith: new Set(),
      members: new Set([user.id, botUser]),
      archived: false,
    };
    world.channels.set(channel.id, channel);
    return channel;
  };

  const channelCalled = (place: string): Channel => {
    if (place === "@app") return directWithApp(installationFor(world, user).botUser);
    const bare = place.replace(/^#/, "");
    const channel = [...world.channels.values()].find(
      (one) =>
        one.kind !== "im" && [one.name, one.id].includes(bare) && [one.team, ...one.sharedWith].includes(user.team),
    );
    if (!channel) throw new Error(`There is no channel ${place} in the workspace of ${user.handle}`);
    if (channel.kind === "private" && !channel.members.has(user.id))
      throw new Error(`${user.handle} cannot see ${place}`);
    channel.members.add(user.id);
    return channel;
  };

  const latest = (
    channel: Channel,
    thread: string | undefined,
    fits: (message: Message) => boolean,
  ): Message | undefined =>
    messagesFor(world, user, channel).findLast(
      (one) => (thread === undefined || one.thread === thread || one.ts === thread) && fits(one),
    );

  const seat = (channel: Channel, thread?: string): Seat => {
    const here = `${channel.kind === "im" ? "the direct conversation" : `#${channel.name}`}`;
    const containing = (text: string): Message => {
      const found = latest(channel, thread, (one) => showContent(reader, one).includes(text));
      if (!found) throw new Error(`No message with "${text}" in ${here}, but:\n${self.sees()}`);
      return found;
    };
    const withCaption = (caption: string, on: string): Found | undefined => {
      let found: Found | undefined;
      latest(channel, thread, (message) => {
        const one = pressablesIn(message.blocks).find((each) => captionsOf(reader, each).includes(caption));
        const fits = one !== undefined && showContent(reader, message).includes(on);
        if (fits) found = { ...one, message, view: undefined };
        return fits;
      });
      return found;
    };
    const say = async (text: string): Promise<Message> => {
      if (channel.archived) throw new Error(`${here} is archived`);
      return post(world, channel, {
        user: user.id,
        bot: undefined,
        text: typed(world, user, text),
        blocks: [],
        thread: thread === undefined ? undefined : parentIn(world, channel, thread),
      });
    };
    const eventOf = (type: string, message: Message): Fields => ({
      ...shown(world, message),
      type,
      channel: channel.id,
      event_ts: message.ts,
      ...(type === "message" && {
        channel_type: channel.kind === "im" ? "im" : channel.kind === "private" ? "group" : "channel",
      }),
    });

    const self: Seat = {
      ...person,
      channel,
      slash: (line) =>
        acting(async () => {
          const [, command = "", rest = ""] = /^(\/\S+)\s*([\s\S]*)$/.exec(line) ?? [];
          const known = world.app.commands.find((one) => one.command === command);
          if (!known) throw new Error(`${command || line} is not a command of the app's; Slack would say so`);
          if (thread !== undefined) throw new Error(`${command} is not supported in threads. Sorry!`);
          return runSlash(wire(), act(channel), channel, command, typed(world, user, rest, known.escapes));
        }),
      says: (text) =>
        acting(async () => {
          const message = await say(text);
          await events.send(user.team, eventOf("message", message));
          return message;
        }),
      mention: (text) =>
        acting(async () => {
          const by = installationFor(world, user, channel);
          const message = await say(`@${world.users.get(by.botUser)?.handle} ${text}`);
          return channel.members.has(by.botUser) ? events.send(user.team, eventOf("app_mention", message)) : undefined;
        }),
      click: async (caption, on = "") => {
        const found = (modal.view() && captionIn(modal.view(), caption)) ?? withCaption(caption, on);
        if (!found) throw new Error(`There is no "${caption}" to press in ${here}, but:\n${self.sees()}`);
        return press(found, caption);
      },
      pick: (name, value) =>
        acting(async () => {
          const message = latest(channel, thread, (one) =>
            fieldsIn(reader, one.blocks).some(({ label }) => label === name),
          );
          if (!message) throw new Error(`There is no menu "${name}" in ${here}, but:\n${self.sees()}`);
          const { block, element } = fieldNamed(fieldsIn(reader, message.blocks), name);
          const options = await optionsFor({ block, element, label: name }, value, { message });
          const state = held(reader, element, value, options);
          const values = { [textAt(block, "block_id")]: { [textAt(element, "action_id")]: state } };
          const action = { ...state, action_id: element.action_id, block_id: block.block_id, action_ts: world.ts() };
          return runInteractive(wire(), actionsPayload(act(channel, { message }), [action], values));
        }),
      messageShortcut: (name, on) =>
        acting(async () => {
          const callbackId = shortcutNamed(name, "message");
          return runInteractive(wire(), messageShortcutPayload(act(channel), callbackId, channel, containing(on)));
        }),
      thread: (on) => {
        const { ts, thread: parent } = containing(on);
        return seat(channel, parent ?? ts);
      },
      sees: () =>
        thread === undefined
          ? showChannel(reader, channel)
          : messagesFor(world, user, channel)
              .filter((one) => one.ts === thread || one.thread === thread)
              .map((one) => showContent(reader, one))
              .join("\n"),
      news: () => {
        const messages = messagesFor(world, user, channel).filter((one) => one.changed > mark && one.user !== user.id);
        const views = [modal, home].filter((one) => (one.view()?.changed ?? 0) > mark);
        return [...messages.map((one) => showContent(reader, one)), ...views.map((one) => one.sees())].join("\n");
      },
      buttons: () =>
        messagesFor(world, user, channel)
          .filter((one) => thread === undefined || one.ts === thread || one.thread === thread)
          .toReversed()
          .flatMap((one) => pressablesIn(one.blocks).flatMap((each) => captionsOf(reader, each))),
      until: async (text) => {
        const all = (): string => [self.sees(), modal.sees(), home.sees()].filter(Boolean).join("\n");
        await until(
          () => (typeof text === "string" ? all().includes(text) : text.test(all())),
          () => `${user.handle} never saw ${String(text)}, but:\n${all()}`,
        );
        return all();
      },
    };
    return self;
  };

  return person;
};
