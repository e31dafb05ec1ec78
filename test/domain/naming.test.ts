import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { namingOf, textsIn } from "../../src/domain/naming.ts";

describe("who is named", () => {
  it.each([
    ["Jane Doe", "Jane Doe, VP", true],
    ["jane doe", "JANE  DOE", true],
    ["Джейн Дое", "Dzhein Doe", true],
    ["Jane Doe", "Mary Jane Doe", true],
    ["Jane Doe", "Jane Doefield", false],
    ["Jane Doe", "Doe, Jane", false],
    ["Pat Smith", "Ann Smith", false],
    ["Smith", "Smith", true],
    ["Smith", "Ann Smith", false],
    ["O'Neil", "o’neil", true],
  ])("by %s in %j: %s", (name, text, is) => {
    expect(namingOf(name)?.names(text)).toBe(is);
  });

  it.each(["", " ", "—", "J", "…!"])("by %j is nobody", (name) => {
    expect(namingOf(name)).toBeUndefined();
  });

  it("whatever the name, it names itself, in any text that holds it as words of its own", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (name, other) => {
        const naming = namingOf(name);
        if (!naming) return;
        expect(naming.is(name)).toBe(true);
        expect(naming.names(name)).toBe(true);
        expect(naming.holds(`${other} / ${name} / ${other}`)).toBe(true);
      }),
    );
  });
});

it("texts of a value are all that it says, but for what platforms are called", () => {
  expect(textsIn({ name: "Olena", accounts: [{ platform: "slack", account: "U1" }], no: 3, none: null })).toEqual([
    "Olena",
    "U1",
  ]);
});
