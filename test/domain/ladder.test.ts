import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Intent } from "../../src/domain/intent.ts";
import {
  type LadderLine,
  ladderOf,
  nextInstalment,
  overallocatedOf,
  overdueInstalments,
  unallocatedOf,
} from "../../src/domain/ladder.ts";
import type { Line } from "../../src/domain/quantity.ts";
import {
  claims,
  confirms,
  converted,
  count,
  delivers,
  givenAsk,
  line,
  pledges,
  reads,
  settles,
  told,
  usd,
} from "../support/contributing.ts";

const linesAfter = (asked: readonly Line[], ...intents: readonly Intent[]): readonly LadderLine[] =>
  ladderOf(told(givenAsk(asked), ...intents).request).lines;

const onlyLine = (asked: readonly Line[], ...intents: readonly Intent[]): LadderLine | undefined => {
  const lines = linesAfter(asked, ...intents);
  expect(lines).toHaveLength(1);
  return lines[0];
};

const measure = (stated: string, bound?: Parameters<typeof count>[1]) => {
  const { stated: _, ...rest } = count(stated, bound);
  return rest;
};

const TERMINALS = [line("terminals", "5000")];

describe("a line of the ladder", () => {
  it("goes from rung to rung, each counted by itself", () => {
    expect(
      onlyLine(
        TERMINALS,
        pledges({ stage: "announced", lines: [line("Terminals", "6000")] }),
        {
          do: "state_pledge",
          no: 1,
          step: { stage: "committed", at: { on: "2022-03-09", precision: "day" }, lines: [line("terminals", "4000")] },
        },
        delivers({ lines: [line("terminal", "3000")] }),
        delivers({ lines: [line("terminals", "500")] }),
        confirms("delivery", 2),
      ),
    ).toMatchObject({
      item: "terminals",
      asked: measure("5000"),
      announced: measure("6000"),
      committed: measure("4000"),
      delivered: measure("3500"),
      verified: measure("500"),
      offered: { kind: "shortfall", by: measure("1000") },
      arrived: { kind: "shortfall", by: measure("1500") },
      kept: { kind: "shortfall", by: measure("500") },
      confirmed: { kind: "shortfall", by: measure("3000") },
    });
  });

  it("shows what goes beyond what was asked or promised, and forbids nothing", () => {
    expect(
      onlyLine(
        TERMINALS,
        pledges({ lines: [line("terminals", "1000")] }),
        delivers({ lines: [line("terminals", "6000")] }),
      ),
    ).toMatchObject({
      offered: { kind: "shortfall", by: measure("4000") },
      arrived: { kind: "overshoot", by: measure("1000") },
      kept: { kind: "overshoot", by: measure("5000") },
    });
  });

  it("is short of everything while nothing came", () => {
    expect(onlyLine(TERMINALS)).toMatchObject({ arrived: { kind: "shortfall", by: measure("5000") } });
    expect(onlyLine(TERMINALS)).not.toHaveProperty("delivered");
  });

  it("counts neither what is planned or on its way, nor what was called off or lost", () => {
    const states = (["planned", "dispatched", "cancelled", "lost_or_damaged"] as const).map((state) =>
      delivers({ lines: [line("terminals", "100")] }, state),
    );
    expect(onlyLine(TERMINALS, ...states)).not.toHaveProperty("delivered");
  });

  it("is named as asked, also where others named the thing by its unit", () => {
    expect(
      onlyLine([line("Starlink", "5000 terminals")], delivers({ lines: [line("terminals", "500")] })),
    ).toMatchObject({ item: "Starlink", delivered: measure("500") });
  });

  it("keeps apart what merely comes in the same unit", () => {
    const lines = linesAfter(
      [line("food", "10 t")],
      pledges({ lines: [line("fuel", "5 t")] }),
      delivers({ lines: [line("fuel", "5 t")] }),
    );
    expect(lines.map(({ item }) => item)).toEqual(["food", "fuel"]);
    expect(lines[0]).not.toHaveProperty("delivered");
    expect(lines[1]).toMatchObject({ committed: measure("5 t"), delivered: measure("5 t"), kept: { kind: "met" } });
  });

  it("has no number where nobody gave one", () => {
    expect(onlyLine([line("medical supplies")], delivers({ lines: [line("Medical supplies")] }))).toEqual({
      item: "medical supplies",
      asked: { bound: "unknown" },
      delivered: { bound: "unknown" },
    });
  });

  it("measures against the promise where no number was asked", () => {
    expect(
      onlyLine(
        [line("terminals")],
        pledges({ lines: [line("terminals", "100")] }),
        delivers({ lines: [line("terminals", "40")] }),
      ),
    ).toMatchObject({ arrived: { kind: "shortfall", by: measure("60") } });
  });

  it("adds up what can be added and says that it is the least", () => {
    expect(
      onlyLine(
        [line("blankets", "100 boxes")],
        delivers({ lines: [line("blankets", "40 boxes")] }),
        delivers({ lines: [line("blankets", "3 pallets")] }),
      ),
    ).toMatchObject({ delivered: measure("40 boxes", "at_least") });
  });

  it("takes money for what was asked as money", () => {
    expect(
      onlyLine(
        [line("winter fund", "5000000 USD")],
        pledges({ value: usd("3000000") }, { form: "cash" }),
        delivers({ mode: "cash", value: usd("1000000") }),
      ),
    ).toMatchObject({ item: "winter fund", committed: measure("3000000 USD"), delivered: measure("1000000 USD") });
  });
});

