import { describe, expect, it } from "vitest";
import { judge } from "../../src/clockwork/judge.ts";
import { planFor } from "../../src/clockwork/planner.ts";
import type { Due } from "../../src/domain/deadline.ts";
import type { DueItem } from "../../src/domain/delivery.ts";
import type { RequestFact } from "../../src/domain/journal.ts";
import type { ReminderKind } from "../../src/domain/reminder.ts";
import type { Instant } from "../../src/domain/time.ts";
import { NO_HOLIDAYS } from "../sim/ground.ts";
import { confirmed, delivered, pledged, worth } from "../support/giving.ts";
import { AMAZON, agreed, asked, type History, MONDAY, OLENA, PLACE, requestOf, TEAM, WORKSPACE } from "./scene.ts";

/** Rows that were planned by an earlier state of the request: what becomes of them, and why in words. */

const PLEDGED: RequestFact = pledged(1, worth("10", "USD"), {
  step: { stage: "committed", value: worth("10", "USD") },
});
const INSTALMENT: RequestFact = { type: "instalment.planned", pledge: 1, no: 1, due: "2022-03-16", lines: [] };
const PAPER: RequestFact = {
  type: "agreement.made",
  no: 1,
  kind: "memorandum",
  title: "Memorandum",
  parties: [],
  signatories: [],
  until: "2022-04-06",
};
const ASKED: RequestFact = { type: "approval.asked", channel: "social_public" };

/** What a request began as on Monday, and the rows of that kind which were planned for it then. */
const begun = (...facts: readonly RequestFact[]): History => [
  ...asked({ kind: "funding" }),
  ...facts.map((fact): History[number] => [MONDAY, fact]),
];

/** What the courier decides on the first row of a kind at its moment, after further facts that no planning has seen. */
const verdict = (kind: ReminderKind, before: History, ...since: readonly (RequestFact | [Instant, RequestFact])[]) => {
  const rows = planFor(requestOf(before), TEAM, AMAZON, NO_HOLIDAYS, MONDAY).planned;
  const row = rows.find((one) => one.kind === kind);
  if (!row) throw new Error(`No ${kind} was planned, but ${rows.map(({ key }) => key).join()}`);
  const later: History = since.map((fact) => (Array.isArray(fact) ? fact : [MONDAY, fact]));
  const request = requestOf([...before, ...later]);
  const item: DueItem = { delivery: "d", ...row, dueAt: row.at, repeat: false, request, company: AMAZON };
  const parcel = { at: row.at, workspace: WORKSPACE, team: TEAM, place: PLACE, members: [OLENA], campaigns: [] };
  const { send, skip, postpone } = judge({ ...parcel, items: [item] }, NO_HOLIDAYS);
  return skip[0]?.why ?? postpone[0]?.until ?? (send.length === 1 ? "sent" : "lost");
};

const CLOSED: RequestFact = { type: "closed", reason: "done" };
const WITHDRAWN: RequestFact = { type: "withdrawn", reason: "not needed" };
const SNOOZED: RequestFact = { type: "snoozed", until: "2022-06-01T07:00:00.000Z", reason: "later" };

describe.each<[ReminderKind, History]>([
  ["instalment", begun(agreed(), PLEDGED, INSTALMENT)],
  ["instalment_today", begun(agreed(), PLEDGED, INSTALMENT)],
  ["instalment_late", begun(agreed(), PLEDGED, INSTALMENT)],
  ["unconfirmed", begun(agreed(), delivered(1, worth("5", "USD")))],
  ["nothing_seen", begun(agreed())],
  ["ends", begun(PAPER)],
  ["approval", begun(ASKED)],
])("a reminder of kind %s", (kind, before) => {
  it("goes out while everything is as it was planned", () => {
    expect(verdict(kind, before)).toBe("sent");
  });

  it.each<[string, RequestFact]>([
    ["closed", CLOSED],
    ["withdrawn", WITHDRAWN],
    ["snoozed", SNOOZED],
  ])("is dropped once the request is %s", (why, fact) => {
    expect(verdict(kind, before, fact)).toBe(why);
  });
});

