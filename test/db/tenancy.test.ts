import { type SQL, sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { type Db, rows } from "../../db/database.ts";
import { errorCode } from "../../db/fault.ts";
import { createInbox } from "../../db/inbox.ts";
import { createSlackInstalls } from "../../db/slack-installs.ts";
import { createSpaces } from "../../db/spaces.ts";
import { enterAsWorker, enterWorkspace } from "../../db/tenancy.ts";
import { pledged, worth } from "../support/giving.ts";
import { onBothDatabases } from "../support/grounds.ts";
import { addCompany, addTeam, letterAt, logRequest, openRegister, seeded } from "../support/register.ts";

const DENIED = "42501";

onBothDatabases("tenancy", (ground) => {
  let [ours, theirs] = ["", ""];
  let tenants: readonly string[] = [];

  const inside = <T>(work: (tx: Db) => Promise<T>, workspace = ours): Promise<T> =>
    ground().database.transaction(async (tx) => {
      await enterWorkspace(tx, workspace);
      return work(tx);
    });
  const asWorker = <T>(work: (tx: Db) => Promise<T>): Promise<T> =>
    ground().database.transaction(async (tx) => {
      await enterAsWorker(tx);
      return work(tx);
    });
  const refusal = (running: Promise<unknown>): Promise<string | undefined> =>
    running.then(() => "nothing was refused", errorCode);
  const tenantTables = async (): Promise<string[]> => {
    const found = await ground().database.rows<{ name: string }>(sql`
      select distinct c.relname::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attname = 'workspace_id' order by 1`);
    return found.map((each) => each.name);
  };
  const counted = async (tx: Db, from: string): Promise<number> => {
    const [row] = await rows<{ count: number }>(tx, sql`select count(*)::int as count from ${sql.identifier(from)}`);
    return row?.count ?? -1;
  };

  const inSlack = async (workspace: string): Promise<void> => {
    const { database } = ground();
    const random = seeded(workspace.length);
    const installs = createSlackInstalls({ database, random });
    const nobody = { enterprise: undefined, installer: undefined, expiresAt: undefined, gone: undefined };
    const team = `T${workspace}`;
    await installs.keep({ ...nobody, workspace, team, name: "Office", botUser: "U1", scopes: [], sealed: "k1.x" });
    await database.transaction(async (tx) => {
      await enterWorkspace(tx, workspace);
      await tx.execute(
        sql`insert into slack_state (workspace_id, digest, until) values (${workspace}, 'digest', now())`,
      );
      await tx.execute(sql`
        insert into register (workspace_id, found_in, files, beat_at) values (${workspace}, '', '', now())`);
      await tx.execute(sql`insert into bucket (workspace_id, key, full_at) values (${workspace}, 'k', now())`);
      await tx.execute(sql`
        insert into refusal (workspace_id, platform, place_id, place_name, why, since)
        values (${workspace}, 'slack', 'C1', '#outreach', 'is_archived', now())`);
    });
    await createInbox(database, "slack").put(workspace, "event-1", { kind: "line" }, 60);
    await createSpaces({ database, random }, "discord").seen(workspace, "7", "8");
  };

  beforeAll(async () => {
    const furnish = async () => {
      const register = openRegister(ground().database);
      const workspace = await register.at(register.from("oksana", { key: "event-1" }), async (desk) => {
        const team = await addTeam(desk);
        const request = await logRequest(
          desk,
          { team, company: await addCompany(desk, "Northwind") },
          letterAt(desk.at),
          pledged(1, worth("100", "USD")),
          { type: "instalment.planned", pledge: 1, no: 1, due: "2022-04-01", lines: [] },
        );
        await desk.plan(request.id, team.place, [{ key: "late:1", kind: "late", at: desk.at }]);
        await desk.park("chase?request=AID-1");
        await desk.codes.give("person");
        await desk.codes.missed();
        const campaign = desk.id();
        await desk.record("campaign", campaign, [
          { type: "campaign.added", id: campaign, code: "C1", name: "First", ladder: [] },
        ]);
        return desk.workspace.id;
      });
      await inSlack(workspace);
      return workspace;
    };
    [ours, theirs] = [await furnish(), await furnish()];
    tenants = await tenantTables();
  });

  it("binds every table of a workspace, its owner included, by a policy", async () => {
    const found = await ground().database.rows<{
      name: string;
      enabled: boolean;
      forced: boolean;
      policies: number;
    }>(sql`
      select c.relname::text as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
        (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
      from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`);
    expect(found.map((each) => each.name)).toEqual(tenants);
    expect(found.filter(({ enabled, forced, policies }) => !enabled || !forced || policies === 0)).toEqual([]);
  });

  it("gives its roles no way around that", async () => {
    const found = await ground().database.rows(sql`
      select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname in ('aidline_app', 'aidline_worker')`);
    const none = {
      rolcanlogin: false,
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
    };
    expect(found).toEqual([none, none]);
  });

  it("shows no row of any table where no workspace was entered", async () => {
    for (const setting of [undefined, ""]) {
      await ground().database.transaction(async (tx) => {
        await tx.execute(sql`select set_config('role', 'aidline_app', true)`);
        if (setting !== undefined) await tx.execute(sql`select set_config('aidline.workspace', ${setting}, true)`);
        for (const table of tenants) expect([table, await counted(tx, table)]).toEqual([table, 0]);
      });
    }
  });

  it("shows each workspace its own rows only", async () => {
    await inside(async (tx) => {
      for (const table of tenants) {
        const [row] = await rows<{ foreign: number }>(
          tx,
          sql`select count(*)::int as foreign from ${sql.identifier(table)} where workspace_id <> ${ours}`,
        );
        expect([table, row?.foreign]).toEqual([table, 0]);
        if (table !== "receipt") expect([table, (await counted(tx, table)) > 0]).toEqual([table, true]);
      }
    });
  });

  it.each([
    ["insert", () => sql`insert into parked_call (workspace_id, key, call) values (${theirs}, 'k', 'c')`],
    ["move", () => sql`update request set workspace_id = ${theirs}`],
  ])("refuses to %s a row into another workspace", async (_, statement: () => SQL) => {
    expect(await refusal(inside((tx) => tx.execute(statement())))).toBe(DENIED);
  });

  it("changes nothing of another workspace", async () => {
    const changed = await inside((tx) =>
      rows(tx, sql`update delivery set reason = 'x' where workspace_id = ${theirs} returning id`),
    );
    expect(changed).toEqual([]);
  });

  it.each([
    "update journal set type = 'x'",
    "delete from journal",
    "truncate journal",
    "delete from receipt",
    "update journal_personal set body = '{}'",
    "drop table request",
  ])("does not let a command %s", async (statement) => {
    // These statements are constants of this test.
    expect(await refusal(inside((tx) => tx.execute(sql.raw(statement))))).toBe(DENIED);
  });

  it("lets rounds over all workspaces see deliveries and their places, and nothing else", async () => {
    const visible = ["workspace", "delivery", "refusal", "installation", "intent", "inbox", "link_code", "whereabouts"];
    for (const table of tenants) {
      if (visible.includes(table)) expect(await asWorker((tx) => counted(tx, table))).toBe(2);
      else expect([table, await refusal(asWorker((tx) => counted(tx, table)))]).toEqual([table, DENIED]);
    }
    expect(await refusal(asWorker((tx) => tx.execute(sql`delete from delivery`)))).toBe(DENIED);
    expect(await refusal(asWorker((tx) => tx.execute(sql`update intent set kind = 'x'`)))).toBe(DENIED);
    expect(await refusal(asWorker((tx) => tx.execute(sql`select arrival from inbox`)))).toBe(DENIED);
    // That there is a workspace, and not what it is called.
    expect(await refusal(asWorker((tx) => tx.execute(sql`select state from workspace`)))).toBe(DENIED);
  });

  it("leaves its role and workspace with the transaction", async () => {
    await inside(async () => undefined);
    const [row] = await ground().database.rows<{ workspace: string; role: string }>(
      sql`select coalesce(current_setting('aidline.workspace', true), '') as workspace, current_user::text as role`,
    );
    expect(row).toEqual({ workspace: "", role: "postgres" });
  });
});