describe("a reading on the ladder", () => {
  const DATA = [line("state data", "12 PB")];

  it("counts for the item of its name, or the only one of its unit", () => {
    expect(onlyLine(DATA, reads({ metric: "State data" }))).toMatchObject({ delivered: measure("10 PB") });
    expect(onlyLine(DATA, reads({ metric: "saved", quantity: count("10000000 GB", "at_least") }))).toMatchObject({
      delivered: measure("10000000 GB", "at_least"),
      arrived: { kind: "shortfall" },
    });
  });

  it("counts for none where two have its unit, and makes no line by itself", () => {
    const lines = linesAfter(
      [line("storage", "1 PB"), line("traffic", "2 PB")],
      reads(),
      reads({ metric: "people", quantity: count("27 ministries") }),
    );
    expect(lines).toHaveLength(2);
    expect(lines.every(({ delivered }) => delivered === undefined)).toBe(true);
  });

  it("is not added to deliveries of the same: the greater holds", () => {
    const [delivery, less, more] = [delivers({ lines: [line("state data", "4 PB")] }), count("3 PB"), count("9 PB")];
    expect(onlyLine(DATA, delivery, reads({ quantity: less }))).toMatchObject({ delivered: measure("4 PB") });
    expect(onlyLine(DATA, delivery, reads({ quantity: more }))).toMatchObject({ delivered: measure("9 PB") });
  });

  it("is the latest of its metric, and of several metrics the greatest", () => {
    expect(
      onlyLine(
        DATA,
        reads({ quantity: count("6 PB") }),
        reads({ quantity: count("5 PB"), reason: "counted twice" }),
        reads({ metric: "uploaded", quantity: count("2 PB") }),
      ),
    ).toMatchObject({ delivered: measure("5 PB") });
  });

  it("is verified by the recipient's word about it", () => {
    expect(onlyLine(DATA, reads(), confirms("reading", 1))).toMatchObject({ verified: measure("10 PB") });
    expect(onlyLine(DATA, reads())).not.toHaveProperty("verified");
  });
});

