import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { givingLines, givingTotals } from "../../src/domain/giving.ts";
import type { Intent } from "../../src/domain/intent.ts";
import {
  claims,
  confirms,
  converted,
  delivers,
  givenAsk,
  pledges,
  settles,
  shows,
  told,
  usd,
} from "../support/contributing.ts";
import { fromMillionths, millionths } from "../support/decimals.ts";

const linesAfter = (...intents: readonly Intent[]) => givingLines(told(givenAsk(), ...intents).request);
const totalsAfter = (...intents: readonly Intent[]) => givingTotals(linesAfter(...intents), "USD");

describe("a line of what was given", () => {
  it("is made of each leaf pledge and each delivery", () => {
    expect(
      linesAfter(
        pledges(
          { stage: "announced", value: usd("75"), source: "a newspaper" },
          { title: "Backups", recipients: "ministries", external: "820" },
        ),
        delivers({ title: "Drives", mode: "digital", value: converted("5", "EUR", "1.1", "5.5"), pledge: 1 }),
        confirms("delivery", 1),
      ),
    ).toEqual([
      {
        part: "pledge",
        no: 1,
        title: "Backups",
        form: "in_kind",
        stage: "announced",
        level: "reported",
        money: { amount: "75", currency: "USD" },
        at: { on: "2022-03-08", precision: "day" },
        thanked: false,
        disputed: false,
        sourced: true,
        recipients: "ministries",
        external: "820",
        cancelled: false,
      },
      {
        part: "delivery",
        no: 1,
        title: "Drives",
        form: "in_kind",
        state: "verified",
        level: "recipient_confirmed",
        money: { amount: "5", currency: "EUR" },
        base: { amount: "5.5", currency: "USD" },
        at: { on: "2022-03-09", precision: "day" },
        thanked: false,
        disputed: false,
        sourced: true,
        cancelled: false,
      },
    ]);
  });

  it("goes by what somebody settled on", () => {
    const disputed = [
      pledges({ value: usd("75") }, { form: "in_kind", recipients: "charities" }),
      claims("pledge", 1, { field: "amount", value: "USD 50", money: { amount: "50", currency: "USD" } }),
      claims("pledge", 1, { field: "form", value: "cash" }),
      claims("pledge", 1, { field: "recipients", value: "ministries" }),
    ];
    expect(linesAfter(...disputed)).toMatchObject([
      { form: "in_kind", money: { amount: "75" }, recipients: "charities", disputed: true },
    ]);
    expect(
      linesAfter(
        ...disputed,
        settles("pledge", 1, "amount", "USD 50"),
        settles("pledge", 1, "form", "cash"),
        settles("pledge", 1, "recipients", "ministries"),
      ),
    ).toMatchObject([{ form: "cash", money: { amount: "50" }, recipients: "ministries", disputed: false }]);
  });

  it("tells whether anybody was thanked", () => {
    const thanks = { do: "note", note: { kind: "recognition", text: "One of the biggest contributions" } } as const;
    expect(linesAfter(delivers(), { do: "note", note: { kind: "remark", text: "x" } })).toMatchObject([
      { thanked: false },
    ]);
    expect(linesAfter(delivers(), thanks)).toMatchObject([{ thanked: true }]);
  });

  it("has no day where nobody knows it", () => {
    expect(linesAfter(pledges({ at: { on: "2022-03-10T08:00:00.000Z", precision: "unknown" } }))[0]).not.toHaveProperty(
      "at",
    );
  });
});

