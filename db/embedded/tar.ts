/** POSIX ustar, as every `tar` reads it: a head of 512 bytes before each file, and its bytes filled up to as many. */

const BLOCK = 512;

/** One name of an archive. */
export interface TarEntry {
  /** At most 100 bytes, parts divided by slashes; relative. */
  readonly name: string;
  readonly folder: boolean;
  /** Bytes; 0 for a folder. */
  readonly size: number;
}

/** What ends an archive. */
export const TAR_END = Buffer.alloc(2 * BLOCK);

/** How many zeros follow a file of so many bytes. */
export const padding = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;

const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, "0")}\0`;

/** The head that stands before a file or a folder; only its owner may read either. Throws for a name that is too long. */
export const tarHead = ({ name, folder, size }: TarEntry): Buffer => {
  const head = Buffer.alloc(BLOCK);
  if (Buffer.byteLength(name) > 100) throw new Error(`"${name}" is too long a name for an archive`);
  head.write(name, 0);
  head.write(octal(folder ? 0o700 : 0o600, 8), 100);
  head.write(octal(0, 8), 108);
  head.write(octal(0, 8), 116);
  head.write(octal(size, 12), 124);
  head.write(octal(0, 12), 136);
  // The sum is taken with its own field blank.
  head.write(" ".repeat(8), 148);
  head.write(folder ? "5" : "0", 156);
  head.write("ustar\x0000", 257);
  head.write(`${octal(sumOf(head), 7)} `, 148);
  return head;
};

const sumOf = (head: Buffer): number => head.reduce((sum, byte) => sum + byte, 0);

/** The archive ends before its end, or is none. */
export class BrokenArchive extends Error {
  constructor(why: string) {
    super(`This is no whole archive of a register: ${why}.`);
    this.name = "BrokenArchive";
  }
}

/** Hands on what comes in pieces of any length in pieces of the length wanted. */
const reading = (source: AsyncIterable<Buffer>) => {
  const pieces = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  const some = async (most: number): Promise<Buffer> => {
    while (held.length === 0) {
      const next = await pieces.next();
      if (next.done) throw new BrokenArchive("it ends too early");
      held = next.value;
    }
    const piece = held.subarray(0, most);
    held = held.subarray(piece.length);
    return piece;
  };
  const exactly = async (length: number): Promise<Buffer> => {
    const parts: Buffer[] = [];
    for (let left = length; left > 0; left -= parts.at(-1)?.length ?? 0) parts.push(await some(left));
    return Buffer.concat(parts);
  };
  return { some, exactly };
};

const entryOf = (head: Buffer): TarEntry => {
  const text = (from: number, length: number): string =>
    head.toString("utf8", from, from + length).replace(/\0.*$/su, "");
  const blank = Buffer.from(head).fill(" ", 148, 156);
  if (sumOf(blank) !== Number.parseInt(text(148, 8), 8)) throw new BrokenArchive("a head is damaged");
  const name = text(0, 100).replace(/^(?:\.?\/)+/u, "");
  if (name.split("/").includes("..")) throw new BrokenArchive("a name leads out of it");
  const folder = text(156, 1) === "5";
  return { name, folder, size: folder ? 0 : Number.parseInt(text(124, 12), 8) };
};

/**
 * Reads an archive in one go, however large: `write` is given each file or folder with its bytes, and
 * must read them to the end. Throws BrokenArchive for one that is cut off or damaged.
 */
export const readTar = async (
  source: AsyncIterable<Buffer>,
  write: (entry: TarEntry, content: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> => {
  const { some, exactly } = reading(source);
  const contentOf = async function* (size: number): AsyncGenerator<Buffer> {
    for (let left = size; left > 0; ) {
      const piece = await some(left);
      left -= piece.length;
      yield piece;
    }
  };
  for (;;) {
    const head = await exactly(BLOCK);
    if (head.every((byte) => byte === 0)) return;
    const entry = entryOf(head);
    await write(entry, contentOf(entry.size));
    await exactly(padding(entry.size));
  }
};
