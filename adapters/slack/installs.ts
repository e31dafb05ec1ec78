import { z } from "zod";
import type { Id } from "../../src/domain/request.ts";
import { plusHours } from "../../src/domain/time.ts";
import {
  type Clock,
  type InstallBook,
  type KeptInstall,
  type Log,
  type Random,
  Undeliverable,
} from "../../src/ports.ts";
import type { Exchange } from "./renew.ts";
import { isOldSeal, type Keys, opened, sealed } from "./seal.ts";

/** A Slack workspace in which we may speak, with its token. */
export interface Install {
  readonly workspace: Id;
  readonly team: string;
  /** The organisation of the Slack workspace, where it has one. */
  readonly enterprise: string | undefined;
  readonly botUser: string;
  readonly installer: string | undefined;
  readonly scopes: readonly string[];
  readonly token: string;
}

/** What an install brings that was just made. */
export type Grant = Omit<Install, "workspace"> & {
  readonly name: string;
  readonly refresh: string | undefined;
  /** Seconds for which the token holds; undefined for one that does not end. */
  readonly holds: number | undefined;
};

/** An install whose token is not read yet, or not renewed. */
interface Sender {
  readonly team: string;
  open(): Promise<Install>;
}

/** Who may speak where. */
export interface Installs {
  /** Keeps a token that came with the settings; nothing of it is written down. */
  settle(grant: Grant): Promise<Install>;
  /** Keeps an install that a person made; a Slack workspace that was never here gets a register of its own. */
  add(grant: Grant): Promise<Install>;
  /** The install that a request came through; undefined when there is none (any more). Read again after some seconds. */
  of(team: string): Promise<Install | undefined>;
  /** Those by which a register's messages are posted, read at this moment. Throws Undeliverable when there is none. */
  senders(workspace: Id): Promise<readonly Sender[]>;
  /** Slack withdrew it: from now on nothing is sent. */
  leave(team: string, why: string): Promise<void>;
}

