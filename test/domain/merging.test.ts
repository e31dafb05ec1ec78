import { describe, expect, it } from "vitest";
import { hear } from "../../src/domain/decide-hearsay.ts";
import type { Hearsay, NewResponse } from "../../src/domain/intent.ts";
import type { CompanyFact, Entry } from "../../src/domain/journal.ts";
import { takenOver } from "../../src/domain/merging.ts";
import type { Company } from "../../src/domain/parties.ts";
import { replay } from "../../src/domain/replay.ts";
import { claims, count, delivers, pledges, reads, settles, shows, usd } from "../support/contributing.ts";

const DAY = { on: "2022-03-09", precision: "day" } as const;
const answer = (text: string, supersedes?: number): Hearsay => {
  const response: NewResponse = { automatic: false, unsolicited: true, text };
  return { do: "respond", response: supersedes === undefined ? response : { ...response, supersedes } };
};

/** One of everything that names another part by its number, told of a company called `whose`. */
const life = (whose: string): readonly Hearsay[] =>
  [
    answer(`${whose} first`),
    answer(`${whose} second`, 1),
    { do: "edit_response", version: 2, changes: { supersedes: 1 } },
    { do: "dispute_response", version: 2, claims: [{ field: "extent", value: "exit", source: whose, chosen: false }] },
    { do: "choose", version: 2, field: "extent", value: "exit" },
    { do: "note", note: { kind: "question", text: whose } },
    { do: "answer_note", no: 1, text: whose },
    pledges({ value: usd("9") }, { title: whose, response: 2 }),
    pledges({ value: usd("5") }, { title: `${whose} share`, parent: 1 }),
    { do: "state_pledge", no: 2, step: { stage: "committed", at: DAY, lines: [], value: usd("4") } },
    { do: "edit_pledge", no: 2, changes: { condition: whose, response: 1 } },
    { do: "meet_condition", no: 2 },
    { do: "plan_instalment", pledge: 2, instalment: { due: "2022-04-01", lines: [], value: usd("4") } },
    { do: "instalment_came", pledge: 2, no: 1, came: { on: DAY } },
    delivers({ title: whose, pledge: 2 }, "dispatched"),
    { do: "move_delivery", no: 2, move: { state: "received", on: DAY } },
    { do: "edit_delivery", no: 2, changes: { pledge: 1 } },
    { do: "leg", delivery: 2, leg: { direction: "out", units: [whose] } },
    { do: "edit_leg", delivery: 2, no: 1, changes: { received: DAY } },
    reads({ metric: whose, pledge: 2, delivery: 2 }),
    { do: "tag_reading", no: 1, tags: [whose] },
    { do: "agree", agreement: { kind: "grant", title: whose, parties: [whose], signatories: [] } },
    { do: "edit_agreement", no: 1, changes: { until: "2022-12-31" } },
    claims("pledge", 2, { field: "amount", value: whose, money: { amount: "3", currency: "USD" } }),
    settles("pledge", 2, "amount", whose),
    claims("reading", 1, { field: "quantity", value: "8 PB", quantity: count("8 PB") }),
    ...(["pledge", "delivery", "reading", "agreement", "note"] as const).map((part) =>
      shows(part, 1, { publisher: whose }),
    ),
    { do: "evidence", evidence: { kind: "press", response: 2, publisher: whose } },
    { do: "cancel_pledge", no: 2, reason: whose },
    // Each of these is heard of a company as well as of a request.
  ] as readonly Hearsay[];

const entriesOf = (facts: readonly CompanyFact[], at: number): readonly Entry<CompanyFact>[] =>
  facts.map((fact, index) => ({
    seq: at + index,
    change: `change ${at + index}`,
    at: `2022-03-10T08:${String(at + index).padStart(2, "0")}:00.000Z`,
    by: "m1",
    via: "console",
    subject: "company",
    id: "c1",
    fact,
  }));

// Replayed from its own first fact, each is a company.
const companyOf = (entries: readonly Entry<CompanyFact>[]): Company => replay("company", entries) as Company;

const lived = (name: string): readonly Entry<CompanyFact>[] =>
  life(name).reduce(
    (so, intent) => [...so, ...entriesOf(hear(companyOf(so), intent), so.length)],
    entriesOf([{ type: "company.added", id: "c1", name }], 0),
  );

/** A company's parts with every number in them turned into the words of the part that it names. */
const told = (company: Company) => {
  const { responses, pledges: promised, deliveries, readings, agreements, notes, evidence } = company;
  const at = <T extends { readonly no: number }>(
    items: readonly T[],
    no: number | undefined,
    words: (it: T) => string,
  ) =>
    no === undefined
      ? undefined
      : items
          .filter((item) => item.no === no)
          .map(words)
          .join();
  const answered = (version: number | undefined) => responses.find((one) => one.version === version)?.text;
  const parts = {
    pledge: promised.map(({ no, title }) => ({ no, title })),
    delivery: deliveries.map(({ no, title }) => ({ no, title })),
    reading: readings.map(({ no, metric: title }) => ({ no, title })),
    agreement: agreements.map(({ no, title }) => ({ no, title })),
    note: notes.map(({ no, text: title }) => ({ no, title })),
  };
  const named = (part: keyof typeof parts, no: number | undefined) => at(parts[part], no, ({ title }) => title);
  return [
    ...responses.map(({ version: _, supersedes, ...one }) => ({ ...one, supersedes: answered(supersedes) })),
    ...promised.map(({ no: _, parent, response, ...one }) => ({
      ...one,
      parent: named("pledge", parent),
      response: answered(response),
    })),
    ...deliveries.map(({ no: _, pledge, ...one }) => ({ ...one, pledge: named("pledge", pledge) })),
    ...readings.map(({ no: _, pledge, delivery, ...one }) => ({
      ...one,
      pledge: named("pledge", pledge),
      delivery: named("delivery", delivery),
    })),
    ...agreements.map(({ no: _, ...one }) => one),
    ...notes.map(({ no: _, ...one }) => one),
    ...evidence.map(({ no: _, about, response, ...one }) => ({
      ...one,
      about: about && named(about.part as keyof typeof parts, about.no),
      response: answered(response),
    })),
  ];
};

describe("what a company takes over of another", () => {
  const [into, gone] = [lived("Amazon"), lived("AWS Cloud")];
  const merged = companyOf([...into, ...entriesOf(takenOver(companyOf(into), companyOf(gone), gone), 100)]);

  it("says the same as before, whatever number each part has now, and when it was first said", () => {
    const [before, after] = [told(companyOf(gone)), told(merged)];
    expect(before).toHaveLength(15);
    for (const one of before) expect(after).toContainEqual(one);
  });

  it("changes nothing of its own, and gives no number twice", () => {
    for (const one of told(companyOf(into))) expect(told(merged)).toContainEqual(one);
    expect(told(merged)).toHaveLength(2 * told(companyOf(into)).length);
    for (const items of [merged.pledges, merged.deliveries, merged.readings, merged.agreements, merged.notes])
      expect(new Set(items.map(({ no }) => no)).size).toBe(items.length);
    expect(new Set(merged.responses.map(({ version }) => version)).size).toBe(merged.responses.length);
  });
});
