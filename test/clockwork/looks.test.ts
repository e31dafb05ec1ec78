import { describe, expect, it } from "vitest";
import { createReconcile } from "../../src/clockwork/reconcile.ts";
import type { Doubt, Found } from "../../src/domain/doubt.ts";
import type { Place } from "../../src/domain/parties.ts";
import { type Instant, plusMilliseconds } from "../../src/domain/time.ts";
import { type Adapter, type Search, type Standing, Undeliverable } from "../../src/ports.ts";
import { silent } from "../support/courier.ts";
import { seededRandom } from "../support/random.ts";
import { scriptedAdapter } from "../support/scripted-adapter.ts";
import { simulatedLimiter } from "../support/simulated-limiter.ts";

const WORKSPACE = "00000000-0000-4000-8000-000000000001";
const NOW: Instant = "2022-03-09T09:00:00.000Z";
const HERE: Place = { platform: "slack", id: "C1", name: "#outreach" };
const THERE: Place = { platform: "slack", id: "C2", name: "#logistics" };

const doubt = (token: string, places: readonly Place[], over: Partial<Doubt> = {}): Doubt => ({
  workspace: WORKSPACE,
  places,
  token,
  held: [{ id: token, fence: 1, token }],
  digest: false,
  firstAttempt: "2022-03-09T08:52:00.000Z",
  lastAttempt: "2022-03-09T08:52:00.000Z",
  seen: [],
  ...over,
});

/** Looks for what is in doubt, with a platform on which some of it stands; tells what came of each, and how often it looked. */
const found = async (
  doubts: readonly Doubt[],
  standing: readonly Standing[],
  { looks = 10, needed = [] }: { readonly looks?: number; readonly needed?: readonly string[] } = {},
) => {
  const searches: Search[] = [];
  const ends = new Map<string, Found>();
  const adapter: Adapter = {
    ...scriptedAdapter("slack").adapter,
    capabilities: { edits: true, history: true, nonceSeconds: 0 },
    budgets: () => [{ key: "find", perSecond: 1 / 30, burst: looks }],
    find: async (search) => {
      searches.push(search);
      if (search.place.id === "closed") throw new Undeliverable("channel_not_found", { permanent: true });
      return standing.filter(({ key, place }) => search.keys.includes(key) && place.id === search.place.id);
    },
  };
  const reconcile = createReconcile({
    deliveries: {
      doubts: async () => doubts,
      needed: async () => needed,
      resolve: async ({ token }, what) => void ends.set(token, what),
    },
    adapters: [adapter],
    limiter: simulatedLimiter(() => NOW),
    random: seededRandom("looks"),
    log: silent,
  });
  const certain = await reconcile(NOW);
  return { certain, searches, ends };
};

describe("what is in doubt in one place", () => {
  it("is looked for at once, and each is told apart by its token", async () => {
    const many = Array.from({ length: 100 }, (_, nth) => doubt(`token-${nth}`, [nth % 2 === 0 ? HERE : THERE]));
    const stands = many
      .filter((_, nth) => nth < 50)
      .map(({ token, places: [place = HERE] }) => ({ place, id: `m-${token}`, key: token }));
    const { certain, searches, ends } = await found(many, stands);
    expect(certain).toBe(100);
    expect(searches.map(({ place, keys }) => [place.id, keys.length])).toEqual([
      ["C1", 50],
      ["C2", 50],
    ]);
    expect([...ends.values()].filter(({ kind }) => kind === "arrived")).toHaveLength(50);
    expect(ends.get("token-3")).toMatchObject({
      kind: "arrived",
      posted: { place: THERE, id: "m-token-3" },
      doubles: 0,
    });
    expect(ends.get("token-53")).toMatchObject({ kind: "absent" });
  });

  it("is looked for from before its first attempt on, and what is much older apart", async () => {
    const { searches } = await found(
      [
        doubt("later", [HERE], { firstAttempt: "2022-03-09T08:55:00.000Z" }),
        doubt("first", [HERE], { firstAttempt: "2022-03-09T08:51:00.000Z" }),
        doubt("yesterday", [HERE], { firstAttempt: "2022-03-08T08:51:00.000Z" }),
      ],
      [],
    );
    expect(searches.map(({ keys, since }) => [keys, since])).toEqual([
      [["later", "first"], "2022-03-09T08:49:00.000Z"],
      [["yesterday"], "2022-03-08T08:49:00.000Z"],
    ]);
  });

  it("is looked for in its thread where it would stand in one", async () => {
    const under = { place: HERE, id: "C1/1.2" };
    const { searches } = await found([doubt("beside", [HERE]), doubt("below", [HERE], { under })], []);
    expect(searches.map(({ keys, under: thread }) => [keys, thread?.id])).toEqual([
      [["beside"], undefined],
      [["below"], "C1/1.2"],
    ]);
  });

  it("is looked for again, all of it, when the platform takes no more questions", async () => {
    const { certain, searches, ends } = await found(
      [doubt("one", [HERE]), doubt("two", [HERE]), doubt("three", [THERE])],
      [],
      { looks: 1 },
    );
    expect(certain).toBe(2);
    expect(searches).toHaveLength(1);
    expect(ends.get("three")).toMatchObject({ kind: "later", at: plusMilliseconds(NOW, 30_000) });
  });

  it("fails with its place, and no other does", async () => {
    const closed: Place = { ...HERE, id: "closed" };
    const { ends } = await found([doubt("one", [closed]), doubt("two", [closed]), doubt("three", [THERE])], []);
    expect(["one", "two", "three"].map((token) => ends.get(token)?.kind)).toEqual([
      "unreadable",
      "unreadable",
      "absent",
    ]);
  });
});

