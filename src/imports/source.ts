import type { Evidence } from "../domain/request.ts";
import type { Voice } from "../domain/vocabulary.ts";

/** Where a row is known from, as evidence has it. */
export type Source = Pick<Evidence, "kind" | "url" | "voice" | "publisher">;

/** Placeholders that stand where a link was never filled in. */
const NO_LINK = /^\[?(?:x|n\/?a|tbc|-|)\]?$/iu;

const voiceOf = (words: string): Voice | undefined => {
  if (/recipient|отримувач/iu.test(words)) return "recipient";
  if (/donor|company|донор|компан/iu.test(words)) return "donor";
  return /public|press|media|news|преса|змі|публічн/iu.test(words) ? "press" : undefined;
};

const kindOf = (words: string, url: string | undefined): Evidence["kind"] => {
  if (/e-?mail|лист/iu.test(words)) return "email";
  if (/phone|call|дзвін|телефон/iu.test(words)) return "call_record";
  return url === undefined ? "other" : "web_page";
};

/**
 * Reads a cell like "Bilateral - recipient report [Confirmed email 31-May-22]": who says it, by what
 * means, and a link where there is one. Total: what cannot be told apart is kept as the publisher.
 */
export const sourceFrom = (cell: string): Source => {
  const text = cell.replace(/\s+/gu, " ").trim();
  const found = /https?:\/\/[^\s\]]+/u.exec(text)?.[0];
  const url = found !== undefined && URL.canParse(found) ? found : undefined;
  const words = (url === undefined ? text : text.replace(url, ""))
    .replaceAll(/\[([^\]]*)\]?/gu, (_, inner: string) => (NO_LINK.test(inner.trim()) ? "" : `(${inner.trim()})`))
    .replace(/\s+/gu, " ")
    .trim();
  const voice = voiceOf(words);
  return {
    kind: kindOf(words, url),
    ...(url !== undefined && { url }),
    ...(voice && { voice }),
    ...(words !== "" && { publisher: words.slice(0, 200) }),
  };
};
