import { budgetsFor as discordBudgets } from "../../adapters/discord/budgets.ts";
import { budgetsFor as slackBudgets } from "../../adapters/slack/budgets.ts";
import { epoch } from "../../src/domain/time.ts";
import { type Adapter, Undeliverable } from "../../src/ports.ts";
import type { Chance } from "./chance.ts";
import type { Nemesis } from "./nemesis.ts";
import type { Platforms } from "./platform.ts";
import type { Being, Schedule } from "./schedule.ts";

/** The network between one process and the platforms. */
export interface Wire {
  readonly being: Being;
  readonly who: string;
  readonly schedule: Schedule;
  readonly platforms: Platforms;
  readonly nemesis: Nemesis;
  readonly chance: Chance;
  /** The database's clock, against which moments in searches are meant. */
  readonly skew: () => number;
  /** Lets others go first; may be the end of the process. */
  step(milliseconds: number, where: string): Promise<void>;
  /** When the process took what goes out under this token in hand, as an index into the history. */
  holding(token: string): number | undefined;
}

/** An adapter gives up after ten seconds. */
const PATIENCE = 10_000;

/** Whatever is applied at all, is within a minute of being sent. */
const LATEST = 59_000;

const FATES = ["limited", "refused", "broken", "applied", "lost", "late", "never"] as const;

/** One platform as a process knows it: the Adapter port, over a network with faults. */
export const createWired = (wire: Wire, platform: "slack" | "discord"): Adapter => {
  const { schedule, platforms, nemesis, chance, who } = wire;

  /** Has something done there, and says what came back. It is done there whether or not we live to hear of it. */
  const call = async <T>(where: string, apply: () => T): Promise<T> => {
    // Between the last look at a clock and the socket: here a pause does the most harm.
    await wire.step(chance.between(0, 3), where);
    const fate = nemesis.oneOf(FATES, `${who} ${where}`);
    if (fate === "limited") throw new Undeliverable("rate limited", { retryAfter: chance.between(1, 120) });
    if (fate === "refused") throw new Undeliverable("ECONNREFUSED");
    let came: { readonly value: T } | { readonly fault: unknown } | undefined;
    const there = nemesis.strikes("slow", `${who} ${where}`) ? chance.between(4_000, 9_500) : chance.between(20, 200);
    const arrival = fate === "late" ? chance.between(PATIENCE, LATEST) : there;
    if (fate !== "never" && fate !== "broken")
      schedule.at(schedule.now() + arrival, () => {
        try {
          came = { value: apply() };
        } catch (fault) {
          came = { fault };
        }
      });
    const gaveUp = fate === "lost" || fate === "late" || fate === "never";
    await wire.step(gaveUp ? PATIENCE : there + chance.between(1, 200), where);
    if (gaveUp) throw new Error("time-out");
    if (fate === "broken" || fate === "applied") throw new Error("HTTP 500");
    if (!came) throw new Error("socket hang up");
    if ("fault" in came) throw came.fault;
    return came.value;
  };

  return {
    platform,
    capabilities: { edits: true, history: true, nonceSeconds: platform === "discord" ? 60 : 0 },
    start: async () => undefined,
    stop: async () => undefined,
    post: async (outgoing) => {
      const hold = wire.holding(outgoing.key);
      const sender = { who, ...(hold !== undefined && { hold }) };
      const id = await call(`post ${outgoing.key}`, () => platforms.post(outgoing, sender));
      return { place: outgoing.place, id };
    },
    edit: ({ id }, outgoing) => {
      const asked = schedule.now();
      return call(`edit ${id}`, () => platforms.edit(id, outgoing, { who, asked }));
    },
    find: async (search) => {
      const from = epoch(search.since) - wire.skew();
      const found = await call(`find ${search.keys.join(" ")}`, () => platforms.find(search, from));
      return found.map((one) => ({ place: search.place, ...one }));
    },
    remove: (_, { id }) => call(`remove ${id}`, () => platforms.remove(id)),
    budgets: (workspace, place, deed) =>
      platform === "slack" ? slackBudgets(workspace, place.id, deed) : discordBudgets(place.id, deed),
  };
};