describe("totals of what was given", () => {
  it("hold each line in one column, and none that has not arrived or was called off", () => {
    expect(
      totalsAfter(
        pledges({ stage: "announced", value: usd("1") }),
        pledges({ value: usd("2") }),
        pledges({ value: usd("4") }),
        { do: "cancel_pledge", no: 3, reason: "taken back" },
        delivers({ value: usd("8") }),
        delivers({ value: usd("16") }),
        confirms("delivery", 2),
        delivers({ value: usd("32") }),
        shows("delivery", 3, { kind: "email", voice: "donor" }),
        delivers({ value: usd("64") }, "planned"),
        delivers({ value: usd("128") }, "dispatched"),
        delivers({ value: usd("256") }, "cancelled"),
        delivers({ value: usd("512") }, "lost_or_damaged"),
        delivers({ value: usd("1024") }),
        shows("delivery", 8, { kind: "photo", voice: "recipient" }),
      ),
    ).toMatchObject({
      announced: { base: { amount: "1" } },
      committed: { base: { amount: "2" } },
      unconfirmed: { base: { amount: "40" } },
      paid: { base: { amount: "1040" } },
    });
  });

  it("count a pledge at the stage it has reached", () => {
    const stated = {
      do: "state_pledge",
      no: 1,
      step: { stage: "committed", at: { on: "2022-03-09", precision: "day" }, lines: [], value: usd("3") },
    } as const;
    expect(totalsAfter(pledges({ stage: "announced", value: usd("5") }), stated)).toMatchObject({
      announced: { currencies: [] },
      committed: { base: { amount: "3" } },
    });
  });

  it("stand by currency beside the base, and name what the base lacks", () => {
    expect(
      totalsAfter(
        pledges({ value: usd("0.1") }),
        pledges({ value: usd("0.2") }),
        pledges({ value: usd("7", "GBP") }),
        pledges({ value: converted("10", "EUR", "1.1", "11") }),
      ).committed,
    ).toEqual({
      currencies: [
        { amount: "10", currency: "EUR" },
        { amount: "7", currency: "GBP" },
        { amount: "0.3", currency: "USD" },
      ],
      base: { amount: "11.3", currency: "USD" },
      unconverted: [{ amount: "7", currency: "GBP" }],
    });
  });

  it("have no base where none was named", () => {
    expect(givingTotals(linesAfter(pledges({ value: usd("1") }))).committed).toEqual({
      currencies: [{ amount: "1", currency: "USD" }],
      unconverted: [],
    });
  });

  it("are the exact sums of the lines, in whatever order they come", () => {
    const amounts = fc.array(
      fc.tuple(millionths, fc.constantFrom("USD", "EUR", "UAH"), fc.constantFrom("announced", "committed")),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(amounts, (all) => {
        const lines = linesAfter(
          ...all.map(([amount, currency, stage]) =>
            pledges({
              stage: stage === "announced" ? "announced" : "committed",
              value: usd(fromMillionths(amount), currency),
            }),
          ),
        );
        const totals = givingTotals(lines, "USD");
        expect(givingTotals(lines.toReversed(), "USD")).toEqual(totals);
        for (const stage of ["announced", "committed"] as const) {
          for (const currency of ["USD", "EUR", "UAH"]) {
            const sum = all
              .filter(([, of, at]) => of === currency && at === stage)
              .reduce((so, [amount]) => so + amount, 0n);
            expect(totals[stage].currencies.find((money) => money.currency === currency)?.amount ?? "0").toBe(
              fromMillionths(sum),
            );
          }
        }
      }),
    );
  });

  it("count only leaves, however often a pledge is split", () => {
    const shares = fc.array(
      fc.record({ under: fc.nat({ max: 30 }), amount: fc.integer({ min: 1, max: 1000 }), cancelled: fc.boolean() }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(shares, (all) => {
        // Each is a share of one before it, or of none; an oracle sums those that nobody alive is a share of.
        const made = all.map(({ under, amount, cancelled }, at) => ({
          no: at + 1,
          parent: at === 0 ? 0 : under % (at + 1),
          amount,
          cancelled,
        }));
        const { request } = told(
          givenAsk(),
          ...made.map(({ parent, amount }) => pledges({ value: usd(String(amount)) }, parent === 0 ? {} : { parent })),
        );
        const gone = told(
          givenAsk(),
          ...made.map(({ parent, amount }) => pledges({ value: usd(String(amount)) }, parent === 0 ? {} : { parent })),
          ...made
            .filter(({ cancelled }) => cancelled)
            .toReversed() // a share goes with its whole, and cannot go twice
            .map(({ no }): Intent => ({ do: "cancel_pledge", no, reason: "taken back" })),
        ).request;
        const sum = (alive: typeof made) =>
          alive
            .filter(({ no }) => !alive.some(({ parent }) => parent === no))
            .reduce((so, { amount }) => so + amount, 0);
        const total = (record: typeof request) =>
          Number(givingTotals(givingLines(record), "USD").committed.base?.amount ?? 0);
        const above = (no: number) => made.find((one) => one.no === no);
        const isGone = (one: (typeof made)[number] | undefined): boolean =>
          one !== undefined && (one.cancelled || isGone(above(one.parent)));
        expect(total(request)).toBe(sum(made));
        expect(total(gone)).toBe(sum(made.filter((one) => !isGone(one))));
      }),
    );
  });
});
