import type { Id } from "../../src/domain/request.ts";
import { plusHours } from "../../src/domain/time.ts";
import { type KeptInstall, Undeliverable } from "../../src/ports.ts";
import { Unreadable } from "./seal.ts";
import { createTokens, type TokensParts } from "./tokens.ts";

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
  /**
   * The install that a request came through, or else that of the organisation; undefined when there is none (any
   * more). Read again after some seconds.
   */
  of(team: string, org?: string): Promise<Install | undefined>;
  /** Those by which a register's messages are posted, read at this moment. Throws Undeliverable when there is none. */
  senders(workspace: Id): Promise<readonly Sender[]>;
  /**
   * Slack says that it was withdrawn: from now on nothing is sent, unless its token is taken still. Then that was said
   * late, of an install before this one. Rejects where Slack cannot be asked.
   */
  leave(team: string, why: string): Promise<void>;
}

/** What installs work with. */
export interface InstallsParts extends TokensParts {
  /** Whether Slack takes a token at this moment. Rejects where Slack does not say. */
  works(token: string): Promise<boolean>;
}

/** Milliseconds for which an install that was read is not read again; Slack itself refuses a withdrawn token at once. */
const KEPT = 15_000;

/** So many installs are kept in memory; a process serves few at a time. */
const MOST = 500;

/** Nothing is sent before somebody installs it again. */
const withdrawn = (why: string): Undeliverable => new Undeliverable(why, { permanent: true, refuses: "workspace" });

/** Where Slack is installed, as this process knows it; the rows are the truth. */
export const createInstalls = ({ works, ...parts }: InstallsParts): Installs => {
  const { book, clock, log } = parts;
  const tokens = createTokens(parts);
  const settled = new Map<string, Omit<Install, "workspace"> & { readonly name: string }>();
  const kept = new Map<string, { readonly install: Install; readonly at: number }>();

  /** Undefined where it has ended. */
  const installOf = async (row: KeptInstall): Promise<Install | undefined> => {
    const { workspace, team, enterprise, botUser, installer, scopes, gone } = row;
    const own = gone === undefined ? await tokens.of(row) : undefined;
    return own && { workspace, team, enterprise, botUser, installer, scopes, token: own.token };
  };

  const sender = (row: KeptInstall): Sender => ({
    team: row.team,
    open: async () => {
      const install = await installOf(row).catch((error: unknown) => {
        // Nothing was sent, and nothing can be before its key is there again or somebody installs it anew.
        throw error instanceof Unreadable ? withdrawn("token cannot be read") : error;
      });
      if (!install) throw withdrawn(row.gone ?? "not installed");
      return install;
    },
  });

  /** With the register that the Slack workspace writes in at this moment: it may have joined another. */
  const withRegister = async ({ name, ...install }: Omit<Install, "workspace"> & { readonly name: string }) => ({
    ...install,
    workspace: await book.workspaceFor(install.team, name),
  });

  const remember = (team: string, install: Install): Install => {
    const [oldest] = kept.keys();
    if (kept.size >= MOST && oldest !== undefined) kept.delete(oldest);
    kept.set(team, { install, at: clock.elapsed() });
    return install;
  };

  /** The install of a space, as it is kept or as it is read now. */
  const found = async (team: string): Promise<Install | undefined> => {
    const before = kept.get(team);
    if (before && clock.elapsed() - before.at < KEPT) return before.install;
    const ours = settled.get(team);
    const row = ours ? undefined : await book.find(team);
    const install = ours ? await withRegister(ours) : row && (await installOf(row));
    // That there is none is not kept in mind: it may be installed in another process the next moment.
    return install && remember(team, install);
  };

  /** Whether Slack takes the token of an install that a person made; one that we cannot read is none. */
  const speaks = async (row: KeptInstall): Promise<boolean> => {
    const install = await installOf(row).catch((error: unknown) => {
      if (error instanceof Unreadable) return undefined;
      throw error;
    });
    return install !== undefined && works(install.token);
  };

  const leave: Installs["leave"] = async (team, why) => {
    kept.delete(team);
    const ours = settled.get(team);
    if (ours && (await works(ours.token))) return log.info("slack.late_farewell", { why });
    settled.delete(team);
    const row = await book.find(team);
    if (row && (await speaks(row))) return log.info("slack.late_farewell", { why });
    kept.delete(team);
    // Installed anew, or exchanged, while Slack was asked: it is asked about that.
    if (row && row.gone === undefined && !(await book.leave(row, why))) return leave(team, why);
    log.warn("slack.gone", { why, ...(row && { workspace: row.workspace }) });
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
        sealed: tokens.seal({ token, ...(refresh !== undefined && { refresh }) }, team),
        expiresAt: holds === undefined ? undefined : plusHours(clock.now(), holds / 3_600),
        gone: undefined,
      };
      await book.keep(row);
      const install = { workspace, team, enterprise, botUser, installer, scopes, token };
      remember(team, install);
      return install;
    },

    of: async (team, org) => (await found(team)) ?? (org === undefined ? undefined : found(org)),

    senders: async (workspace) => {
      const all = await Promise.all([...settled.values()].map(withRegister));
      const ours = all.filter((install) => install.workspace === workspace);
      const rows = (await book.of(workspace)).filter(({ team }) => !settled.has(team));
      if (ours.length + rows.length === 0) throw withdrawn("not installed");
      return [
        ...ours.map((install) => ({ team: install.team, open: () => Promise.resolve(install) })),
        // One that is gone is named, too: what no other knows may be what only it knew.
        ...rows.map(sender),
      ];
    },

    leave,
  };
};
