import { epoch, fromEpoch, type Instant } from "../../../src/domain/time.ts";
import { createVirtualClock, type VirtualClock } from "../../../src/process/virtual-clock.ts";

/** Slack's own time, by which tokens, triggers, addresses and budgets run out. */
export interface SlackClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Lets time pass; what falls due on the way happens in its order. Throws for a real clock. */
  advance(milliseconds: number): void;
  set(at: Instant): void;
  /** Rings once after so many milliseconds. Returns how to call it off. */
  alarm(after: number, ring: () => void): () => void;
  /** Rings what fell due while somebody else moved a shared clock. */
  tick(): void;
}

/** Stands still until it is moved, or follows a clock that a test already has. */
export const virtualSlackClock = (
  shared: VirtualClock = createVirtualClock("2022-03-07T07:00:00.000Z"),
): SlackClock => {
  const alarms = new Set<{ readonly at: number; readonly ring: () => void }>();
  const now = (): number => epoch(shared.now());

  const ringUntil = (end: number): void => {
    const next = [...alarms].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
    if (!next) return;
    if (next.at > now()) shared.set(fromEpoch(next.at));
    alarms.delete(next);
    next.ring();
    ringUntil(end);
  };
  const moveTo = (end: number): void => {
    ringUntil(end);
    if (end > now()) shared.set(fromEpoch(end));
  };

  return {
    now,
    advance: (milliseconds) => moveTo(now() + milliseconds),
    set: (at) => moveTo(epoch(at)),
    alarm: (after, ring) => {
      const one = { at: now() + after, ring };
      alarms.add(one);
      return () => void alarms.delete(one);
    },
    tick: () => ringUntil(now()),
  };
};

/** The time of the machine, for benches and for processes that are killed. */
export const realSlackClock = (): SlackClock => {
  const cannot = (): never => {
    throw new Error("The time of the machine cannot be moved");
  };
  return {
    now: () => Date.now(),
    advance: cannot,
    set: cannot,
    alarm: (after, ring) => {
      const timer = setTimeout(ring, after).unref();
      return () => clearTimeout(timer);
    },
    tick: () => undefined,
  };
};
