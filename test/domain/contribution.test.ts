import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { custodyOf } from "../../src/domain/custody.ts";
import { timeToDelivery } from "../../src/domain/fulfilment.ts";
import { givingLines, givingTotals } from "../../src/domain/giving.ts";
import type { ContributionIntent, Intent } from "../../src/domain/intent.ts";
import { ladderOf, nextInstalment, overdueInstalments, unallocatedOf } from "../../src/domain/ladder.ts";
import { Refusal } from "../../src/domain/refusal.ts";
import { BOUNDS, DELIVERY_STATES, MODES, STAGES } from "../../src/domain/vocabulary.ts";
import {
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
import { answers, givenRequest, LOG, type Tale } from "../support/given.ts";

const ASKED = [line("terminals", "100")];
const [ALL, SOME] = [delivers({ lines: ASKED }), delivers({ lines: [line("terminals", "60")] })];
const chase = (on: string): Intent => ({
  do: "approach",
  approach: { at: { on, precision: "instant" }, channel: "call", chase: true },
});
const standingAfter = (...intents: readonly Intent[]) => told(givenAsk(ASKED), ...intents).standing;

describe("whose move it is after a yes", () => {
  it("stays theirs while something is missing", () => {
    expect(standingAfter(answers("accepted_full"))).toMatchObject({ move: "theirs", fulfilment: "none" });
    expect(standingAfter(answers("accepted_full"), delivers({ lines: ASKED }, "dispatched"))).toMatchObject({
      move: "theirs",
      fulfilment: "none",
    });
  });

  it("stays theirs after a part, while the recipient is asked to confirm it", () => {
    expect(standingAfter(answers("accepted_full"), SOME)).toMatchObject({
      move: "theirs",
      waitsFor: "confirm",
      fulfilment: "part",
    });
    const confirmed = standingAfter(answers("accepted_full"), SOME, confirms("delivery", 1));
    expect(confirmed).toMatchObject({ move: "theirs", fulfilment: "part" });
    expect(confirmed.waitsFor).toBeUndefined();
  });

  it("is ours once all is here: to confirm, and then to close", () => {
    expect(standingAfter(answers("accepted_full"), ALL)).toMatchObject({
      move: "ours",
      waitsFor: "confirm",
      fulfilment: "full",
    });
    expect(standingAfter(answers("accepted_full"), ALL, confirms("delivery", 1))).toMatchObject({
      move: "ours",
      waitsFor: "close",
    });
  });

  it("waits for the recipient's word about each delivery, and no other word will do", () => {
    const donor = shows("delivery", 1, { kind: "email", voice: "donor" });
    expect(standingAfter(answers("accepted_full"), ALL, donor)).toMatchObject({ waitsFor: "confirm" });
    expect(standingAfter(answers("accepted_full"), ALL, SOME, confirms("delivery", 1))).toMatchObject({
      waitsFor: "confirm",
    });
  });

  it("waits for the recipient's word about a reading that shows the rest", () => {
    const read = reads({ metric: "terminals", quantity: count("100 terminals") });
    const so = [answers("accepted_full"), SOME, confirms("delivery", 1), read];
    expect(standingAfter(...so)).toMatchObject({ fulfilment: "full", waitsFor: "confirm" });
    expect(standingAfter(...so, confirms("reading", 1))).toMatchObject({ waitsFor: "close" });
  });

  it("is ours to decide once the part that they agreed to is here", () => {
    const agreed = [answers("accepted_partial"), pledges({ lines: [line("terminals", "60")] })];
    expect(standingAfter(...agreed)).toMatchObject({ move: "theirs" });
    expect(standingAfter(...agreed, SOME)).toMatchObject({ move: "ours", waitsFor: "confirm", fulfilment: "part" });
    expect(standingAfter(...agreed, SOME, confirms("delivery", 1))).toMatchObject({ move: "ours", waitsFor: "decide" });
  });

  it("is theirs again once we ask for more after it came", () => {
    const { standing } = told(givenAsk(ASKED), ALL).when("2022-03-12T08:00:00.000Z", chase("2022-03-12T08:00:00.000Z"));
    expect(standing).toMatchObject({ move: "theirs" });
  });

  it("is nobody's once the request is closed", () => {
    expect(standingAfter(ALL, confirms("delivery", 1), { do: "close", reason: "done" })).toMatchObject({
      move: "nobody",
      fulfilment: "full",
    });
  });
});

describe("what came without an answer", () => {
  it("is not silence: nobody waits for an answer any more", () => {
    const standing = standingAfter(ALL);
    expect(standing).toMatchObject({ move: "ours", waitsFor: "confirm", running: false });
    expect(standing.lateAt).toBeUndefined();
  });

  it("leaves the clock running while it is only a part", () => {
    expect(standingAfter(SOME)).toMatchObject({ move: "theirs", running: true });
  });

  it("may come in spite of a no, and before anything was sent", () => {
    expect(standingAfter(answers("declined"), ALL)).toMatchObject({ move: "ours", waitsFor: "confirm" });
    const { approach: _, ask: __, ...draft } = LOG;
    const unsent = givenRequest({ ...draft, request: { ...draft.request, kind: "equipment", lines: ASKED } });
    expect(told(unsent, ALL).standing).toMatchObject({ move: "ours", waitsFor: "confirm" });
    expect(told(unsent, SOME).standing).toMatchObject({ move: "ours", waitsFor: "send" });
  });

  it("means nothing to a request to stop something", () => {
    expect(told(givenRequest(), delivers()).standing).toMatchObject({
      move: "theirs",
      running: true,
      fulfilment: "none",
    });
  });
});

/** Mostly of what is there: a part that is not there is refused, which is tried often enough. */
const no = fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.integer({ min: 2, max: 5 }) });
const dated = fc.constantFrom(
  { on: "2022-03-08", precision: "day" } as const,
  { on: "2022-03-07", precision: "week" } as const,
  { on: "2022-03-01", precision: "month" } as const,
  { on: "2022-03-09T10:00:00.000Z", precision: "instant" } as const,
  { on: "2022-03-10T08:00:00.000Z", precision: "unknown" } as const,
);
const quantity = fc
  .tuple(fc.constantFrom("5", "100 terminals", "2 PB", "3 t", "0 GB", "?"), fc.constantFrom(...BOUNDS))
  .map(([stated, bound]) => count(stated, stated === "?" ? "unknown" : bound));
