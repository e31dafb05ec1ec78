import { describe, expect, it } from "vitest";
import { likened } from "../../src/commands/text.ts";
import { OUTCOMES } from "../../src/domain/vocabulary.ts";
import { CATALOGUES } from "../../src/language/say.ts";
import { refused, registers } from "../support/begun.ts";

const { begun } = registers();

const ASK = 'request Contoso "500 terminals" kind:equipment channel:email owner:me';

/** The other words for each outcome, in either language. */
const OTHER = OUTCOMES.flatMap((outcome) =>
  Object.values(CATALOGUES).flatMap((catalogue) =>
    (catalogue[`outcome.${outcome}.also`]?.split(", ") ?? []).map((word) => [word, outcome] as const),
  ),
);

describe("Another word for what a company answered", () => {
  it("is told the outcome that it is likely to mean", async () => {
    const { world, olena } = await begun([ASK]);
    for (const [word, outcome] of [
      ["rejected", "declined"],
      ["Refused", "declined"],
      ["yes", "agreed"],
      ["postponed", "put off"],
    ] as const)
      expect(await refused(world, olena, `response AID-1 ${word} "As they say"`), word).toContain(
        `Did you mean “${outcome}”?`,
      );
    expect(await refused(world, olena, 'response AID-1 відхилили "Ні"')).toContain("Did you mean “declined”?");
  });

  it("is one outcome's alone, and none that is taken for an outcome itself", () => {
    expect(OTHER.length).toBeGreaterThan(2 * OUTCOMES.length);
    expect(new Set(OTHER.map(([word]) => likened(word))).size).toBe(OTHER.length);
    const names = OUTCOMES.flatMap((outcome) => [
      likened(outcome),
      ...Object.values(CATALOGUES).map((catalogue) => likened(catalogue[`outcome.${outcome}`] ?? "")),
    ]);
    expect(OTHER.filter(([word]) => names.includes(likened(word)))).toEqual([]);
  });
});
