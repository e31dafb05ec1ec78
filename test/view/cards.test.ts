import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CALL_LIMIT, encodeCall } from "../../src/call.ts";
import { NOTHING_GIVEN } from "../../src/domain/giving-overview.ts";
import { REFUSALS, Refusal } from "../../src/domain/refusal.ts";
import { LANGUAGES } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import type { Card } from "../../src/view/card.ts";
import { digestView } from "../../src/view/digest.ts";
import { GALLERY } from "../../src/view/gallery.ts";
import { GIVING } from "../../src/view/gallery-giving.ts";
import { historyView } from "../../src/view/history.ts";
import { plain } from "../../src/view/plain.ts";
import { refusalView, refusalWords } from "../../src/view/refusal.ts";
import { reminderView } from "../../src/view/reminder.ts";
import { recipientOf } from "../../src/view/reminder-to.ts";
import { requestCard } from "../../src/view/request-card.ts";
import { AT, answer, card, lines, PASSED } from "../../src/view/sample.ts";
import { PEOPLE } from "../../src/view/sample-people.ts";
import type { Button, View } from "../../src/view/view.ts";

const say = speak("en");
const read = (view: View): string => plain(view, { language: "en", zone: "Europe/Kyiv" });
const buttonsOf = (view: View): readonly Button[] =>
  view.blocks.flatMap((block) => (block.kind === "buttons" ? block.buttons : []));
const commandsOn = (shown: Card): readonly string[] =>
  buttonsOf(requestCard(shown, say)).map(({ call }) => call.command);

describe("the card of a request", () => {
  it("begins with the fact, then the date, then the one next step", () => {
    const [, fact, date, next] = read(requestCard(card({}, { workingDaysLeft: 3 }), say)).split("\n");
    expect([fact, date, next]).toEqual([
      "Their move: we wait for an answer.",
      "Answer expected by Fri 18 Mar 2022: 3 working days left.",
      "Next: Nothing to do now; a reminder comes in time.",
    ]);
  });

  it("says in words that it is late, and never that anybody must by law", () => {
    const late = requestCard(card({ deadline: PASSED }), say);
    expect(late.tone).toBe("late");
    expect(read(late)).toContain("Late since Tue 15 Mar 2022");
    expect(read(late)).not.toMatch(/\bmust\b|by law/);
  });

  it("offers the way back from each state", () => {
    const pause = { from: "2022-03-09T09:00:00.000Z", reason: "they asked", left: { workingDays: 2 } };
    expect(commandsOn(card())).toContain("pause");
    expect(commandsOn(card({ deadline: { ...PASSED, pauses: [pause] } }))).toContain("resume");
    expect(commandsOn(card())).toContain("close");
    expect(commandsOn(card({ status: "closed", ended: { at: AT, reason: "done" } }))).toEqual(
      expect.arrayContaining(["reopen"]),
    );
    const dozing = buttonsOf(
      requestCard(card({ snooze: { until: "2022-03-20T07:00:00.000Z", reason: "holiday" } }), say),
    );
    expect(dozing.find(({ call }) => call.command === "snooze")?.call.options).toMatchObject({ until: "now" });
  });

  it("puts the version on every button that changes something, and on none that looks", () => {
    for (const { call } of buttonsOf(requestCard(card({ deadline: PASSED }), say))) {
      expect(call.options["request"]).toBe("AID-1");
      expect(call.options["v"], call.command).toBe(
        ["history", "why", "show"].includes(call.command) ? undefined : "4.r1",
      );
    }
  });

  it("calls an answer without source or evidence unsourced", () => {
    const evidence = { no: 1, kind: "press", captured: AT, response: 1 } as const;
    expect(read(requestCard(card({ responses: [answer()] }), say))).toContain("unsourced");
    expect(read(requestCard(card({ responses: [answer({ source: "The Herald" })] }), say))).not.toContain("unsourced");
    expect(read(requestCard(card({ responses: [answer()], evidence: [evidence] }), say))).not.toContain("unsourced");
    expect(read(requestCard(card({ responses: [answer()], evidence: [{ ...evidence, response: 2 }] }), say))).toContain(
      "unsourced",
    );
  });

  it("shows sources that disagree side by side until somebody chooses", () => {
    const claims = [
      { field: "extent", value: "suspend", source: "The Herald", chosen: false },
      { field: "extent", value: "pause_new", source: "their blog", chosen: false },
    ] as const;
    const dispute = "Disputed: extent: suspended (The Herald); new business paused (their blog)";
    expect(read(requestCard(card({ responses: [answer({ claims })] }), say))).toContain(dispute);
    const settled = claims.map((claim, at) => ({ ...claim, chosen: at === 0 }));
    expect(read(requestCard(card({ responses: [answer({ claims: settled })] }), say))).not.toContain("Disputed");
  });

  it("cuts what is too long and says how much is missing", () => {
    const text = read(requestCard(card({ rationale: "я".repeat(3_000) }), say));
    expect(text).toContain("(2,700 more characters)");
    expect(text.length).toBeLessThan(1_500);
  });

  it("stands whatever people wrote into it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), (title, items) => {
        expect(read(requestCard(card({ title, items }), say))).toContain("AID-1");
      }),
    );
  });
});

