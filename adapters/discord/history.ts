import { z } from "zod";
import { type Carried, Undeliverable } from "../../src/ports.ts";
import { furtherIn, furtherMarkOf, markIn, markOf, nonceOf, sameMark } from "./mark.ts";
import { MESSAGE } from "./payloads.ts";
import type { Rest } from "./rest.ts";

/** Discord's most for one look. */
const PAGE = 100;

/** So many looks are worth it: nobody talks more between a message that may have arrived and the look for it. */
const PAGES = 20;

const later = (one: string, other: string): number => (BigInt(one) < BigInt(other) ? -1 : 1);

/** A message of a channel, with a token that it carries. */
interface Carrier extends Carried {
  readonly message: string;
}

/** Looks into the history of channels, for what one user has posted. */
export const createHistory = (rest: Rest, own: () => string) => {
  /** Messages of ours, oldest first, of those after an id. */
  const ours = async (channel: string, after: string): Promise<readonly z.output<typeof MESSAGE>[]> => {
    const found: z.output<typeof MESSAGE>[] = [];
    let from = after;
    for (let page = 0; page < PAGES; page += 1) {
      const query = { after: from, limit: String(PAGE) };
      const answer = await rest.bot({ method: "GET", path: `/channels/${channel}/messages`, query });
      const messages = z
        .array(MESSAGE)
        .parse(answer)
        .toSorted((one, other) => later(one.id, other.id));
      found.push(...messages.filter(({ author }) => author.id === own()));
      const last = messages.at(-1);
      if (!last || messages.length < PAGE) return found;
      from = last.id;
    }
    throw new Undeliverable("too much was said since", { permanent: true });
  };

  return {
    ours,
    /** Finds those of them, in one channel after another, that carry some of the tokens, and which. */
    carrying: (keys: readonly string[]) => {
      const marks = keys.map((key) => ({ key, mark: markOf(key), furtherMark: furtherMarkOf(key) }));
      return async (channel: string, after: string): Promise<readonly Carrier[]> => {
        const found = await ours(channel, after);
        return found.flatMap(({ id, nonce, components }) => {
          const its = markIn(components);
          const further = furtherIn(components);
          const own = marks.find(({ key, mark }) => nonce === nonceOf(key, []) || sameMark(its, mark));
          const others = marks.filter(({ furtherMark }) => further.includes(furtherMark));
          return [
            ...(own ? [{ message: id, key: own.key, ...(further.length > 0 && { part: "first" as const }) }] : []),
            ...others.map(({ key }) => ({ message: id, key, part: "further" as const })),
          ];
        });
      };
    },
  };
};
