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

/** The words of a text in Latin letters, whatever their case, alphabet and accents; what is no letter and no digit parts them. */
export const latinWords = (text: string): readonly string[] =>
  text
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
