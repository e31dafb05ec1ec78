import type { CompanyFact, Entry } from "./journal.ts";
import type { Company } from "./parties.ts";

/** Latin spellings of Cyrillic letters: Ukraine's official romanisation (2010), with Russian letters added. */
const LATIN: Readonly<Record<string, string>> = {
  а: "a",
  б: "b",
  в: "v",
  г: "h",
  ґ: "g",
  д: "d",
  е: "e",
  є: "ie",
  ж: "zh",
  з: "z",
  и: "y",
  і: "i",
  ї: "i",
  й: "i",
  к: "k",
  л: "l",
  м: "m",
  н: "n",
  о: "o",
  п: "p",
  р: "r",
  с: "s",
  т: "t",
  у: "u",
  ф: "f",
  х: "kh",
  ц: "ts",
  ч: "ch",
  ш: "sh",
  щ: "shch",
  ь: "",
  ю: "iu",
  я: "ia",
  ы: "y",
  э: "e",
  ё: "e",
  ъ: "",
};

/** Words that say what a company is in law, not what it is called. */
const LEGAL_FORMS = new Set(
  "inc incorporated llc ltd limited corp corporation co company plc gmbh ag sa sas srl spa bv nv oy ab as pjsc llp lp holdings tov pat prat at fop dp zat vat ooo zao pao ao".split(
    " ",
  ),
);

/**
 * What remains of a company's name when spelling, alphabet, accents, punctuation and legal form are
 * set aside: "Microsoft Corp." and «Майкрософт» fold to `microsoft` and `maikrosoft`. Two names with
 * one folding are one company until somebody says otherwise.
 */
export const fold = (name: string): string => {
  const words = name
    .normalize("NFKD")
    .toLowerCase()
    .normalize("NFC")
    .replace(/['’ʼ`]/g, "")
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) =>
      [...word]
        .map((letter) => LATIN[letter] ?? letter)
        .join("")
        .normalize("NFKD")
        .replace(/\p{M}/gu, ""),
    )
    .filter((word) => word !== "");
  const named = words.filter((word) => !LEGAL_FORMS.has(word));
  return (named.length > 0 ? named : words).join(" ");
};

/**
 * A company as it may be shown: where its name is withheld, nothing that would tell it is left. The
 * one exception is its own card, for those who may know.
 */
export const asShown = (company: Company): Company =>
  company.redacted === undefined ? company : { ...company, name: company.redacted, aliases: [], contacts: [] };

/** Facts that tell a company's name or its people. */
const NAMING: readonly CompanyFact["type"][] = ["alias.added", "alias.removed", "contact.set"];

/** A company's history as it may be shown: where its name is withheld, without what would tell it. */
export const historyAsShown = (
  { redacted }: Company,
  entries: readonly Entry<CompanyFact>[],
): readonly Entry<CompanyFact>[] =>
  redacted === undefined
    ? entries
    : entries
        .filter(({ fact }) => !NAMING.includes(fact.type))
        .map((entry) => ("name" in entry.fact ? { ...entry, fact: { ...entry.fact, name: redacted } } : entry));