describe("a choice between sources", () => {
  it("replaces the amount that is used, and says so", () => {
    const money = { amount: "50000000", currency: "USD" };
    const disputed = told(
      givenAsk(),
      pledges({ value: usd("75000000") }),
      claims("pledge", 1, { field: "amount", value: "USD 50 million", money }),
    );
    expect(ladderOf(disputed.request)).toMatchObject({ money: [{ committed: { amount: "75000000" } }], settled: [] });
    const { request } = disputed.when(
      "2022-03-11T08:00:00.000Z",
      settles("pledge", 1, "amount", "USD 50 million"),
      "m7",
    );
    expect(ladderOf(request)).toMatchObject({
      money: [{ currency: "USD", committed: money }],
      settled: [{ part: "pledge", no: 1, claim: { money, by: "m7" } }],
    });
  });

  it("is about the stage that the pledge has reached", () => {
    const { request } = told(
      givenAsk(),
      pledges({ stage: "announced", value: usd("100") }),
      {
        do: "state_pledge",
        no: 1,
        step: { stage: "committed", at: { on: "2022-03-09", precision: "day" }, lines: [], value: usd("80") },
      },
      claims("pledge", 1, { field: "amount", value: "USD 70", money: { amount: "70", currency: "USD" } }),
      settles("pledge", 1, "amount", "USD 70"),
    );
    expect(ladderOf(request).money).toEqual([
      { currency: "USD", announced: { amount: "100", currency: "USD" }, committed: { amount: "70", currency: "USD" } },
    ]);
  });

  it("of an amount is converted by the rate that was entered", () => {
    const { request } = told(
      givenAsk(),
      pledges({ value: converted("100", "EUR", "1.1", "110") }),
      claims("pledge", 1, { field: "amount", value: "EUR 50", money: { amount: "50", currency: "EUR" } }),
      settles("pledge", 1, "amount", "EUR 50"),
    );
    expect(ladderOf(request, "USD").base).toEqual({ currency: "USD", committed: { amount: "55", currency: "USD" } });
  });

  it("of a quantity replaces the one line's that it can be meant for", () => {
    const disputed = (lines: readonly Line[], quantity: string) =>
      linesAfter(
        [],
        delivers({ lines }),
        claims("delivery", 1, { field: "quantity", value: quantity, quantity: count(quantity) }),
        settles("delivery", 1, "quantity", quantity),
      ).map(({ delivered }) => delivered);
    expect(disputed([line("terminals", "500")], "400 satellites")).toEqual([measure("400 satellites")]);
    expect(disputed([line("a", "5 t"), line("b", "5 boxes")], "4 t")).toEqual([measure("4 t"), measure("5 boxes")]);
    expect(disputed([line("a", "5 t"), line("b", "6 t")], "4 t")).toEqual([measure("5 t"), measure("6 t")]);
  });

  it("without a number changes nothing that is counted", () => {
    expect(
      onlyLine([], delivers({ lines: [line("tents", "5")] }), settles("delivery", 1, "quantity", "many"))?.delivered,
    ).toEqual(measure("5"));
  });
});

describe("money on the ladder", () => {
  it("is kept by currency, beside the base of what was converted", () => {
    const { request } = told(
      givenAsk(),
      pledges({ value: usd("10.10") }),
      pledges({ value: converted("100", "EUR", "1.1", "110") }),
      pledges({ value: usd("7", "GBP") }),
      pledges({ stage: "announced", value: usd("1000") }),
      delivers({ value: usd("0.20"), mode: "cash" }),
      delivers({ value: usd("0.1"), mode: "cash" }),
      confirms("delivery", 2),
    );
    const { money, base, unconverted } = ladderOf(request, "USD");
    expect(money.map(({ currency, committed }) => [currency, committed?.amount])).toEqual([
      ["EUR", "100"],
      ["GBP", "7"],
      ["USD", "10.1"],
    ]);
    expect(money[2]).toMatchObject({
      announced: { amount: "1000" },
      delivered: { amount: "0.3" },
      verified: { amount: "0.1" },
    });
    expect(base).toMatchObject({ committed: { amount: "120.1", currency: "USD" } });
    expect(unconverted).toEqual([{ currency: "GBP", committed: { amount: "7", currency: "GBP" } }]);
  });
});

describe("a split pledge", () => {
  const split = (...shares: readonly string[]) =>
    told(
      givenAsk(),
      pledges({ value: usd("75") }),
      ...shares.map((amount) => pledges({ value: usd(amount) }, { parent: 1 })),
    ).request.pledges;
  const open = (...shares: readonly string[]) => {
    const all = split(...shares);
    const [whole] = all;
    return whole && [unallocatedOf(whole, all)?.amount, overallocatedOf(whole, all)?.amount];
  };

  it("has a rest until its shares come to all of it, and never less than nothing", () => {
    expect(open("30", "20")).toEqual(["25", undefined]);
    expect(open("30", "45")).toEqual([undefined, undefined]);
    expect(open("30", "50")).toEqual([undefined, "5"]);
  });

  it("has no rest while it is not split", () => {
    expect(open()).toEqual([undefined, undefined]);
  });

  it("counts a share in another currency by what it was converted to", () => {
    const { pledges: all } = told(
      givenAsk(),
      pledges({ value: usd("75") }),
      pledges({ value: converted("10", "EUR", "1.1", "11") }, { parent: 1 }),
      pledges({ value: usd("5", "GBP") }, { parent: 1 }),
    ).request;
    expect(all[0] && unallocatedOf(all[0], all)).toEqual({ amount: "64", currency: "USD" });
  });

  it("goes with all its shares when it is taken back, and no other pledge goes", () => {
    const { pledges: all } = told(
      givenAsk(),
      pledges(),
      pledges({}, { parent: 1 }),
      pledges({}, { parent: 2 }),
      pledges(),
      pledges({}, { parent: 4 }),
      { do: "cancel_pledge", no: 3, reason: "a mistake" },
      { do: "cancel_pledge", no: 1, reason: "they left the market" },
    ).request;
    expect(all.map(({ no, cancelled }) => [no, cancelled?.reason])).toEqual([
      [1, "they left the market"],
      [2, "they left the market"],
      [3, "a mistake"],
      [4, undefined],
      [5, undefined],
    ]);
  });

  it("gets back what a cancelled share had", () => {
    const { pledges: all } = told(
      givenAsk(),
      pledges({ value: usd("75") }),
      pledges({ value: usd("30") }, { parent: 1 }),
      pledges({ value: usd("20") }, { parent: 1 }),
      { do: "cancel_pledge", no: 2, reason: "withdrawn" },
    ).request;
    expect(all[0] && unallocatedOf(all[0], all)?.amount).toBe("55");
  });
});

