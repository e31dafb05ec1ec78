import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { homeOf } from "../../adapters/slack/home.ts";
import type { Reader } from "../../adapters/slack/mrkdwn.ts";
import { LANGUAGES } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import { GALLERY } from "../../src/view/gallery.ts";
import type { Block, View } from "../../src/view/view.ts";
import { anyView } from "../support/hostile.ts";
import { viewFaults } from "../support/slack/kit/faults.ts";
import { markupIn } from "../support/slack/markup.ts";

const reader: Reader = { language: "en", zone: "Europe/Kyiv" };
const gallery = (name: string, language: (typeof LANGUAGES)[number]): View =>
  GALLERY[name]?.(speak(language)) ?? expect.fail(`no ${name} in the gallery`);
const button: Block = {
  kind: "buttons",
  buttons: [{ label: "More", weight: "plain", call: { command: "mine", options: { page: "2" } } }],
};
const long = (name: string): View => ({
  title: [name],
  tone: "plain",
  blocks: [...Array.from({ length: 120 }, (_, at): Block => ({ kind: "note", text: [`${name} ${at}`] })), button],
});

describe("the Home tab", () => {
  it.each(LANGUAGES)("shows what waits, what is late and the settings, in %s", async (language) => {
    const views = ["menu", "list", "list-empty", "settings"].map((name) => gallery(name, language));
    const home = homeOf(views, { language, zone: "Europe/Kyiv" });
    expect(viewFaults(home)).toEqual([]);
    const lines = home.blocks.map((block) => JSON.stringify(block)).join("\n");
    await expect(`${lines}\n`).toMatchFileSnapshot(`../golden/slack/home.${language}.txt`);
  });

  it("leaves room for every part, and counts what a long one leaves out above its buttons", () => {
    const home = homeOf([long("first"), long("second"), long("third")], reader);
    expect(viewFaults(home)).toEqual([]);
    const shown = markupIn(home.blocks);
    for (const name of ["first", "second", "third"]) expect(shown).toContain(name);
    expect(shown.filter((line) => line === "More")).toHaveLength(3);
    expect(shown.filter((line) => /^\d+ more lines do not fit here\.$/u.test(line))).toHaveLength(3);
  });

  it("is within every limit whatever it is given", () => {
    fc.assert(
      fc.property(fc.array(anyView, { minLength: 1, maxLength: 14 }), (views) => {
        expect(viewFaults(homeOf(views, reader))).toEqual([]);
      }),
    );
  });
});