const lines = fc.array(
  fc
    .tuple(fc.constantFrom("terminals", "data", "Їжа", "GB"), fc.option(quantity, { nil: undefined }))
    .map(([item, of]) => ({ item, ...(of && { quantity: of }) })),
  { maxLength: 3 },
);
const value = fc
  .option(fc.constantFrom(usd("5"), usd("0.1", "EUR"), converted("1", "EUR", "1.1", "1.1")), { nil: undefined })
  .map((worth) => (worth ? { value: worth } : {}));
const parent = fc.option(no, { nil: undefined }).map((above) => (above === undefined ? {} : { parent: above }));
const part = fc.constantFrom("pledge", "delivery", "reading", "agreement");
const field = fc.constantFrom("amount", "quantity", "form", "recipients");
const state = fc.constantFrom(...DELIVERY_STATES);
const stage = fc.constantFrom(...STAGES);
const units = fc.subarray(["SB-1", "SB-2", "SB-3"]);
const direction = fc.constantFrom("out", "return");
const way = fc.record({ dispatched: dated, received: dated }, { requiredKeys: [] });

/** Anything that can be told of a contribution, with a word in it that nothing else has. */
const anyIntent = (word: string): fc.Arbitrary<ContributionIntent> => {
  const made = <T extends object>(
    record: fc.Arbitrary<T>,
    intent: (it: T) => Intent,
  ): fc.Arbitrary<ContributionIntent> =>
    // Each of these is an intent of a contribution.
    record.map((it) => intent(it) as ContributionIntent);
  return fc.oneof(
    made(fc.record({ stage, lines, value, parent, at: dated }), (it) =>
      pledges({ stage: it.stage, lines: it.lines, at: it.at, ...it.value }, { title: word, ...it.parent }),
    ),
    made(fc.record({ no, stage, lines, value, at: dated }), (it) => ({
      do: "state_pledge",
      no: it.no,
      step: { stage: it.stage, lines: it.lines, at: it.at, source: word, ...it.value },
    })),
    made(fc.record({ no, parent }), (it) => ({ do: "edit_pledge", no: it.no, changes: it.parent })),
    made(fc.record({ no }), (it) => ({ do: "meet_condition", no: it.no })),
    made(fc.record({ no }), (it) => ({ do: "cancel_pledge", no: it.no, reason: word })),
    made(fc.record({ no, value }), (it) => ({
      do: "plan_instalment",
      pledge: it.no,
      instalment: { due: "2022-04-01", lines: [line(word)], ...it.value },
    })),
    made(fc.record({ pledge: no, no, value, on: dated }), (it) => ({
      do: "instalment_came",
      pledge: it.pledge,
      no: it.no,
      came: { on: it.on, ...it.value },
    })),
    made(
      fc.record({
        mode: fc.constantFrom(...MODES),
        lines,
        value,
        state,
        on: dated,
        pledge: fc.option(no, { nil: undefined }),
      }),
      (it) => ({
        do: "deliver",
        delivery: {
          mode: it.mode,
          title: word,
          lines: it.lines,
          ...it.value,
          ...(it.pledge !== undefined && { pledge: it.pledge }),
        },
        move: { state: it.state, on: it.on, reason: word },
      }),
    ),
    made(fc.record({ no, state, on: dated }), (it) => ({
      do: "move_delivery",
      no: it.no,
      move: { state: it.state, on: it.on, reason: word },
    })),
    made(fc.record({ no, recipients: fc.constantFrom("ministries", "schools") }), (it) => ({
      do: "edit_delivery",
      no: it.no,
      changes: { recipients: it.recipients },
    })),
    made(fc.record({ delivery: no, direction, units, way }), (it) => ({
      do: "leg",
      delivery: it.delivery,
      leg: { direction: it.direction, units: it.units, tracking: word, ...it.way },
    })),
    made(fc.record({ delivery: no, no, way }), (it) => ({
      do: "edit_leg",
      delivery: it.delivery,
      no: it.no,
      changes: it.way,
    })),
    made(fc.record({ metric: fc.constantFrom("data", "terminals"), quantity, at: dated }), (it) =>
      reads({ ...it, source: word }),
    ),
    made(fc.record({ no }), (it) => ({ do: "tag_reading", no: it.no, tags: [word] })),
    fc.constant<ContributionIntent>({
      do: "agree",
      agreement: { kind: "memorandum", title: word, parties: [], signatories: [] },
    }),
    made(fc.record({ no }), (it) => ({ do: "edit_agreement", no: it.no, changes: { until: "2023-01-01" } })),
    made(fc.record({ part, no, field, quantity }), (it) => ({
      do: "dispute_part",
      part: it.part,
      no: it.no,
      claim: {
        field: it.field,
        value: it.quantity.stated,
        quantity: it.quantity,
        money: { amount: "7", currency: "USD" },
        source: word,
        chosen: false,
      },
    })),
    made(fc.record({ part, no, field, quantity }), (it) => ({
      do: "settle_part",
      part: it.part,
      no: it.no,
      field: it.field,
      value: it.quantity.stated,
    })),
  );
};

