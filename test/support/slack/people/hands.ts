import { type Fields, fieldsAt, listAt, textAt } from "../fields.ts";
import { directTo } from "../finding.ts";
import type { Channel, OpenView, User } from "../model.ts";
import type { Wire } from "../wire/delivery.ts";
import type { Events } from "../wire/events.ts";
import type { World } from "../world.ts";
import { type Done, installationFor, runInteractive } from "./acting.ts";
import { type Field, fieldNamed, fieldsIn, held, optionsOf } from "./filling.ts";
import { captionsOf, type Found, pressablesIn, pressed } from "./finding-elements.ts";
import { type Act, actionsPayload } from "./payloads.ts";
import { modalOf } from "./screens.ts";
import type { Reader } from "./showing.ts";
import { suggested } from "./suggesting.ts";

/** What people need of the Slack they are in. */
export interface Surroundings {
  readonly world: World;
  readonly wire: () => Wire;
  readonly events: Events;
  /** Waits until the app has nothing left to do, if the test knows how to ask. */
  readonly idle: () => Promise<void>;
  readonly until: (look: () => boolean, what: () => string) => Promise<void>;
}

/** One value for a field, or several for a menu that takes several. */
export type Value = string | readonly string[];

/** What one person can do anywhere: press, put into a field, pick. */
export interface Hands {
  readonly reader: Reader;
  /** When this person last did something, in steps of the whole Slack. */
  mark(): number;
  /** Everything a person does goes through here: what changes from then on is news. */
  acting<T>(work: () => Promise<T>): Promise<T>;
  act(channel?: Channel, more?: Partial<Act>): Act;
  press(found: Found, caption: string): Promise<Done>;
  /** Presses something for which the payload is made. */
  send(payload: Fields): Promise<Done>;
  buttonIn(view: OpenView | undefined, caption: string): Found | undefined;
  /** The modal in front. Throws when there is none. */
  front(): OpenView;
  optionsFor(field: Field, value: Value, at: Partial<Act>): Promise<readonly Fields[]>;
  put(view: OpenView, name: string, value: Value): Promise<Field>;
  /** Tells the app that a field of a view changed. */
  tell(view: OpenView, field: Field): Promise<Done>;
  /** The callback id of a shortcut, by its name. */
  shortcutNamed(name: string, on: "global" | "message"): string;
  /** The direct conversation with the app. */
  directWithApp(): Channel;
}

export const handsOf = ({ world, wire, idle }: Surroundings, user: User): Hands => {
  const reader: Reader = { world, user };
  let mark = 0;

  const acting: Hands["acting"] = async (work) => {
    mark = world.changes();
    const result = await work();
    await idle();
    return result;
  };
  const act: Hands["act"] = (channel, more = {}) => ({
    world,
    user,
    channel,
    // Somebody of another workspace has the app where they stood when it opened a form to them.
    by: installationFor(world, user, channel ?? world.channels.get(more.view?.from ?? "")),
    ...more,
  });
  const send: Hands["send"] = (payload) => {
    if (!world.app.interactive) throw new Error("This app is not configured to handle interactive responses");
    return runInteractive(wire(), payload);
  };

  const optionsFor: Hands["optionsFor"] = async (field, value, at) => {
    if (!textAt(field.element, "type").endsWith("external_select")) return optionsOf(field.element);
    const queries = typeof value === "string" ? [value] : value;
    const channel = at.message && world.channels.get(at.message.channel);
    const found = await Promise.all(queries.map((query) => suggested(wire(), act(channel, at), field, query)));
    return found.flat();
  };

  return {
    reader,
    mark: () => mark,
    acting,
    act,
    send,
    optionsFor,
    press: ({ message, view, ...pressable }, caption) => {
      const channel = message && world.channels.get(message.channel);
      const action = pressed(reader, pressable, caption, world.ts());
      return acting(() => send(actionsPayload(act(channel, { message, view }), [action], {})));
    },
    buttonIn: (view, caption) => {
      const one = pressablesIn(listAt(view?.view, "blocks")).find((each) => captionsOf(reader, each).includes(caption));
      return one && { ...one, view, message: undefined };
    },
    front: () => {
      const view = modalOf(world, user);
      if (!view) throw new Error(`No modal is open in front of ${user.handle}`);
      return view;
    },
    put: async (view, name, value) => {
      const field = fieldNamed(fieldsIn(reader, listAt(view.view, "blocks")), name);
      const options = value === "" ? [] : await optionsFor(field, value, { view });
      const block = textAt(field.block, "block_id");
      const state = held(reader, field.element, value, options);
      view.values[block] = { ...view.values[block], [textAt(field.element, "action_id")]: state };
      view.changed = world.changes();
      return field;
    },
    tell: (view, { block, element }) => {
      const state = fieldsAt(fieldsAt(view.values, textAt(block, "block_id")), textAt(element, "action_id"));
      const action = { ...state, action_id: element.action_id, block_id: block.block_id, action_ts: world.ts() };
      return send(actionsPayload(act(undefined, { view }), [action], {}));
    },
    shortcutNamed: (name, on) => {
      const all = world.app.shortcuts.filter((one) => one.on === on);
      const found = all.find((one) => one.name === name || one.callbackId === name);
      if (found) return found.callbackId;
      const there = all.map((one) => `"${one.name}"`).join(", ");
      throw new Error(`The app has no ${on} shortcut "${name}", but: ${there || "none"}`);
    },
    directWithApp: () => directTo(world, installationFor(world, user), user),
  };
};
