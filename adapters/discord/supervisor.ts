import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Log, Random } from "../../src/ports.ts";
import { within } from "../shared/within.ts";
import type { Connection } from "./gateway.ts";
import type { Rest } from "./rest.ts";

/** Keeps a connection, whatever happens to the one before. */
export interface Supervisor {
  /** Resolves when there is a connection, or it is clear that there will be none for a while: then it is tried further. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** The one there is now. */
  current(): Connection | undefined;
}

/** What keeping a connection takes. */
export interface SupervisorParts {
  readonly rest: Rest;
  readonly random: Random;
  readonly log: Log;
  connect(): Connection;
}

/** Milliseconds: the first pause after a failure, the longest, and what one try may take. */
const FIRST = 1_000;
const LONGEST = 60_000;
const TRY = 30_000;

/** Milliseconds that the start of the process waits for Discord. */
const PATIENCE = 10_000;

/** Discord's numbers for a line that is closed because of what we are, not of what happened. */
const HOPELESS: Readonly<Record<number, string>> = {
  4004: "token",
  4010: "shard",
  4011: "sharding",
  4012: "version",
  4013: "intents",
  4014: "intents",
};

const LIMITS = z.object({
  shards: z.number(),
  session_start_limit: z.object({ remaining: z.number(), reset_after: z.number() }),
});

const codeIn = (error: unknown): number | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "number" ? error.code : undefined;

/**
 * Connects, and connects again with growing pauses. discord.js heals what is brief; it gives up when
 * Discord answers with an error at first, and never gives up when a line is closed again and again, although
 * Discord takes the token away from whoever greets it a thousand times a day.
 */
export const createSupervisor = ({ rest, random, log, connect }: SupervisorParts): Supervisor => {
  const stopped = new AbortController();
  let connection: Connection | undefined;
  let running: Promise<void> | undefined;

  const wait = (milliseconds: number): Promise<unknown> =>
    pause(milliseconds, undefined, { signal: stopped.signal }).catch(() => undefined);

  /** Milliseconds to wait until Discord takes as many greetings as are needed. */
  const allowance = async (): Promise<number> => {
    const { shards, session_start_limit } = LIMITS.parse(await rest.bot({ method: "GET", path: "/gateway/bot" }));
    return session_start_limit.remaining >= shards ? 0 : session_start_limit.reset_after;
  };

  /** Holds one connection until it is lost; undefined when it was there, else why it never came to be. */
  const hold = async (there: () => void): Promise<unknown> => {
    const patience = await allowance();
    if (patience > 0) {
      log.error("discord.greetings", { seconds: Math.ceil(patience / 1_000) });
      // Nobody need wait for that.
      there();
      await wait(patience);
      return "greetings";
    }
    const made = connect();
    connection = made;
    try {
      if ((await within(made.open(), TRY)) === "late") return "late";
      there();
      const left = new Promise<undefined>((resolve) =>
        stopped.signal.addEventListener("abort", () => resolve(undefined)),
      );
      const code = await Promise.race([made.lost, left]);
      return code !== undefined && code in HOPELESS ? Object.assign(new Error("lost"), { code }) : undefined;
    } finally {
      connection = undefined;
      await made.close().catch((error: unknown) => log.warn("discord.close", { error }));
    }
  };

  const keep = async (there: () => void): Promise<void> => {
    let next = FIRST;
    while (!stopped.signal.aborted) {
      const failure = await hold(there).catch((error: unknown) => error);
      if (stopped.signal.aborted) return;
      const code = codeIn(failure);
      if (code !== undefined && code in HOPELESS) {
        log.error("discord.refused", { code, why: HOPELESS[code] ?? "" });
        return;
      }
      if (failure === undefined) next = FIRST;
      log.warn("discord.disconnected", { seconds: next / 1_000, ...(failure instanceof Error && { error: failure }) });
      // Not all at the same moment after an outage.
      const [byte = 0] = random.bytes(1);
      await wait(next / 2 + (next / 2) * (byte / 255));
      next = Math.min(next * 2, LONGEST);
    }
  };

  return {
    current: () => connection,
    start: async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      running = keep(resolve);
      if ((await within(promise, PATIENCE)) === "late") log.warn("discord.waiting", { seconds: PATIENCE / 1_000 });
    },
    stop: async () => {
      stopped.abort();
      await running;
    },
  };
};
