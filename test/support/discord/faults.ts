import { REFUSALS } from "./refused.ts";

/** How a call goes wrong. `applied` decides whether Discord did what was asked before the answer was lost. */
export type Fault =
  | {
      readonly kind: "status";
      readonly status: number;
      readonly body: Readonly<Record<string, unknown>>;
      readonly headers?: Readonly<Record<string, string>>;
      readonly applied: boolean;
    }
  /** The connection ends without an answer. */
  | { readonly kind: "drop"; readonly applied: boolean }
  /** The connection is reset, as by a proxy that went down. */
  | { readonly kind: "reset"; readonly applied: boolean }
  /** The answer waits until `release` is called, or for ever. */
  | { readonly kind: "hold"; readonly applied: boolean }
  /** The answer waits for so many milliseconds of the machine's time. */
  | { readonly kind: "slow"; readonly milliseconds: number };

/** The faults that Discord is known for, by name. */
export const fault = {
  /** Seconds, as Discord counts them. A shared limit is nobody's fault, and does not count against the app. */
  rateLimited: (retryAfter = 0.05, scope: "user" | "shared" | "global" = "user"): Fault => ({
    kind: "status",
    status: 429,
    body: { message: "You are being rate limited.", retry_after: retryAfter, global: scope === "global" },
    headers: {
      // Discord rounds up to seconds; below one that would only make tests slow.
      "retry-after": String(retryAfter < 1 ? retryAfter : Math.ceil(retryAfter)),
      "x-ratelimit-scope": scope,
      "x-ratelimit-reset-after": String(retryAfter),
      ...(scope === "global" && { "x-ratelimit-global": "true" }),
    },
    applied: false,
  }),
  serverError: (status = 500): Fault => ({
    kind: "status",
    status,
    body: { message: `${status}: Server Error`, code: 0 },
    applied: false,
  }),
  /** Took it, and said that it failed. */
  serverErrorAfterApplying: (status = 502): Fault => ({
    kind: "status",
    status,
    body: { message: `${status}: Server Error`, code: 0 },
    applied: true,
  }),
  refuses: (name: keyof typeof REFUSALS): Fault => {
    const [status, code, message] = REFUSALS[name];
    return { kind: "status", status, body: { message, code }, applied: false };
  },
  drop: (): Fault => ({ kind: "drop", applied: false }),
  dropAfterApplying: (): Fault => ({ kind: "drop", applied: true }),
  reset: (): Fault => ({ kind: "reset", applied: false }),
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

type Given = Readonly<Record<string, unknown>>;

/** Faults by route; the first that fits strikes. */
export interface Faults {
  /** `route` as Discord documents it, `POST /channels/{channel}/messages`, or `*` for all. */
  plant(
    route: string,
    what: Fault,
    when?: { readonly times?: number; readonly if?: (given: Given) => boolean },
  ): Planted;
  strike(route: string, given: Given): Struck | undefined;
  releaseAll(): void;
}

/** No fault is planted yet. */
export const createFaults = (): Faults => {
  const planted: {
    readonly route: string;
    readonly what: Fault;
    readonly fits: (given: Given) => boolean;
    left: number;
    hits: number;
    readonly strike: () => void;
    readonly released: Promise<void>;
    readonly release: () => void;
  }[] = [];

  return {
    plant: (route, what, when = {}) => {
      const struck = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      const one = {
        route,
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
    strike: (route, given) => {
      const one = planted.find(
        (each) => each.left > 0 && (each.route === "*" || each.route === route) && each.fits(given),
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
