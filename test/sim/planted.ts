import type { Held, Outcome } from "../../src/domain/delivery.ts";
import { epoch, type Instant, plusMilliseconds } from "../../src/domain/time.ts";
import { type Adapter, type Deliveries, Undeliverable } from "../../src/ports.ts";
import type { Store } from "./deliveries.ts";
import type { Flaws } from "./flaws.ts";

/** Milliseconds in which a sender says what became of a message, unless something happens to it. */
const SLOW = 20_000;

/** What the mistakes need to know. */
export interface Around {
  readonly store: Store;
  /** What the process's own clock shows. */
  readonly wallNow: () => Instant;
}

/** Whether its sender may be taken for stopped: somebody else has the delivery, or could well have. */
const isLate = (store: Store, { id, fence }: Held, now: Instant): boolean => {
  const row = store.tables().rows.find((one) => one.id === id);
  if (row?.fence !== fence || row.state !== "SENDING") return true;
  return epoch(now) - epoch(row.lastAttempt ?? now) > SLOW;
};

/** The Deliveries port with the mistakes that are made around it. */
export const flawedDeliveries = (inner: Deliveries, { store, wallNow }: Around): Deliveries => {
  const { flaws } = store;
  let made = inner;
  if (flaws.mark) {
    const { hold, settle } = made;
    made = {
      ...made,
      hold: async (ws, place, at, judge) => {
        const caught = await hold(ws, place, at, judge);
        const posted = { place, id: "on its way" };
        if (caught && caught.held.length > 0) await settle(ws, place, caught.held, { kind: "sent", posted }, []);
        return caught;
      },
      settle: (ws, place, held, outcome: Outcome, next) =>
        outcome.kind === "sent" ? Promise.resolve() : settle(ws, place, held, outcome, next),
    };
  }
  if (flaws.clock) made = { ...made, now: async () => wallNow() };
  if (flaws.settle) {
    const { doubts } = made;
    made = { ...made, doubts: (at) => doubts(plusMilliseconds(at, 120_000)) };
  }
  if (flaws.receipt) {
    const { settle } = made;
    made = {
      ...made,
      settle: async (ws, place, held, outcome, next) => {
        const now = await made.now();
        if (outcome.kind === "sent" && held.some((one) => isLate(store, one, now))) return;
        await settle(ws, place, held, outcome, next);
      },
    };
  }
  if (flaws.commit) {
    const { settle, now } = made;
    made = {
      ...made,
      settle: (ws, place, held, outcome, next) =>
        settle(ws, place, held, outcome, next).catch(async () => {
          const at = await now();
          for (const { id } of held) {
            const row = store.tables().rows.find((one) => one.id === id);
            if (row) Object.assign(row, { state: "PENDING", dueAt: at });
          }
        }),
    };
  }
  return made;
};

/** The Adapter port with the mistakes that are made around it. */
export const flawedAdapter = (inner: Adapter, flaws: Flaws): Adapter => {
  let attempts = 0;
  let { post } = inner;
  if (flaws.nonce) {
    const once = post;
    post = (message) => {
      attempts += 1;
      return once({ ...message, key: `${message.key}/${attempts}` });
    };
  }
  if (flaws.retry) {
    const once = post;
    post = (message) =>
      once(message).catch((fault: unknown) => {
        if (fault instanceof Undeliverable) throw fault;
        return once(message);
      });
  }
  return { ...inner, post };
};
