import { LANGUAGES } from "../domain/vocabulary.ts";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

let names: ReadonlyMap<string, string> | undefined;

/** Every country by its name in our languages; Intl names a code that is none by the code itself. */
const named = (): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const language of LANGUAGES) {
    const regions = new Intl.DisplayNames([language], { type: "region" });
    for (const code of LETTERS.flatMap((first) => LETTERS.map((second) => first + second))) {
      const name = regions.of(code);
      if (name !== undefined && name !== code) found.set(name.toLowerCase(), code);
    }
  }
  for (const [name, code] of [
    ["united states of america", "US"],
    ["usa", "US"],
    ["uk", "GB"],
    ["republic of korea", "KR"],
  ] as const)
    found.set(name, code);
  return found;
};

/** The ISO 3166 code of a country that is named or coded; undefined when it is no country of today's. */
export const countryNamed = (text: string): string | undefined => {
  names ??= named();
  const known = names.get(text.toLowerCase());
  if (known !== undefined) return known;
  const code = text.toUpperCase();
  return /^[A-Z]{2}$/u.test(code) && [...names.values()].includes(code) ? code : undefined;
};
