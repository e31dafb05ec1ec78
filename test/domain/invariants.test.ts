import { describe, expect, it } from "vitest";
import { fulfilmentOf, timeToDelivery } from "../../src/domain/fulfilment.ts";
import { givingLines, givingTotals } from "../../src/domain/giving.ts";
import type { CompanyFact, Entry } from "../../src/domain/journal.ts";
import { ladderOf, overallocatedOf, unallocatedOf } from "../../src/domain/ladder.ts";
import { isSourced, levelOf } from "../../src/domain/level.ts";
import { takenOver } from "../../src/domain/merging.ts";
import { convert } from "../../src/domain/money.ts";
import type { Company } from "../../src/domain/parties.ts";
import { replay } from "../../src/domain/replay.ts";
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
  shows,
  told,
  usd,
} from "../support/contributing.ts";
import { answers, givenRequest, LOG } from "../support/given.ts";

const ASKED = [line("terminals", "100")];

/** The rules of contributions, one by one; each is worked out further where its part is tested. */
describe("of the invariants,", () => {
  it("invariant 1: a delivery may lack its promise, an answer and its request's sending, and may come before them", () => {
    const { approach: _, ask: __, ...draft } = LOG;
    const unsent = givenRequest({ ...draft, request: { ...draft.request, kind: "equipment" } });
    expect(told(unsent, delivers({}, "received", "2022-02-20")).request.deliveries).toHaveLength(1);
    const { request } = told(givenAsk(), delivers({}, "received", "2022-02-28"));
    expect(timeToDelivery(request)).toMatchObject({ order: "before_request", days: -7 });
    expect(told(givenAsk(), delivers(), pledges(), answers("accepted_full")).request).toMatchObject({
      deliveries: [{ no: 1 }],
      pledges: [{ no: 1 }],
      responses: [{ version: 1 }],
    });
  });

  it("invariant 2: the outcome is the latest answer by its effective day, ties by when it was recorded; what came is no answer", () => {
    const on = (day: string) => ({ effective: { on: day, precision: "day" } as const });
    const later = told(
      givenAsk(),
      answers("accepted_full", on("2022-03-09")),
      answers("declined", on("2022-03-08")),
      delivers(),
    );
    expect(later.standing.outcome).toBe("accepted_full");
    const tied = told(givenAsk(), answers("declined", on("2022-03-09")), answers("accepted_full", on("2022-03-09")));
    expect(tied.standing.outcome).toBe("accepted_full");
    expect(told(givenAsk(), delivers()).standing.outcome).toBeUndefined();
  });

  it("invariant 3: more may be delivered than committed, and more committed than announced; both are shown", () => {
    const { request } = told(
      givenAsk(ASKED),
      pledges({ stage: "announced", lines: [line("terminals", "50")] }),
      pledges({ lines: [line("terminals", "120")] }),
      delivers({ lines: [line("terminals", "150")] }),
    );
    expect(ladderOf(request).lines).toMatchObject([
      {
        announced: { value: "50" },
        committed: { value: "120" },
        delivered: { value: "150" },
        offered: { kind: "overshoot", by: { value: "20" } },
        kept: { kind: "overshoot", by: { value: "30" } },
      },
    ]);
    const short = told(givenAsk(ASKED), delivers({ lines: [line("terminals", "40")] })).request;
    expect(ladderOf(short).lines).toMatchObject([{ arrived: { kind: "shortfall", by: { value: "60" } } }]);
  });

  it("invariant 4: giving is fulfilled only by what arrived, stopping only by how far it went; line by line", () => {
    const words = [
      answers("accepted_full", { extent: "exit" }),
      pledges({ lines: ASKED }),
      delivers({ lines: ASKED }, "dispatched"),
    ];
    expect(fulfilmentOf(told(givenAsk(ASKED), ...words).request)).toBe("none");
    expect(fulfilmentOf(told(givenAsk([...ASKED, line("radios", "5")]), delivers({ lines: ASKED })).request)).toBe(
      "part",
    );
    expect(fulfilmentOf(told(givenAsk(ASKED), reads({ metric: "terminals", quantity: count("100") })).request)).toBe(
      "full",
    );
    expect(fulfilmentOf(told(givenRequest(), delivers(), confirms("delivery", 1)).request)).toBe("none");
    expect(fulfilmentOf(told(givenRequest(), answers("accepted_full", { extent: "exit" })).request)).toBe("full");
  });

  it("invariant 5: only what the recipient confirmed is paid; the rest is apart, and announcements are in no total", () => {
    const { request } = told(
      givenAsk(),
      pledges({ stage: "announced", value: usd("1000") }),
      delivers({ value: usd("1") }),
      shows("delivery", 1, { voice: "donor", kind: "document" }),
      delivers({ value: usd("2") }),
      confirms("delivery", 2),
      delivers({ value: usd("4") }),
      shows("delivery", 3, { voice: "recipient", kind: "photo" }),
    );
    expect(givingTotals(givingLines(request), "USD")).toMatchObject({
      announced: { base: { amount: "1000" } },
      committed: { currencies: [] },
      paid: { base: { amount: "6" } },
      unconfirmed: { base: { amount: "1" } },
    });
  });

  it("invariant 6: only leaves of a split pledge are summed, and the rest of the parent is unallocated", () => {
    const { request } = told(
      givenAsk(),
      pledges({ value: usd("75"), lines: [line("terminals", "75")] }),
      pledges({ value: usd("30"), lines: [line("terminals", "30")] }, { parent: 1 }),
      pledges({ value: usd("20"), lines: [line("terminals", "20")] }, { parent: 1 }),
      pledges({ value: usd("5"), lines: [line("terminals", "5")] }, { parent: 3 }),
    );
    const [whole, , share] = request.pledges;
    expect(givingTotals(givingLines(request), "USD").committed.base?.amount).toBe("35");
    expect(ladderOf(request)).toMatchObject({
      money: [{ committed: { amount: "35" } }],
      lines: [{ committed: { value: "35" } }],
    });
    expect([whole, share].map((pledge) => pledge && unallocatedOf(pledge, request.pledges)?.amount)).toEqual([
      "25",
      "15",
    ]);
    const over = told(givenAsk(), pledges({ value: usd("10") }), pledges({ value: usd("12") }, { parent: 1 })).request
      .pledges;
    expect(over[0] && [unallocatedOf(over[0], over), overallocatedOf(over[0], over)?.amount]).toEqual([undefined, "2"]);
  });

  it("invariant 7: money keeps its amount and currency; a conversion is what was entered, and is never worked out anew", () => {
    // Not what the rate comes to: what was entered stands.
    const odd = converted("100", "EUR", "1.1", "111.11");
    const { request } = told(
      givenAsk(),
      pledges({ value: odd }),
      pledges({ value: usd("0.1") }),
      pledges({ value: usd("0.2") }),
    );
    expect(request.pledges[0]?.steps[0]?.value).toEqual(odd);
    expect(convert({ amount: "100", currency: "EUR" }, "1.1", "USD").amount).toBe("110");
    expect(givingTotals(givingLines(request), "USD").committed).toEqual({
      currencies: [
        { amount: "100", currency: "EUR" },
        { amount: "0.3", currency: "USD" },
      ],
      base: { amount: "111.41", currency: "USD" },
      unconverted: [],
    });
    const corrected = told(givenAsk(), pledges({ value: odd }), {
      do: "state_pledge",
      no: 1,
      step: {
        stage: "committed",
        at: { on: "2022-03-09", precision: "day" },
        lines: [],
        value: converted("100", "EUR", "1.1", "110"),
      },
    }).request;
    expect(corrected.pledges[0]?.steps.map(({ value }) => value?.conversion?.base.amount)).toEqual(["111.11", "110"]);
  });

  it("invariant 8: a lower later reading needs a reason, and the way back takes nothing from what was delivered", () => {
    const read = told(givenAsk([line("data", "10 PB")]), reads());
    read.refuses("2022-03-11T08:00:00.000Z", reads({ quantity: count("9 PB") }), "reading_lower");
    const lower = read.when("2022-03-11T08:00:00.000Z", reads({ quantity: count("9 PB"), reason: "counted twice" }));
    expect(lower.request.readings).toHaveLength(2);
    expect(ladderOf(lower.request).lines).toMatchObject([{ delivered: { value: "9" } }]);
    const home = { direction: "return", units: ["SB-1"], received: { on: "2022-03-20", precision: "day" } } as const;
    const returned = told(
      givenAsk(ASKED),
      delivers({ lines: ASKED, value: usd("5") }),
      { do: "leg", delivery: 1, leg: { ...home, direction: "out" } },
      { do: "leg", delivery: 1, leg: home },
    );
    expect(ladderOf(returned.request)).toMatchObject({
      lines: [{ delivered: { value: "100" } }],
      money: [{ delivered: { amount: "5" } }],
    });
    expect(fulfilmentOf(returned.request)).toBe("full");
    expect(givingLines(returned.request)).toMatchObject([{ state: "returned" }]);
    expect(givingTotals(givingLines(returned.request), "USD").unconfirmed.base?.amount).toBe("5");
  });

  it("invariant 9: what nothing supports is unsourced, until evidence or a source says otherwise", () => {
    const bare = told(givenAsk(), pledges(), delivers(), reads(), answers("accepted_full"), {
      do: "agree",
      agreement: { kind: "memorandum", title: "A plan", parties: [], signatories: [] },
    });
    for (const [part, at] of [
      ["pledge", 0],
      ["delivery", 1],
      ["reading", 2],
      ["agreement", 3],
    ] as const) {
      expect(isSourced(bare.request, part, 1), part).toBe(false);
      const minute = `2022-03-11T08:0${at}:00.000Z`;
      expect(isSourced(bare.when(minute, shows(part, 1, {})).request, part, 1), part).toBe(true);
      expect(
        isSourced(bare.when(minute, claims(part, 1, { field: "other", value: "otherwise" })).request, part, 1),
        part,
      ).toBe(true);
    }
    expect(isSourced(bare.request, "response", 1)).toBe(false);
    expect(givingLines(bare.request).map(({ sourced }) => sourced)).toEqual([false, false]);
  });

  it("invariant 10: of two companies that are made one, everything given is still there, as well known as before", () => {
    const record = (id: string, facts: readonly CompanyFact[]): readonly Entry<CompanyFact>[] =>
      [{ type: "company.added", id, name: id } as const, ...facts].map((fact, index) => ({
        seq: index + 1,
        change: `${id}${index}`,
        at: "2022-03-10T08:00:00.000Z",
        by: "m1",
        via: "console",
        subject: "company",
        id,
        fact,
      }));
    const delivery = (amount: string): CompanyFact => ({
      type: "delivery.recorded",
      no: 1,
      mode: "cash",
      title: amount,
      lines: [],
      value: usd(amount),
      move: { state: "received", on: { on: "2022-03-09", precision: "day" } },
    });
    const word: CompanyFact = {
      type: "evidence.added",
      no: 1,
      kind: "confirmation",
      voice: "recipient",
      about: { part: "delivery", no: 1 },
    };
    const [into, gone] = [
      record("Amazon", [delivery("1"), { type: "alias.added", alias: "AWS" }]),
      record("Amazon Web Services", [delivery("2"), word]),
    ];
    // Replayed from its own first fact, each is a company.
    const company = (entries: readonly Entry<CompanyFact>[]) => replay("company", entries) as Company;
    const carried = takenOver(company(into), company(gone), gone);
    const one = company([
      ...into,
      ...carried.map(
        (fact, index): Entry<CompanyFact> => ({
          ...(into[0] as Entry<CompanyFact>),
          seq: 10 + index,
          change: "merge",
          fact,
        }),
      ),
    ]);
    expect([one.name, ...one.aliases]).toEqual(expect.arrayContaining(["Amazon", "AWS", "Amazon Web Services"]));
    expect(one.deliveries.map(({ no, title }) => [no, title, levelOf(one, "delivery", no)])).toEqual([
      [1, "1", "claimed"],
      [2, "2", "recipient_confirmed"],
    ]);
    expect(givingTotals(givingLines(one), "USD")).toMatchObject({
      paid: { base: { amount: "2" } },
      unconfirmed: { base: { amount: "1" } },
    });
  });

  it("invariant 11: an automatic reply neither stops the clock nor makes a promise known, even beside a part that came", () => {
    const automatic = answers("accepted_full", { automatic: true });
    const { request, standing } = told(
      givenAsk(ASKED),
      automatic,
      pledges({}, { response: 1 }),
      delivers({ lines: [line("terminals", "1")] }),
    );
    expect(standing).toMatchObject({ move: "theirs", running: true, lateAt: "2022-03-14T22:00:00.000Z" });
    expect(standing.outcome).toBeUndefined();
    expect(levelOf(request, "pledge", 1)).toBe("claimed");
  });
});
