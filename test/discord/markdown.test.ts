import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escaped, markdown, pingsIn, type Reader, stretches } from "../../adapters/discord/markdown.ts";
import { visible } from "../../adapters/shared/words.ts";
import { plainText } from "../../src/view/plain.ts";
import type { Text } from "../../src/view/view.ts";
import { anyText, hostile } from "../support/hostile.ts";
import { HOSTILE } from "../support/hostile-typed.ts";
import { meaningsIn, spoken } from "./meaning.ts";

const reader: Reader = { language: "en", zone: "Europe/Kyiv" };
const made = (...text: Text): string => markdown(text, reader);
const friend = { member: "Alice", accounts: [{ platform: "discord", account: "123456789012345678" }] } as const;

describe("a text in Discord's markdown", () => {
  it("shows a moment in each reader's own zone and language", () => {
    expect(made({ when: "2022-03-14T12:05:30.000Z" })).toBe("<t:1647259530:f>");
    expect(made({ when: "soon" })).toBe("soon");
  });

  it("leaves a calendar day in words: no zone may shift it", () => {
    expect(made("by ", { day: "2022-03-14" })).toBe("by Mon 14 Mar 2022");
  });

  it("mentions a person only where the view pings and Discord knows them", () => {
    expect(made({ ...friend, ping: true })).toBe("<@123456789012345678>");
    expect(made(friend)).toBe("Alice");
    expect(made({ member: "Bob_", accounts: [{ platform: "slack", account: "U1" }], ping: true })).toBe("Bob\\_");
    expect(made({ member: "Eve", accounts: [{ platform: "discord", account: "1> @everyone" }], ping: true })).toBe(
      "Eve",
    );
  });

  it("names for notification whom it mentions, and nobody whose mention was only typed", () => {
    expect(pingsIn(["<@1>", { code: "<@2>" }, friend, { strong: [{ ...friend, ping: true }] }])).toEqual([
      "123456789012345678",
    ]);
  });

  it("links an address of ours, and nothing but the web", () => {
    expect(made({ link: "https://a.example/?x=(1)&y=*2*", label: "their [page]" })).toBe(
      "[their (page)](https://a.example/?x=%281%29&y=%2A2%2A)",
    );
    expect(made({ link: "https://a.example/", label: "https://a.example/" })).toBe("<https://a.example/>");
    expect(made({ link: "https://a.example/", label: "https://b.example/" })).toBe(
      "https:\\/\\/b.example/ (<https://a.example/>)",
    );
    expect(made({ link: "javascript:alert(1)", label: "press" })).toBe("press (javascript:alert(1))");
  });

  it("links no address that looks like another host's, and calls nobody in one", () => {
    expect(made({ link: "https://bank.example@a.example/", label: "here" })).toBe(
      "here (https:\\/\\/bank.example\\@a.example/)",
    );
    expect(made({ link: "https://a.example/@here?to=@Everyone", label: "" })).toBe(
      "<https://a.example/%40here?to=%40Everyone>",
    );
  });

  it("keeps bold within a line, without spaces at its ends", () => {
    expect(made({ strong: [" AID-1 "] }, "x")).toBe(" **AID-1** x");
    expect(made("a", { strong: ["b"] }, "c")).toBe("a**b**c");
    expect(made({ strong: ["one\ntwo"] })).toBe("**one**\n**two**");
    expect(made({ strong: ["5*3"] })).toBe("**5\\*3**");
  });

  it("shows what to type as code that cannot end early, also in bold words", () => {
    expect(made({ code: "/aid `x` *y*" })).toBe("`/aid ˋxˋ *y*`");
    expect(made({ strong: [{ code: "*y*" }] })).toBe("**`∗y∗`**");
  });

  it.each([
    ["@everyone", "\\@\u200beveryone"],
    ["<@123>", "\\<\\@123\\>"],
    ["<t:1:R>", "\\<t\\:1:R\\>"],
    ["see https://a.example", "see https:\\/\\/a.example"],
    ["[x](https://a.example)", "\\[x\\](https:\\/\\/a.example)"],
    ["# a\n-# b\n- c\n1. d\n> e", "\\# a\n\\-\\# b\n\\- c\n1\\. d\n\\> e"],
    ["||x||", "\\|\\|x\\|\\|"],
    [":fire:", "\\:fire\\:"],
    ["c:\\dir_a", "c:\\\\dir\\_a"],
    ["a\u202eb\u0007c", "abc"],
  ])("leaves %s words", (typed, shown) => {
    expect(made(typed)).toBe(shown);
    expect(meaningsIn(shown)).toEqual([]);
  });

  it("leaves ordinary words as they are", () => {
    const words = "AID-12: 3 of 5 (or more), by 14.03.2022; half-done, and/or 10:30. Просимо, п’ять!";
    expect(made(words)).toBe(words);
  });
});

describe("any words at all", () => {
  it.each(Object.entries(HOSTILE))("mean nothing more: %s", (_, typed) => {
    expect(meaningsIn(made(typed))).toEqual([]);
  });

  it("mean nothing more, and say the same", () => {
    fc.assert(
      fc.property(hostile, (typed) => {
        const shown = escaped(typed);
        expect(meaningsIn(shown)).toEqual([]);
        expect(spoken(shown)).toBe(visible(typed).replaceAll("\u200b", ""));
      }),
      { numRuns: 1_000 },
    );
  });

  it("mean nothing more wherever a node ends and another begins", () => {
    const split = fc.tuple(hostile, fc.nat()).map(([typed, at]) => {
      const cut = at % (typed.length + 1);
      return [typed.slice(0, cut), typed.slice(cut)];
    });
    fc.assert(
      fc.property(split, (nodes) => {
        expect(meaningsIn(made(...nodes))).toEqual([]);
      }),
      {
        numRuns: 1_000,
        examples: [[["@every", "one"]], [["https:/", "/a.example"]], [["1", ". x"]], [[":fi", "re:"]]],
      },
    );
  });
});

describe("any text at all", () => {
  const marks = /\*\*|\u200b/gu;

  it("means only what its nodes asked for", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const nodes = text.filter((node) => typeof node !== "string");
        const found = meaningsIn(markdown(text, reader)).filter((one) => one !== "**");
        expect(found.length).toBeLessThanOrEqual(nodes.length);
      }),
      { numRuns: 500, examples: [[[{ link: "https:@everyone @here", label: "" }]]] },
    );
  });

  it("is cut into stretches that fit and lose nothing", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 40, max: 400 }), (text, limit) => {
        const parts = stretches(text, limit, reader);
        for (const part of parts) {
          expect(markdown(part, reader).length).toBeLessThanOrEqual(limit);
          expect(markdown(part, reader).isWellFormed()).toBe(true);
        }
        const short = text.every((node) => markdown([node], reader).length <= limit / 3);
        if (short)
          expect(spoken(parts.map((part) => markdown(part, reader)).join("")).replace(marks, "")).toBe(
            spoken(markdown(text, reader)).replace(marks, ""),
          );
      }),
      { numRuns: 500 },
    );
  });

  it("is cut between words, and between characters only where there is no space", () => {
    const said = (text: Text, limit: number): readonly string[] =>
      stretches(text, limit, reader).map((part) => plainText(part, reader));
    expect(said(["one two three four five six seven eight"], 31)).toEqual([
      "one two three four ",
      "five six seven eight",
    ]);
    for (const part of said(["👩‍👩‍👧‍👦".repeat(30)], 60)) expect(part).toMatch(/^(?:👩‍👩‍👧‍👦)+$/u);
  });
});