describe("why a reminder is dropped", () => {
  const instalment = (...since: readonly RequestFact[]) =>
    verdict("instalment_today", begun(agreed(), PLEDGED, INSTALMENT), ...since);

  it("an instalment came, its pledge was taken back, or all of it has come", () => {
    const on = { on: "2022-03-10", precision: "day" } as const;
    expect(instalment({ type: "instalment.came", pledge: 1, no: 1, on })).toBe("came");
    expect(instalment({ type: "pledge.cancelled", no: 1, reason: "left the market" })).toBe("cancelled");
    expect(instalment(delivered(1, worth("10", "USD")))).toBe("delivered");
    expect(instalment(delivered(1, worth("9", "USD")))).toBe("sent");
    expect(instalment(delivered(1, worth("10", "USD"), { pledge: 2 }))).toBe("sent");
  });

  it("a delivery was confirmed, called off or lost", () => {
    const on = { on: "2022-03-10", precision: "day" } as const;
    const arrival = begun(agreed(), delivered(1, worth("5", "USD")));
    expect(verdict("unconfirmed", arrival, confirmed(1, 1))).toBe("confirmed");
    expect(verdict("unconfirmed", arrival, confirmed(1, 2))).toBe("sent");
    expect(verdict("unconfirmed", arrival, { type: "delivery.moved", no: 1, move: { state: "cancelled", on } })).toBe(
      "cancelled",
    );
    expect(
      verdict("unconfirmed", arrival, { type: "delivery.moved", no: 1, move: { state: "lost_or_damaged", on } }),
    ).toBe("lost or damaged");
    expect(verdict("unconfirmed", arrival, { type: "delivery.moved", no: 1, move: { state: "dispatched", on } })).toBe(
      "superseded",
    );
  });

  it("something was seen, everything came, they took it back, or asked something", () => {
    const later: Instant = "2022-03-10T07:00:00.000Z";
    const on = { on: "2022-03-10", precision: "day" } as const;
    const quiet = begun(agreed());
    expect(verdict("nothing_seen", quiet, [later, pledged(1, worth("10", "USD"))])).toBe("seen since");
    const part = delivered(1, undefined, { move: { state: "dispatched", on } });
    expect(verdict("nothing_seen", quiet, [later, part])).toBe("seen since");
    expect(verdict("nothing_seen", quiet, [later, delivered(1, worth("5", "USD"))])).toBe("delivered");
    expect(verdict("nothing_seen", quiet, [later, { ...agreed(2), outcome: "reversed" }])).toBe("answered");
  });

  it("silence is not broken so soon after a chase", () => {
    const chase: RequestFact = {
      type: "approach.made",
      no: 2,
      at: { on: "2022-03-18T10:00:00.000Z", precision: "instant" },
      channel: "email",
      chase: true,
    };
    expect(verdict("nothing_seen", begun(agreed()), ["2022-03-18T10:00:00.000Z", chase])).toBe(
      "2022-03-23T07:00:00.000Z",
    );
  });

  it("a paper holds longer", () => {
    expect(verdict("ends", begun(PAPER), { type: "agreement.edited", no: 1, until: "2023-04-06" })).toBe(
      "date changed",
    );
  });

  it("a lead has spoken", () => {
    expect(verdict("approval", begun(ASKED), { type: "approval.given" })).toBe("approved");
    expect(verdict("approval", begun(ASKED), { type: "approval.returned", word: "shorter" })).toBe("returned");
  });

  it("a lead who was asked anew is told of that, not of the first time", () => {
    const again: [Instant, RequestFact] = ["2022-03-07T12:00:00.000Z", ASKED];
    expect(verdict("approval", begun(ASKED), { type: "approval.given" }, again)).toBe("superseded");
  });

  it("the date they named for what they agreed to is overtaken by what came", () => {
    const promised: RequestFact = { type: "promise.recorded", due: { day: "2022-03-16" } };
    expect(verdict("promised", begun(agreed(), promised))).toBe("sent");
    expect(verdict("promised", begun(agreed(), promised), delivered(1, worth("5", "USD")))).toBe("delivered");
  });

  it("nobody is reminded every week of a date that is ahead again", () => {
    const by = (due: Due): RequestFact => ({ type: "promise.recorded", due });
    expect(verdict("weekly", begun())).toBe("sent");
    expect(verdict("weekly", begun(), by({ day: "2022-03-16" }))).toBe("sent");
    expect(verdict("weekly", begun(), by({ day: "2022-05-16" }))).toBe("date changed");
    expect(verdict("weekly", begun(), by({ at: "2022-05-16T07:00:00.000Z" }))).toBe("date changed");
    expect(verdict("weekly", begun(by({ day: "2022-03-09" })), by({ day: "2022-05-16" }))).toBe("date changed");
  });
});
