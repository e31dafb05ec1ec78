import type { Language } from "../../src/domain/vocabulary.ts";
import { type Answer, type Log, Undeliverable } from "../../src/ports.ts";
import type { View } from "../../src/view/view.ts";
import { type Arrival, isDirect, type Pressed } from "./arrival.ts";
import { type Message, messagesOf } from "./components.ts";
import { aboutServer } from "./direct.ts";
import { markOf, sameMark } from "./mark.ts";
import type { Reader } from "./markdown.ts";
import type { Register } from "./registers.ts";
import type { Servers } from "./servers.ts";
import type { Pen, Ticket } from "./write.ts";

/**
 * How Discord was told at first that we have it: by an answer still to come, which one person or all will
 * see, or by leaving the message as it is for now.
 */
export type Promised = "private" | "public" | "unchanged";

/** Brings answers to where they belong. */
export interface Bringer {
  /** Rejects when Discord cannot be reached now: then it is to be tried again later. */
  bring(answer: Answer, arrival: Arrival, promised: Promised, register: Register): Promise<void>;
  /** Says something to one person alone. */
  tell(
    view: View,
    language: Language,
    arrival: Arrival,
    promised: Promised,
    register: Register | undefined,
  ): Promise<void>;
}

/** Of one answer; what they cannot hold is counted in the last. */
const MESSAGES = 4;

/** A way to say it; the first that Discord takes is enough. */
type Way = () => Promise<unknown>;

const ticketOf = ({ key, app, token }: Arrival): Ticket => ({ id: key, app, token });

/** The message on which somebody pressed, or from which their form came. */
const pressedIn = (arrival: Arrival): Pressed | undefined =>
  arrival.kind === "press" || arrival.kind === "submit" ? arrival.on : undefined;

/** Brings answers by their own address while it works, else by the channel, and at last directly. */
export const createBringer = (pen: Pen, servers: Servers, reader: Omit<Reader, "language">, log: Log): Bringer => {
  /** What is not the answer that was promised comes after it; a promise of another kind is taken back first. */
  const keep = async (
    message: Message,
    arrival: Arrival,
    promised: Promised,
    audience: "caller" | "channel",
  ): Promise<void> => {
    const ticket = ticketOf(arrival);
    if (promised === (audience === "caller" ? "private" : "public")) return pen.complete(ticket, message);
    if (promised !== "unchanged") await pen.discard(ticket);
    return pen.follow(ticket, message, audience);
  };

  const say = async (ways: readonly Way[]): Promise<boolean> => {
    for (const way of ways) {
      try {
        await way();
        return true;
      } catch (error) {
        // Too much at once passes; and what nobody knows about may stand there already.
        if (!(error instanceof Undeliverable) || error.retryAfter !== undefined) throw error;
        log.info("discord.other_way", { why: error.message });
      }
    }
    return false;
  };

  /** As it is said to somebody alone: there nothing else tells which server it is about. */
  const directly = async (view: View, register: Register | undefined): Promise<View> =>
    register ? aboutServer(view, register.server, await servers.nameOf(register.server)) : view;

  const sayAll = async (
    view: View,
    language: Language,
    arrival: Arrival,
    promised: Promised,
    audience: "caller" | "channel",
    register: Register | undefined,
  ): Promise<void> => {
    const { channel, user } = arrival;
    const as = (shown: View): readonly Message[] => messagesOf(shown, { ...reader, language }, MESSAGES);
    const alone = as(await directly(view, register));
    const messages = isDirect(arrival) ? alone : as(view);
    // Whoever speaks to the app alone keeps its answers.
    const shown = isDirect(arrival) ? "channel" : audience;
    for (const [at, message] of messages.entries()) {
      const toThem = alone[at] ?? message;
      const heard = await say([
        () => (at === 0 ? keep(message, arrival, promised, shown) : pen.follow(ticketOf(arrival), message, shown)),
        ...(shown === "channel" ? [() => pen.post(channel, message)] : []),
        ...(isDirect(arrival) ? [] : [async () => pen.post(await pen.direct(user), toThem)]),
      ]);
      if (!heard) return log.warn("discord.unheard", { ...(register && { workspace: register.workspace }) });
    }
  };

  /** A reminder that was pressed becomes the record of what was done. */
  const recorded = async (answer: Answer, arrival: Arrival, register: Register): Promise<boolean> => {
    const { view, language = "en", replaces, touched, cards = [] } = answer;
    const { where, mark } = pressedIn(arrival) ?? {};
    if (!replaces || !where || !mark) return false;
    // A card stays a card; and as long as nobody knows which message is one, none is taken for a reminder.
    const isReminder =
      touched === undefined || (answer.cards && cards.every(({ token }) => !sameMark(mark, markOf(token))));
    if (!isReminder) return false;
    const [record] = messagesOf(isDirect(arrival) ? await directly(view, register) : view, { ...reader, language });
    return say([() => pen.complete(ticketOf(arrival), record, mark), () => pen.edit(where, record, mark)]);
  };

  return {
    bring: async (answer, arrival, promised, register) => {
      if (await recorded(answer, arrival, register)) return;
      const { view, audience, language = "en", cards = [] } = answer;
      const { id } = arrival.place;
      const seen = cards.some((card) => card.current && card.place.platform === "discord" && card.place.id === id);
      // Where the card shows it to all, whoever did it is told alone what comes next.
      await sayAll(view, language, arrival, promised, seen ? "caller" : audience, register);
    },
    tell: (view, language, arrival, promised, register) =>
      sayAll(view, language, arrival, promised, "caller", register),
  };
};
