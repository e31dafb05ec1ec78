import { describe, expect, it } from "vitest";
import type { Intent } from "../../src/domain/intent.ts";
import { outstandingOf } from "../../src/domain/outstanding.ts";
import { confirms, count, delivers, givenAsk, line, pledges, reads, told, usd } from "../support/contributing.ts";
import type { Tale } from "../support/given.ts";

/** What is still missing after a yes, as a request's facts make it. */

const YES: Intent = { do: "respond", response: { outcome: "accepted_full", automatic: false, unsolicited: false } };
const of = ({ request, standing }: Tale) => outstandingOf(request, standing);
/** Asked on 7 March, agreed to on the 10th at 08:00, and then as told. */
const agreed = (...intents: readonly Intent[]) => told(givenAsk(), YES, ...intents);
const part = (pledge: number, due: string, amount = "5"): Intent => ({
  do: "plan_instalment",
  pledge,
  instalment: { due, value: usd(amount), lines: [] },
});
const cash = pledges({ value: usd("10") }, { form: "cash", title: "a grant" });

describe("silence after a yes", () => {
  it("is counted from the last sign of life", () => {
    expect(of(agreed()).silence).toEqual({ seen: "2022-03-10T08:00:00.000Z" });
    expect(of(agreed(delivers({}, "dispatched"))).silence).toEqual({ seen: "2022-03-10T08:01:00.000Z" });
    expect(of(agreed(cash, delivers({}, "dispatched"))).silence?.seen).toBe("2022-03-10T08:02:00.000Z");
  });

  it("means nothing before the first day for which something is scheduled or planned", () => {
    expect(of(agreed(cash, part(1, "2022-06-01"), part(1, "2022-05-01"))).silence?.named).toBe("2022-05-01");
    expect(of(agreed(delivers({}, "planned", "2022-04-20"))).silence?.named).toBe("2022-04-20");
    expect(of(agreed(delivers({}, "dispatched", "2022-03-09"))).silence?.named).toBeUndefined();
  });

  it("is none before a yes, while a clock runs, once all is here, and after a no", () => {
    expect(of(givenAsk()).silence).toBeUndefined();
    expect(
      of(agreed({ do: "due", ask: { term: { unit: "day", day: "2022-04-01" }, stated: "1 April" } })).silence,
    ).toBeUndefined();
    expect(of(agreed(delivers())).silence).toBeUndefined();
    const no: Intent = { do: "respond", response: { outcome: "declined", automatic: false, unsolicited: false } };
    expect(of(told(givenAsk(), no)).silence).toBeUndefined();
  });

  it("is spoken of while only a part has come", () => {
    const some = told(
      givenAsk([line("terminals", "500 terminals")]),
      YES,
      delivers({ lines: [line("terminals", "200 terminals")] }),
    );
    expect(of(some).silence).toBeDefined();
  });

  it("is none for a request to stop something, however they agreed", () => {
    const restrict = told(givenAsk([], { kind: "sales_suspension" }), YES);
    expect(of(restrict).silence).toBeUndefined();
  });
});

describe("instalments", () => {
  it("are waited for until they came, their pledge was taken back, or all of it is here", () => {
    const two = agreed(cash, part(1, "2022-04-01"), part(1, "2022-05-01"));
    expect(of(two).instalments.map(({ no }) => no)).toEqual([1, 2]);
    const came: Intent = {
      do: "instalment_came",
      pledge: 1,
      no: 1,
      came: { on: { on: "2022-03-10", precision: "day" } },
    };
    expect(of(told(two, came)).instalments.map(({ no }) => no)).toEqual([2]);
    expect(of(told(two, { do: "cancel_pledge", no: 1, reason: "they left" })).instalments).toEqual([]);
    expect(of(told(two, delivers({ mode: "cash", value: usd("10"), pledge: 1 }))).instalments).toEqual([]);
    expect(of(told(two, delivers({ mode: "cash", value: usd("9"), pledge: 1 }))).instalments).toHaveLength(2);
  });

  it("of a pledge without numbers are waited for, whatever came of it", () => {
    const uncounted = agreed(pledges({}, { title: "backups" }), part(1, "2022-04-01"), delivers({ pledge: 1 }));
    expect(of(uncounted).instalments).toHaveLength(1);
  });

  it("are not taken for come because of what came of another pledge", () => {
    const two = agreed(cash, cash, part(1, "2022-04-01"), delivers({ mode: "cash", value: usd("10"), pledge: 2 }));
    expect(of(two).instalments).toHaveLength(1);
  });
});

describe("deliveries", () => {
  it("wait for the recipient's word once received, since that was recorded", () => {
    expect(of(agreed(delivers({}, "dispatched"))).unconfirmed).toEqual([]);
    const here = agreed(delivers({}, "received", "2022-03-01"));
    expect(of(here).unconfirmed).toEqual([{ delivery: 1, since: "2022-03-10T08:01:00.000Z" }]);
    expect(of(told(here, confirms("delivery", 1))).unconfirmed).toEqual([]);
  });
});

describe("a request that has ended", () => {
  it("has nothing outstanding", () => {
    const all = agreed(cash, part(1, "2022-04-01"), delivers(), reads({ quantity: count("1 PB") }));
    expect(of(all).instalments).toHaveLength(1);
    expect(of(told(all, { do: "close", reason: "done" }))).toEqual({
      instalments: [],
      unconfirmed: [],
      agreements: [],
    });
  });
});
