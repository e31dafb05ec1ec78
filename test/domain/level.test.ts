import { describe, expect, it } from "vitest";
import type { Intent } from "../../src/domain/intent.ts";
import { chosenClaim, isConfirmed, isDisputed, isSourced, levelOf } from "../../src/domain/level.ts";
import { LEVELS } from "../../src/domain/vocabulary.ts";
import { claims, confirms, delivers, givenAsk, pledges, reads, settles, shows, told } from "../support/contributing.ts";
import { answers } from "../support/given.ts";

const levelAfter = (...intents: readonly Intent[]) =>
  levelOf(told(givenAsk(), delivers(), ...intents).request, "delivery", 1);

describe("how well a delivery is known", () => {
  it.each<[string, readonly Intent[], (typeof LEVELS)[number]]>([
    ["only claimed when nothing supports it", [], "claimed"],
    ["reported by anybody's word", [shows("delivery", 1, {})], "reported"],
    ["reported by the press", [shows("delivery", 1, { voice: "press" })], "reported"],
    ["confirmed by the donor's word", [shows("delivery", 1, { kind: "email", voice: "donor" })], "donor_confirmed"],
    ["confirmed by the recipient's word", [confirms("delivery", 1)], "recipient_confirmed"],
    [
      "documented by the recipient's own paper",
      [shows("delivery", 1, { kind: "document", voice: "recipient" })],
      "documented",
    ],
    [
      "documented by the recipient's word and a photo",
      [confirms("delivery", 1), shows("delivery", 1, { kind: "photo" })],
      "documented",
    ],
    ["no better for a donor's paper", [shows("delivery", 1, { kind: "document", voice: "donor" })], "donor_confirmed"],
    [
      "no better for a word that is not sure",
      [shows("delivery", 1, { voice: "recipient", uncertain: true })],
      "reported",
    ],
    [
      "no better for a photo that is not sure",
      [confirms("delivery", 1), shows("delivery", 1, { kind: "photo", uncertain: true })],
      "recipient_confirmed",
    ],
    ["no better for evidence about another", [delivers(), confirms("delivery", 2)], "claimed"],
    ["no better for evidence about another part of that number", [pledges(), confirms("pledge", 1)], "claimed"],
    [
      "no better for evidence about the request",
      [{ do: "evidence", evidence: { kind: "letter", voice: "recipient" } }],
      "claimed",
    ],
  ])("is %s", (_, intents, level) => {
    expect(levelAfter(...intents)).toBe(level);
  });

  it("is at its best whatever came first", () => {
    const all = [
      shows("delivery", 1, { kind: "photo" }),
      shows("delivery", 1, { voice: "donor" }),
      confirms("delivery", 1),
    ];
    expect(levelAfter(...all)).toBe("documented");
    expect(levelAfter(...all.toReversed())).toBe("documented");
  });

  it("counts as confirmed from the recipient's word up", () => {
    expect(LEVELS.filter(isConfirmed)).toEqual(["recipient_confirmed", "documented"]);
  });
});

describe("how well a promise is known", () => {
  const pledgeOf = (...intents: readonly Intent[]) => {
    const { request } = told(givenAsk(), ...intents);
    return [levelOf(request, "pledge", 1), isSourced(request, "pledge", 1)];
  };

  it("follows from the company's own answer", () => {
    expect(pledgeOf(answers("accepted_full"), pledges({}, { response: 1 }))).toEqual(["donor_confirmed", false]);
    expect(pledgeOf(answers("accepted_full", { text: "We will." }), pledges({}, { response: 1 }))).toEqual([
      "donor_confirmed",
      true,
    ]);
  });

  it("is only reported when somebody else reports the answer", () => {
    expect(pledgeOf(answers("accepted_full", { source: "a newspaper" }), pledges({}, { response: 1 }))).toEqual([
      "reported",
      true,
    ]);
    expect(pledgeOf(pledges({ source: "a newspaper" }))).toEqual(["reported", true]);
  });

  it("gains nothing from an automatic reply", () => {
    expect(pledgeOf(answers("acknowledged", { automatic: true }), pledges({}, { response: 1 }))).toEqual([
      "claimed",
      false,
    ]);
  });

  it("is reported where another source says something of it, too", () => {
    const claim = claims("pledge", 1, { field: "amount", value: "USD 50 million" });
    expect(pledgeOf(pledges(), claim)).toEqual(["reported", true]);
    expect(pledgeOf(pledges(), settles("pledge", 1, "amount", "USD 60 million"))).toEqual(["claimed", false]);
  });
});

describe("how well an answer is known", () => {
  it("is the company's own word unless somebody else reports it", () => {
    const own = told(givenAsk(), answers("accepted_full")).request;
    expect([levelOf(own, "response", 1), isSourced(own, "response", 1)]).toEqual(["donor_confirmed", false]);
    const reported = told(givenAsk(), answers("accepted_full", { source: "a newspaper" })).request;
    expect([levelOf(reported, "response", 1), isSourced(reported, "response", 1)]).toEqual(["reported", true]);
  });

  it("counts evidence by the version it supports, and not where that is about something else", () => {
    const { request } = told(
      givenAsk(),
      answers("accepted_full"),
      pledges(),
      { do: "evidence", evidence: { kind: "letter", voice: "recipient", response: 1 } },
      { do: "evidence", evidence: { kind: "document", response: 1, about: { part: "pledge", no: 1 } } },
    );
    expect(levelOf(request, "response", 1)).toBe("recipient_confirmed");
    expect(levelOf(request, "pledge", 1)).toBe("reported");
  });
});

describe("a part that is not there", () => {
  it("is claimed at most, and unsourced", () => {
    const { request } = givenAsk();
    for (const part of ["approach", "response", "pledge", "delivery", "reading", "agreement", "note"] as const) {
      expect(levelOf(request, part, 7)).toBe("claimed");
      expect(isSourced(request, part, 7)).toBe(false);
    }
  });
});

describe("a dispute", () => {
  const amount = { field: "amount", source: "A", chosen: false } as const;

  it("is about a field, and lasts until somebody chooses", () => {
    expect(isDisputed([])).toBe(false);
    expect(isDisputed([{ ...amount, value: "1" }])).toBe(true);
    expect(
      isDisputed([
        { ...amount, value: "1", chosen: true },
        { ...amount, value: "2" },
      ]),
    ).toBe(false);
    expect(
      isDisputed([
        { ...amount, value: "1", chosen: true },
        { ...amount, field: "date", value: "2" },
      ]),
    ).toBe(true);
  });

  it("is settled by a value, also by one that no source gave", () => {
    const { request } = told(
      givenAsk(),
      reads(),
      claims("reading", 1, { field: "quantity", value: "9 PB" }),
      settles("reading", 1, "quantity", "10 PB"),
    );
    expect(isDisputed(request.readings[0]?.claims ?? [])).toBe(false);
    expect(chosenClaim(request.readings[0]?.claims ?? [], "quantity")).toMatchObject({ value: "10 PB", by: "m1" });
  });
});