/** A dozen things told one after another, each with its own word. */
const anyTelling = fc.tuple(...Array.from({ length: 16 }, (_, index) => anyIntent(`word${index}.`)));

/** A request for which one of each has been told already, so that most of what is told next finds its part. */
const begun = (): Tale =>
  told(givenAsk(ASKED), pledges({}, { condition: "an export licence" }), delivers(), reads(), {
    do: "agree",
    agreement: { kind: "memorandum", title: "A plan", parties: [], signatories: [] },
  });

/** Tells all that is not refused, and gives the words of what was recorded. */
const tellAll = (
  start: Tale,
  intents: readonly ContributionIntent[],
): { readonly tale: Tale; readonly words: readonly string[] } => {
  const words: string[] = [];
  const tale = intents.reduce((so, intent, index) => {
    const before = JSON.stringify(so.request);
    try {
      const next = so.when(`2022-03-11T08:${String(index).padStart(2, "0")}:00.000Z`, intent);
      words.push(...(JSON.stringify(intent).match(/word\d+\./gu) ?? []));
      return next;
    } catch (refused) {
      expect(refused).toBeInstanceOf(Refusal);
      expect(JSON.stringify(so.request)).toBe(before);
      return so;
    }
  }, start);
  return { tale, words };
};

describe("whatever is told, in whatever order,", () => {
  it("loses no record, and a refusal changes nothing", () => {
    fc.assert(
      fc.property(anyTelling, (intents) => {
        const { tale, words } = tellAll(begun(), intents);
        const kept = JSON.stringify(tale.request);
        expect(words.filter((word) => !kept.includes(word))).toEqual([]);
      }),
    );
  });

  it("can be counted, and every count is sound", () => {
    fc.assert(
      fc.property(anyTelling, (intents) => {
        const { tale } = tellAll(begun(), intents);
        const odd = tale.request.deliveries.filter((delivery) => delivery.no % 2 === 1);
        const { request, standing } = odd.reduce(
          (so, delivery) => so.when("2022-03-12T08:00:00.000Z", confirms("delivery", delivery.no)),
          tale,
        );
        const { money } = ladderOf(request, "USD");
        const totals = givingTotals(givingLines(request), "USD");
        timeToDelivery(request);
        overdueInstalments(request, "2022-05-01");
        nextInstalment(request, "2022-03-01");
        expect(["none", "part", "full"]).toContain(standing.fulfilment);
        expect(new Set(custodyOf(request.deliveries, "UTC").map(({ unit }) => unit)).size).toBe(
          custodyOf(request.deliveries, "UTC").length,
        );
        for (const pledge of request.pledges)
          expect(unallocatedOf(pledge, request.pledges)?.amount ?? "0").not.toMatch(/^-/u);
        // What the ladder shows as verified is what totals call paid.
        const verified = money.flatMap((row) => row.verified ?? []);
        expect(totals.paid.currencies).toEqual(verified);
      }),
    );
  });
});
