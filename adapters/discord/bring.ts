import type { Place } from "../../src/domain/parties.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import type { Answer, Log } from "../../src/ports.ts";
import type { View } from "../../src/view/view.ts";
import { isShown, mayReplace } from "../shared/on-cards.ts";
import { saidBy } from "../shared/ways.ts";
import { type Arrival, isDirect, type Pressed } from "./arrival.ts";
import type { AtHome } from "./at-home.ts";
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

const ticketOf = ({ key, app, token }: Arrival): Ticket => ({ id: key, app, token });

/** The message on which somebody pressed, or from which their form came. */
export const pressedIn = (arrival: Arrival): Pressed | undefined =>
  arrival.kind === "press" || arrival.kind === "submit" ? arrival.on : undefined;

/** Brings answers by their own address while it works, else by the channel, and at last directly. */
export const createBringer = (
  pen: Pen,
  servers: Servers,
  atHome: AtHome,
  reader: Omit<Reader, "language">,
  log: Log,
): Bringer => {
  const refused = (why: string): void => log.info("discord.other_way", { why });

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
      const heard = await saidBy(
        [
          () => (at === 0 ? keep(message, arrival, promised, shown) : pen.follow(ticketOf(arrival), message, shown)),
          ...(shown === "channel" ? [() => pen.post(channel, message)] : []),
          ...(isDirect(arrival) ? [] : [async () => pen.post(await pen.direct(user), toThem)]),
        ],
        refused,
      );
      if (!heard) return log.warn("discord.unheard", { ...(register && { workspace: register.workspace }) });
    }
  };

  /** A reminder that was pressed becomes the record of what was done. */
  const recorded = async (
    answer: Answer,
    arrival: Arrival,
    promised: Promised,
    register: Register,
  ): Promise<boolean> => {
    const { view, language = "en" } = answer;
    const { where, mark } = pressedIn(arrival) ?? {};
    if (!where || !mark || !mayReplace(answer, (token) => sameMark(mark, markOf(token)))) return false;
    const [record] = messagesOf(isDirect(arrival) ? await directly(view, register) : view, { ...reader, language });
    const edited = (): Promise<void> => pen.edit(where, record, mark);
    if (promised === "unchanged") return saidBy([() => pen.complete(ticketOf(arrival), record, mark), edited], refused);
    if (!(await saidBy([edited], refused))) return false;
    // The record is the answer: the one that was promised beside it is taken back.
    await saidBy([() => pen.discard(ticketOf(arrival))], refused);
    return true;
  };

  /** Tells whoever made channels a team's what we may not do there. That it cannot is no reason to answer again. */
  const lookAt = async (
    homes: readonly Place[],
    language: Language,
    arrival: Arrival,
    register: Register,
  ): Promise<void> => {
    try {
      const trouble = await atHome(register.server, homes, language);
      // The promise was kept by the answer: this comes after it.
      if (trouble) await sayAll(trouble, language, arrival, "unchanged", "caller", register);
    } catch (error) {
      log.info("discord.unchecked", { why: error instanceof Error ? error.name : "nobody knows" });
    }
  };

  return {
    bring: async (answer, arrival, promised, register) => {
      if (await recorded(answer, arrival, promised, register)) return;
      const { view, audience, language = "en", homes = [] } = answer;
      await sayAll(view, language, arrival, promised, isShown(answer, arrival.place) ? "caller" : audience, register);
      await lookAt(homes, language, arrival, register);
    },
    tell: (view, language, arrival, promised, register) =>
      sayAll(view, language, arrival, promised, "caller", register),
  };
};
