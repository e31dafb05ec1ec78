import { type Fields, textAt } from "../fields.ts";
import { Refused } from "../refused.ts";

/** Arguments of every list that comes in pages. */
export const paged = { cursor: "text", limit: "number" } as const;

const cursorOf = (start: number): string => (start === 0 ? "" : Buffer.from(`next:${start}`).toString("base64"));

/** One page of a list, and the cursor of the next. */
export const page = (all: readonly unknown[], given: Fields, name: string): Fields => {
  const limit = Number(given.limit ?? 100);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) throw new Refused("invalid_limit");
  const cursor = textAt(given, "cursor");
  const start = Number(/^next:(\d+)$/.exec(Buffer.from(cursor, "base64").toString())?.[1] ?? 0);
  if (cursor !== "" && start === 0) throw new Refused("invalid_cursor");
  const next = start + limit < all.length ? start + limit : 0;
  return {
    [name]: all.slice(start, start + limit),
    has_more: next > 0,
    response_metadata: { next_cursor: cursorOf(next) },
  };
};
