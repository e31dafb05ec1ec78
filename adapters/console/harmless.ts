/** What a control character is shown as: its own picture where Unicode has one. */
const pictured = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\ufffd";
};

// C0 but for the line feed, DEL and C1 (terminal commands); the marks that turn the direction of text.
const COMMANDING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * The same words without the power to steer a terminal: escape sequences, backspaces and marks that
 * reverse the direction of text become visible signs. Keeps line feeds; total and idempotent.
 */
export const harmless = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll("\r\n", "\n")
    .replace(/[\u2028\u2029]/gu, "\n")
    .replaceAll("\t", " ")
    .replace(COMMANDING, pictured);

/** `harmless` on a single line, for labels, names and headers. */
export const oneLine = (text: string): string => harmless(text).replace(/\s*\n\s*/gu, " ");
