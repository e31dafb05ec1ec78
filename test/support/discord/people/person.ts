import { CHANNEL, type Channel, type OpenModal, type User } from "../model.ts";
import { directWith } from "../routes/finding.ts";
import { type Done, handsOf, type Surroundings } from "./acting.ts";
import { checkFilled, put, submission, type Value } from "./filling.ts";
import { type Seat, seatIn } from "./seat.ts";
import { canSee, ringsFor, showContent, showModal } from "./showing.ts";

/** Somebody with an account. */
export interface Person {
  readonly id: string;
  readonly handle: string;
  /** In a channel by its name or id; `@app` is the direct conversation with the app. */
  in(place: string): Seat;
  /** The form in front of this person. */
  readonly modal: {
    /** What stands on it; empty when there is none. */
    sees(): string;
    open(): OpenModal | undefined;
  };
  /** Fills in the form and sends it. Fields by their label, or by their custom id. */
  submit(values?: Readonly<Record<string, Value>>): Promise<Done>;
  /** Puts the form away. The app is not told. */
  cancel(): void;
  /** Texts of the messages that made this person's Discord ring. */
  rings(): readonly string[];
  /** Whether those who share a guild may write to this person. */
  takesDirectMessages(on: boolean): void;
  becomes(profile: { readonly name?: string; readonly tz?: string; readonly locale?: string }): void;
}

/** Puts a user of this Discord before their screen. */
export const seated = (around: Surroundings, user: User): Person => {
  const { world } = around;
  const hands = handsOf(around, user);
  const reader = { world, user };

  const channelCalled = (place: string): Channel => {
    if (place === "@app") return directWith(world, user.id);
    const bare = place.replace(/^#/, "");
    const all = [...world.channels.values()].filter(
      (one) => one.type !== CHANNEL.dm && [one.name, one.id].includes(bare) && canSee(world, user, one),
    );
    const [found, ...more] = all;
    if (!found) throw new Error(`${user.handle} sees no channel ${place}`);
    if (more.length > 0) throw new Error(`${user.handle} sees ${all.length} channels ${place}: name one by its id`);
    return found;
  };
  const front = (): OpenModal => {
    const modal = world.modals.get(user.id);
    if (!modal) throw new Error(`No form is open in front of ${user.handle}`);
    return modal;
  };

  const person: Person = {
    id: user.id,
    handle: user.handle,
    in: (place) => seatIn(around, hands, person, channelCalled(place)),
    modal: {
      open: () => world.modals.get(user.id),
      sees: () => {
        const modal = world.modals.get(user.id);
        return modal ? showModal(reader, modal) : "";
      },
    },
    submit: (values = {}) =>
      hands.acting(async () => {
        const modal = front();
        const channel = world.channels.get(modal.from.channel);
        if (!channel) throw new Error("The channel is gone");
        const doing = { world, user, channel };
        for (const [name, value] of Object.entries(values)) put(doing, modal, name, value);
        checkFilled(modal);
        modal.error = undefined;
        const done = await hands.send(doing, "modal", modal.customId, submission(doing, modal), modal.from.source);
        if (done.ok) {
          world.modals.delete(user.id);
          world.changes();
        }
        return done;
      }),
    cancel: () => {
      front();
      world.modals.delete(user.id);
      world.changes();
    },
    rings: () => ringsFor(world, user).map((message) => showContent(reader, message)),
    takesDirectMessages: (on) => {
      user.dms = on;
    },
    becomes: (profile) => {
      Object.assign(user, profile);
    },
  };
  return person;
};
