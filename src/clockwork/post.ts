import type { DueItem, Held, Outcome, Parcel, Posted } from "../domain/delivery.ts";
import { plusMilliseconds } from "../domain/time.ts";
import { type Adapter, type Clock, type Deliveries, type Holidays, type Random, Undeliverable } from "../ports.ts";
import { backoff, patience } from "./backoff.ts";
import { digestLetter, isDirect, type Letter, letterFor } from "./letter.ts";

/** A held message about to be sent. `since` is `Clock.elapsed` before it was held. */
export interface Message {
  readonly parcel: Parcel;
  readonly held: readonly Held[];
  readonly items: readonly DueItem[];
  readonly since: number;
}

/** What posting needs of the world. */
export interface PostParts {
  readonly deliveries: Deliveries;
  readonly adapters: readonly Adapter[];
  readonly holidays: Holidays;
  readonly random: Random;
  readonly clock: Clock;
}

/** After so many milliseconds a message that is held but not sent may be taken for abandoned: it is not sent any more. */
const SEND_WITHIN = 60_000;

/** Writes a held message, sends it once, and says how that ended. Never rejects. */
export const createPost = ({ deliveries, adapters, holidays, random, clock }: PostParts) => {
  const letterOf = async ({ items, parcel }: Message): Promise<Letter> => {
    const digest = items.find(({ kind }) => kind === "digest");
    return digest ? digestLetter(digest, parcel, deliveries) : letterFor(items, parcel, holidays);
  };

  /** A closed direct conversation is no dead end: the message goes to the team's channel instead. */
  const send = async (
    adapter: Adapter,
    { place, view, language }: Letter,
    { parcel, held }: Message,
  ): Promise<Posted> => {
    const message = { workspace: parcel.workspace.id, place, view, key: held[0]?.token ?? "", language };
    try {
      return await adapter.post(message);
    } catch (fault) {
      if (!(fault instanceof Undeliverable && fault.permanent && isDirect(place))) throw fault;
      return adapter.post({ ...message, place: parcel.team.place, language: parcel.team.language });
    }
  };

  return async (message: Message): Promise<Outcome> => {
    const { parcel, items, held } = message;
    const attempts = Math.max(0, ...held.map(({ fence }) => fence));
    const later = (wait: number, why: string): Outcome => ({
      kind: "retry",
      at: plusMilliseconds(parcel.at, wait),
      why,
    });
    const again = (why: string, atLeast = 0): Outcome => {
      const wait = backoff(attempts, random);
      return wait === undefined ? { kind: "dead", why: `given up: ${why}` } : later(Math.max(wait, atLeast), why);
    };

    const adapter = adapters.find(({ platform }) => platform === parcel.place.platform);
    if (!adapter) return later(patience(attempts, random), "no adapter");
    let letter: Letter;
    try {
      letter = await letterOf(message);
    } catch (fault) {
      return again(`not written: ${fault instanceof Error ? fault.name : "fault"}`);
    }
    if (clock.elapsed() - message.since > SEND_WITHIN) return again("held too long");
    try {
      return { kind: "sent", posted: await send(adapter, letter, message) };
    } catch (fault) {
      if (fault instanceof Undeliverable)
        return fault.permanent
          ? { kind: "dead", why: fault.message }
          : again(fault.message, (fault.retryAfter ?? 0) * 1_000);
      // Uncertain again: the row already says that it may be a repeat, so it may wait longer each time.
      return items.every(({ repeat }) => repeat)
        ? again("uncertain again")
        : { kind: "unknown", why: fault instanceof Error ? fault.name : "fault" };
    }
  };
};
