import { type FollowUp, type Held, isReminder, type Parcel, type Verdict } from "../domain/delivery.ts";
import type { Place } from "../domain/parties.ts";
import type { Id } from "../domain/request.ts";
import type { Instant } from "../domain/time.ts";
import type { Adapter, Clock, Deliveries, Holidays, Limiter, Log, Random } from "../ports.ts";
import { addresseeOf } from "./addressee.ts";
import { faultName } from "./fault.ts";
import { judge } from "./judge.ts";
import { looked } from "./looked.ts";
import { isWave, messagesOf } from "./messages.ts";
import { createPost, type Sending } from "./post.ts";
import { createReconcile } from "./reconcile.ts";
import { createTell } from "./tell.ts";

/** What the courier works with. */
export interface CourierParts {
  readonly deliveries: Deliveries;
  readonly adapters: readonly Adapter[];
  readonly limiter: Limiter;
  readonly holidays: Holidays;
  readonly random: Random;
  readonly log: Log;
  readonly clock: Clock;
}

/** Brings what is due to its place. Several couriers may work on the same rows: each message goes out once. */
export interface Courier {
  /**
   * A job woke us: serves the place its delivery is due in. Rejects when the rows cannot be read or somebody else has
   * them locked, so that the job comes again.
   */
  deliver(workspace: Id, delivery: Id): Promise<void>;
  /** Sends what is due in one place at `at`, until nothing is; returns how many messages arrived, undefined when nothing could be taken in hand. */
  serve(workspace: Id, place: Place, at: Instant): Promise<number | undefined>;
  /** Finds out what became of what is in doubt, then serves every place with anything due, the most urgent first; returns how many messages arrived. */
  round(at: Instant): Promise<number>;
  /** Tells the leads of places that refuse us, where nobody has; done by itself when we are refused. */
  tell(at: Instant): Promise<void>;
}

/** Somebody else has the row of what is due, in a transaction that has not ended. */
class HeldElsewhere extends Error {
  constructor() {
    super("somebody else has what is due");
    this.name = "HeldElsewhere";
  }
}

/** Places asked for at first. */
const PLACES = 100;

/** Messages to one place in one go; what is left waits for the next round, so that no place starves the others. */
const MESSAGES = 20;

