import { describe, expect, it } from "vitest";
import { gradeOf, type Restriction, restrictionsOf } from "../../src/domain/grade.ts";
import { replay } from "../../src/domain/replay.ts";
import type { Response } from "../../src/domain/response.ts";
import { givenAsk } from "../support/contributing.ts";
import { answers, givenRequest, LOG } from "../support/given.ts";

const AT = "2022-03-20T08:00:00.000Z";
const step = (ref: number | undefined, more: Partial<Restriction> = {}): Restriction => ({
  ...(ref !== undefined && { ref, kind: "service_suspension" }),
  disputed: false,
  ...more,
});

describe("a grade", () => {
  it("is the least that a company does upon any request", () => {
    const grade = gradeOf(
      [step(1, { extent: "exit" }), step(2, { extent: "pause_new" }), step(3, { extent: "suspend" })],
      AT,
      "UTC",
    );
    expect(grade).toMatchObject({
      extent: "pause_new",
      strongest: "exit",
      unclear: [],
      unasked: [],
      disputed: false,
      at: AT,
    });
    expect(grade.basis.map(({ ref, extent }) => [ref, extent])).toEqual([
      [1, "exit"],
      [2, "pause_new"],
      [3, "suspend"],
    ]);
  });

  it.each<[string, Partial<Restriction>]>([
    ["silence", {}],
    ["a no", { outcome: "declined" }],
    ['"received"', { outcome: "acknowledged" }],
    ['"later"', { outcome: "deferred" }],
    ["another offer", { outcome: "counter_offer" }],
    ["a step taken back", { outcome: "reversed" }],
    ["a step that is yet to come", { extent: "exit", outcome: "accepted_full", effective: "2022-03-21" }],
  ])("counts %s as none", (_, more) => {
    expect(gradeOf([step(1, { extent: "exit" }), step(2, more)], AT, "UTC").extent).toBe("none");
  });

  it("leaves out a yes that nobody has measured, and names it", () => {
    const grade = gradeOf([step(1, { extent: "reduce" }), step(2, { outcome: "accepted_full" })], AT, "UTC");
    expect(grade).toMatchObject({ extent: "reduce", unclear: [{ ref: 2 }] });
    expect(gradeOf([step(2, { outcome: "accepted_partial" })], AT, "UTC")).not.toHaveProperty("extent");
  });

  it("lists what was done unasked beside the grade", () => {
    const grade = gradeOf([step(1, { extent: "reduce" }), step(undefined, { extent: "exit" })], AT, "UTC");
    expect(grade).toMatchObject({ extent: "reduce", strongest: "reduce", unasked: [{ extent: "exit" }] });
    expect(gradeOf([step(undefined, { extent: "exit" })], AT, "UTC")).not.toHaveProperty("extent");
  });

  it("says when sources differ on what it is made of", () => {
    expect(gradeOf([step(1, { extent: "reduce", disputed: true })], AT, "UTC").disputed).toBe(true);
    expect(gradeOf([step(1, { extent: "reduce" }), step(undefined, { disputed: true })], AT, "UTC").disputed).toBe(
      false,
    );
  });

  it("is of nothing where nothing was asked", () => {
    expect(gradeOf([], AT, "UTC")).toEqual({ basis: [], unclear: [], unasked: [], disputed: false, at: AT });
  });
});

describe("what a grade is made of", () => {
  const day = { on: "2022-03-08", precision: "day" } as const;

  it("is every request to stop something that was put to the company and stands", () => {
    const { approach: _, ask: __, ...draft } = LOG;
    const stands = givenRequest().when(
      "2022-03-09T08:00:00.000Z",
      answers("accepted_partial", { extent: "pause_new", effective: day }),
    );
    const withdrawn = givenRequest().when("2022-03-09T08:00:00.000Z", { do: "withdraw", reason: "a mistake" });
    expect(
      restrictionsOf(
        [stands, withdrawn, givenRequest(draft), givenAsk()].map(({ request }) => request),
        "UTC",
      ),
    ).toEqual([
      {
        ref: 1,
        kind: "service_suspension",
        extent: "pause_new",
        outcome: "accepted_partial",
        disputed: false,
        effective: "2022-03-08",
      },
    ]);
  });

  it("goes by the extent that somebody settled on", () => {
    const disputed = givenRequest()
      .when("2022-03-09T08:00:00.000Z", answers("accepted_full", { extent: "suspend" }))
      .when("2022-03-09T09:00:00.000Z", {
        do: "dispute_response",
        version: 1,
        claims: [{ field: "extent", value: "pause_new", source: "B", chosen: false }],
      });
    const settled = disputed.when("2022-03-09T10:00:00.000Z", {
      do: "choose",
      version: 1,
      field: "extent",
      value: "pause_new",
    });
    expect(gradeOf(restrictionsOf([disputed.request], "UTC"), AT, "UTC")).toMatchObject({
      extent: "suspend",
      disputed: true,
    });
    expect(gradeOf(restrictionsOf([settled.request], "UTC"), AT, "UTC")).toMatchObject({
      extent: "pause_new",
      disputed: false,
    });
  });

  it("is what a company did unasked, as far as it stopped something and nothing took its place", () => {
    const response = (version: number, more: Partial<Response>): Response => ({
      version,
      automatic: false,
      unsolicited: true,
      recorded: AT,
      claims: [],
      ...more,
    });
    const responses = [
      response(1, { extent: "reduce" }),
      response(2, { extent: "exit", supersedes: 1, effective: day }),
      response(3, { outcome: "acknowledged" }),
      response(4, { extent: "suspend", automatic: true }),
    ];
    expect(restrictionsOf([], "UTC", { responses })).toEqual([
      { extent: "exit", disputed: false, effective: "2022-03-08" },
    ]);
  });

  it("can be worked out again as it was known on any past day", () => {
    const { entries } = givenRequest()
      .when("2022-03-09T08:00:00.000Z", answers("accepted_partial", { extent: "pause_new" }))
      .when("2022-05-09T08:00:00.000Z", answers("accepted_full", { extent: "exit" }));
    const gradeAsOf = (at: string) => {
      const request = replay(
        "request",
        entries.filter((entry) => entry.at <= at),
      );
      return request && gradeOf(restrictionsOf([request], "UTC"), at, "UTC").extent;
    };
    expect(["2022-03-08", "2022-03-10", "2022-05-10"].map((on) => gradeAsOf(`${on}T00:00:00.000Z`))).toEqual([
      "none",
      "pause_new",
      "exit",
    ]);
  });
});
