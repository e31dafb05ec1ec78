import { DefaultRestOptions, REST, RequestMethod, type RouteLike } from "discord.js";
import { Undeliverable } from "../../src/ports.ts";
import { classified } from "./errors.ts";
import type { Restraint } from "./restraint.ts";

/** Milliseconds after which a call is given up; the courier holds a message for longer. */
const PATIENCE = 9_000;

/** Discord counts no calls about interactions, so we do not either: fifty a second would make people wait. */
const UNCOUNTED = 10_000;

/** A wait for a limit that a person may have to sit through, in milliseconds. */
const BRIEF = 3_000;

/** Milliseconds between two tidyings of queues that are empty. Each interaction leaves two behind, of which nobody asks again. */
const TIDY = 60_000;
const TIDY_INTERACTIONS = 10_000;

const METHODS = {
  GET: RequestMethod.Get,
  POST: RequestMethod.Post,
  PUT: RequestMethod.Put,
  PATCH: RequestMethod.Patch,
  DELETE: RequestMethod.Delete,
} as const;

/** One call of Discord's API. */
interface Asked {
  readonly method: keyof typeof METHODS;
  /** As Discord documents it, from the first slash. */
  readonly path: RouteLike;
  readonly body?: object;
  readonly query?: Readonly<Record<string, string>>;
}

/** Discord's API: as the bot, or about an interaction, whose address is its own key. */
export interface Rest {
  /** Throws `Undeliverable`, or whatever it was when nobody can know whether it arrived. */
  bot(asked: Asked): Promise<unknown>;
  interaction(asked: Asked): Promise<unknown>;
  close(): void;
}

/** What every client of Discord's API is given, the one of the gateway too: nothing is repeated behind our back. */
export const restOptions = (apiUrl: string, restraint: Restraint) =>
  ({
    api: apiUrl,
    version: "10",
    retries: 0,
    timeout: PATIENCE,
    handlerSweepInterval: TIDY,
    makeRequest: async (...of: Parameters<typeof DefaultRestOptions.makeRequest>) => {
      const answer = await DefaultRestOptions.makeRequest(...of);
      restraint.count(answer.status, answer.headers.get("x-ratelimit-scope") === "shared");
      return answer;
    },
  }) as const;

/** Discord's API with a bot's token. */
export const createRest = (apiUrl: string, token: string, restraint: Restraint): Rest => {
  const options = restOptions(apiUrl, restraint);
  // What has to wait is put off by the courier, whose rows say so to other processes, too.
  const bot = new REST({ ...options, rejectOnRateLimit: () => true });
  const interactions = new REST({
    ...options,
    globalRequestsPerSecond: UNCOUNTED,
    handlerSweepInterval: TIDY_INTERACTIONS,
    rejectOnRateLimit: ({ retryAfter }) => retryAfter > BRIEF,
  });
  const call = async (rest: REST, auth: boolean, { method, path, body, query }: Asked): Promise<unknown> => {
    const held = restraint.holds();
    if (held !== undefined) throw new Undeliverable("held back", { retryAfter: held });
    // One that was refused would be forgotten by the client: the operator says when it is no longer good.
    if (auth) rest.setToken(token);
    // A signal that rings by itself would hold each call, with its words, until it has rung.
    const over = new AbortController();
    const patience = setTimeout(() => over.abort(), PATIENCE);
    try {
      return await rest.request({
        method: METHODS[method],
        fullRoute: path,
        auth,
        ...(body && { body }),
        ...(query && { query: new URLSearchParams(query) }),
        // Also while it waits behind others.
        signal: over.signal,
      });
    } catch (error) {
      throw classified(error);
    } finally {
      clearTimeout(patience);
    }
  };
  return {
    bot: (asked) => call(bot, true, asked),
    interaction: (asked) => call(interactions, false, asked),
    close: () => {
      for (const one of [bot, interactions]) {
        one.clearHashSweeper();
        one.clearHandlerSweeper();
      }
    },
  };
};
