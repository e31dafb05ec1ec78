import type { Id } from "../../src/domain/request.ts";
import type { Clock, Spaces, Whereabouts } from "../../src/ports.ts";
import { createMemory } from "../shared/memory.ts";
import type { Came } from "./arrival.ts";

/** Whose register something is for: a server's. */
export interface Register {
  readonly workspace: Id;
  readonly server: string;
}

/** Finds the register that is meant. */
export interface Registers {
  /** A server's own; opened when it was never heard of. */
  of(server: string): Promise<Register>;
  /** The servers that share a register. */
  servers(workspace: Id): Promise<readonly string[]>;
  /**
   * For what somebody says directly to the app: the server that a message said it was about, or the one where
   * they were last. A list when they may mean several; an empty one when they were in none.
   */
  meant(user: string, about: string | undefined): Promise<Register | readonly Register[]>;
  /** They mean this one from now on; undefined where they were never. */
  choose(user: string, server: string): Promise<Register | undefined>;
  /** Somebody did something in a server. */
  seen(came: Pick<Came, "user" | "server">, register: Register): Promise<void>;
}

/** Milliseconds for which a register that was found is not looked for again: a server may be linked to another one. */
const KEPT = 15_000;

/** So many servers are kept in mind. */
const MOST = 2_000;

/** Seconds for which whoever is in several servers means the one where they were last. */
const RECENT = 12 * 60 * 60;

const registerIn = ({ workspace, space }: Whereabouts): Register => ({ workspace, server: space });

/** What registers are found with. */
export interface RegistersParts {
  readonly spaces: Spaces;
  readonly clock: Pick<Clock, "elapsed">;
  /** What people call a server. */
  nameOf(server: string): Promise<string>;
}

/** Whose register the servers are, as this process knows it; the rows are the truth. */
export const createRegisters = ({ spaces, clock, nameOf }: RegistersParts): Registers => {
  const known = createMemory<Id>(clock, MOST, KEPT);

  return {
    of: async (server) => {
      const workspace =
        known.recall(server) ??
        known.remember(
          server,
          (await spaces.registerOf(server)) ?? (await spaces.workspaceFor(server, await nameOf(server))),
        );
      return { workspace, server };
    },
    servers: (workspace) => spaces.of(workspace),
    meant: async (user, about) => {
      const been = await spaces.whereabouts(user);
      if (about !== undefined) {
        const said = await spaces.registerOf(about);
        // Only where they have been: a message can be made to say anything.
        return been.filter(({ workspace }) => workspace === said).map(registerIn)[0] ?? [];
      }
      const [last] = been;
      return last && (been.length === 1 || last.secondsAgo < RECENT) ? registerIn(last) : been.map(registerIn);
    },
    choose: async (user, server) => {
      const found = (await spaces.whereabouts(user)).find(({ space }) => space === server);
      if (found) await spaces.seen(found.workspace, user, server);
      return found && registerIn(found);
    },
    seen: ({ user, server }, { workspace }) =>
      server === undefined ? Promise.resolve() : spaces.seen(workspace, user, server),
  };
};
