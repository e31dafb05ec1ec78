import type { Fields } from "./fields.ts";

/** How a call goes wrong. `applied` decides whether Slack did what was asked before the answer was lost. */
export type Fault =
  | { readonly kind: "status"; readonly status: number; readonly retryAfter?: number; readonly applied?: boolean }
  | { readonly kind: "error"; readonly error: string; readonly more?: Fields; readonly applied?: boolean }
  /** The connection is cut instead of an answer. */
  | { readonly kind: "drop"; readonly applied: boolean }
  /** The answer waits until `release` is called, or for ever. */
  | { readonly kind: "hold"; readonly applied: boolean }
  /** The answer waits for so many milliseconds of the machine's time. */
  | { readonly kind: "slow"; readonly milliseconds: number };

/** The faults that Slack is known for, by name. */
export const fault = {
  rateLimited: (retryAfter = 1): Fault => ({ kind: "status", status: 429, retryAfter }),
  serverError: (status = 500): Fault => ({ kind: "status", status }),
  /** Took it, and said that it failed. */
  serverErrorAfterApplying: (status = 500): Fault => ({ kind: "status", status, applied: true }),
  refuses: (error: string, more: Fields = {}): Fault => ({ kind: "error", error, more }),
  drop: (): Fault => ({ kind: "drop", applied: false }),
  dropAfterApplying: (): Fault => ({ kind: "drop", applied: true }),
  hang: (): Fault => ({ kind: "hold", applied: false }),
  hangAfterApplying: (): Fault => ({ kind: "hold", applied: true }),
  slow: (milliseconds: number): Fault => ({ kind: "slow", milliseconds }),
} as const;

/** A fault that was planted, from the test's side. */
interface Planted {
  /** How often it struck. */
  hits(): number;
  /** Resolves when it strikes for the first time. */
  readonly struck: Promise<void>;
  /** Lets held calls go on; what was not applied is applied then. */
  release(): void;
  /** Strikes no more. */
  remove(): void;
}

/** What strikes one call, and when a held one may go on. */
export interface Struck {
  readonly fault: Fault;
  readonly released: Promise<void>;
}

/** Faults by method; the first that fits strikes. */
export interface Faults {
  plant(
    method: string,
    what: Fault,
    when?: { readonly times?: number; readonly if?: (given: Fields) => boolean },
  ): Planted;
  strike(method: string, given: Fields): Struck | undefined;
  releaseAll(): void;
}

/** `*` stands for every method, `response_url` for answers without a token. */
export const createFaults = (): Faults => {
  const planted: {
    readonly method: string;
    readonly what: Fault;
    readonly fits: (given: Fields) => boolean;
    left: number;
    hits: number;
    readonly strike: () => void;
    readonly released: Promise<void>;
    readonly release: () => void;
  }[] = [];

  return {
    plant: (method, what, when = {}) => {
      const struck = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      const one = {
        method,
        what,
        fits: when.if ?? (() => true),
        left: when.times ?? Infinity,
        hits: 0,
        strike: struck.resolve,
        released: released.promise,
        release: released.resolve,
      };
      planted.push(one);
      return {
        hits: () => one.hits,
        struck: struck.promise,
        release: released.resolve,
        remove: () => {
          one.left = 0;
        },
      };
    },
    strike: (method, given) => {
      const one = planted.find(
        (each) => each.left > 0 && (each.method === "*" || each.method === method) && each.fits(given),
      );
      if (!one) return undefined;
      one.left -= 1;
      one.hits += 1;
      one.strike();
      return { fault: one.what, released: one.released };
    },
    releaseAll: () => {
      for (const one of planted) {
        one.left = 0;
        one.release();
      }
    },
  };
};
