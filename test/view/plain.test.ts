import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../../src/domain/vocabulary.ts";
import { plain, plainText } from "../../src/view/plain.ts";
import type { Block, Inline, Text, View } from "../../src/view/view.ts";

const words = fc.string({ unit: "grapheme", maxLength: 30 });
const call = fc.record({ command: words, options: fc.dictionary(words, words, { maxKeys: 3 }) });
const { text } = fc.letrec<{ inline: Inline; text: Text }>((tie) => ({
  inline: fc.oneof(
    { depthSize: "small" },
    words,
    fc.record({ strong: tie("text") }),
    fc.record({ link: words, label: words }),
    fc.record({ member: words, accounts: fc.constant([]), ping: fc.boolean() }),
    fc.record({
      day: fc.oneof(
        words,
        fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
      ),
    }),
    fc.record({
      when: fc.oneof(
        words,
        fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      ),
    }),
    fc.record({ code: words }),
  ),
  text: fc.array(tie("inline"), { maxLength: 4 }),
}));
const button = fc.record({
  label: words,
  weight: fc.constantFrom("main" as const, "plain" as const, "danger" as const),
  call,
});
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constantFrom("text" as const, "note" as const, "heading" as const, "quote" as const), text }),
  fc.record({
    kind: fc.constant("facts" as const),
    facts: fc.array(fc.record({ label: words, value: text }), { maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant("list" as const), items: fc.array(text, { maxLength: 4 }) }),
  fc.record({ kind: fc.constant("list" as const), items: fc.array(text, { maxLength: 4 }), more: text }),
  fc.record({
    kind: fc.constant("rows" as const),
    columns: fc.array(words, { maxLength: 4 }),
    rows: fc.array(fc.array(text, { maxLength: 5 }), { maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant("buttons" as const), buttons: fc.array(button, { maxLength: 6 }) }),
);
const view: fc.Arbitrary<View> = fc.record({
  title: text,
  tone: fc.constantFrom("plain" as const, "good" as const, "soon" as const, "late" as const, "refused" as const),
  blocks: fc.array(block, { maxLength: 6 }),
});
const kyiv = { language: "en", zone: "Europe/Kyiv" } as const;
const said = (blocks: readonly Block[], width?: number): string =>
  plain({ title: ["T"], tone: "plain", blocks }, width === undefined ? kyiv : { ...kyiv, width });

describe("plain text", () => {
  it("says any view whatever it holds, and never leaves a button out", () => {
    fc.assert(
      fc.property(view, fc.constantFrom(...LANGUAGES), fc.integer({ min: 0, max: 200 }), (any, language, width) => {
        const shown = plain(any, { language, zone: "Europe/Kyiv", width });
        const labels = any.blocks.flatMap((one) => (one.kind === "buttons" ? one.buttons : []));
        labels.forEach((each, at) => {
          expect(shown).toContain(`[${at + 1}] ${each.label}`);
        });
      }),
    );
  });

  it("says even a zone that does not exist without failing", () => {
    expect(plainText([{ when: "2022-03-14T12:00:00.000Z" }], { language: "uk", zone: "Nowhere/Else" })).toBe(
      "2022-03-14T12:00:00.000Z",
    );
  });

  it("never shifts a day into another zone, and shows a moment in the reader's", () => {
    const both: Text = [{ day: "2022-03-14" }, "; ", { when: "2022-03-14T22:30:00.000Z" }];
    expect(plainText(both, kyiv)).toBe("Mon 14 Mar 2022; Tue 15 Mar 2022, 00:30 EET");
    expect(plainText(both, { language: "en", zone: "America/New_York" })).toMatch(
      /^Mon 14 Mar 2022; Mon 14 Mar 2022, 18:30 /,
    );
    expect(plainText(both, { language: "uk", zone: "Europe/Kyiv" })).toBe(
      "пн 14 бер. 2022; вт 15 бер. 2022, 00:30 GMT+2",
    );
  });

  it("notifies nobody who is only named", () => {
    const member = { member: "Dana", accounts: [] };
    expect(plainText([member, " ", { ...member, ping: true }], kyiv)).toBe("Dana @Dana");
  });

  it("aligns a table by what the eye sees, and breaks it into lines where it is too wide", () => {
    const rows: Block = {
      kind: "rows",
      columns: ["Company", "Kind"],
      rows: [
        [["日本"], ["x"]],
        [["Orlen"], ["y"]],
      ],
    };
    expect(said([rows])).toBe("T\nCompany  Kind\n日本     x\nOrlen    y");
    expect(said([rows], 10)).toBe("T\n- 日本; Kind: x\n- Orlen; Kind: y");
  });

  it("counts the buttons of a view through, so that a number names one button", () => {
    const row = (label: string): Block => ({
      kind: "buttons",
      buttons: [{ label, weight: "plain", call: { command: "help", options: {} } }],
    });
    expect(said([row("Yes"), row("No")])).toBe("T\n[1] Yes\n[2] No");
  });
});
