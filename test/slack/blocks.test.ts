import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Message, messagesOf } from "../../adapters/slack/blocks.ts";
import { callOf } from "../../adapters/slack/buttons.ts";
import type { Reader } from "../../adapters/slack/mrkdwn.ts";
import { LANGUAGES } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import { GALLERY } from "../../src/view/gallery.ts";
import { plain } from "../../src/view/plain.ts";
import { LONG_TEXT } from "../../src/view/sample.ts";
import type { Block, Button, Text, View } from "../../src/view/view.ts";
import { anyView } from "../support/hostile.ts";
import { faultsOf } from "../support/slack/kit/faults.ts";
import { markupIn } from "../support/slack/markup.ts";
import { tokensIn } from "../support/slack/tokens.ts";

const reader: Reader = { language: "en", zone: "Europe/Kyiv" };
const view = (...blocks: readonly Block[]): View => ({ title: ["AID-1"], tone: "plain", blocks });
const button = (label: string, weight: Button["weight"] = "plain"): Button => ({
  label,
  weight,
  call: { command: "due", options: { request: "AID-1", v: "4" } },
});
const one = (shown: View): Message => messagesOf(shown, reader)[0];
const all = (shown: View): readonly Message[] => messagesOf(shown, reader, 100);

/** All that readers of the blocks see. */
const seen = (messages: readonly Message[]): string =>
  messages.flatMap((message) => markupIn(message.blocks)).join("\n");

describe.each(LANGUAGES)("the gallery in Slack, in %s", (language) => {
  const views = Object.entries(GALLERY);

  /** A message with a line for each block. */
  const told = ({ text, blocks }: Message): string =>
    [text, ...blocks.map((block) => JSON.stringify(block))].join("\n");

  it.each([
    ["gallery", views.filter(([name]) => !name.startsWith("refusal-"))],
    ["refusals", views.filter(([name]) => name.startsWith("refusal-"))],
  ] as const)("looks as approved: %s", async (golden, some) => {
    const all = some.map(([name, make]) => {
      const made = messagesOf(make(speak(language)), { language, zone: "Europe/Kyiv", chart: true }, 5);
      return `════ ${name}\n${made.map(told).join("\n──\n")}\n`;
    });
    await expect(all.join("\n")).toMatchFileSnapshot(`../golden/slack/${golden}.${language}.txt`);
  });

  it.each(views)("%s is within every limit, whole and cut, with its chart and without", (_, make) => {
    for (const most of [1, 5])
      for (const chart of [true, false])
        for (const message of messagesOf(make(speak(language)), { language, zone: "UTC", chart }, most)) {
          expect(faultsOf(message)).toEqual([]);
          markupIn(message.blocks).map(tokensIn);
        }
  });
});

