import type { World } from "./model.ts";
import { Refused } from "./refused.ts";

/** Discord's budgets: a bucket by route and channel, guild or webhook, and one for the whole bot. */
export interface Rates {
  /** Counts a call, and gives the headers that tell of its bucket. Throws 429 when a budget is used up and enforced. */
  spend(bucket: Bucket): Readonly<Record<string, string>>;
  /** A clock that stands still would make any rate too high, so a test switches budgets on when it is about them. */
  enforce(on: boolean): void;
  /** Calls that went over a budget, enforced or not. */
  exceeded(): readonly string[];
}

/** What a call is counted under. */
interface Bucket {
  readonly route: string;
  readonly major: string;
  readonly requests: number;
  readonly seconds: number;
  /** Whether the bot's budget for everything counts it; it does not count answers to interactions. */
  readonly global: boolean;
}

const GLOBAL = { requests: 50, milliseconds: 1_000 } as const;

const limited = (retryAfter: number, global: boolean, headers: Readonly<Record<string, string>>): Refused =>
  new Refused(429, 0, "You are being rate limited.", {
    more: { retry_after: retryAfter, global },
    headers: {
      ...headers,
      "retry-after": String(Math.ceil(retryAfter)),
      "x-ratelimit-scope": global ? "global" : "user",
      ...(global && { "x-ratelimit-global": "true" }),
    },
  });

/** Budgets on Discord's clock. */
export const createRates = (world: World, enforced: boolean): Rates => {
  const spent = new Map<string, readonly number[]>();
  const over: string[] = [];
  let enforcing = enforced;

  const recent = (key: string, window: number): readonly number[] => {
    const now = world.clock.now();
    const all = (spent.get(key) ?? []).filter((at) => at > now - window);
    spent.set(key, all);
    return all;
  };

  return {
    spend: ({ route, major, requests, seconds, global }) => {
      const now = world.clock.now();
      const key = `${route} ${major}`;
      const own = recent(key, seconds * 1_000);
      const all = global ? recent("*", GLOBAL.milliseconds) : [];
      const used = enforcing ? own.length + 1 : 1;
      const resets = ((enforcing ? own[0] : undefined) ?? now) + seconds * 1_000;
      const headers = {
        "x-ratelimit-limit": String(requests),
        "x-ratelimit-remaining": String(Math.max(0, requests - used)),
        "x-ratelimit-reset": (resets / 1_000).toFixed(3),
        "x-ratelimit-reset-after": ((resets - now) / 1_000).toFixed(3),
        "x-ratelimit-bucket": Buffer.from(route).toString("hex").slice(0, 32),
      };
      const [firstOfAll] = all;
      const tooMany = own.length >= requests;
      if (tooMany || all.length >= GLOBAL.requests) over.push(key);
      if (enforcing && all.length >= GLOBAL.requests && firstOfAll !== undefined)
        throw limited((firstOfAll + GLOBAL.milliseconds - now) / 1_000, true, headers);
      if (enforcing && tooMany) throw limited((resets - now) / 1_000, false, headers);
      spent.set(key, [...own, now]);
      if (global) spent.set("*", [...all, now]);
      return headers;
    },
    enforce: (on) => {
      enforcing = on;
    },
    exceeded: () => over,
  };
};
