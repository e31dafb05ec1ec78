import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Intent } from "../../src/domain/intent.ts";
import { plusDays } from "../../src/domain/time.ts";
import { answers, givenRequest, LOG, type Tale } from "../support/given.ts";

/** Asked on Monday 7 March, and again on Thursday the 17th with a clock of its own, until the 24th. */
const ASKED = "2022-03-07";
const AGAIN = "2022-03-17";
const ENTERED = "2022-03-18T10:00:00.000Z";

const day = (on: string) => ({ on, precision: "day" }) as const;

const letter = (more: { readonly chase?: boolean; readonly ask?: boolean } = {}): Intent => ({
  do: "approach",
  approach: {
    at: { on: `${AGAIN}T09:00:00.000Z`, precision: "instant" },
    channel: "email",
    chase: more.chase ?? false,
  },
  ...(more.ask === false
    ? {}
    : { ask: { term: { unit: "working_days", count: 5, both: false }, stated: "5 working days" } }),
});

const askedTwice = (more: Parameters<typeof letter>[0] = {}, kind: (typeof LOG)["request"]["kind"] = "equipment") =>
  givenRequest({ ...LOG, request: { ...LOG.request, kind } }).when(`${AGAIN}T09:00:00.000Z`, letter(more));

/** An answer of that day, written down after the second letter. */
const enters = (tale: Tale, on: string, outcome: Parameters<typeof answers>[0] = "declined") =>
  tale.when(ENTERED, answers(outcome, { stated: day(on) })).standing;

describe("an old answer that is entered late", () => {
  it("leaves a clock that began after it running: it answered the letter before", () => {
    expect(enters(askedTwice(), "2022-03-10")).toMatchObject({
      outcome: "declined",
      move: "theirs",
      running: true,
      due: { day: "2022-03-24" },
    });
    expect(enters(askedTwice(), "2022-03-10", "accepted_full")).toMatchObject({ move: "theirs", running: true });
  });

  it("stops the clock that ran when it was given", () => {
    expect(enters(askedTwice(), AGAIN)).toMatchObject({ move: "ours", running: false });
    expect(enters(askedTwice(), "2022-03-18", "accepted_full")).toMatchObject({ move: "theirs", running: false });
    expect(enters(givenRequest(), "2022-03-10")).toMatchObject({ move: "ours", running: false });
  });

  it("stops the clock where it is older than everything that was asked: nothing else can be meant", () => {
    expect(enters(askedTwice(), "2022-03-01")).toMatchObject({ move: "ours", running: false });
  });

  it("is decided on where nothing was asked since but what it answers: a reminder, or a date of ours", () => {
    const reminded = askedTwice({ chase: true, ask: false });
    expect(enters(reminded, "2022-03-10")).toMatchObject({ move: "ours", waitsFor: "decide", running: false });
    const moved = givenRequest().when(`${AGAIN}T09:00:00.000Z`, {
      do: "due",
      ask: { term: { unit: "working_days", count: 5, both: false }, stated: "5 working days" },
    });
    expect(enters(moved, "2022-03-10")).toMatchObject({ move: "ours", waitsFor: "decide", running: false });
  });

  it("gives what the same would give that was entered in time, whenever it was said", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9 }),
        fc.constantFrom("declined" as const, "accepted_full" as const, "accepted_partial" as const),
        fc.constantFrom("equipment" as const, "service_suspension" as const),
        fc.boolean(),
        (after, outcome, kind, chase) => {
          const on = plusDays(ASKED, after);
          const late = enters(askedTwice({ chase }, kind), on, outcome);
          const inTime = givenRequest({ ...LOG, request: { ...LOG.request, kind } })
            .when(`${on}T12:00:00.000Z`, answers(outcome, { stated: day(on) }))
            .when(`${AGAIN}T09:00:00.000Z`, letter({ chase })).standing;
          const { move, running, waitsFor, lateAt } = inTime;
          expect({ move: late.move, running: late.running, waitsFor: late.waitsFor, lateAt: late.lateAt }).toEqual({
            move,
            running,
            waitsFor,
            lateAt,
          });
        },
      ),
    );
  });
});