describe("a reminder", () => {
  const pinged = (view: View): string => read(view).match(/@(.*)/g)?.join() ?? "";

  it("pings the owner, or the stand-in while the owner is away, and nobody else", () => {
    expect(pinged(reminderView({ items: [{ kind: "before", card: card(), key: "", repeat: false }] }, say))).toBe(
      "@Ірина Саєнко",
    );
    const away = card({ owner: "m3", standIn: "m2" });
    expect(recipientOf(away)?.name).toBe("Dana Whitlock");
    expect(pinged(reminderView({ items: [{ kind: "before", card: away, key: "", repeat: false }] }, say))).toContain(
      "@Dana Whitlock",
    );
    const gone = { ...card(), people: { m1: { ...PEOPLE["m1"], active: false } } } as unknown as Card; // a member who left, and no stand-in on record
    expect(recipientOf(gone)).toBeUndefined();
  });

  it("takes the day on which somebody is back from the team's calendar, not from London's", () => {
    const here = (at: string) => recipientOf(card({ owner: "m3", standIn: "m2" }, { at }))?.name;
    expect(here("2022-03-20T21:59:00.000Z")).toBe("Dana Whitlock");
    expect(here("2022-03-20T22:00:00.000Z")).toBe("Марко Лісний");
  });

  it("offers everything that may have happened, and the next rung once it is very late", () => {
    const commands = (kind: "late" | "very_late") =>
      buttonsOf(reminderView({ items: [{ kind, card: card({ deadline: PASSED }), key: "", repeat: false }] }, say)).map(
        ({ call }) => call.command,
      );
    expect(commands("late")).toEqual(["response", "chase", "due", "snooze", "assign", "close"]);
    const [escalate] = buttonsOf(
      reminderView({ items: [{ kind: "very_late", card: card({ deadline: PASSED }), key: "", repeat: false }] }, say),
    );
    expect(escalate?.call).toEqual({ command: "chase", options: { request: "AID-1", v: "4.r1", rung: "letter" } });
  });

  it("says of several the worst first, counts what it does not show, and admits a repeat", () => {
    const items = Array.from({ length: 14 }, (_, at) => ({
      kind: at === 13 ? ("very_late" as const) : ("before" as const),
      key: "",
      card: card({ ref: at + 1 }),
      repeat: at === 2,
    }));
    const text = read(reminderView({ items, late: true }, say));
    expect(text.indexOf("AID-14 ")).toBeLessThan(text.indexOf("AID-1 "));
    expect(text).toContain("and 4 more not shown");
    expect(text).toContain("This may be a repeat");
    expect(text).toContain("later than planned");
  });
});

