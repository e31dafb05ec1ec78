import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import { GALLERY } from "../../src/view/gallery.ts";
import { plain } from "../../src/view/plain.ts";

describe.each(LANGUAGES)("the gallery in %s", (language) => {
  const rendered = Object.entries(GALLERY).map(([name, make]) => {
    const text = plain(make(speak(language)), { language, zone: "Europe/Kyiv" });
    return `════ ${name}\n${text}\n`;
  });

  it("reads as approved", async () => {
    await expect(rendered.join("\n")).toMatchFileSnapshot(`../golden/gallery.${language}.txt`);
  });

  it("leaves no placeholder, no undefined and no doubled separator behind", () => {
    for (const text of rendered) expect(text).not.toMatch(/undefined|\[object|NaN|\{\w+[,}]| · {2}|· ·/);
  });
});
