import { sql } from "drizzle-orm";
import type { Database } from "../../db/database.ts";
import type { JobQueue } from "../../db/queue.ts";
import type { Place } from "../../src/domain/parties.ts";
import type { Id } from "../../src/domain/request.ts";
import { fromEpoch, type Instant, plusHours } from "../../src/domain/time.ts";
import { addCompany, addTeam, deadlineAt, letterAt, logRequest, openRegister } from "../support/register.ts";

/** How much falls due at one moment, and how it lies: in how many registers, and how much of it in one place. */
export interface Due {
  readonly deliveries: number;
  readonly registers: number;
  readonly perPlace: number;
}

/** A register, with one snoozed request of which all that falls due are copies. */
export interface Model {
  readonly workspace: Id;
  readonly team: Id;
  readonly request: Id;
  readonly until: Instant;
}

/** Hours after which the requests' own deadlines come. */
const DEADLINE = 240;

/** Opens registers of teams that may be woken at any hour, with a request in each whose snooze ended at `until`. */
export const modelsIn = async (database: Database, count: number): Promise<readonly Model[]> => {
  const until = fromEpoch(Math.floor(Date.now() / 3_600_000) * 3_600_000);
  const models: Model[] = [];
  for (let number = 0; number < count; number += 1) {
    const register = openRegister(database, { space: `T${number}` });
    register.clock.set(plusHours(until, -1));
    const place: Place = { platform: "slack", id: `C${number}`, name: "#outreach" };
    const who = register.from("olena", { platform: "slack", place });
    models.push(
      await register.at(who, async (desk) => {
        const always = { workdays: [1, 2, 3, 4, 5, 6, 7], quietFrom: "00:00", quietTo: "00:00", digestDay: 0 };
        const team = await addTeam(desk, { place, ...always });
        const company = await addCompany(desk, `Example ${number} Holdings`);
        const request = await logRequest(
          desk,
          { team, company, owner: desk.me.id },
          letterAt(desk.at),
          deadlineAt(plusHours(desk.at, DEADLINE), desk.at),
          { type: "snoozed", until, reason: "They asked for a week" },
        );
        return { workspace: desk.workspace.id, team: team.id, request: request.id, until };
      }),
    );
  }
  return models;
};

interface Added {
  readonly workspace_id: Id;
  readonly id: Id;
  readonly place_id: string;
}

/** Jobs that are set in one statement. */
const PAGE = 500;

/**
 * Copies the models' requests, each with a reminder that falls due at `at`, neighbours in different registers,
 * and sets their alarms as the product does. `from` numbers them over all that was ever added to this database.
 */
export const addDue = async (
  database: Database,
  queue: Pick<JobQueue, "enqueue">,
  models: readonly Model[],
  { deliveries, perPlace }: Due,
  at: Instant,
  from: number,
): Promise<void> => {
  const named = JSON.stringify(
    models.map(({ until, ...ids }, register) => ({ register, key: `snooze_over:${until}`, ...ids })),
  );
  const added = await database.rows<Added>(sql`
    with model as (
      select * from jsonb_to_recordset(${named}::jsonb) as m(register int, key text, workspace uuid, team uuid, request uuid)
    ), copy as (
      select m.*, n, (lpad(to_hex(n), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(m.register), 12, '0'))::uuid as id,
        'P' || ${from}::int || '-' || (n - ${from}::int) / (${models.length}::int * ${perPlace}::int) as place
      from generate_series(${from}::int, ${from + deliveries - 1}::int) as n
      join model m on m.register = n % ${models.length}::int
    ), asked as (
      insert into request (workspace_id, id, ref, company_id, team_id, status, state)
      select c.workspace, c.id, c.n + 1000, r.company_id, r.team_id, r.status, r.state || jsonb_build_object('id', c.id, 'ref', c.n + 1000)
      from copy c join request r on r.workspace_id = c.workspace and r.id = c.request
    ), planned as (
      insert into intent (workspace_id, id, about_id, team_id, kind, occurrence, platform, place_id, place_name)
      select workspace, id, id, team, 'snooze_over', key, 'slack', place, '#' || place from copy
    )
    insert into delivery (workspace_id, id, intent_id, platform, place_id, due_at, token)
    select workspace, id, id, 'slack', place, ${at}::timestamptz, lpad(n::text, 24, 'A') from copy order by n
    returning workspace_id, id, place_id`);
  for (let page = 0; page < added.length; page += PAGE) {
    const wakes = added.slice(page, page + PAGE).map(({ workspace_id: workspace, id: delivery, place_id: id }) => ({
      workspace,
      delivery,
      dueAt: at,
      place: { platform: "slack", id, name: `#${id}` } as const,
      isNew: true,
    }));
    await database.transaction((tx) => queue.enqueue(tx, wakes));
  }
};

/** Rows that are added in one statement. */
const MANY = 10_000;

/**
 * Open reminders of the months to come, numbered `from` to `to`, of which none falls due at `at`; 50 requests and one
 * place to each. The database knows of them then, as autovacuum has it within a minute.
 */
export const addOpen = async (
  database: Database,
  models: readonly Model[],
  from: number,
  to: number,
  at: Instant,
): Promise<void> => {
  const named = JSON.stringify(models.map(({ workspace, team }, register) => ({ register, workspace, team })));
  for (let first = from; first < to; first += MANY)
    await database.rows(sql`
      with model as (
        select * from jsonb_to_recordset(${named}::jsonb) as m(register int, workspace uuid, team uuid)
      ), copy as (
        select m.*, n, ('f' || lpad(to_hex(n), 7, '0') || '-0000-7000-8000-' || lpad(to_hex(m.register), 12, '0'))::uuid as id,
          'P' || n / 50 as place, ${at}::timestamptz + make_interval(hours => 72 + n % 4000) as due
        from generate_series(${first}::int, ${Math.min(to, first + MANY) - 1}::int) as n
        join model m on m.register = n % ${models.length}::int
      ), planned as (
        insert into intent (workspace_id, id, about_id, team_id, kind, occurrence, platform, place_id, place_name)
        select workspace, id, id, team, 'before', 'before-7:' || n, 'slack', place, '#' || place from copy
      )
      insert into delivery (workspace_id, id, intent_id, platform, place_id, due_at, token)
      select workspace, id, id, 'slack', place, due, lpad(n::text, 24, 'B') from copy`);
  await database.rows(sql`vacuum analyze delivery`);
  await database.rows(sql`vacuum analyze intent`);
};
