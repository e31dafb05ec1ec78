import type { IncomingMessage } from "node:http";

/** Bytes. What platforms send us stays under a few hundred kilobytes. */
const MOST = 1_000_000;

/** Milliseconds in which a body has to be here. */
const PATIENCE = 5_000;

/** A request's body, or undefined when it is too long. Rejects when it is too slow, or cut off. */
export const bodyOf = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const parts: Buffer[] = [];
  let length = 0;
  const late = setTimeout(() => request.destroy(), PATIENCE);
  try {
    // A request without an encoding gives buffers.
    for await (const part of request as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > MOST) return undefined;
      parts.push(part);
    }
    return Buffer.concat(parts);
  } finally {
    clearTimeout(late);
  }
};
