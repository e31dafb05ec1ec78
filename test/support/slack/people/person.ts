import { listAt } from "../fields.ts";
import type { Channel, OpenView, User } from "../model.ts";
import type { Receipt } from "../wire/delivery.ts";
import { type Done, runClose, runSubmit } from "./acting.ts";
import { allowed, type Consent, denied } from "./consent.ts";
import { checkFilled, fieldNamed, fieldsIn } from "./filling.ts";
import { captionsOf, pressablesIn } from "./finding-elements.ts";
import { type Hands, handsOf, type Surroundings, type Value } from "./hands.ts";
import { globalShortcutPayload } from "./payloads.ts";
import { homeOf, modalOf, ringsFor, showContent, showView } from "./screens.ts";
import { type Seat, seatIn } from "./seat.ts";
import { captionOf } from "./suggesting.ts";

/** A surface that is not a channel: the modal in front, or the Home tab. */
interface Screen {
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
  /** What a menu of the modal, else of Home, offers for what was typed; asks the app when the menu is external. */
  offers(field: string, query: string): Promise<readonly string[]>;
  /** Puts a value into one field of the modal, else of Home, and tells the app where Slack would. */
  choose(field: string, value: Value): Promise<Done | undefined>;
  /** Fills in the modal and sends it. Fields by their label, or by the id of their block or action. */
  submit(values?: Readonly<Record<string, Value>>): Promise<Done>;
  /** Puts the modal away. */
  cancel(): Promise<Done | undefined>;
  /** Allows what the consent page at this address asks for. Returns the address to which the browser goes next. */
  allows(authorizeUrl: string, consent?: Consent): string;
  /** Says no on the consent page. Returns the address to which the browser goes next. */
  denies(authorizeUrl: string): string;
  /** Texts of the messages that made this person's Slack ring. */
  rings(): readonly string[];
  /** Deactivates the account. */
  leave(): void;
  /** Changes the profile. */
  becomes(profile: { readonly tz?: string; readonly locale?: string }): void;
}

const screenOf = (hands: Hands, view: () => OpenView | undefined): Screen => ({
  view,
  sees: () => {
    const one = view();
    return one ? showView(hands.reader, one) : "";
  },
  buttons: () => pressablesIn(listAt(view()?.view, "blocks")).flatMap((one) => captionsOf(hands.reader, one)),
  click: async (caption) => {
    const one = view();
    const found = hands.buttonIn(one, caption);
    if (!found)
      throw new Error(`There is no "${caption}" on: ${one ? showView(hands.reader, one) : "an empty screen"}`);
    return hands.press(found, caption);
  },
});

/** Puts a user of this Slack before their screen. */
export const seated = (around: Surroundings, user: User): Person => {
  const { world, wire, events } = around;
  const hands = handsOf(around, user);
  const { reader, acting, act } = hands;
  const modal = screenOf(hands, () => modalOf(world, user));
  const home = screenOf(hands, () => homeOf(world, user));
  const surface = (): OpenView => modal.view() ?? home.view() ?? hands.front();

  const channelCalled = (place: string): Channel => {
    if (place === "@app") return hands.directWithApp();
    const bare = place.replace(/^#/, "");
    const channel = [...world.channels.values()].find(
      ({ kind, id, name, team, sharedWith }) =>
        kind !== "im" && [name, id].includes(bare) && [team, ...sharedWith].includes(user.team),
    );
    if (!channel) throw new Error(`There is no channel ${place} in the workspace of ${user.handle}`);
    if (channel.kind === "private" && !channel.members.has(user.id))
      throw new Error(`${user.handle} cannot see ${place}`);
    channel.members.add(user.id);
    return channel;
  };

  const person: Person = {
    id: user.id,
    handle: user.handle,
    modal,
    home,
    in: (place) => seatIn(around, hands, person, channelCalled(place)),
    openHome: () =>
      acting(() => {
        const view = home.view();
        return events.send(user.team, {
          type: "app_home_opened",
          user: user.id,
          channel: hands.directWithApp().id,
          event_ts: world.ts(),
          tab: "home",
          ...(view && { view: { ...view.view, id: view.id, hash: view.hash } }),
        });
      }),
    shortcut: (name) => acting(() => hands.send(globalShortcutPayload(act(), hands.shortcutNamed(name, "global")))),
    offers: async (name, query) => {
      const view = surface();
      const field = fieldNamed(fieldsIn(reader, listAt(view.view, "blocks")), name);
      return (await hands.optionsFor(field, query, { view })).map(captionOf);
    },
    choose: (name, value) =>
      acting(async () => {
        const view = surface();
        const field = await hands.put(view, name, value);
        // An input tells only when the modal is sent, unless it asks for more.
        const quiet = field.block.type === "input" && field.block.dispatch_action !== true;
        return quiet ? undefined : hands.tell(view, field);
      }),
    submit: (values = {}) =>
      acting(async () => {
        const view = hands.front();
        for (const [name, value] of Object.entries(values)) await hands.put(view, name, value);
        checkFilled(reader, view);
        return runSubmit(wire(), act(undefined, { view }), view);
      }),
    cancel: () => acting(async () => runClose(wire(), act(undefined, { view: hands.front() }), hands.front())),
    allows: (url, consent = {}) => allowed(world, user, url, consent),
    denies: (url) => denied(world, url),
    rings: () => ringsFor(world, user).map((message) => showContent(reader, message)),
    leave: () => {
      user.gone = true;
    },
    becomes: (profile) => {
      Object.assign(user, profile);
    },
  };
  return person;
};