/** Makes a courier. It never awaits a platform inside a transaction: hold, post and settle are three steps. */
export const createCourier = (parts: CourierParts): Courier => {
  const { deliveries, adapters, limiter, holidays, log, clock } = parts;
  const post = createPost(parts);
  const reconcile = createReconcile(parts);
  const tell = createTell(parts);
  /** Whether a place has refused us since we last told of that. */
  let refused = false;

  /** Holds the next message of a place. Only what goes into it is marked, so that a crash leaves only it uncertain. */
  const next = async (workspace: Id, place: Place, at: Instant, begun: boolean) => {
    let wave = begun;
    let order: readonly Id[] = [];
    let following: readonly FollowUp[] = [];
    const choose = (parcel: Parcel): Verdict => {
      const verdict = looked(parcel, judge(parcel, holidays), holidays);
      const items = parcel.items.filter(({ delivery }) => verdict.send.includes(delivery));
      wave =
        begun ||
        isWave(
          items.filter(({ kind }) => isReminder(kind)),
          parcel.items,
          at,
        );
      const [message = []] = messagesOf(items, wave, (item) => !addresseeOf(item, parcel, holidays));
      order = message.map(({ delivery }) => delivery);
      following = verdict.next ?? [];
      return { ...verdict, send: order };
    };
    const since = clock.elapsed();
    const caught = await deliveries.hold(workspace, place, at, choose);
    if (!caught || caught.held.length === 0) return undefined;
    const { parcel, last = false } = caught;
    // The first item lends its token to the message, so the same items must come in the same order.
    const held = order.flatMap((id) => caught.held.find((one) => one.id === id) ?? []);
    const items = held.flatMap(({ id }) => parcel.items.find(({ delivery }) => delivery === id) ?? []);
    return { parcel, held, items, following, since, wave, last };
  };

  /** The outcome is known but may not be written: whoever finds the row later treats it as uncertain. */
  const settle = async (
    workspace: Id,
    place: Place,
    held: readonly Held[],
    { outcome, closed }: Sending,
    following: readonly FollowUp[],
  ): Promise<void> => {
    try {
      await deliveries.settle(workspace, place, held, outcome, following);
      if (closed) await limiter.block(closed.budgets, closed.seconds);
    } catch (fault) {
      log.error("delivery.unsettled", {
        workspace,
        outcome: outcome.kind,
        count: held.length,
        fault: faultName(fault),
      });
    }
  };

  const serve = async (workspace: Id, place: Place, at: Instant): Promise<number | undefined> => {
    const budgets =
      adapters.find(({ platform }) => platform === place.platform)?.budgets(workspace, place, "post") ?? [];
    let arrived = 0;
    let wave = false;
    for (let nth = 0; nth < MESSAGES; nth += 1) {
      const turn = await limiter.take(budgets);
      if (!turn.free) {
        await deliveries.putOff(workspace, place, at, turn.at);
        break;
      }
      const message = await next(workspace, place, at, wave);
      if (!message) {
        await limiter.giveBack(budgets);
        if (nth === 0) return undefined;
        break;
      }
      wave = message.wave;
      const sending = await post(message);
      await settle(workspace, place, message.held, sending, message.following);
      const { outcome } = sending;
      refused ||= "refused" in outcome;
      if (outcome.kind === "sent") arrived += 1;
      else
        log.warn(`delivery.${outcome.kind}`, {
          workspace,
          platform: place.platform,
          count: message.held.length,
          why: outcome.why,
        });
      // A platform that is not well is left alone; what else is due here keeps its place in the queue.
      if ((outcome.kind !== "sent" && outcome.kind !== "dead") || message.last) break;
    }
    return arrived;
  };

  const serveAll = async (at: Instant): Promise<number> => {
    const seen = new Set<string>();
    let arrived = 0;
    for (;;) {
      // Twice as many each time: to ask costs as much as all that is due, however few places are wanted.
      const due = await deliveries.duePlaces(at, Math.max(PLACES, 2 * seen.size));
      const fresh = due.filter(({ workspace, place }) => !seen.has(nameOfPlace(workspace, place)));
      if (fresh.length === 0) return arrived;
      for (const { workspace, place } of fresh) {
        seen.add(nameOfPlace(workspace, place));
        try {
          arrived += (await serve(workspace, place, at)) ?? 0;
        } catch (fault) {
          // One place whose rows cannot be read must not keep the others waiting.
          log.error("place.unserved", { workspace, platform: place.platform, fault: faultName(fault) });
        }
      }
    }
  };

  const tellRefused = async (at: Instant): Promise<void> => {
    if (!refused) return;
    refused = false;
    await tell(at);
  };

  const round = async (at: Instant): Promise<number> => {
    const certain = await reconcile(at);
    if (certain > 0) log.warn("delivery.recovered", { count: certain });
    const arrived = await serveAll(at);
    await tellRefused(at);
    return arrived;
  };

  return {
    serve,
    round,
    tell,
    deliver: async (workspace, delivery) => {
      const [at, place] = await Promise.all([deliveries.now(), deliveries.placeOf(workspace, delivery)]);
      const arrived = place && (await serve(workspace, place, at));
      await tellRefused(at);
      // Whoever has its row may be cut off and never say what became of it: then nothing would ring for it before the repair round.
      if (place && arrived === undefined && (await deliveries.isDue(workspace, delivery, at)))
        throw new HeldElsewhere();
    },
  };
};

const nameOfPlace = (workspace: Id, place: Place): string => JSON.stringify([workspace, place.platform, place.id]);
