import type { Budget } from "../domain/budget.ts";
import type { DueItem, Held, Outcome, Parcel, Posted } from "../domain/delivery.ts";
import type { Place } from "../domain/parties.ts";
import { isDirect } from "../domain/places.ts";
import { plusMilliseconds } from "../domain/time.ts";
import { everywhereOn } from "../domain/untold.ts";
import {
  type Adapter,
  type Clock,
  type Deliveries,
  type Holidays,
  type Outgoing,
  type Random,
  Undeliverable,
} from "../ports.ts";
import { backoff, patience } from "./backoff.ts";
import { faultName } from "./fault.ts";
import { digestLetter, type Letter, letterFor } from "./letter.ts";

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

/** How posting ended, and which of the platform's budgets it closed. */
export interface Sending {
  readonly outcome: Outcome;
  readonly closed?: { readonly budgets: readonly Budget[]; readonly seconds: number };
}

type Refused = Extract<Outcome, { readonly kind: "retry" | "dead" }>;

/** After so many milliseconds a message that is held but not sent may be taken for abandoned: it is not sent any more. */
const SEND_WITHIN = 60_000;

/** Seconds after which a workspace that withdrew us is tried again, in case nobody tells us that we are back. */
const WITHDRAWN = 600;

/** A second post where the platform takes it for the first one. */
const surely = async (adapter: Adapter, outgoing: Outgoing, clock: Clock): Promise<Posted> => {
  const since = clock.elapsed();
  try {
    return await adapter.post(outgoing);
  } catch (fault) {
    const safe = clock.elapsed() - since < adapter.capabilities.nonceSeconds * 1_000;
    if (fault instanceof Undeliverable || !safe) throw fault;
    // Whatever the second one says, the first may have arrived.
    const posted = await adapter.post(outgoing).catch(() => {
      throw fault;
    });
    // So late that it may be a message of its own beside the first: whoever looks into the history will know.
    if (clock.elapsed() - since >= adapter.capabilities.nonceSeconds * 1_000) throw fault;
    return posted;
  }
};

/** It may stand there all the same: should it be said again, it is looked for as a double. */
const unsure = (outcome: Refused): Refused => (outcome.kind === "retry" ? { ...outcome, uncertain: true } : outcome);

/** Writes a held message, sends it once, and says how that ended. Never rejects. */
export const createPost = ({ deliveries, adapters, holidays, random, clock }: PostParts) => {
  const letterOf = async ({ items, parcel }: Message): Promise<Letter> => {
    const digest = items.find(({ kind }) => kind === "digest");
    return digest ? digestLetter(digest, parcel, deliveries) : letterFor(items, parcel, holidays);
  };

  return async (message: Message): Promise<Sending> => {
    const { parcel, items, held } = message;
    const { workspace, team } = parcel;
    const attempts = Math.max(0, ...held.map(({ fence }) => fence));
    const later = (wait: number, why: string): Refused => ({
      kind: "retry",
      at: plusMilliseconds(parcel.at, wait),
      why,
    });
    const again = (why: string, place: Place, atLeast = 0): Refused => {
      const wait = backoff(attempts, random);
      return wait === undefined
        ? { kind: "dead", why: `given up: ${why}`, refused: place }
        : later(Math.max(wait, atLeast), why);
    };
    const refused = (fault: Undeliverable, place: Place): Refused => {
      const why = fault.message;
      if (fault.refuses === "workspace")
        return { ...later(WITHDRAWN * 1_000, why), refused: everywhereOn(place.platform) };
      if (fault.permanent) return { kind: "dead", why, refused: place };
      const outcome = again(why, place, (fault.retryAfter ?? 0) * 1_000);
      return fault.refuses === "place" ? { ...outcome, refused: place } : outcome;
    };
    const closedBy = (fault: Undeliverable, adapter: Adapter, place: Place): Pick<Sending, "closed"> => {
      const seconds = Math.max(fault.retryAfter ?? 0, fault.refuses === "workspace" ? WITHDRAWN : 0);
      const budgets = fault.budgets ?? adapter.budgets(workspace.id, place, "post");
      return seconds > 0 ? { closed: { budgets, seconds } } : {};
    };

    const adapter = adapters.find(({ platform }) => platform === parcel.place.platform);
    if (!adapter) return { outcome: later(patience(attempts, random), "no adapter") };
    let letter: Letter;
    try {
      letter = await letterOf(message);
    } catch (fault) {
      return { outcome: again(`not written: ${faultName(fault)}`, parcel.place) };
    }
    if (clock.elapsed() - message.since > SEND_WITHIN) return { outcome: again("held too long", parcel.place) };

    const send = async (outgoing: Outgoing): Promise<Sending> => {
      const { place } = outgoing;
      try {
        return { outcome: { kind: "sent", posted: await surely(adapter, outgoing, clock) } };
      } catch (fault) {
        if (fault instanceof Undeliverable) {
          // A closed direct conversation is no dead end: the message goes to the team's channel instead.
          if (isDirect(place) && fault.permanent && fault.refuses !== "workspace")
            return send({ ...outgoing, place: team.place, language: team.language });
          return { outcome: refused(fault, place), ...closedBy(fault, adapter, place) };
        }
        // Uncertain again: the row already says that it may be a repeat, so it may wait longer each time.
        if (items.every(({ repeat }) => repeat)) return { outcome: unsure(again("uncertain again", place)) };
        return { outcome: { kind: "unknown", why: faultName(fault) } };
      }
    };
    const [key = "", ...further] = held.map(({ token }) => token);
    return send({ workspace: workspace.id, key, ...(further.length > 0 && { further }), ...letter });
  };
};