describe("a message", () => {
  it("says in its text what its blocks show, in sentences, since a screen reader reads that instead", () => {
    const message = one({
      title: ["Late: ", { strong: ["AID-1"] }],
      tone: "late",
      blocks: [
        { kind: "text", text: ["Expected by ", { day: "2022-03-14" }, " <soon>"] },
        { kind: "facts", facts: [{ label: "Owner", value: ["Iryna & Dana"] }] },
        { kind: "buttons", buttons: [button("Snooze")] },
      ],
    });
    expect(message.text).toBe("Late: AID-1.\nExpected by Mon 14 Mar 2022 &lt;soon&gt;\nOwner: Iryna &amp; Dana.");
  });

  it("has the title as a header, and as bold words where a header would lose a reader's zone", () => {
    expect(one(view()).blocks[0]).toEqual({
      type: "header",
      text: { type: "plain_text", text: "AID-1", emoji: false },
    });
    const [late] = one({ title: ["Late"], tone: "late", blocks: [] }).blocks;
    expect(late).toMatchObject({ text: { text: "⚠️ Late" } });
    const [moment] = one({ title: [{ when: "2022-03-14T12:00:00.000Z" }], tone: "plain", blocks: [] }).blocks;
    expect(moment).toMatchObject({ type: "section", text: { text: expect.stringContaining("*<!date^") } });
  });

  it("puts short facts in columns and long ones on lines of their own, in their order", () => {
    const facts = [
      { label: "Owner", value: ["Iryna"] },
      { label: "Due", value: [{ day: "2022-03-14" }] },
      { label: "Text", value: ["word ".repeat(60)] },
    ];
    const [, columns, line] = one(view({ kind: "facts", facts })).blocks;
    expect(columns).toMatchObject({ fields: [{ text: "*Owner*\nIryna" }, { text: "*Due*\nMon 14 Mar 2022" }] });
    expect(line).toMatchObject({ text: { text: expect.stringMatching(/^\*Text:\* word/u) } });
  });

  it("gives a button the call it stands for, its weight, and its request for those who only hear it", () => {
    const [, row] = one(
      view({ kind: "buttons", buttons: [button("Chased", "main"), button("Withdraw", "danger")] }),
    ).blocks;
    const elements = row?.type === "actions" && "elements" in row ? row.elements : [];
    expect(elements).toMatchObject([
      { text: { text: "Chased" }, style: "primary", accessibility_label: "Chased, AID-1" },
      { text: { text: "Withdraw" }, style: "danger" },
    ]);
    const [first] = elements;
    expect(callOf(first?.type === "button" ? first.value : "")).toEqual(button("Chased").call);
  });

  it("keeps the lines of a quote behind their mark", () => {
    expect(seen([one(view({ kind: "quote", text: ["one\ntwo"] }))])).toContain("> one\n> two");
  });

  it("draws figures only when asked, and says them in facts either way", () => {
    const block: Block = {
      kind: "facts",
      facts: [{ label: "Asked", value: ["22"] }],
      chart: { title: "Totals", categories: ["Asked"], series: [{ name: "Now", values: [22] }] },
    };
    const drawn = messagesOf(view(block), { ...reader, chart: true })[0];
    expect(drawn.blocks.map(({ type }) => type)).toEqual(["header", "data_visualization", "section"]);
    expect(one(view(block)).blocks.map(({ type }) => type)).toEqual(["header", "section"]);
    expect(drawn.text).toBe(one(view(block)).text);
    expect(faultsOf(drawn)).toEqual([]);
  });

  it("keeps bars apart whose names are the same once they are cut", () => {
    const categories = ["Technical assistance, asked", "Technical assistance, given"];
    const chart = { title: "Totals", categories, series: [{ name: "Now", values: [1, 2] }] };
    const message = messagesOf(view({ kind: "facts", facts: [], chart }), { ...reader, chart: true })[0];
    expect(faultsOf(message)).toEqual([]);
    expect(message.blocks[1]).toMatchObject({
      chart: { axis_config: { categories: ["Technical assistanc…", "Technical assis… 2"] } },
    });
  });

  it("draws no figures that Slack would refuse", () => {
    const chart = { title: "", categories: ["a"], series: [{ name: "Now", values: [1, 2] }] };
    const blocks = messagesOf(view({ kind: "facts", facts: [], chart }), { ...reader, chart: true })[0].blocks;
    expect(blocks.map(({ type }) => type)).toEqual(["header"]);
  });
});

