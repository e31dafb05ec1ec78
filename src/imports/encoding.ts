/** The marks with which a file in UTF-16 begins; a spreadsheet's "Unicode text" has the first. */
const MARKS = [
  { mark: [0xff, 0xfe], encoding: "utf-16le" },
  { mark: [0xfe, 0xff], encoding: "utf-16be" },
] as const;

/**
 * The text of a file as spreadsheets save it, in UTF-8 or in UTF-16 with its mark; undefined for any other
 * encoding, since a guess that is wrong would turn names into other letters without anybody being told.
 */
export const textFrom = (bytes: Uint8Array): string | undefined => {
  const encoding = MARKS.find(({ mark }) => mark.every((byte, at) => bytes[at] === byte))?.encoding ?? "utf-8";
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    // UTF-16 without its mark reads as UTF-8 with a NUL beside every letter.
    return text.includes("\0") ? undefined : text;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
};
