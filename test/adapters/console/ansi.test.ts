import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { ansiLines, buttonsOf, type Ink, seen } from "../../../adapters/console/ansi.ts";
import { harmless } from "../../../adapters/console/harmless.ts";
import type { Block, Inline, Text, View } from "../../../src/view/view.ts";

const ink: Ink = { colour: false, width: 60, zone: "Europe/Kyiv", language: "en" };
const view = (...blocks: readonly Block[]): View => ({ title: ["AID-1"], tone: "plain", blocks });
const shown = (blocks: readonly Block[], how: Partial<Ink> = {}): string =>
  ansiLines(view(...blocks), 1, { ...ink, ...how }).join("\n");

describe("a view in the terminal", () => {
  it("shows a day as it is and a moment in the reader's zone and language", () => {
    const text: Text = ["due ", { day: "2022-03-11" }, " at ", { when: "2022-03-07T23:30:00.000Z" }];
    expect(shown([{ kind: "text", text }])).toMatch(/due Fri,? 11 Mar 2022 at Tue,? 8 Mar 2022,? 01:30/u);
    expect(shown([{ kind: "text", text }], { language: "uk", zone: "UTC" })).toMatch(/пт,? 11 бер\. 2022.*23:30/u);
  });

  it("numbers buttons on from the first number given", () => {
    const button = { weight: "plain", call: { command: "snooze", options: {} } } as const;
    const two = view(
      { kind: "buttons", buttons: [{ ...button, label: "Snooze" }] },
      { kind: "buttons", buttons: [{ ...button, label: "Done" }] },
    );
    expect(ansiLines(two, 7, ink)).toEqual(["AID-1", "[7] Snooze", "[8] Done"]);
    expect(buttonsOf(two).map(({ label }) => label)).toEqual(["Snooze", "Done"]);
  });

  it("aligns rows that fit and stacks rows that do not", () => {
    const rows: Block = {
      kind: "rows",
      columns: ["Request", "Due"],
      rows: [
        [["AID-1"], ["today"]],
        [["AID-12"], ["late"]],
      ],
      more: ["and 3 more"],
    };
    expect(shown([rows])).toBe("AID-1\nRequest  Due\nAID-1    today\nAID-12   late\nand 3 more");
    expect(shown([rows], { width: 12 })).toBe(
      "AID-1\n- Request:\nAID-1\n| Due: today\n- Request:\nAID-12\n| Due: late\nand 3 more",
    );
  });

  it("never breaks a line inside a number", () => {
    const text = ["promised 134 000 000 ₴, 5 tents"];
    expect(shown([{ kind: "text", text }], { width: 18 })).toBe("AID-1\npromised\n134 000 000 ₴, 5\ntents");
  });

  it("keeps the lines of a quote behind their mark, so that nobody can forge a message in one", () => {
    expect(shown([{ kind: "quote", text: ["one\ntwo"] }])).toBe("AID-1\n> one\n> two");
  });

  it("shows what a terminal would obey", () => {
    expect(shown([{ kind: "text", text: ["\u001b[2Jgone\u0007", " \u202eevil"] }])).toBe("AID-1\n␛[2Jgone␇ \ufffdevil");
  });

  it("is what a story looks into, without wrapping", () => {
    const long = "word ".repeat(60).trim();
    expect(seen(view({ kind: "text", text: [long] }), ink)).toBe(`AID-1 ${long}`);
  });
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const COMMANDS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/u;

const words = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("\u001b[31m", "\u009b2J", "\u202e", "a\r\nb", "\ud800", "👩‍🚒", "古".repeat(70)),
);
const inline: fc.Arbitrary<Inline> = fc.oneof(
  words,
  words.map((text) => ({ strong: [text] })),
  fc.record({ link: words, label: words }),
  fc.record({ member: words, accounts: fc.constant([]), ping: fc.boolean() }),
  words.map((day) => ({ day })),
  words.map((when) => ({ when })),
  words.map((code) => ({ code })),
);
const text = fc.array(inline, { maxLength: 4 });
const button = fc.record({
  label: words,
  weight: fc.constantFrom("main", "plain", "danger"),
  call: fc.constant({ command: "x", options: {} }),
});
const block = fc.oneof(
  fc.record({ kind: fc.constantFrom("text", "note", "heading", "quote"), text }),
  fc.record({
    kind: fc.constant("facts"),
    facts: fc.array(fc.record({ label: words, value: text }), { maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant("list"), items: fc.array(text, { maxLength: 3 }), more: text }),
  fc.record({
    kind: fc.constant("rows"),
    columns: fc.array(words, { maxLength: 3 }),
    rows: fc.array(fc.array(text, { maxLength: 4 }), { maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant("buttons"), buttons: fc.array(button, { maxLength: 4 }) }),
);
const anyView = fc.record({
  title: text,
  tone: fc.constantFrom("plain", "good", "soon", "late", "refused"),
  blocks: fc.array(block, { maxLength: 4 }),
}) as fc.Arbitrary<View>;

describe("any view at all", () => {
  it("never steers the terminal and never passes its width", () => {
    fc.assert(
      fc.property(anyView, fc.constantFrom(20, 40, 80), (view, width) => {
        for (const line of ansiLines(view, 1, { ...ink, width })) {
          expect(line).not.toMatch(COMMANDS);
          expect(line).not.toContain("\n");
          expect(stringWidth(line)).toBeLessThanOrEqual(width);
        }
      }),
    );
  });

  it("holds no escape but our own colours, each of them closed", () => {
    fc.assert(
      fc.property(anyView, (view) => {
        for (const line of ansiLines(view, 1, { ...ink, colour: true })) {
          // biome-ignore lint/suspicious/noControlCharactersInRegex: our own colour codes start with one.
          expect(line.replace(/\u001b\[(?:1|2|4|31|32|33|36)m([^\u001b]*)\u001b\[0m/gu, "$1")).not.toMatch(COMMANDS);
        }
      }),
    );
  });

  it("is made harmless once and for all", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => harmless(harmless(text)) === harmless(text)));
  });
});