describe("instalments", () => {
  const plan = (due: string): Intent => ({
    do: "plan_instalment",
    pledge: 1,
    instalment: { due, lines: [], value: usd("10") },
  });
  const { request } = told(givenAsk(), pledges(), plan("2022-06-01"), plan("2022-04-01"), plan("2022-05-01"), {
    do: "instalment_came",
    pledge: 1,
    no: 3,
    came: { on: { on: "2022-05-03", precision: "day" } },
  });

  it("are awaited by their day", () => {
    expect(nextInstalment(request, "2022-03-10")?.instalment.due).toBe("2022-04-01");
    expect(nextInstalment(request, "2022-04-01")?.instalment.due).toBe("2022-04-01");
    expect(nextInstalment(request, "2022-04-02")?.instalment.due).toBe("2022-06-01");
    expect(nextInstalment(request, "2022-06-02")).toBeUndefined();
  });

  it("are overdue once their day is over, unless they came", () => {
    expect(overdueInstalments(request, "2022-04-01")).toEqual([]);
    expect(overdueInstalments(request, "2022-06-02").map(({ instalment }) => instalment.no)).toEqual([2, 1]);
  });

  it("come as money where that was settled on, whatever was recorded first", () => {
    const { deliveries } = told(
      givenAsk(),
      pledges(),
      claims("pledge", 1, { field: "form", value: "cash" }),
      settles("pledge", 1, "form", "cash"),
      plan("2022-04-01"),
      { do: "instalment_came", pledge: 1, no: 1, came: { on: { on: "2022-04-01", precision: "day" } } },
    ).request;
    expect(deliveries).toMatchObject([{ mode: "cash" }]);
  });

  it("are awaited no more of a pledge that was taken back", () => {
    const gone = told(givenAsk(), pledges(), plan("2022-04-01"), { do: "cancel_pledge", no: 1, reason: "no" }).request;
    expect([nextInstalment(gone, "2022-03-10"), overdueInstalments(gone, "2022-05-01")]).toEqual([undefined, []]);
  });
});

describe("the order of records", () => {
  it("changes nothing that is counted", () => {
    const item = fc.constantFrom("terminals", "Starlink", "food", "state data");
    const quantity = fc.option(fc.constantFrom("5", "7 terminals", "3 t", "2 PB", "1000 GB", "?"), { nil: undefined });
    const lines = fc.array(
      fc.tuple(item, quantity).map(([name, stated]) => line(name, stated)),
      { maxLength: 3 },
    );
    const value = fc.option(fc.constantFrom(usd("5"), usd("0.1", "EUR"), converted("1", "EUR", "1.1", "1.1")), {
      nil: undefined,
    });
    const part = fc.oneof(
      fc
        .tuple(fc.constantFrom("announced" as const, "committed" as const), lines, value)
        .map(([stage, all, worth]) => pledges({ stage, lines: all, ...(worth && { value: worth }) })),
      fc
        .tuple(fc.constantFrom("received" as const, "dispatched" as const), lines, value)
        .map(([state, all, worth]) => delivers({ lines: all, ...(worth && { value: worth }) }, state)),
    );
    const counted = (asked: readonly Line[], intents: readonly Intent[]) => {
      const { lines: rows, money, base } = ladderOf(told(givenAsk(asked), ...intents).request, "USD");
      const byName = new Map(rows.map(({ item: name, ...rungs }) => [name.toLowerCase(), rungs]));
      return { rows: byName, money, base };
    };
    fc.assert(
      fc.property(lines, fc.array(part, { maxLength: 6 }), (asked, parts) => {
        expect(counted(asked, parts.toReversed())).toEqual(counted(asked, parts));
      }),
    );
  });
});
