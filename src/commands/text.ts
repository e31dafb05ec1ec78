/**
 * Characters that a person cannot see but that change what others see: control characters (but for
 * line breaks and tabs), bidirectional overrides and zero-width marks other than the joiner of emoji.
 */
const INVISIBLE =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u200B\u200C\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/gu;

/** Halves of a surrogate pair are no text, and PostgreSQL refuses them. */
const wellFormed = (text: string): string => text.toWellFormed().replaceAll("\uFFFD", "");

/** What somebody typed, as text that can be stored and shown: normalised, visible, trimmed. */
export const cleaned = (typed: string): string =>
  wellFormed(typed).normalize("NFC").replaceAll("\r\n", "\n").replace(INVISIBLE, "").trim();

/** The same on one line, for names and titles. */
export const oneLine = (typed: string): string => cleaned(typed).replace(/\s+/gu, " ");

/** How words are compared: case, hyphens, underscores and the kind of apostrophe do not matter. */
export const likened = (word: string): string =>
  word
    .normalize("NFC")
    .toLowerCase()
    .replace(/[-_\s]+/gu, " ")
    .replace(/[’ʼ`]/gu, "'")
    .trim();
