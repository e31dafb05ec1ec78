import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { type Office, openOffice } from "../support/office.ts";

/** What makes a reminder of each kind fall due, and when it does. */
const DUE = {
  before: {
    lines: ["request Contoso Title kind:equipment channel:email owner:me reply-by:2022-03-16"],
    at: "09T09:00:00",
  },
  today: {
    lines: ["request Contoso Title kind:equipment channel:email owner:me reply-by:2022-03-08"],
    at: "08T09:00:00",
  },
  late: {
    lines: ["request Contoso Title kind:equipment channel:email owner:me reply-by:2022-03-08"],
    at: "09T09:00:00",
  },
  unowned: { lines: ["request Contoso Title kind:equipment channel:email"], at: "14T09:00:00" },
  promised: {
    lines: [
      "request Contoso Title kind:equipment channel:email owner:me reply-by:2022-04-16",
      "promise AID-1 2022-03-09",
    ],
    at: "09T09:00:00",
  },
  snooze: {
    lines: [
      "request Contoso Title kind:equipment channel:email owner:me reply-by:2022-04-16",
      "snooze AID-1 2022-03-09 vacation",
    ],
    at: "09T09:00:00",
  },
} as const;

/** What may be done to a request without touching why it reminds. */
const CHANGES = [
  'note AID-1 remark "They are slow"',
  'edit AID-1 title:"Another title"',
  "edit AID-1 priority:high",
] as const;

describe("A reminder that is due when its request changes", () => {
  let database: Database;
  beforeAll(async () => {
    database = await quickDatabase();
  });
  afterAll(() => database.close());

  /** Everything that was due before is out of the way, and a reminder of this kind is due now. */
  const due = async (kind: keyof typeof DUE): Promise<Office> => {
    const one = await openOffice({ database });
    for (const line of DUE[kind].lines) expect((await one.says(line)).view.tone, line).not.toBe("refused");
    const at = `2022-03-${DUE[kind].at}.000Z`;
    await one.passes(new Date(Date.parse(at) - 1_000).toISOString());
    one.clock.set(at);
    return one;
  };
  const brought = async (one: Office): Promise<readonly string[]> => {
    const before = one.texts().length;
    await one.crew.round(one.clock.now());
    return one
      .texts()
      .slice(before)
      .filter((text) => text.includes("AID-1") && !text.startsWith("Digest"));
  };

  it("is said all the same, of whatever kind, whatever else was done", async () => {
    const kinds = fc.constantFrom(...(Object.keys(DUE) as (keyof typeof DUE)[]));
    await fc.assert(
      fc.asyncProperty(
        kinds,
        fc.array(fc.constantFrom(...CHANGES), { minLength: 1, maxLength: 3 }),
        async (kind, changes) => {
          const one = await due(kind);
          for (const change of changes) expect((await one.says(change)).view.tone, change).not.toBe("refused");
          expect(await brought(one)).toHaveLength(1);
        },
      ),
      { numRuns: Number(process.env["AIDLINE_RUNS"] ?? 12), seed: 7 },
    );
  });

  it.each([
    ["before", 'response AID-1 declined "No"'],
    ["before", "withdraw AID-1 mistaken"],
    ["late", "due AID-1 2022-04-01"],
    ["unowned", "assign AID-1 me"],
    ["before", "snooze AID-1 2022-03-20 vacation"],
  ] as const)("is not said when that ends its reason: %s, %s", async (kind, change) => {
    const one = await due(kind);
    expect((await one.says(change)).view.tone).not.toBe("refused");
    expect(await brought(one)).toEqual([]);
  });

  it("is still said when its first attempt failed", async () => {
    const one = await openOffice({ database, takings: ["refused"] });
    await one.says(DUE.today.lines[0]);
    await one.passes("2022-03-08T09:00:00.000Z");
    expect(one.texts()).toEqual([]);
    await one.says(CHANGES[0]);
    await one.passes("2022-03-08T09:02:00.000Z");
    expect(one.texts()).toHaveLength(1);
  });

  it("goes to where its team is by then", async () => {
    const one = await due("today");
    expect((await one.says("team desk channel:here", "#elsewhere")).view.tone).not.toBe("refused");
    await one.crew.round(one.clock.now());
    expect(one.places()).toEqual(["#elsewhere"]);
  });
});
