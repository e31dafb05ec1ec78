/** Quotation marks of every keyboard. A run of words that one opens is closed by any mark of its family. */
export const QUOTATION_MARKS = ['"“”„‟', "«»"] as const;

const [STRAIGHT, ANGLED] = QUOTATION_MARKS;

const holds = (text: string, marks: string): boolean => [...marks].some((mark) => text.includes(mark));

/**
 * A text in quotation marks, so that read as words of a line it is the same text again. They are marks that it has not
 * itself, where there are such; else a backslash stands before each of its own, and before a backslash that precedes one.
 */
export const inQuotes = (text: string): string => {
  const angled = holds(text, STRAIGHT) && !holds(text, ANGLED);
  const own = angled ? ANGLED : STRAIGHT;
  const escaped = text.replace(new RegExp(`(\\\\*)([${own}]|$)`, "gu"), (_, slashes: string, mark: string) =>
    mark === "" ? slashes + slashes : `${slashes}${slashes}\\${mark}`,
  );
  return angled ? `«${escaped}»` : `"${escaped}"`;
};