describe("what may have gone out since a backup in a message of another's token", () => {
  const RESTORED = { restored: true } as const;
  const message = (key: string, part: "first" | "further", id = "one"): Standing => ({ place: HERE, id, key, part });
  const endOf = async (one: Doubt, standing: readonly Standing[]): Promise<Found | undefined> =>
    (await found([one], standing)).ends.get(one.token);

  it("is found there, and nothing is taken away for it", async () => {
    const twice = [message("b", "further"), message("b", "further", "two")];
    expect(await endOf(doubt("b", [HERE], RESTORED), twice)).toEqual({
      kind: "arrived",
      posted: twice[0],
      within: true,
      doubles: 0,
    });
  });

  it("is rather found under its own", async () => {
    const own = message("b", "first", "two");
    expect(await endOf(doubt("b", [HERE], RESTORED), [message("b", "further"), own])).toEqual({
      kind: "arrived",
      posted: own,
      doubles: 0,
    });
  });

  it("has no double taken away that may be the only one to say something else", async () => {
    const twice = [message("a", "first"), message("a", "first", "two")];
    expect(await endOf(doubt("a", [HERE], RESTORED), twice)).toMatchObject({ kind: "arrived", doubles: 0 });
    expect(await endOf(doubt("a", [HERE]), twice)).toMatchObject({ kind: "arrived", doubles: 1 });
  });

  it("is not looked for there without a restore", async () => {
    expect(await endOf(doubt("b", [HERE]), [message("b", "further")])).toMatchObject({ kind: "absent" });
    const said = doubt("b", [HERE], { saidBy: ["mine"] });
    expect(await endOf(said, [message("b", "further")])).toEqual({ kind: "arrived", doubles: 0 });
  });
});

describe("what was said after all", () => {
  const said = (over: Partial<Doubt> = {}): Doubt => doubt("a", [HERE], { saidBy: ["mine"], saidUnder: "a", ...over });
  const endOf = async (
    one: Doubt,
    standing: readonly Standing[],
    needed: readonly string[] = [],
  ): Promise<Found | undefined> => (await found([one], standing, { needed })).ends.get(one.token);
  const at = (id: string, part: Pick<Standing, "part"> = {}): Standing => ({ place: HERE, id, key: "a", ...part });

  it("has whatever else stands there taken away", async () => {
    expect(await endOf(said(), [at("mine"), at("late")])).toEqual({ kind: "arrived", doubles: 1 });
  });

  it("keeps what stands there where its own message does not: whoever looked before took that away", async () => {
    expect(await endOf(said(), [at("late"), at("later")])).toEqual({ kind: "arrived", posted: at("late"), doubles: 1 });
  });

  it("may stand in a message of another's token, where nobody looks", async () => {
    expect(await endOf(said({ saidUnder: "b" }), [at("late")])).toEqual({ kind: "arrived", doubles: 1 });
  });

  it("has nothing taken away that may be all that says what a restore forgot, until that is known", async () => {
    const among = said({ amongForgotten: true });
    expect(await endOf(among, [at("mine"), at("late", { part: "first" })])).toMatchObject({ kind: "later" });
    expect(await endOf(among, [at("mine"), at("late")])).toEqual({ kind: "arrived", doubles: 1 });
    const open = doubt("a", [HERE], { amongForgotten: true });
    expect(await endOf(open, [at("first"), at("late", { part: "first" })])).toMatchObject({ kind: "later" });
    expect(await endOf(open, [at("first"), at("late")])).toMatchObject({ kind: "arrived", doubles: 1 });
  });

  it("has nothing taken away by which something else was said", async () => {
    expect(await endOf(said(), [at("mine"), at("late", { part: "first" })], ["late"])).toEqual({
      kind: "arrived",
      doubles: 0,
    });
  });
});

describe("what may stand in one of two places", () => {
  const closed: Place = { platform: "slack", id: "closed", name: "#closed" };
  it("is found in the one that can be read", async () => {
    const stands: Standing = { place: HERE, id: "m", key: "a" };
    const { ends } = await found([doubt("a", [closed, HERE])], [stands]);
    expect(ends.get("a")).toEqual({ kind: "arrived", posted: stands, doubles: 0 });
  });

  it("is not said to be absent while the other cannot be read", async () => {
    const { ends } = await found([doubt("a", [HERE, closed])], []);
    expect(ends.get("a")).toMatchObject({ kind: "unreadable" });
  });
});
