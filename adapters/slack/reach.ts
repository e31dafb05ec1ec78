import type { Id } from "../../src/domain/request.ts";
import { Undeliverable } from "../../src/ports.ts";
import type { Install, Installs } from "./installs.ts";

/**
 * Does something in a register's name in a channel, or for a person. Which of its Slack workspaces they are
 * of, an id does not say; so each install is tried until one is not refused for that. Throws what the most
 * telling refusal was. An install of another register is never among them.
 */
export type Reach = <T>(workspace: Id, target: string, work: (install: Install) => Promise<T>) => Promise<T>;

/** Slack does not know the channel or the person with this token: with another one it may. */
const UNKNOWN = new Set(["channel_not_found", "user_not_found"]);

/** Refusals that one install meets and another may not. With all of them nothing was done. */
const ELSEWHERE = new Set([
  ...UNKNOWN,
  "account_inactive",
  "cant_update_message",
  "invalid_auth",
  "message_not_found",
  "not_authed",
  "not_in_channel",
  "org_login_required",
  "team_access_not_granted",
  "token_expired",
  "token_revoked",
]);

/** So many channels and people are kept in mind; of the others it is found out anew. */
const MOST = 5_000;

const isElsewhere = (error: unknown): boolean => error instanceof Undeliverable && ELSEWHERE.has(error.message);

const isTelling = (error: unknown): boolean => !(error instanceof Undeliverable && UNKNOWN.has(error.message));

const isClosed = (error: unknown): boolean => error instanceof Undeliverable && error.refuses === "workspace";

/** That one install is refused everything closes nothing for the others; and what it alone knows may come back with it. */
const openElsewhere = (error: unknown): unknown =>
  error instanceof Undeliverable && isClosed(error) ? new Undeliverable(error.message, { refuses: "place" }) : error;

/** Finds the install of a channel by trying, and keeps it in mind. */
export const createReach = (installs: Pick<Installs, "senders">): Reach => {
  const found = new Map<string, string>();

  const remember = (key: string, team: string): void => {
    const [oldest] = found.keys();
    if (found.size >= MOST && oldest !== undefined) found.delete(oldest);
    found.set(key, team);
  };

  return async (workspace, target, work) => {
    // Read at this moment: what is kept in mind only says which of them comes first.
    const senders = await installs.senders(workspace);
    const key = `${workspace}/${target}`;
    const before = found.get(key);
    found.delete(key);
    const refusals: unknown[] = [];
    for (const { team, open } of senders.toSorted((a, b) => Number(b.team === before) - Number(a.team === before))) {
      let install: Install;
      try {
        install = await open();
      } catch (error) {
        // It may be the one, so this is what is thrown when no other is.
        refusals.push(error);
        continue;
      }
      try {
        const done = await work(install);
        if (senders.length > 1) remember(key, team);
        return done;
      } catch (error) {
        // Only what was certainly not done may be tried again.
        if (!isElsewhere(error)) throw error;
        refusals.push(error);
      }
    }
    const cause = refusals.find(isTelling) ?? refusals[0];
    throw refusals.every(isClosed) ? cause : openElsewhere(cause);
  };
};
