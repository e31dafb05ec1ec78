import { describe, expect, it } from "vitest";
import { answerInForce, extentOf } from "../../src/domain/answer.ts";
import type { Intent } from "../../src/domain/intent.ts";
import { ladderOf } from "../../src/domain/ladder.ts";
import { isDisputed } from "../../src/domain/level.ts";
import { claims, count, delivers, givenAsk, line, pledges, settles, told, usd } from "../support/contributing.ts";
import { answers, givenRequest } from "../support/given.ts";

const said = { field: "amount", value: "$70", money: { amount: "70", currency: "USD" } } as const;

/** A pledge of 75 dollars of which a newspaper says 70, and the newspaper was believed. */
const settled = (...more: readonly Intent[]) =>
  told(
    givenAsk(),
    pledges({ stage: "announced", value: usd("75") }),
    claims("pledge", 1, said),
    settles("pledge", 1, "amount", "$70"),
    ...more,
  ).request;

const states = (amount: string | undefined, stage: "announced" | "committed" = "committed"): Intent => ({
  do: "state_pledge",
  no: 1,
  step: {
    stage,
    at: { on: "2022-03-09", precision: "day" },
    lines: [],
    ...(amount !== undefined && { value: usd(amount) }),
  },
});

const counted = (request: ReturnType<typeof settled>) => ladderOf(request).money[0];
const isOpen = ({ pledges: [pledge] }: ReturnType<typeof settled>) => isDisputed(pledge?.claims ?? []);

describe("what was settled between sources", () => {
  it("holds while nothing else is said, and while the same is said again", () => {
    expect(counted(settled())).toMatchObject({ announced: { amount: "70" } });
    for (const stage of [states("75"), states(undefined, "announced")]) expect(isOpen(settled(stage))).toBe(false);
    expect(counted(settled(states("75")))).toMatchObject({ committed: { amount: "70" } });
  });

  it("is open again once another amount is stated, which counts until somebody chooses", () => {
    for (const stage of ["announced", "committed"] as const) {
      const restated = settled(states("60", stage));
      expect(counted(restated)).toMatchObject({ [stage]: { amount: "60" } });
      expect(restated.pledges[0]?.claims).toMatchObject([{ source: "a newspaper", chosen: false }]);
      expect(isOpen(restated)).toBe(true);
      const again = settled(states("60", stage), settles("pledge", 1, "amount", "$70"));
      expect([isOpen(again), counted(again)]).toMatchObject([false, { [stage]: { amount: "70" } }]);
    }
  });

  it("does not go on as our own record when our record is another", () => {
    const ours = told(
      givenAsk(),
      pledges({ value: usd("75") }),
      claims("pledge", 1, said),
      settles("pledge", 1, "amount", "USD 75"),
      states("60"),
    ).request;
    expect(ours.pledges[0]?.claims.map(({ source }) => source)).toEqual(["a newspaper"]);
    expect(counted(ours)).toMatchObject({ committed: { amount: "60" } });
  });

  it("gives way to what a delivery is corrected to, field by field", () => {
    const corrected = told(
      givenAsk([line("terminals", "100")]),
      delivers({ lines: [line("terminals", "40")], value: usd("75") }),
      claims("delivery", 1, said),
      settles("delivery", 1, "amount", "$70"),
      claims("delivery", 1, { field: "quantity", value: "50", quantity: count("50 terminals") }),
      settles("delivery", 1, "quantity", "50"),
      { do: "edit_delivery", no: 1, changes: { lines: [line("terminals", "45")] } },
    ).request;
    expect(ladderOf(corrected)).toMatchObject({
      lines: [{ delivered: { value: "45" } }],
      money: [{ delivered: { amount: "70" } }],
    });
  });

  it("gives way to a correction of the answer itself", () => {
    const corrected = told(
      givenRequest(),
      answers("accepted_partial", { extent: "pause_new" }),
      {
        do: "dispute_response",
        version: 1,
        claims: [{ field: "extent", value: "suspend", source: "B", chosen: false }],
      },
      { do: "choose", version: 1, field: "extent", value: "suspend" },
      { do: "edit_response", version: 1, changes: { extent: "exit" } },
    );
    expect(extentOf(answerInForce(corrected.request))).toBe("exit");
    expect(corrected.standing.disputed).toBe(true);
  });
});
