import type { Posted } from "../domain/delivery.ts";
import type { Doubt, Found } from "../domain/doubt.ts";
import { epoch, type Instant, plusMilliseconds } from "../domain/time.ts";
import {
  type Adapter,
  type Deliveries,
  type Limiter,
  type Log,
  type Random,
  type Standing,
  Undeliverable,
} from "../ports.ts";
import { patience } from "./backoff.ts";
import { faultName } from "./fault.ts";
import { createLooks, NotYet, type Sighted } from "./looks.ts";

/** What reconciling works with. */
export interface ReconcileParts {
  readonly deliveries: Pick<Deliveries, "doubts" | "needed" | "resolve">;
  readonly adapters: readonly Adapter[];
  readonly limiter: Limiter;
  readonly random: Random;
  readonly log: Log;
}

/** Milliseconds until a history is looked at again that cannot be read just now, and for how long that goes on. */
const AGAIN = 60_000;
const PATIENCE = 900_000;

/** Milliseconds until a digest that may have arrived is looked for again: somebody may let us read by then. */
const OPERATOR = 3_600_000;

/** The same for a double of what was said: it is no hurry, and it stays wrong. */
const DOUBLE_AGAIN = 600_000;
const DOUBLE_PATIENCE = 86_400_000;

/** Throws NotYet, or what the platform said. */
type Look = (doubt: Doubt, adapter: Adapter) => Promise<Sighted>;

/** Whether it was posted under this key, and does not only say this, too. */
const isOwn = ({ part }: Standing): boolean => part !== "further";

/** A workspace that withdrew us may take us back, and is read again then. */
const isForGood = (fault: unknown): boolean =>
  fault instanceof Undeliverable && fault.permanent && fault.refuses !== "workspace";

const wordOf = (fault: unknown): string => (fault instanceof Undeliverable ? fault.message : faultName(fault));

/**
 * S7 to S9: finds out what became of messages of which nobody knows. What stands there is settled, and doubles
 * of it are taken away; what does not is due again; where nobody can look, a reminder is better said twice
 * than never, and a digest better never than twice.
 */
