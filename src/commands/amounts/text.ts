/** No amount that people type is longer; what is longer is not read at all. */
const LONGEST = 160;

/**
 * What was typed, in one spelling but in its own capitals: single spaces, one kind of apostrophe and
 * minus. Undefined when it cannot be an amount: empty, too long, or with characters that cannot be seen.
 */
export const plain = (typed: string): string | undefined => {
  if (typed.length > LONGEST) return undefined;
  const text = typed
    .normalize("NFKC")
    .replace(/[’ʼ‘`´ʹ]/gu, "'")
    .replace(/[−–—‐]/gu, "-")
    .replace(/\s+/gu, " ")
    .trim();
  return text === "" || /\p{C}/u.test(text) ? undefined : text;
};
