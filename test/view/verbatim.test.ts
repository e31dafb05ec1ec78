import { describe, expect, it } from "vitest";
import { speak } from "../../src/language/say.ts";
import { GIVEN_HISTORY, HISTORY } from "../../src/view/gallery-facts.ts";
import { tellsAll, verbatim } from "../../src/view/verbatim.ts";

const say = speak("en");
const typedIn = (fact: (typeof HISTORY)[number]["fact"], by = "m1") =>
  verbatim({ by, fact }, say).map(({ label, text }) => `${label}: ${text}`);

describe("What was typed into an entry", () => {
  it("has a name in both languages, whatever kind of entry it is", () => {
    for (const entry of [...HISTORY, ...GIVEN_HISTORY]) {
      for (const { label } of verbatim(entry, say)) expect(label).toMatch(/^[a-z][a-z ]+$/u);
      for (const { label } of verbatim(entry, speak("uk"))) expect(label).toMatch(/^\p{Script=Cyrillic}[\p{L}’, ]+$/u);
    }
  });

  it("is told in full, with what was typed for a date, and without ids and words of closed lists", () => {
    expect(
      typedIn({
        type: "approval.asked",
        channel: "open_letter",
        at: { on: "2022-03-07", precision: "day", stated: "Monday" },
        from: "Minister",
        text: "one\n\ntwo",
        ask: { term: { unit: "days", count: 3 }, stated: "3 days" },
        owner: "0190a5b0-0000-7000-8000-000000000001",
      }),
    ).toEqual(["date as typed: Monday", "from: Minister", "text: one\n\ntwo", "answer expected by: 3 days"]);
    expect(
      typedIn({
        type: "agreement.made",
        no: 1,
        kind: "memorandum",
        title: "Plan",
        parties: ["Nimbora", "Ministry of Health"],
        signatories: [],
      }),
    ).toEqual(["title: Plan", "parties: Nimbora; Ministry of Health"]);
  });

  it("names what a source says by what it is about, and leaves a closed word to the line", () => {
    const claim = (field: "date" | "extent", value: string) =>
      typedIn({ type: "response.disputed", version: 1, claim: { field, value, source: "Herald", chosen: false } });
    expect(claim("date", "last week")).toEqual(["date: last week", "who reports it: Herald"]);
    expect(claim("extent", "suspend")).toEqual(["who reports it: Herald"]);
  });

  it("is nothing where nobody typed", () => {
    expect(typedIn({ type: "closed", reason: "answered in full" }, "system")).toEqual([]);
    expect(typedIn({ type: "closed", reason: "-" })).toEqual([]);
    expect(typedIn({ type: "approval.given" })).toEqual([]);
  });

  it("is told by a line that has all of it, also in bold or in a link", () => {
    const typed = verbatim({ by: "m1", fact: { type: "closed", reason: "done" } }, say);
    expect(tellsAll(["Closed (", { strong: ["done"] }, ")"], typed)).toBe(true);
    expect(tellsAll([{ link: "https://a.example", label: "done" }], typed)).toBe(true);
    expect(tellsAll(["Closed (do…)"], typed)).toBe(false);
  });
});
