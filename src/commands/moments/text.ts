/** No date that people type is longer; what is longer is not read at all. */
const LONGEST = 80;

/** How much of an unreadable text is shown back to the person. */
const SHOWN = 60;

/**
 * What was typed, in one spelling: lower case, single spaces, one kind of apostrophe. Undefined when
 * it cannot be a date: empty, too long, or with characters that cannot be seen.
 */
export const plain = (typed: string): string | undefined => {
  if (typed.length > LONGEST) return undefined;
  const text = typed
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[’ʼ‘`´ʹ]/gu, "'")
    .replace(/\s+/gu, " ")
    .trim();
  return text === "" || /\p{C}/u.test(text) ? undefined : text;
};

/** The text as a refusal may repeat it: whole characters, cut to a line. */
export const shown = (typed: string): string => {
  const [...start] = typed.slice(0, SHOWN + 1).replace(/\p{C}/gu, " ");
  return typed.length > SHOWN ? `${start.slice(0, SHOWN).join("")}…` : start.join("");
};
