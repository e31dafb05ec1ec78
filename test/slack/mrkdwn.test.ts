import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mrkdwn, type Reader, stretches } from "../../adapters/slack/mrkdwn.ts";
import { plainText } from "../../src/view/plain.ts";
import type { Text } from "../../src/view/view.ts";
import { anyText, hostile } from "../support/hostile.ts";
import { tokensIn } from "../support/slack/tokens.ts";

const reader: Reader = { language: "en", zone: "Europe/Kyiv" };
const made = (...text: Text): string => mrkdwn(text, reader);
const friend = { member: "Alice", accounts: [{ platform: "slack", account: "U0FRIEND" }] } as const;

describe("a text in Slack's markup", () => {
  it("shows a moment in each reader's own zone, with words for those whose client cannot", () => {
    expect(made({ when: "2022-03-14T12:05:30.000Z" })).toBe(
      "<!date^1647259530^{date_short_pretty} {time}|Mon 14 Mar 2022, 14:05 EET>",
    );
    expect(mrkdwn([{ when: "2022-03-14T12:05:30.000Z" }], { language: "uk", zone: "UTC" })).toContain(
      "|пн 14 бер. 2022",
    );
  });

  it("leaves a calendar day in words: no zone may shift it", () => {
    expect(made("by ", { day: "2022-03-14" })).toBe("by Mon 14 Mar 2022");
  });

  it("mentions a person only where the view pings and Slack knows them", () => {
    expect(made({ ...friend, ping: true })).toBe("<@U0FRIEND>");
    expect(made(friend)).toBe("Alice");
    expect(made({ member: "Bob", accounts: [{ platform: "discord", account: "42" }], ping: true })).toBe("Bob");
    expect(made({ member: "Eve", accounts: [{ platform: "slack", account: "U1> <!channel" }], ping: true })).toBe(
      "Eve",
    );
  });

  it("links an address of ours, and nothing but the web and mail", () => {
    expect(made({ link: "https://a.example/?x=1&y=<2>", label: "their <page> | here" })).toBe(
      "<https://a.example/?x=1&amp;y=%3C2%3E|their &lt;page&gt; ¦ here>",
    );
    expect(made({ link: "javascript:alert(1)", label: "press" })).toBe("press (javascript:alert(1))");
    expect(made({ link: "not a link", label: "not a link" })).toBe("not a link");
  });

  it("keeps bold bold: no spaces at its ends, no letters beside it, none across lines", () => {
    expect(made({ strong: [" AID-1 "] }, "x")).toBe(" *AID-1* x");
    expect(made("a", { strong: ["b"] }, "c")).toBe("a\u200b*b*\u200bc");
    expect(made({ strong: ["one\ntwo"] })).toBe("*one*\n*two*");
    expect(made({ strong: ["5*3"] })).toBe("*5∗3*");
  });

  it("shows what to type as code that cannot end early", () => {
    expect(made({ code: "/aid `x` <y>" })).toBe("`/aid ˋxˋ &lt;y&gt;`");
  });

  it.each([
    ["<!channel>", "&lt;!channel&gt;"],
    ["<@U1> & <#C1|general>", "&lt;@U1&gt; &amp; &lt;#C1|general&gt;"],
    ["&lt;!here&gt;", "&amp;lt;!here&amp;gt;"],
    ["<http://a.example|bank>", "&lt;http://a.example|bank&gt;"],
    ["a\u202eb\u0007c", "abc"],
  ])("leaves %s words", (typed, shown) => {
    expect(made(typed)).toBe(shown);
  });
});

describe("any text at all", () => {
  it("holds no token but those that its nodes asked for", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const nodes = text.filter((node) => typeof node !== "string");
        expect(tokensIn(mrkdwn(text, reader)).length).toBeLessThanOrEqual(nodes.length);
      }),
    );
  });

  it("made of words alone holds no token, and says the same words", () => {
    fc.assert(
      fc.property(hostile, (typed) => {
        const shown = mrkdwn([typed], reader);
        expect(tokensIn(shown)).toEqual([]);
        expect(shown).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/u);
      }),
    );
  });

  it("is cut into stretches that fit and lose nothing", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 40, max: 400 }), (text, limit) => {
        const parts = stretches(text, limit, reader);
        const strong = /[*∗\u200b]/gu;
        for (const part of parts) {
          expect(mrkdwn(part, reader).length).toBeLessThanOrEqual(limit);
          expect(mrkdwn(part, reader).isWellFormed()).toBe(true);
          tokensIn(mrkdwn(part, reader));
        }
        const short = text.every((node) => mrkdwn([node], reader).length <= limit / 2);
        if (short)
          expect(
            parts
              .map((part) => mrkdwn(part, reader))
              .join("")
              .replace(strong, ""),
          ).toBe(mrkdwn(text, reader).replace(strong, ""));
      }),
      // The example is a blank line in bold words, which once was kept only where a cut fell into it.
      {
        numRuns: 500,
        examples: [[["<!channel>", { strong: ["a\r\nb\n\nc👩‍👩‍👧‍👦"] }], 44]],
      },
    );
  });

  it("is cut between words, and between characters only where there is no space", () => {
    const said = (text: Text, limit: number): readonly string[] =>
      stretches(text, limit, reader).map((part) => plainText(part, reader));
    const counted = ["one two three four five six seven eight"];
    expect(said(counted, 26)).toEqual(["one two three four ", "five six seven eight"]);
    for (const part of said(["👩‍👩‍👧‍👦".repeat(30)], 60)) expect(part).toMatch(/^(?:👩‍👩‍👧‍👦)+$/u);
  });
});