export const createReconcile = ({ deliveries, adapters, limiter, random, log }: ReconcileParts) => {
  /** Takes doubles away and counts them; what cannot be taken away, or is all that says something else, is said in the log. */
  const takeAway = async ({ workspace }: Doubt, adapter: Adapter, doubles: readonly Posted[]): Promise<number> => {
    if (doubles.length === 0) return 0;
    const needed = await deliveries.needed(
      workspace,
      doubles.map(({ id }) => id),
    );
    let taken = 0;
    for (const double of doubles) {
      const fields = { workspace, platform: adapter.platform, message: double.id };
      if (needed.includes(double.id)) {
        log.warn("delivery.double_stays", { ...fields, why: "it says something else, too" });
        continue;
      }
      try {
        await adapter.remove(workspace, double);
        taken += 1;
        log.warn("delivery.double", fields);
      } catch (fault) {
        log.warn("delivery.double_stays", { ...fields, why: wordOf(fault) });
      }
    }
    return taken;
  };

  /** When an absent or unreadable message is due again: at once, and later each time that happens to it. */
  const dueAgain = ({ held }: Doubt, at: Instant): Instant => {
    const attempts = Math.max(1, ...held.map(({ fence }) => fence));
    return attempts === 1 ? at : plusMilliseconds(at, patience(attempts - 1, random));
  };

  const unreadable = (doubt: Doubt, why: string, at: Instant): Found =>
    doubt.digest
      ? { kind: "later", at: plusMilliseconds(at, OPERATOR), why: `may have arrived: ${why}` }
      : { kind: "unreadable", at: dueAgain(doubt, at), why };

  /** Takes nothing away that may be all that says something of which a restore knows nothing yet: throws NotYet. */
  const mustBeKnown = ({ amongForgotten }: Doubt, doubles: readonly Standing[], at: Instant): void => {
    if (amongForgotten && doubles.some(({ part }) => part === "first"))
      throw new NotYet("it may be all that says something else", plusMilliseconds(at, AGAIN));
  };

  /** It was said after all: whatever else stands under its token, or is known to have, is a double. */
  const afterwards = async (doubt: Doubt, adapter: Adapter, look: Look, at: Instant): Promise<Found> => {
    const { saidBy = [] } = doubt;
    const { found, faults }: Sighted = adapter.capabilities.history
      ? await look(doubt, adapter)
      : { found: [], faults: [] };
    const own = found.filter(isOwn);
    // Whoever looked before may have taken the other away: the sender that wrote this down was thought to have stopped.
    // Where it cannot be read just now, nobody knows that yet.
    const isGone = doubt.saidUnder === doubt.token && !found.some(({ id }) => saidBy.includes(id));
    const [fault] = faults;
    if (isGone && faults.length > 0 && !isForGood(fault)) throw fault;
    const posted = isGone ? own[0] : undefined;
    const known = doubt.seen.flatMap((id) => doubt.places.map((place) => ({ place, id })));
    const doubles = new Map([...known, ...own].map((one) => [one.id, one]));
    for (const id of [...saidBy, ...(posted ? [posted.id] : [])]) doubles.delete(id);
    mustBeKnown(
      doubt,
      own.filter(({ id }) => doubles.has(id)),
      at,
    );
    const taken = await takeAway(doubt, adapter, [...doubles.values()]);
    return { kind: "arrived", doubles: taken, ...(posted && { posted }) };
  };

  const find = async (doubt: Doubt, adapter: Adapter, look: Look, at: Instant): Promise<Found> => {
    if (doubt.saidBy) return afterwards(doubt, adapter, look, at);
    const [place] = doubt.places;
    const [seen] = doubt.seen;
    if (place && seen !== undefined) return { kind: "arrived", posted: { place, id: seen }, doubles: 0 };
    if (!adapter.capabilities.history) return unreadable(doubt, "no history to look at", at);
    const { found } = await look(doubt, adapter);
    const [first, ...others] = found.filter(isOwn);
    if (first) {
      // Of what a restore forgot nobody knows what else stands in no other message.
      const doubles = doubt.restored ? others.filter(({ part }) => part === undefined) : others;
      mustBeKnown(doubt, doubles, at);
      return { kind: "arrived", posted: first, doubles: await takeAway(doubt, adapter, doubles) };
    }
    const [within] = doubt.restored ? found : [];
    return within
      ? { kind: "arrived", posted: within, within: true, doubles: 0 }
      : { kind: "absent", at: dueAgain(doubt, at) };
  };

  const lookFor = async (doubt: Doubt, look: Look, at: Instant): Promise<Found> => {
    const adapter = adapters.find(({ platform }) => platform === doubt.places[0]?.platform);
    if (!adapter) return { kind: "later", at: plusMilliseconds(at, AGAIN), why: "no adapter" };
    try {
      return await find(doubt, adapter, look, at);
    } catch (fault) {
      if (fault instanceof NotYet) return { kind: "later", at: fault.at, why: fault.message };
      const since = epoch(at) - epoch(doubt.lastAttempt);
      const refused = fault instanceof Undeliverable ? fault : undefined;
      const why = wordOf(fault);
      if (doubt.saidBy) {
        return isForGood(fault) || since > DOUBLE_PATIENCE
          ? { kind: "arrived", doubles: 0 }
          : { kind: "later", at: plusMilliseconds(at, DOUBLE_AGAIN), why };
      }
      const [place] = doubt.places;
      // What is gone or closed to us has no history for us. Where only a permission is missing, somebody may still grant it.
      if (doubt.digest && place && refused?.permanent && (refused.gone || refused.refuses === "place"))
        return { kind: "hopeless", why: `may have arrived: ${why}`, refused: place };
      if (refused?.permanent || since > PATIENCE) return unreadable(doubt, why, at);
      return { kind: "later", at: plusMilliseconds(at, Math.max(AGAIN, (refused?.retryAfter ?? 0) * 1_000)), why };
    }
  };

  /** Looks for everything that is in doubt at `at`; returns how many messages are in doubt no more. */
  return async (at: Instant): Promise<number> => {
    let certain = 0;
    const doubts = await deliveries.doubts(at);
    const look = createLooks(doubts, limiter);
    for (const doubt of doubts) {
      try {
        const found = await lookFor(doubt, look, at);
        await deliveries.resolve(doubt, found);
        if (found.kind !== "later" && !doubt.saidBy) certain += 1;
      } catch (fault) {
        log.error("delivery.unresolved", { workspace: doubt.workspace, fault: wordOf(fault) });
      }
    }
    return certain;
  };
};
