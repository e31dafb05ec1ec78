import { type Fields, fieldsAt, listAt, textAt } from "../fields.ts";
import { LASTS } from "../judge/limits.ts";
import type { Interaction, Message, User, World } from "../model.ts";
import { remark } from "../posting.ts";
import type { Wire } from "../wire/delivery.ts";
import { type Doing, makeInteraction } from "./payloads.ts";

/** What people need of the Discord they are in. */
export interface Surroundings {
  readonly world: World;
  readonly wire: Wire;
  /** Waits until the app has nothing left to do, if the test knows how to ask. */
  readonly idle: () => Promise<void>;
  readonly until: (look: () => boolean, what: () => string) => Promise<void>;
}

/** How something that a person did went, as far as Discord can tell. */
export interface Done {
  readonly ok: boolean;
  /** What the person reads when the app did not answer in time. */
  readonly error: string | undefined;
  /** Milliseconds of the machine's time until the app answered. */
  readonly took: number;
  readonly interaction: Interaction;
}

const FAILED: Readonly<Record<Interaction["kind"], string>> = {
  command: "The application did not respond",
  component: "This interaction failed",
  modal: "Something went wrong. Try again.",
  autocomplete: "Loading options failed",
};

const complain = (world: World, { kind, channel, user }: Interaction): void => {
  const open = world.modals.get(user);
  if (kind === "modal" && open) {
    open.error = FAILED.modal;
    open.changed = world.changes();
  } else if (kind !== "autocomplete") remark(world, channel, user, FAILED[kind]);
};

/**
 * Delivers what somebody did, and waits for the app's answer: three seconds by Discord's clock. A test whose clock
 * stands still is not left hanging: after ten of the machine's, the same happens; at once when nobody listens.
 */
const deliver = async ({ world, wire }: Surroundings, interaction: Interaction): Promise<Done> => {
  world.interactions.set(interaction.id, interaction);
  const late = Promise.withResolvers<undefined>();
  const giveUp = (): void => late.resolve(undefined);
  const callOff = world.clock.alarm(LASTS.acknowledgement + 1, giveUp);
  const hung = setTimeout(giveUp, 10_000);
  const from = performance.now();
  if (!wire.send(interaction)) giveUp();
  const type = await Promise.race([interaction.answered, late.promise]);
  callOff();
  clearTimeout(hung);
  if (type === undefined) complain(world, interaction);
  const error = type === undefined ? FAILED[interaction.kind] : undefined;
  return { ok: error === undefined, error, took: performance.now() - from, interaction };
};

/** Somebody's hands: everything they do goes through here. */
export interface Hands {
  readonly user: User;
  /** When this person last did something, in steps of the whole Discord. */
  mark(): number;
  acting<T>(work: () => Promise<T>): Promise<T>;
  send(doing: Doing, kind: Interaction["kind"], name: string, body: Fields, source?: Message): Promise<Done>;
  /** Sends the words typed so far, and gives what the app offers: captions, and what they stand for. */
  offered(doing: Doing, name: string, body: Fields): Promise<ReadonlyMap<string, string | number>>;
}

export const handsOf = (around: Surroundings, user: User): Hands => {
  let mark = 0;
  return {
    user,
    mark: () => mark,
    acting: async (work) => {
      mark = around.world.changes();
      const result = await work();
      await around.idle();
      return result;
    },
    send: (doing, kind, name, body, source) => deliver(around, makeInteraction(doing, kind, name, body, source)),
    offered: async (doing, name, body) => {
      const done = await deliver(around, makeInteraction(doing, "autocomplete", name, body));
      if (done.error !== undefined) throw new Error(done.error);
      const choices = listAt(done.interaction.response?.data, "choices");
      const caption = (choice: Fields): string =>
        textAt(fieldsAt(choice, "name_localizations"), user.locale) || textAt(choice, "name");
      return new Map(
        choices.map(
          (choice) =>
            [caption(choice), typeof choice.value === "number" ? choice.value : String(choice.value)] as const,
        ),
      );
    },
  };
};
