import { sql } from "drizzle-orm";
import type { Id } from "../src/domain/request.ts";
import type { Instant } from "../src/domain/time.ts";
import type { InstallBook, KeptInstall } from "../src/ports.ts";
import { workspaceFor } from "./arrival.ts";
import { type Db, rows } from "./database.ts";
import { instantOrNone } from "./instant.ts";
import { createSpaces, NOBODY, type SpacesOptions } from "./spaces.ts";
import { enterWorkspace } from "./tenancy.ts";

type Row = Omit<KeptInstall, "enterprise" | "installer" | "scopes" | "expiresAt" | "gone"> & {
  readonly enterprise: string | null;
  readonly installer: string | null;
  readonly scopes: string;
  readonly expiresAt: string | null;
  readonly gone: string | null;
};

const COLUMNS = sql`
  workspace_id as workspace, team, enterprise, name, bot_user as "botUser", installer, scopes, sealed,
  expires_at as "expiresAt", gone`;

const installOf = ({ enterprise, installer, scopes, expiresAt, gone, ...row }: Row): KeptInstall => ({
  ...row,
  enterprise: enterprise ?? undefined,
  installer: installer ?? undefined,
  scopes: scopes.split(",").filter((scope) => scope !== ""),
  expiresAt: instantOrNone(expiresAt),
  gone: gone ?? undefined,
});

/** Where Slack is installed, on either database. */
export const createSlackInstalls = (options: SpacesOptions): InstallBook => {
  const { database } = options;
  const inside = <T>(workspace: Id, work: (tx: Db) => Promise<T>): Promise<T> =>
    database.transaction(async (tx) => {
      await enterWorkspace(tx, workspace);
      return work(tx);
    });

  /** Inside the register in which a Slack workspace writes by now: it may have joined another since its row was read. */
  const where = <T>(read: Id, team: string, work: (tx: Db, workspace: Id) => Promise<T>): Promise<T> =>
    database.transaction(async (tx) => {
      const workspace = (await workspaceFor(tx, { platform: "slack", space: team })) ?? read;
      await enterWorkspace(tx, workspace);
      return work(tx, workspace);
    });

  const { workspaceFor: registerOf } = createSpaces(options, "slack");

  return {
    /** The register of a Slack workspace; opened, under the name given, when there is none yet. */
    workspaceFor: registerOf,

    /** The install of a Slack workspace, also one that is gone. */
    find: (team: string): Promise<KeptInstall | undefined> =>
      database.transaction(async (tx) => {
        const workspace = await workspaceFor(tx, { platform: "slack", space: team });
        if (workspace === undefined) return undefined;
        await enterWorkspace(tx, workspace);
        const [row] = await rows<Row>(
          tx,
          sql`select ${COLUMNS} from slack_install where workspace_id = ${workspace} and team = ${team}`,
        );
        return row && installOf(row);
      }),

    /** All installs that write in one register, also those that are gone. */
    of: (workspace: Id): Promise<readonly KeptInstall[]> =>
      inside(workspace, async (tx) => {
        const found = await rows<Row>(
          tx,
          sql`select ${COLUMNS} from slack_install where workspace_id = ${workspace} order by team`,
        );
        return found.map(installOf);
      }),

    /** Keeps an install; a new one of the same Slack workspace takes the old one's place. */
    keep: (install: KeptInstall): Promise<void> =>
      where(install.workspace, install.team, async (tx, workspace) => {
        const { team, enterprise, name, botUser, installer, scopes, sealed, expiresAt, gone } = install;
        await tx.execute(sql`
          insert into slack_install (workspace_id, team, enterprise, name, bot_user, installer, scopes, sealed, expires_at, gone)
          values (${workspace}, ${team}, ${enterprise ?? null}, ${name}, ${botUser}, ${installer ?? null},
            ${scopes.join(",")}, ${sealed}, ${expiresAt ?? null}, ${gone ?? null})
          on conflict (workspace_id, team) do update set enterprise = excluded.enterprise, name = excluded.name,
            bot_user = excluded.bot_user, installer = excluded.installer, scopes = excluded.scopes,
            sealed = excluded.sealed, expires_at = excluded.expires_at, gone = excluded.gone, renewing_until = null`);
      }),

    /** Whether we are the one who exchanges its tokens, for so many seconds. The row is locked while that is found out, not while Slack is asked. */
    renewing: ({ workspace: read, team, sealed }: KeptInstall, seconds: number): Promise<boolean> =>
      where(read, team, async (tx, workspace) => {
        const held = await rows(
          tx,
          sql`
            update slack_install set renewing_until = now() + make_interval(secs => ${seconds})
            where workspace_id = ${workspace} and team = ${team} and sealed = ${sealed} and coalesce(renewing_until < now(), true)
            returning team`,
        );
        return held.length > 0;
      }),

    /** The exchange was made, of the tokens that were read. */
    renewed: async (read: KeptInstall, sealed: string, expiresAt: Instant | undefined): Promise<boolean> => {
      const write = async (): Promise<boolean> => {
        const kept = await where(read.workspace, read.team, (tx, workspace) =>
          rows(
            tx,
            sql`
              update slack_install set sealed = ${sealed}, expires_at = ${expiresAt ?? null}, renewing_until = null
              where workspace_id = ${workspace} and team = ${read.team} and sealed = ${read.sealed} returning team`,
          ),
        );
        return kept.length > 0;
      };
      // The old tokens are good no more: if the row has just gone to another register, these follow it.
      return (await write()) || write();
    },

    /** Nothing is sent there from now on. */
    leave: ({ workspace: read, team, sealed }: KeptInstall, why: string): Promise<boolean> =>
      where(read, team, async (tx, workspace) => {
        const left = await rows(
          tx,
          sql`
            update slack_install set gone = ${why}
            where workspace_id = ${workspace} and team = ${team} and sealed = ${sealed} returning team`,
        );
        return left.length > 0;
      }),

    /** Keeps the digest of a state for so many minutes. What was begun and never finished goes with the next one. */
    begin: (digest: string, minutes: number): Promise<void> =>
      inside(NOBODY, async (tx) => {
        await tx.execute(sql`delete from slack_state where workspace_id = ${NOBODY} and until < now()`);
        await tx.execute(sql`
          insert into slack_state (workspace_id, digest, until)
          values (${NOBODY}, ${digest}, now() + make_interval(mins => ${minutes}))`);
      }),

    /** Whether such a state was begun and not used yet; it is used up by asking. */
    finish: (digest: string): Promise<boolean> =>
      inside(NOBODY, async (tx) => {
        const used = await rows<{ fresh: boolean }>(
          tx,
          sql`delete from slack_state where workspace_id = ${NOBODY} and digest = ${digest} returning until > now() as fresh`,
        );
        return used[0]?.fresh ?? false;
      }),
  };
};
