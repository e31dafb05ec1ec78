import { sql } from "drizzle-orm";
import type { Invocation } from "../src/call.ts";
import type { MemberFact, WorkspaceFact } from "../src/domain/journal.ts";
import { joinedAs } from "../src/domain/newcomer.ts";
import type { Member, Workspace } from "../src/domain/parties.ts";
import type { Id } from "../src/domain/request.ts";
import type { Instant } from "../src/domain/time.ts";
import type { Answer } from "../src/ports.ts";
import { type Db, rows } from "./database.ts";
import { instantFrom } from "./instant.ts";
import { enterAsWorker } from "./tenancy.ts";

/** What a workspace begins with where nobody says otherwise. */
export type WorkspaceDefaults = Omit<Workspace, "id" | "version" | "name"> & { readonly name?: string };

/** What a workspace starts with where its operator says nothing. */
export const DEFAULTS: WorkspaceDefaults = {
  zone: "UTC",
  language: "en",
  country: "none",
  newcomers: "coordinator",
  collisionDays: 14,
  chaseRest: 3,
};

/** The workspace that a platform's server belongs to. Looked up over all of them, so as the worker. */
export const workspaceFor = async (
  tx: Db,
  { platform, space }: Pick<Invocation, "platform" | "space">,
): Promise<Id | undefined> => {
  await enterAsWorker(tx);
  const [found] = await rows<{ workspace_id: Id }>(
    tx,
    sql`select workspace_id from installation where platform = ${platform} and space = ${space}`,
  );
  return found?.workspace_id;
};

/** Who and what is there when somebody speaks. */
export interface Scene {
  readonly workspace: Workspace;
  readonly secret: string;
  /** When the register was last written to. */
  readonly lastAt: Instant;
  readonly me: Member | undefined;
  /** Whether the workspace has any member yet. */
  readonly peopled: boolean;
  /** Whether the server from which they speak is the workspace's: it may have joined another one. */
  readonly here: boolean;
  /** The answer that this very event got before. */
  readonly answered: Answer | undefined;
}

/** Reads the scene in one round trip. */
export const sceneOf = async (
  tx: Db,
  ws: Id,
  { platform, space, speaker, key }: Invocation,
): Promise<Scene | undefined> => {
  const [found] = await rows<{
    state: Workspace;
    secret: string;
    head_at: string;
    me: Member | null;
    peopled: boolean;
    here: boolean;
    answered: Answer | null;
  }>(
    tx,
    sql`
      select w.state, w.secret, w.head_at,
        (select m.state from account a join member m on m.workspace_id = a.workspace_id and m.id = a.member_id
          where a.workspace_id = w.workspace_id and a.platform = ${platform} and a.account = ${speaker.account}) as me,
        exists (select from member m where m.workspace_id = w.workspace_id) as peopled,
        exists (select from installation i where i.workspace_id = w.workspace_id and i.platform = ${platform} and i.space = ${space}) as here,
        (select i.answer from ingress i where i.workspace_id = w.workspace_id and i.platform = ${platform} and i.key = ${key ?? null}) as answered
      from workspace w where w.workspace_id = ${ws}`,
  );
  return (
    found && {
      workspace: found.state,
      secret: found.secret,
      lastAt: instantFrom(found.head_at),
      me: found.me ?? undefined,
      peopled: found.peopled,
      here: found.here,
      answered: found.answered ?? undefined,
    }
  );
};

/** The fact with which a workspace begins; named after its space until somebody names it. */
export const opening = (id: Id, space: string, defaults: WorkspaceDefaults): WorkspaceFact => ({
  type: "workspace.opened",
  id,
  name: space,
  ...defaults,
});

/** The fact with which a person joins. Somebody must be able to give roles, so the first is admin. */
export const joining = (
  id: Id,
  { platform, speaker }: Invocation,
  { workspace, peopled }: Pick<Scene, "workspace" | "peopled">,
): MemberFact => joinedAs(id, platform, speaker, peopled ? workspace.newcomers : "admin");