describe("a digest", () => {
  const totals = { asked: 4, answered: 2, agreed: 1, agreedInPart: 1, declined: 0, late: 1, companies: 3, medianOf: 0 };
  const none = { rows: [], total: 0 };
  const one = { rows: lines(1), total: 3 };
  const question = { from: "2022-03-06T22:00:00.000Z", to: "2022-03-13T22:00:00.000Z", asOf: AT, lines: 1 };

  it("says decisions first and totals last, in the order of importance", () => {
    const all = { decisions: one, late: one, dueThisWeek: one, answered: one, sent: one, silent: one, unowned: one };
    const figures = { question, ...all, totals, before: { ...totals, asked: 1 }, giving: GIVING };
    const text = read(digestView({ figures, zone: "Europe/Kyiv" }, say));
    const order = [
      "Decisions that wait",
      "Late, oldest first",
      "Due this week",
      "Answered ·",
      "Sent ·",
      "Silent longest",
      "No owner",
      "Instalments due",
      "Agreements that end soon",
      "never thanked",
      "sources differ",
      "Promised and received",
      "What others count",
      "Totals",
    ].map((title) => text.indexOf(title));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order).not.toContain(-1);
    expect(text).toContain("Digest Mon 7 Mar 2022 – Sun 13 Mar 2022");
    expect(text).toContain("Asked: 4 (+3)");
    expect(text).toContain("and 2 more not shown");
  });

  it("says a quiet week in one line", () => {
    const quiet = {
      decisions: none,
      late: none,
      dueThisWeek: none,
      answered: none,
      sent: none,
      silent: none,
      unowned: none,
    };
    const text = read(
      digestView(
        { figures: { question, ...quiet, totals, before: totals, giving: NOTHING_GIVEN }, zone: "Europe/Kyiv" },
        say,
      ),
    );
    expect(text).toContain("A quiet week: nothing was sent");
    expect(text).not.toContain("·");
  });
});

describe("a timeline", () => {
  const entry = (seq: number, fact: { type: "closed"; reason: string } | { type: "undone"; change: string }) =>
    ({
      seq,
      change: `x${seq}`,
      at: `2022-03-1${seq}T08:00:00.000Z`,
      by: "m1",
      via: "console",
      subject: "request",
      id: "r1",
      fact,
    }) as const;

  it("marks what was taken back in words, and what was brought back as standing", () => {
    const closed = entry(1, { type: "closed", reason: "done" });
    const undone = entry(2, { type: "undone", change: "x1" });
    const shown = (entries: Parameters<typeof historyView>[0]["entries"]) =>
      read(
        historyView(
          { title: ["AID-1"], entries, people: PEOPLE, turn: { command: "history", options: { request: "AID-1" } } },
          say,
        ),
      );
    expect(shown([closed])).not.toContain("(undone)");
    expect(shown([closed, undone])).toContain("Closed (done) (undone)");
    expect(shown([closed, undone, entry(3, { type: "undone", change: "x2" })])).not.toContain("Closed (done) (undone)");
  });
});

describe.each(LANGUAGES)("a refusal in %s", (language) => {
  const tongue = speak(language);

  it.each(REFUSALS)("%s can be said whatever came with it", (code) => {
    const params = fc.dictionary(
      fc.constantFrom(
        "typed",
        "nearest",
        "ref",
        "name",
        "who",
        "need",
        "max",
        "min",
        "choices",
        "option",
        "command",
        "number",
        "list",
      ),
      fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string(), { maxLength: 3 })),
    );
    fc.assert(
      fc.property(params, (any) => {
        const refusal = new Refusal(code, any);
        expect(refusalView(refusal, tongue).tone).toBe("refused");
        expect(refusalWords(refusal, tongue)).toMatch(/\p{L}/u);
      }),
      { numRuns: 20 },
    );
  });

  it("says nothing of what was not told", () => {
    for (const code of REFUSALS)
      expect(refusalWords(new Refusal(code), tongue), code).not.toMatch(/\bnone\b(?!”|,)|undefined/);
  });
});

describe.each(Object.entries(GALLERY))("%s", (_name, make) => {
  it("keeps to five buttons a row, each short enough to be carried by any platform", () => {
    for (const language of LANGUAGES) {
      for (const block of make(speak(language)).blocks) {
        if (block.kind !== "buttons") continue;
        expect(block.buttons.length).toBeLessThanOrEqual(5);
        for (const button of block.buttons) {
          expect(button.label.length).toBeLessThanOrEqual(40);
          expect(encodeCall(button.call).length).toBeLessThanOrEqual(CALL_LIMIT);
        }
      }
    }
  });
});
