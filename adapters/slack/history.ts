import { z } from "zod";
import { epoch, type Instant } from "../../src/domain/time.ts";
import { type Carried, Undeliverable } from "../../src/ports.ts";
import { DELIVERED, FURTHER, type Where } from "./arrival.ts";
import { classified } from "./errors.ts";
import type { Install } from "./installs.ts";
import type { Call } from "./web.ts";

/** Messages asked for at a time, which is as many as Slack advises, and how often; who has said more has to look for himself. */
const PAGE = 200;
const PAGES = 10;

const OPENED = z.object({ channel: z.object({ id: z.string() }) });

const MESSAGES = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      user: z.string().optional(),
      blocks: z.array(z.object({ block_id: z.string().optional() })).optional(),
      metadata: z
        .object({ event_payload: z.object({ token: z.unknown(), further: z.unknown() }).partial().optional() })
        .optional(),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

type Message = z.output<typeof MESSAGES>["messages"][number];

/** Which of the keys it carries, by either mark: an edit by somebody's hand or an older version of ours may have left only one. */
const carriedBy = ({ metadata, blocks }: Message, keys: ReadonlySet<unknown>): readonly Carried[] => {
  const behind = (sign: string): readonly string[] =>
    (blocks ?? []).flatMap(({ block_id: id = "" }) => (id.startsWith(sign) ? id.slice(sign.length).split("+") : []));
  const { token, further } = metadata?.event_payload ?? {};
  const others = new Set<unknown>([...(Array.isArray(further) ? further : []), ...behind(FURTHER)]);
  const isSought = (one: unknown): one is string => keys.has(one);
  const own = [token, ...behind(DELIVERED)].find(isSought);
  return [
    ...(own === undefined ? [] : [{ key: own, ...(others.size > 0 && { part: "first" as const }) }]),
    ...[...others].filter(isSought).map((key) => ({ key, part: "further" as const })),
  ];
};

/** What to look for: marks, in a channel or a direct conversation (`U…`), in a thread of it where one is named. */
interface Sought {
  readonly to: string;
  readonly keys: readonly string[];
  readonly since: Instant;
  readonly thread?: string;
}

/** One that is there. */
interface Kept extends Where, Carried {}

/** Looks for our own messages in what a channel keeps. Whoever reads is the bot, so it sees only where it was invited. */
export const createHistory = (call: Call) => {
  const asked = async (method: string, install: Install, args: Readonly<Record<string, unknown>>): Promise<object> => {
    try {
      return await call(method, install.token, args);
    } catch (error) {
      throw classified(error);
    }
  };

  const channelOf = async (install: Install, to: string): Promise<string> =>
    /^[UW]/u.test(to) ? OPENED.parse(await asked("conversations.open", install, { users: to })).channel.id : to;

  /** The messages that carry one of the keys, oldest first. Throws Undeliverable where they cannot be read, all of them. */
  return async (install: Install, { to, keys, since, thread }: Sought): Promise<readonly Kept[]> => {
    const channel = await channelOf(install, to);
    const wanted = new Set(keys);
    const found: Kept[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < PAGES; page += 1) {
      const args = {
        channel,
        oldest: (epoch(since) / 1_000).toFixed(6),
        limit: PAGE,
        include_all_metadata: true,
        ...(cursor !== undefined && { cursor }),
        ...(thread !== undefined && { ts: thread }),
      };
      const method = thread === undefined ? "conversations.history" : "conversations.replies";
      const { messages, response_metadata } = MESSAGES.parse(await asked(method, install, args));
      for (const message of messages) {
        const carried = message.user === install.botUser ? carriedBy(message, wanted) : [];
        found.push(...carried.map((one) => ({ channel, ts: message.ts, ...one })));
      }
      cursor = response_metadata?.next_cursor;
      if (cursor === undefined || cursor === "") return found.toSorted((one, other) => (one.ts < other.ts ? -1 : 1));
    }
    throw new Undeliverable("history too long", { permanent: true });
  };
};
