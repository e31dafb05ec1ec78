import { sql } from "drizzle-orm";
import type { Invocation } from "../src/call.ts";
import type { Id } from "../src/domain/request.ts";
import type { Platform } from "../src/domain/vocabulary.ts";
import type { Clock, Random, Spaces, Whereabouts } from "../src/ports.ts";
import { DEFAULTS, type WorkspaceDefaults, workspaceFor } from "./arrival.ts";
import { type Database, rows } from "./database.ts";
import { OpenedElsewhere, openWorkspace } from "./opening.ts";
import { enterAsWorker, enterWorkspace } from "./tenancy.ts";

/** What spaces work with; a story brings its clock and its defaults, as for the store. */
export interface SpacesOptions {
  readonly database: Database;
  readonly random: Random;
  readonly clock?: Clock;
  readonly defaults?: Partial<WorkspaceDefaults>;
}

/** The workspace of what belongs to none yet. */
export const NOBODY: Id = "00000000-0000-0000-0000-000000000000";

/** Tries of two processes to open one workspace; the second finds what the first has opened. */
const ATTEMPTS = 3;

/** Minutes for which somebody's being somewhere is not written down again. */
const SETTLED = 1;

/** Whose register the spaces of one platform are, on either database. */
export const createSpaces = ({ database, random, clock, defaults }: SpacesOptions, platform: Platform): Spaces => {
  const from = (space: string): Invocation => ({
    platform,
    space,
    place: { platform, id: space, name: space },
    speaker: { account: space, name: space },
    input: "",
  });

  const open = (space: string, name: string): Promise<Id> =>
    database.transaction(async (tx) => {
      const known = await workspaceFor(tx, { platform, space });
      if (known !== undefined) return known;
      const at = clock?.now() ?? (await enterWorkspace(tx, NOBODY));
      return openWorkspace(tx, from(space), at, { ...DEFAULTS, ...defaults, name }, random);
    });

  return {
    registerOf: (space: string): Promise<Id | undefined> =>
      database.transaction((tx) => workspaceFor(tx, { platform, space })),

    workspaceFor: async (space: string, name: string): Promise<Id> => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await open(space, name);
        } catch (error) {
          if (!(error instanceof OpenedElsewhere) || attempt === ATTEMPTS) throw error;
        }
      }
    },

    of: (workspace: Id): Promise<readonly string[]> =>
      database.transaction(async (tx) => {
        await enterAsWorker(tx);
        const found = await rows<{ space: string }>(
          tx,
          sql`select space from installation where workspace_id = ${workspace} and platform = ${platform} order by space`,
        );
        return found.map(({ space }) => space);
      }),

    unvisited: (spaces: readonly string[]): Promise<readonly string[]> =>
      database.transaction(async (tx) => {
        await enterAsWorker(tx);
        const found = await rows<{ space: string }>(
          tx,
          sql`
            select s.space from unnest(${sql.param(spaces)}::text[]) s (space) where not exists (
              select from installation i join whereabouts w on w.workspace_id = i.workspace_id and w.platform = i.platform
              where i.platform = ${platform} and i.space = s.space)`,
        );
        return found.map(({ space }) => space);
      }),

    seen: (workspace: Id, account: string, space: string): Promise<void> =>
      database.transaction(async (tx) => {
        await enterWorkspace(tx, workspace);
        await tx.execute(sql`
          insert into whereabouts (workspace_id, platform, account, space, at)
          values (${workspace}, ${platform}, ${account}, ${space}, now())
          on conflict (workspace_id, platform, account) do update set space = excluded.space, at = excluded.at
          where whereabouts.at < now() - make_interval(mins => ${SETTLED}) or whereabouts.space <> excluded.space`);
      }),

    whereabouts: (account: string): Promise<readonly Whereabouts[]> =>
      database.transaction(async (tx) => {
        await enterAsWorker(tx);
        return rows<Whereabouts>(
          tx,
          sql`
            select w.workspace_id as workspace, w.space,
              extract(epoch from now() - w.at)::int as "secondsAgo"
            from whereabouts w
            join installation i on i.workspace_id = w.workspace_id and i.platform = w.platform and i.space = w.space
            where w.platform = ${platform} and w.account = ${account} order by w.at desc, w.space`,
        );
      }),
  };
};
