import { RATE } from "./limits.ts";
import type { Method } from "./methods/method.ts";
import { Refused } from "./refused.ts";
import type { World } from "./world.ts";

/** Slack's budgets by method, workspace and channel. */
export interface Rates {
  /** Counts a call. Throws 429 with Retry-After when its budget is used up and budgets are enforced. */
  spend(method: string, tier: Method["tier"], caller: string, channel: string): void;
  /** A clock that stands still would make any rate too high, so a test switches budgets on when it is about them. */
  enforce(on: boolean): void;
  /** Calls that went over a budget, enforced or not. */
  exceeded(): readonly string[];
}

const MINUTE = 60_000;

export const createRates = (world: World, enforced: boolean): Rates => {
  const spent = new Map<string, readonly number[]>();
  const over: string[] = [];
  let enforcing = enforced;

  /** Milliseconds until the budget has room; 0 when there is room now. */
  const wait = (key: string, most: number, window: number): number => {
    const now = world.clock.now();
    const recent = (spent.get(key) ?? []).filter((at) => at > now - window);
    spent.set(key, recent);
    const first = recent.at(-most);
    return recent.length < most || first === undefined ? 0 : first + window - now;
  };

  const budgets = (method: string, tier: Method["tier"], caller: string, channel: string) =>
    tier === "post"
      ? ([
          [`${caller} ${channel}`, RATE.channelPerSecond, 1_000],
          [`${caller} ${method}`, RATE.postsPerMinute, MINUTE],
        ] as const)
      : ([[`${caller} ${method}`, RATE[`tier${tier}`], MINUTE]] as const);

  return {
    spend: (method, tier, caller, channel) => {
      const all = budgets(method, tier, caller, channel);
      const longest = Math.max(...all.map(([key, most, window]) => wait(key, most, window)));
      if (longest > 0) {
        over.push(`${method} ${channel}`.trim());
        const retryAfter = Math.ceil(longest / 1_000);
        if (enforcing) throw new Refused("ratelimited", {}, { status: 429, retryAfter });
      }
      for (const [key] of all) spent.set(key, [...(spent.get(key) ?? []), world.clock.now()]);
    },
    enforce: (on) => {
      enforcing = on;
    },
    exceeded: () => over,
  };
};
