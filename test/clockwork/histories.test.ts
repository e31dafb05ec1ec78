import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RequestFact } from "../../src/domain/journal.ts";
import { type Instant, plusHours } from "../../src/domain/time.ts";
import { wallClock, worked } from "../support/calendar-oracle.ts";
import { confirmed, delivered, pledged, worth } from "../support/giving.ts";
import type { Fate } from "../support/scripted-adapter.ts";
import {
  agreed,
  answered,
  asked,
  companyNamed,
  type History,
  MONDAY,
  OLENA,
  PLACE,
  requestOf,
  scene,
  TARAS,
  TEAM,
} from "./scene.ts";

const REQUESTS = 3;
const COMPANIES = ["a", "b"].map(companyNamed);
const HOURS = 24 * 21;

/** Something a person does to a request, or a member does with their place in the team. */
type Act = { readonly hour: number; readonly ref: number; readonly fact: (at: Instant, nth: number) => RequestFact };

const DAY = { on: "2022-03-10", precision: "day" } as const;
const PLEDGED = pledged(1, worth("10", "USD"));
const INSTALMENT: Extract<RequestFact, { type: "instalment.planned" }> = {
  type: "instalment.planned",
  pledge: 1,
  no: 1,
  due: "2022-03-16",
  lines: [],
};
const PAPER: RequestFact = {
  type: "agreement.made",
  no: 1,
  kind: "memorandum",
  title: "Memorandum",
  parties: [],
  signatories: [],
  until: "2022-04-10",
};

const anyFact = fc.oneof(
  fc.constant((): RequestFact => answered("declined")),
  fc.constant((): RequestFact => answered("acknowledged", true)),
  fc.constant((): RequestFact => ({ type: "withdrawn", reason: "not needed" })),
  fc.constant((): RequestFact => ({ type: "closed", reason: "done" })),
  fc.constant((): RequestFact => ({ type: "reopened", reason: "not done" })),
  fc.integer({ min: 1, max: 96 }).map(
    (hours) =>
      (at: Instant): RequestFact => ({ type: "snoozed", until: plusHours(at, hours), reason: "later" }),
  ),
  fc.integer({ min: 0, max: 14 }).map(
    (days) =>
      (at: Instant): RequestFact => ({ type: "promise.recorded", due: { day: plusHours(at, days * 24).slice(0, 10) } }),
  ),
  fc.integer({ min: 1, max: 200 }).map((hours) => (at: Instant, nth: number): RequestFact => {
    const due = plusHours(at, hours);
    return {
      type: "deadline.set",
      deadline: {
        clock: `n${nth}`,
        term: { unit: "hours", count: hours },
        from: at,
        due: { at: due },
        lateAt: due,
        veryLateAt: plusHours(due, 120),
        pauses: [],
      },
    };
  }),
  fc
    .constantFrom<RequestFact>(
      agreed(),
      PLEDGED,
      INSTALMENT,
      { ...INSTALMENT, no: 2, due: "2022-03-22" },
      { type: "instalment.came", pledge: 1, no: 1, on: DAY },
      { type: "pledge.cancelled", no: 1, reason: "they left" },
      delivered(1, worth("5", "USD")),
      { type: "delivery.moved", no: 1, move: { state: "lost_or_damaged", on: DAY, reason: "burnt" } },
      confirmed(1, 1),
      PAPER,
      { type: "approval.asked", channel: "social_public" },
      { type: "approval.given" },
      { type: "approval.returned", word: "shorter" },
    )
    .map((fact) => (): RequestFact => fact),
  fc.constantFrom("olena", "taras", null).map((owner) => (): RequestFact => ({ type: "assigned", owner })),
  fc.constant(
    (at: Instant): RequestFact => ({
      type: "clock.paused",
      pause: { from: at, reason: "they asked", left: { workingDays: 1 } },
    }),
  ),
  fc.constant(
    (at: Instant, nth: number): RequestFact => ({
      type: "approach.made",
      no: nth + 10,
      at: { on: at, precision: "instant" },
      channel: "email",
      chase: true,
    }),
  ),
);
const anyAct: fc.Arbitrary<Act> = fc.record({
  hour: fc.nat(HOURS),
  ref: fc.integer({ min: 1, max: REQUESTS }),
  fact: anyFact,
});
const anyFate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Fate>("ok") },
  { weight: 1, arbitrary: fc.constantFrom<Fate>("permanent", "refused", "lost", "late", { retryAfter: 90 }) },
);
/** When the clockwork is down: from an hour, for so many. */
const anyOutage = fc.record({ from: fc.nat(HOURS), hours: fc.nat(80) });