describe("a message that holds too much", () => {
  const lines = Array.from({ length: 60 }, (_, at): Text => [`line-${at} ${LONG_TEXT.slice(0, 400)}`]);
  const long = view(
    { kind: "buttons", buttons: [button("Snooze")] },
    { kind: "list", items: lines },
    { kind: "quote", text: [LONG_TEXT] },
    { kind: "buttons", buttons: [button("Done")] },
  );

  it("counts what it leaves out, and keeps every button", () => {
    const message = one(long);
    expect(faultsOf(message)).toEqual([]);
    const shown = seen([message]);
    const left = Number(/(\d+) more lines do not fit/u.exec(shown)?.[1]);
    const kept = lines.filter((_, at) => shown.includes(`line-${at} `)).length;
    expect(kept).toBeGreaterThan(10);
    // The quote is three stretches long.
    expect(kept + left).toBeGreaterThanOrEqual(60 + 1);
    expect(shown).toContain("Snooze");
    expect(shown).toContain("Done");
  });

  it("goes on in further messages without losing a line", () => {
    const messages = all(long);
    expect(messages.length).toBeGreaterThan(2);
    expect(messages.flatMap(faultsOf)).toEqual([]);
    const shown = seen(messages);
    for (const [at] of lines.entries()) expect(shown).toContain(`line-${at} `);
    expect(shown).not.toContain("do not fit");
  });

  it("counts in its text what is too much for it", () => {
    expect(one(long).text).toMatch(/\n\d+ more lines do not fit here\.$/u);
    expect(one(long).text.length).toBeLessThanOrEqual(4_000);
  });

  it("fits a field of 3,000 Cyrillic characters and thirty lines", () => {
    const full = view(
      { kind: "facts", facts: [{ label: "Чому просимо", value: [LONG_TEXT] }] },
      {
        kind: "list",
        items: Array.from({ length: 30 }, (_, at): Text => [`AID-${at} · Ольвія Телеком · Зупинити продаж`]),
      },
      { kind: "text", text: [{ strong: [LONG_TEXT] }] },
    );
    const messages = messagesOf(full, { language: "uk", zone: "Europe/Kyiv" }, 1);
    expect(messages.flatMap(faultsOf)).toEqual([]);
    expect(seen(messages)).not.toContain("не вміщу");
  });

  it("fits a quote whose every character is a line of its own", () => {
    const messages = all(view({ kind: "quote", text: ["я\n".repeat(1_500)] }));
    expect(messages.flatMap(faultsOf)).toEqual([]);
    expect(seen(messages).match(/^> я$/gmu)).toHaveLength(1_500);
  });

  it("is never more than fifty blocks, however many rows of buttons", () => {
    const rows = Array.from({ length: 80 }, (): Block => ({ kind: "buttons", buttons: [button("Open")] }));
    expect(faultsOf(one(view(...rows)))).toEqual([]);
    expect(one(view(...rows)).blocks).toHaveLength(50);
    expect(seen(all(view(...rows))).match(/Open/gu)).toHaveLength(80);
  });
});

describe("any view at all", () => {
  const asked = (of: View): number => JSON.stringify(of).match(/"(?:link|member|place|when)":/gu)?.length ?? 0;

  it("is within every limit, and no words in it became a token", () => {
    fc.assert(
      fc.property(anyView, fc.constantFrom(1, 3, 100), fc.boolean(), (made, most, chart) => {
        for (const message of messagesOf(made, { ...reader, chart }, most)) {
          expect(faultsOf(message)).toEqual([]);
          expect(message.text).not.toBe("");
          expect(tokensIn(message.text)).toEqual([]);
          // Slack would link names, channels and addresses that it finds in markup which is not verbatim.
          expect(JSON.stringify(message.blocks)).not.toMatch(/"mrkdwn","text":"(?:[^"\\]|\\.)*"(?!,"verbatim":true)/u);
          const tokens = markupIn(message.blocks).flatMap(tokensIn);
          expect(tokens.length).toBeLessThanOrEqual(asked(made));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("loses no word when it may take as many messages as it needs", () => {
    const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, "");
    fc.assert(
      fc.property(anyView, (made) => {
        const heard = letters(
          all(made)
            .map(({ text }) => text.replace(/&(?:amp|lt|gt);/gu, ""))
            .join(""),
        );
        const buttons = made.blocks.filter(({ kind }) => kind !== "buttons");
        const told = letters(plain({ ...made, blocks: buttons }, { ...reader, width: 1 }));
        // Only a text that has to be clipped says fewer letters; its blocks hold them.
        const clipped = all(made).some(({ text }) => /more lines? do(?:es)? not fit/u.test(text));
        if (!clipped && made.blocks.every(({ kind }) => kind !== "rows" && kind !== "facts" && kind !== "buttons"))
          expect(heard.replace(/^Aidline$/u, "")).toBe(told);
      }),
    );
  });
});
