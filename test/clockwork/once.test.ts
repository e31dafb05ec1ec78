import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCourier } from "../../src/clockwork/courier.ts";
import { plusMilliseconds } from "../../src/domain/time.ts";
import type { Adapter, Deliveries } from "../../src/ports.ts";
import { type Death, mortal } from "../support/mortal.ts";
import { rememberingPlatform, type Taking } from "../support/remembering-platform.ts";
import { asked, companyNamed, PLACE, requestOf, scene, TEAM } from "./scene.ts";

/** A morning on which all that was planned is due, and the three hours after it. */
const MORNING = "2022-03-09T07:00:00.000Z";
const SECONDS = 3 * 3_600;

/** Nothing under way is shown later than this; for anything slower `LATE` looks again. */
const UNDER_WAY = 60;

interface Morning {
  readonly takings: readonly Taking[];
  readonly busy: readonly boolean[];
  /** When a process is in the world: so many seconds after the last one, and how it ends. Two are there at once. */
  readonly lives: readonly { readonly wait: number; readonly deaths: readonly (Death | undefined)[] }[];
}

const anyDeath = fc.option(fc.record({ step: fc.integer({ min: 1, max: 25 }), after: fc.boolean() }), {
  nil: undefined,
  freq: 2,
});
const anyMorning: fc.Arbitrary<Morning> = fc.record({
  takings: fc.array(
    fc.oneof(
      { weight: 2, arbitrary: fc.constant<Taking>("ok") },
      { weight: 1, arbitrary: fc.constantFrom<Taking>("lost", "refused", { retryAfter: 20 }) },
      { weight: 2, arbitrary: fc.integer({ min: 0, max: UNDER_WAY }).map((shownAfter): Taking => ({ shownAfter })) },
    ),
    { maxLength: 12 },
  ),
  // For longer than a quarter of an hour no reminder is kept back, and then it may be said twice for a while.
  busy: fc.array(fc.boolean(), { maxLength: 2 }),
  lives: fc.array(fc.record({ wait: fc.integer({ min: 1, max: 90 }), deaths: fc.tuple(anyDeath, anyDeath) }), {
    maxLength: 12,
  }),
});

/** A mistake that somebody could make; the property must notice each. */
interface Mistake {
  readonly deliveries?: (good: Deliveries) => Partial<Deliveries>;
  readonly adapter?: (good: Adapter) => Partial<Adapter>;
}

/** Lives through a morning and says what is wrong with what people saw; nothing, unless there is a mistake. */
const wrongAfter = async ({ takings, busy, lives }: Morning, mistake: Mistake = {}): Promise<readonly string[]> => {
  const requests = ["a", "a", "b", "c"].map((company, at) => requestOf(asked({ ref: at + 1, company })));
  const companies = ["a", "b", "c"].map(companyNamed);
  const made = scene(requests, { companies, at: MORNING });
  made.plan("2022-03-07T07:00:00.000Z");
  made.planAlso(TEAM.id, PLACE, { kind: "digest", key: "digest:1", at: MORNING });
  const { deliveries } = made;
  const { now } = made.parts.clock;
  const platform = rememberingPlatform(now, takings, busy);
  const wrong: string[] = [];
  /** How often each reminder and the digest stand there now. */
  const standing = (): ReadonlyMap<string, number> => {
    const said = platform
      .seen()
      .flatMap(({ text }) => (text.startsWith("Digest") ? ["digest"] : [...new Set(text.match(/AID-\d+/gu))]));
    return new Map(
      ["digest", "AID-1", "AID-2", "AID-3", "AID-4"].map((one) => [one, said.filter((other) => other === one).length]),
    );
  };
  const process = (death: Death | undefined) => {
    const through = mortal(death);
    const rows = Object.assign(Object.create(deliveries) as Deliveries, mistake.deliveries?.(deliveries));
    const there = { ...platform.adapter, ...mistake.adapter?.(platform.adapter) };
    return createCourier({
      ...made.parts,
      deliveries: through(rows),
      limiter: through(made.parts.limiter),
      adapters: [through(there, ["budgets"])],
    });
  };
  const live = async (wait: number, deaths: readonly (Death | undefined)[]): Promise<void> => {
    const at = plusMilliseconds(now(), wait * 1_000);
    await Promise.all(deaths.map((death) => made.round(at, process(death)).catch(() => 0)));
    for (const [what, times] of standing()) if (times > 1) wrong.push(`${what} stands there ${times} times`);
  };
  await live(0, [undefined]).catch(() => undefined);
  for (const { wait, deaths } of lives) await live(wait, deaths);
  for (let passed = 0; passed < SECONDS; passed += 300) await live(300, [undefined, undefined]);
  for (const [what, times] of standing()) if (times === 0) wrong.push(`${what} was never said`);
  for (const row of made.rows.filter(({ dueAt }) => dueAt <= MORNING))
    if (!["SENT", "SKIPPED"].includes(row.state)) wrong.push(`${row.kind} is ${row.state}`);
  return wrong;
};

describe("a platform whose history can be read", () => {
  it("shows everything once, whatever gets lost and whoever dies at whichever step", async () => {
    await fc.assert(
      fc.asyncProperty(anyMorning, async (morning) => {
        expect(await wrongAfter(morning)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  }, 120_000);
});

const MISTAKES: Readonly<Record<string, Mistake>> = {
  "takes for sent what is about to be sent": {
    deliveries: (good) => ({
      hold: async (...given) => {
        const caught = await good.hold(...given);
        const [workspace, place] = given;
        if (caught)
          await good.settle(workspace, place, caught.held, { kind: "sent", posted: { place, id: "early" } }, []);
        return caught;
      },
    }),
  },
  "sends again what may have arrived, without a look": {
    deliveries: (good) => ({
      settle: (workspace, place, held, outcome, next) =>
        good.settle(
          workspace,
          place,
          held,
          outcome.kind === "unknown" ? { kind: "retry", at: MORNING, why: "time-out" } : outcome,
          next,
        ),
    }),
  },
  "looks before a request can have arrived": {
    deliveries: (good) => ({ doubts: (at) => good.doubts(plusMilliseconds(at, 120_000)) }),
  },
  "looks for each delivery by its own token, not by its message's": {
    deliveries: (good) => ({
      doubts: async (at) =>
        (await good.doubts(at)).flatMap((doubt) =>
          doubt.held.map((one) => ({ ...doubt, held: [one], token: one.token })),
        ),
    }),
  },
  "looks from the last attempt on, not from the first": {
    deliveries: (good) => ({
      doubts: async (at) =>
        (await good.doubts(at)).map((doubt) => ({ ...doubt, firstAttempt: plusMilliseconds(at, 60_000) })),
    }),
  },
  "takes a history that is too busy for an empty one": {
    adapter: (good) => ({ find: (search) => good.find(search).catch(() => []) }),
  },
  "marks each attempt with a token of its own": {
    adapter: (good) => {
      let attempts = 0;
      return { post: (message) => good.post({ ...message, key: `${message.key}-${(attempts += 1)}` }) };
    },
  },
};

describe("the same mornings would tell of a courier that", () => {
  it.each(Object.entries(MISTAKES))(
    "%s",
    async (_, mistake) => {
      const told = await fc.check(
        fc.asyncProperty(anyMorning, async (morning) => (await wrongAfter(morning, mistake)).length === 0),
        { numRuns: 1_000, endOnFailure: true },
      );
      expect(told.failed).toBe(true);
    },
    60_000,
  );
});
