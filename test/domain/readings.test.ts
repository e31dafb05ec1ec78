import { describe, expect, it } from "vitest";
import { readingsInForce } from "../../src/domain/contribution.ts";
import type { Intent } from "../../src/domain/intent.ts";
import type { Dated } from "../../src/domain/time.ts";
import { claims, count, givenAsk, reads, settles, told } from "../support/contributing.ts";

const MORNING: Dated = { on: "2022-03-10T08:00:00.000Z", precision: "instant" };
const NOON: Dated = { on: "2022-03-10T12:00:00.000Z", precision: "instant" };
const TODAY: Dated = { on: "2022-03-10", precision: "day" };
const YESTERDAY: Dated = { on: "2022-03-09", precision: "day" };
const WEEK: Dated = { on: "2022-03-07", precision: "week", stated: "this week" };
const MONTH: Dated = { on: "2022-03-01", precision: "month", stated: "March" };
const UNKNOWN: Dated = { on: "2022-03-10", precision: "unknown", stated: "unknown" };

/** What holds after readings of 1, 2, 3 … PB, told in that order with those dates; each says why, should it be lower. */
const held = (...dates: readonly Dated[]): string | undefined => {
  const readings = dates.map(
    (at, index): Intent => reads({ at, quantity: count(`${index + 1} PB`), reason: "counted again" }),
  );
  return readingsInForce(told(givenAsk(), ...readings).request)[0]?.quantity.value;
};

describe("of readings of one thing,", () => {
  it.each([
    ["the later day holds", [YESTERDAY, TODAY], "2"],
    ["one of an earlier day does not, though it was told later", [TODAY, YESTERDAY], "1"],
    ["of two moments the later holds, in whatever order they were told", [NOON, MORNING], "1"],
    ["of a moment and its day the last told holds", [MORNING, TODAY], "2"],
    ["and of a day and a moment in it", [TODAY, MORNING], "2"],
    ["of a day and the week or the month around it the last told holds", [YESTERDAY, WEEK], "2"],
    ["whichever is the wider", [TODAY, MONTH, WEEK], "3"],
    ["one without a date is taken to be new", [TODAY, UNKNOWN], "2"],
  ])("%s", (_, dates, value) => {
    expect(held(...dates)).toBe(value);
  });

  it("a lower one of the same day needs a reason, and one that is surely older needs none", () => {
    const read = told(givenAsk(), reads({ at: NOON }));
    const at = "2022-03-10T13:00:00.000Z";
    read.refuses(at, reads({ at: TODAY, quantity: count("9 PB") }), "reading_lower");
    expect(read.when(at, reads({ at: YESTERDAY, quantity: count("9 PB") })).request.readings).toHaveLength(2);
  });

  it("the next is held against the number that was settled on, not against the one it took the place of", () => {
    const settled = told(
      givenAsk(),
      reads(),
      claims("reading", 1, { field: "quantity", value: "8 PB", quantity: count("8 PB") }),
      settles("reading", 1, "quantity", "8 PB"),
    );
    const at = "2022-03-11T08:00:00.000Z";
    settled.refuses(at, reads({ quantity: count("7 PB") }), "reading_lower");
    expect(settled.when(at, reads({ quantity: count("9 PB") })).request.readings).toHaveLength(2);
  });
});
