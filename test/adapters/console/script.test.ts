import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLine, readScript, ScriptError } from "../../../adapters/console/script.ts";
import type { Step } from "../../../adapters/console/step.ts";
import { inQuotes } from "../../../src/view/quoting.ts";

const step = (line: string): Step | undefined => readLine(line, false);
const wrong = (line: string): ScriptError => {
  try {
    step(line);
  } catch (error) {
    if (error instanceof ScriptError) return error;
    throw error;
  }
  throw new Error(`"${line}" was read without complaint`);
};

describe("a line of a story", () => {
  it("is a comment or nothing", () => {
    expect(step("# the first days")).toBeUndefined();
    expect(step("   ")).toBeUndefined();
  });

  it("sets the clock, the speaker and the channel", () => {
    expect(step("at 2022-03-07 09:00")).toEqual({ kind: "at", day: "2022-03-07", time: "09:00" });
    expect(step("as coordinator")).toEqual({ kind: "as", name: "coordinator" });
    expect(step("as desk-2, lead, uk")).toEqual({ kind: "as", name: "desk-2", role: "lead", language: "uk" });
    expect(step("as Олена Коваль")).toEqual({ kind: "as", name: "Олена Коваль" });
    expect(step("in #outreach")).toEqual({ kind: "in", place: "#outreach" });
    expect(step("in @coordinator")).toEqual({ kind: "in", place: "@coordinator" });
  });

  it("says at the head where and in which language the workspace is", () => {
    expect(step("zone Europe/Kyiv")).toEqual({ kind: "zone", zone: "Europe/Kyiv" });
    expect(step("language uk")).toEqual({ kind: "language", language: "uk" });
  });

  it("is a command as it was typed", () => {
    expect(step('/aid request Amazon "End AWS in Russia" kind:service_suspension')).toEqual({
      kind: "say",
      text: 'request Amazon "End AWS in Russia" kind:service_suspension',
    });
    expect(step("/aid")).toEqual({ kind: "say", text: "" });
  });

  it.each(['"AID-1"', "“AID-1”", "„AID-1“", "„AID-1”", "«AID-1»"])("understands %s whatever the keyboard", (quoted) => {
    expect(step(`expect ${quoted}`)).toEqual({ kind: "expect", texts: ["AID-1"], not: false });
    expect(step(`press ${quoted}`)).toEqual({ kind: "press", button: "AID-1" });
    expect(step(`fill about:${quoted} n:3`)).toEqual({ kind: "fill", values: { about: "AID-1", n: "3" } });
  });

  it("reads a text that was put into quotation marks as the same text, in whatever stands there", () => {
    const awkward = fc.string({
      unit: fc.constantFrom("a", " ", "\\", '"', "“", "»", ":"),
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(awkward, (text) => {
        expect(step(`expect ${inQuotes(text)}`)).toEqual({ kind: "expect", texts: [text], not: false });
        expect(step(`fill text:${inQuotes(text)} n:3`)).toEqual({ kind: "fill", values: { text, n: "3" } });
      }),
    );
  });

  it("keeps other quotation marks inside quotation marks", () => {
    expect(step(`expect "the answer «no»"`)).toEqual({ kind: "expect", texts: ["the answer «no»"], not: false });
    expect(step(`expect «5" drives»`)).toEqual({ kind: "expect", texts: [`5" drives`], not: false });
  });

  it("lets time pass", () => {
    expect(step("advance 48h")).toEqual({ kind: "advance", stretch: { minutes: 2880 } });
    expect(step("advance 90 minutes")).toEqual({ kind: "advance", stretch: { minutes: 90 } });
    expect(step("advance 3 days")).toEqual({ kind: "advance", stretch: { days: 3 } });
    expect(step("advance 2 weeks")).toEqual({ kind: "advance", stretch: { days: 14 } });
    expect(step("advance to 2022-03-10 09:00")).toEqual({
      kind: "advance",
      stretch: { day: "2022-03-10", time: "09:00" },
    });
  });

  it("states what is expected", () => {
    expect(step('expect not "late"')).toEqual({ kind: "expect", texts: ["late"], not: true });
    expect(step('expect "AID-1" "Amazon"')).toEqual({ kind: "expect", texts: ["AID-1", "Amazon"], not: false });
    expect(step('expect form "Reason"')).toEqual({ kind: "expect form", texts: ["Reason"] });
    expect(step('expect post in #outreach "AID-1"')).toEqual({
      kind: "expect post",
      place: "#outreach",
      texts: ["AID-1"],
    });
    expect(step("expect none in #outreach")).toEqual({ kind: "expect post", place: "#outreach", texts: [], count: 0 });
    expect(step('expect 2 posts in #outreach "late"')).toEqual({
      kind: "expect post",
      place: "#outreach",
      texts: ["late"],
      count: 2,
    });
  });

  it.each([
    ["shout hello", "at, as, in"],
    ["at noon", "at 2022-03-07 09:00"],
    ["at 2022-02-30 09:00", "at 2022-03-07 09:00"],
    ["at 2022-03-07 24:00", "at 2022-03-07 09:00"],
    ["zone Kyiv", "zone Europe/Kyiv"],
    ["language fr", "language uk"],
    ["as", "as coordinator"],
    ["as desk-2, boss", "as desk-2, lead"],
    ["in outreach", "in #outreach"],
    ["press Snooze", 'press "Snooze"'],
    ['press "Snooze', 'press "Snooze"'],
    ["fill later", "fill reason:"],
    ["advance soon", "advance 48h"],
    ["advance 1e9 days", "advance 48h"],
    ["expect AID-1", 'expect "AID-1"'],
    ["expect", 'expect "AID-1"'],
    ["expect post in outreach", "expect post in #outreach"],
  ])("refuses %j with an example that works", (line, works) => {
    expect(wrong(line).works).toContain(works);
  });

  it.each(["constructor", "toString", "__proto__"])("is not fooled by the word %s", (word) => {
    expect(wrong(`${word} x`)).toBeInstanceOf(ScriptError);
  });
});

describe("a line at the prompt", () => {
  it("needs no /aid", () => expect(readLine("list late", true)).toEqual({ kind: "say", text: "list late" }));
  it("presses a button by its number", () => expect(readLine("3", true)).toEqual({ kind: "press", button: 3 }));
});

describe("a story", () => {
  it("knows where each step stands", () => {
    expect(readScript("# one\r\nas a\r\n\r\nin #b").map(({ line, source }) => [line, source])).toEqual([
      [2, "as a"],
      [4, "in #b"],
    ]);
  });

  it("goes on after a backslash", () => {
    expect(readScript("/aid request Amazon \\\n  reply-by:48h\nas b").map(({ line, step }) => [line, step])).toEqual([
      [1, { kind: "say", text: "request Amazon reply-by:48h" }],
      [3, { kind: "as", name: "b" }],
    ]);
  });

  it("names the line that cannot be read", () => {
    expect(() => readScript("as a\nshout")).toThrow(expect.objectContaining({ name: "ScriptError", line: 2 }));
  });

  it("never fails with anything but its own error", () => {
    const word = fc.constantFrom(
      "at",
      "as",
      "in",
      "/aid",
      "press",
      "fill",
      "advance",
      "expect",
      "expect post in",
      "to",
      '"',
      "«",
      "#a",
      "2022-13-99 99:99",
      ",",
      ":",
      "\\",
    );
    const line = fc
      .array(fc.oneof(word, fc.string({ unit: "binary" })), { maxLength: 6 })
      .map((words) => words.join(" "));
    fc.assert(
      fc.property(fc.array(line), fc.boolean(), (lines, loose) => {
        for (const read of [() => readScript(lines.join("\n")), () => readLine(lines.join("\n"), loose)]) {
          try {
            read();
          } catch (error) {
            expect(error).toBeInstanceOf(ScriptError);
          }
        }
      }),
    );
  });
});
