/** One word or quoted run of a typed line, with the option name in front of it if there was one. */
export interface Token {
  readonly name?: string;
  readonly text: string;
  readonly quoted: boolean;
  /** The token as typed, for putting back together what turns out to be plain words. */
  readonly raw: string;
}

/** Quotation marks of every keyboard. A run opened by one family is closed by any mark of it. */
const FAMILIES = ['"“”„‟', "«»"];
const familyOf = (character: string | undefined): string | undefined =>
  character === undefined ? undefined : FAMILIES.find((family) => family.includes(character));

const isSpace = (character: string | undefined): boolean => character === undefined || /\s/u.test(character);

/** Where the run that opens at `open` closes; the end of the line when nothing closes it, so that no word is lost. */
const closing = (line: string, open: number, family: string): number => {
  for (let at = open + 1; at < line.length; at++) {
    if (family.includes(line[at] ?? "") && isSpace(line[at + 1])) return at;
  }
  return line.length;
};

const NAME = /^(\p{L}[\p{L}\p{N}-]*):/u;

/** Splits a line into tokens: `Amazon`, `"End AWS"`, `kind:other`, `reply-by:«5 днів»`. Never throws. */
export const tokens = (line: string): readonly Token[] => {
  const found: Token[] = [];
  let at = 0;
  while (at < line.length) {
    if (isSpace(line[at])) {
      at++;
      continue;
    }
    const start = at;
    const name = NAME.exec(line.slice(at, at + 64))?.[1];
    const valueAt = name ? at + name.length + 1 : at;
    const family = familyOf(line[valueAt]);
    if (family) {
      const close = closing(line, valueAt, family);
      at = close + 1;
      found.push({
        ...(name && { name }),
        text: line.slice(valueAt + 1, close),
        quoted: true,
        raw: line.slice(start, at),
      });
    } else {
      while (at < line.length && !isSpace(line[at])) at++;
      found.push({ ...(name && { name }), text: line.slice(valueAt, at), quoted: false, raw: line.slice(start, at) });
    }
  }
  return found;
};
