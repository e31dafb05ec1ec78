import { inQuotes } from "../view/quoting.ts";

/** Puts back the quotation marks that the shell took away. */
export const lineOf = (words: readonly string[]): string => {
  const [only, ...others] = words;
  if (only === undefined || others.length === 0) return only ?? "";
  return words
    .map((word) => {
      const [, name, value = ""] = /^([\p{L}\p{N}_-]+):(.*)$/su.exec(word) ?? [];
      if (!/\s/u.test(word)) return word;
      return name === undefined ? inQuotes(word) : `${name}:${inQuotes(value)}`;
    })
    .join(" ");
};
