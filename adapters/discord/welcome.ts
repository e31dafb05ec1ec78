import { z } from "zod";
import { epoch, type Instant, plusMilliseconds } from "../../src/domain/time.ts";
import { type Clock, type Inbox, type Log, type Spaces, Undeliverable } from "../../src/ports.ts";
import type { Busy } from "../shared/busy.ts";
import { HOLD } from "../shared/take-up.ts";
import type { Greet } from "./greeting.ts";
import type { Registers } from "./registers.ts";
import type { Rest } from "./rest.ts";
import { idAt } from "./snowflake.ts";

/** That the app came into a server, as it is written down until somebody there was greeted. */
export interface Joined {
  readonly kind: "joined";
  readonly server: string;
  /** When we heard of it. */
  readonly at: Instant;
}

/** Sees to it that whoever brings the app into a server is greeted, once. */
export interface Welcome {
  /** The app has just come into a server. Never rejects: what failed is taken up later. */
  joined(server: string): Promise<void>;
  /** Takes up what was left. Rejects when it has to be tried again. */
  again(joined: Joined): Promise<boolean>;
  /** Whether the app is in no server at all; false where Discord does not say. */
  nowhere(): Promise<boolean>;
  /** Looks for servers into which we came while nobody told us. */
  round(): Promise<void>;
}

/** What welcoming works with. */
export interface WelcomeParts {
  readonly rest: Rest;
  readonly inbox: Inbox;
  readonly spaces: Pick<Spaces, "unvisited">;
  readonly registers: Registers;
  readonly greet: Greet;
  readonly busy: Busy;
  /** Whether this process does what is to be done; else it hands it over. */
  readonly works: boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** Discord's most for one look at the servers that the app is in. */
const PAGE = 200;

/** Before all ids that there are. */
const FIRST = "0";

const SERVERS = z.array(z.object({ id: z.string() }));

/** Milliseconds by which Discord's clock and ours may differ. */
const APART = 120_000;

/** Greets servers that are new to us: told of them by the gateway, or found among those that we are in. */
export const createWelcome = (parts: WelcomeParts): Welcome => {
  const { rest, inbox, spaces, registers, greet, busy, works, clock, log } = parts;

  const greeted = async (joined: Joined, since?: string): Promise<void> => {
    const register = await registers.of(joined.server);
    try {
      await greet(joined.server, register, since);
    } catch (error) {
      // Whoever removed the app meanwhile need not be greeted.
      if (!(error instanceof Undeliverable) || !error.permanent) throw error;
      log.warn("discord.ungreeted", { workspace: register.workspace, why: error.message });
    }
  };

  const joined = async (server: string): Promise<void> => {
    const { workspace } = await registers.of(server);
    const key = `joined/${server}`;
    const came: Joined = { kind: "joined", server, at: clock.now() };
    // Of several processes that see it, one greets.
    if (!(await inbox.put(workspace, key, came, HOLD))) return;
    if (!works) return inbox.hand(workspace, key);
    await greeted(came);
    await inbox.done(workspace, key);
  };

  const some = async (limit: number, after: string) => {
    const query = { limit: String(limit), after };
    return SERVERS.parse(await rest.bot({ method: "GET", path: "/users/@me/guilds", query }));
  };

  const all = async (): Promise<readonly string[]> => {
    const found: string[] = [];
    for (let after = FIRST; ; after = found.at(-1) ?? after) {
      const page = await some(PAGE, after);
      found.push(...page.map(({ id }) => id));
      if (page.length < PAGE) return found;
    }
  };

  const sure: Welcome["joined"] = (server) =>
    busy.run(() => joined(server)).catch((error: unknown) => log.warn("discord.ungreeted", { error }));

  return {
    joined: sure,
    again: async (left) => {
      await greeted(left, idAt(epoch(plusMilliseconds(left.at, -APART))));
      return true;
    },
    nowhere: async () => {
      try {
        return (await some(1, FIRST)).length === 0;
      } catch (error) {
        log.warn("discord.servers", { error });
        return false;
      }
    },
    round: async () => {
      try {
        for (const server of await spaces.unvisited(await all())) await sure(server);
      } catch (error) {
        log.warn("discord.servers", { error });
      }
    },
  };
};