describe("over any three weeks of asking, answering, failing and falling over", () => {
  it("every occurrence that fell due is sent once, skipped with a reason, or dead with a reason", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyAct, { maxLength: 10 }),
        fc.array(anyFate, { maxLength: 40 }),
        fc.array(anyOutage, { maxLength: 3 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 5 }),
        async (acts, fates, outages, direct, step) => {
          const histories = Array.from(
            { length: REQUESTS },
            (_, at): History =>
              asked({
                ref: at + 1,
                company: at < 2 ? "a" : "b",
                owner: at === 2 ? null : "olena",
                kind: at === 0 ? "service_suspension" : "funding",
              }),
          );
          const made = scene(histories.map(requestOf), {
            companies: COMPANIES,
            members: [{ ...OLENA, direct }, TARAS],
            fates,
          });
          const couriers = [made.courier, made.another()];
          made.plan();
          made.planAlso(TEAM.id, PLACE, { kind: "digest", key: `digest:${MONDAY}`, at: MONDAY });

          for (let hour = 0; hour <= HOURS + 24 * 4; hour += hour > HOURS ? 1 : step) {
            const at = plusHours(MONDAY, hour);
            made.wait(at);
            for (const [nth, act] of acts.entries()) {
              if (act.hour < hour || act.hour >= hour + step || hour > HOURS) continue;
              const history = histories[act.ref - 1] ?? [];
              histories[act.ref - 1] = [...history, [at, act.fact(at, nth)]];
              made.become({ requests: histories.map(requestOf) });
              // A command plans anew within its transaction; sometimes the courier gets there with what was planned before.
              if (nth % 4 !== 0) made.plan(at, act.ref);
            }
            if (hour <= HOURS && outages.some(({ from, hours }) => from <= hour && hour < from + hours)) continue;
            // A round in which nothing is open finds nothing; leaving those out makes the test three times as fast.
            if (
              !made.rows.some(
                ({ state, dueAt }) => ["SENDING", "UNKNOWN"].includes(state) || (state === "PENDING" && dueAt <= at),
              )
            )
              continue;
            const before = made.shown.length;
            await Promise.all(couriers.map((courier) => courier.round(at)));
            for (const { text } of made.shown.slice(before)) {
              if (text.startsWith("Digest")) continue;
              expect(text).not.toMatch(/undefined|NaN/u);
              const [day = "", time = ""] = wallClock(at, "Europe/Kyiv").split(" ");
              expect(time >= "08:00" && time < "20:00", `${at}: ${text}`).toBe(true);
              expect(worked([{ workdays: [1, 2, 3, 4, 5], off: new Set() }], day)).toBe(true);
              for (const [, ref] of text.matchAll(/AID-(\d+) /gu)) {
                const status = histories.map(requestOf).find((one) => one.ref === Number(ref))?.status;
                expect(["closed", "withdrawn"], text).not.toContain(status);
              }
            }
          }

          const end = plusHours(MONDAY, HOURS);
          for (const row of made.rows.filter(({ dueAt }) => dueAt <= end)) {
            if (row.kind === "digest" && row.state === "UNKNOWN") continue;
            expect(["SENT", "SKIPPED", "DEAD"], `${row.kind} ${row.key} is ${row.state}`).toContain(row.state);
            if (row.state !== "SENT") expect(row.reason).toBeTruthy();
          }
          // What arrived without an error was shown once; only what nobody could know may be seen again.
          const uncertain = fates.filter((fate) => fate === "late").length;
          expect(made.shown.length - new Set(made.shown.map(({ key }) => key)).size).toBeLessThanOrEqual(uncertain);
          const digests = made.rows.filter(({ kind }) => kind === "digest");
          expect(digests.length).toBeGreaterThanOrEqual(
            4 - Math.ceil(outages.reduce((sum, { hours }) => sum + hours, 0) / (24 * 7)),
          );
        },
      ),
      { numRuns: 1_000 },
    );
  }, 180_000);
});