/** What installs work with. `keys` may be empty where all tokens come with the settings. */
export interface InstallsParts {
  readonly book: InstallBook;
  readonly keys: Keys;
  readonly exchange: Exchange | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Milliseconds for which an install that was read is not read again; Slack itself refuses a withdrawn token at once. */
const KEPT = 15_000;

/** So many installs are kept in memory; a process serves few at a time. */
const MOST = 500;

/** A token of twelve hours is exchanged this long before it ends. */
const EARLY_HOURS = 2;

/** Seconds that an exchange may take before another process tries. */
const EXCHANGE = 20;

const TOKENS = z.object({ token: z.string(), refresh: z.string().optional() });
type Tokens = z.output<typeof TOKENS>;

/** Tokens are bound to the Slack workspace whose they are, and go with it when it joins another register. */
const rowOf = ({ team }: Pick<KeptInstall, "team">): string => `slack_install/${team}`;

/** Nothing is sent before somebody installs it again. */
const withdrawn = (why: string): Undeliverable => new Undeliverable(why, { permanent: true, refuses: "workspace" });

/** Where Slack is installed, as this process knows it; the rows are the truth. */
export const createInstalls = ({ book, keys, exchange, clock, random, log }: InstallsParts): Installs => {
  const settled = new Map<string, Omit<Install, "workspace"> & { readonly name: string }>();
  const kept = new Map<string, { readonly install: Install | undefined; readonly at: number }>();

  const seal = (tokens: Tokens, row: Pick<KeptInstall, "team">): string =>
    sealed(JSON.stringify(tokens), rowOf(row), keys, random);
  const open = (row: KeptInstall): Tokens => TOKENS.parse(JSON.parse(opened(row.sealed, rowOf(row), keys)));

  const endsSoon = ({ expiresAt }: KeptInstall, hours: number): boolean =>
    expiresAt !== undefined && expiresAt < plusHours(clock.now(), hours);

  /** The tokens of a row, exchanged by one of us when they end soon; the others use what still holds. */
  const tokensOf = async (row: KeptInstall): Promise<Tokens> => {
    const tokens = open(row);
    const { refresh } = tokens;
    if (refresh === undefined || !exchange || !endsSoon(row, EARLY_HOURS)) {
      if (isOldSeal(row.sealed, keys)) await book.renewed(row.workspace, row.team, seal(tokens, row), row.expiresAt);
      return tokens;
    }
    if (!(await book.renewing(row, EXCHANGE))) {
      if (!endsSoon(row, 0)) return tokens;
      // It has ended, and another process is exchanging it: the courier comes back, a person presses again.
      throw new Undeliverable("token is being renewed", { retryAfter: EXCHANGE });
    }
    try {
      const fresh = await exchange(refresh);
      const next = { token: fresh.token, refresh: fresh.refresh };
      const until = fresh.holds === undefined ? undefined : plusHours(clock.now(), fresh.holds / 3_600);
      await book.renewed(row.workspace, row.team, seal(next, row), until);
      return next;
    } catch (error) {
      log.error("slack.renewal", { workspace: row.workspace, error });
      if (endsSoon(row, 0)) throw error;
      return tokens;
    }
  };

  const installOf = async (row: KeptInstall): Promise<Install> => {
    const { workspace, team, enterprise, botUser, installer, scopes } = row;
    return { workspace, team, enterprise, botUser, installer, scopes, token: (await tokensOf(row)).token };
  };

  /** With the register that the Slack workspace writes in at this moment: it may have joined another. */
  const withRegister = async ({ name, ...install }: Omit<Install, "workspace"> & { readonly name: string }) => ({
    ...install,
    workspace: await book.workspaceFor(install.team, name),
  });

  const remember = (team: string, install: Install | undefined): Install | undefined => {
    const [oldest] = kept.keys();
    if (kept.size >= MOST && oldest !== undefined) kept.delete(oldest);
    kept.set(team, { install, at: clock.elapsed() });
    return install;
  };

  return {
    settle: async ({ name, team, enterprise, botUser, installer, scopes, token }) => {
      const install = { team, name, enterprise, botUser, installer, scopes, token };
      settled.set(team, install);
      return withRegister(install);
    },

    add: async (grant) => {
      const { team, name, enterprise, botUser, installer, scopes, token, refresh, holds } = grant;
      const workspace = await book.workspaceFor(team, name);
      const row = {
        workspace,
        team,
        enterprise,
        name,
        botUser,
        installer,
        scopes,
        sealed: seal({ token, ...(refresh !== undefined && { refresh }) }, { team }),
        expiresAt: holds === undefined ? undefined : plusHours(clock.now(), holds / 3_600),
        gone: undefined,
      };
      await book.keep(row);
      const install = { workspace, team, enterprise, botUser, installer, scopes, token };
      remember(team, install);
      return install;
    },

    of: async (team) => {
      const before = kept.get(team);
      if (before && clock.elapsed() - before.at < KEPT) return before.install;
      const ours = settled.get(team);
      if (ours) return remember(team, await withRegister(ours));
      const row = await book.find(team);
      return remember(team, row && row.gone === undefined ? await installOf(row) : undefined);
    },

    senders: async (workspace) => {
      const all = await Promise.all([...settled.values()].map(withRegister));
      const ours = all.filter((install) => install.workspace === workspace);
      const rows = (await book.of(workspace)).filter(({ team }) => !settled.has(team));
      if (ours.length + rows.length === 0) throw withdrawn("not installed");
      return [
        ...ours.map((install) => ({ team: install.team, open: () => Promise.resolve(install) })),
        // One that is gone is named, too: what no other knows may be what only it knew.
        ...rows.map((row) => ({
          team: row.team,
          open: () => (row.gone === undefined ? installOf(row) : Promise.reject(withdrawn(row.gone))),
        })),
      ];
    },

    leave: async (team, why) => {
      settled.delete(team);
      kept.delete(team);
      const row = await book.find(team);
      if (row) await book.leave(row.workspace, team, why);
      log.warn("slack.gone", { why, ...(row && { workspace: row.workspace }) });
    },
  };
};
