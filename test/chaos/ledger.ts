import type { DeliveryState } from "../../db/schema-deliveries.ts";
import type { Id } from "../../src/domain/request.ts";
import type { Instant } from "../../src/domain/time.ts";

/**
 * A table of the check's own, in which the database writes what becomes of each delivery, and who did it:
 * append-only, filled by a trigger, so that a change is in it exactly when it was committed. Besides that a switch
 * with which every write fails as on a full disk.
 */
export const LEDGER = `
  create schema if not exists chaos;
  create table if not exists chaos.ledger (
    seq bigint generated always as identity primary key,
    at timestamptz not null, tx text not null, port int,
    workspace_id uuid not null, delivery uuid not null, was text not null, state text not null,
    sent_as text, fence int not null, due_at timestamptz not null, platform_id text, reason text
  );
  create table if not exists chaos.disk (is_full boolean not null);
  insert into chaos.disk select false where not exists (select from chaos.disk);
  create or replace function chaos.note() returns trigger language plpgsql security definer as $$
  begin
    insert into chaos.ledger (at, tx, port, workspace_id, delivery, was, state, sent_as, fence, due_at, platform_id, reason)
    values (clock_timestamp(), pg_current_xact_id()::text, inet_client_port(), new.workspace_id, new.id, old.state, new.state,
      coalesce(new.sent_as, new.token), new.fence, new.due_at, new.platform_id, new.reason);
    return null;
  end $$;
  create or replace trigger chaos_note after update on delivery for each row
    when (old.state is distinct from new.state or old.fence <> new.fence) execute function chaos.note();
  create or replace function chaos.extend() returns trigger language plpgsql security definer as $$
  begin
    if (select is_full from chaos.disk) then
      raise exception 'could not extend file: No space left on device' using errcode = 'disk_full';
    end if;
    return null;
  end $$;`;

/** The tables whose writes fail while the disk is full; all of pg-boss's come with its partitions. */
export const FILLING = [
  "delivery",
  "intent",
  "journal",
  "inbox",
  "ingress",
  "receipt",
  "bucket",
  "request",
  "pgboss.job",
];

/** Fits a table with the switch. */
export const fillable = (table: string): string =>
  `create or replace trigger chaos_extend before insert or update on ${table} for each statement execute function chaos.extend()`;

/** One change of a delivery, as it was committed. Times are milliseconds by the database's clock. */
export interface Change {
  readonly at: number;
  readonly tx: string;
  /** From which the process that did it was connected. */
  readonly port: number | null;
  readonly ws: Id;
  readonly delivery: Id;
  readonly was: DeliveryState;
  readonly state: DeliveryState;
  readonly sentAs: string;
  readonly dueAt: Instant;
  readonly reason: string | null;
}

/** All changes after the `seq` given, in order. */
export const CHANGES = `
  select (extract(epoch from at) * 1000)::float8 as at, tx, port, workspace_id as ws, delivery, was, state, sent_as as "sentAs",
    to_char(due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "dueAt", reason
  from chaos.ledger order by seq`;

/** Every delivery as it is now. */
export const DELIVERIES = `
  select d.workspace_id as ws, d.id, i.about_id as about, i.kind, i.occurrence as key,
    json_build_object('platform', d.platform, 'id', d.place_id, 'name', i.place_name) as place,
    d.state, to_char(d.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "dueAt", d.attempts,
    d.platform_id as "platformId", d.reason, d.stale, d.token, i.team_id as team
  from delivery d join intent i on i.workspace_id = d.workspace_id and i.id = d.intent_id`;

/** Every fact about a request that shows in its title or ends a snooze. */
export const FACTS = `
  select (extract(epoch from at) * 1000)::float8 as at, workspace_id as ws, subject_id as request, type,
    body->>'title' as title, body->>'until' as until
  from journal where subject = 'request' order by workspace_id, seq`;

/** What is not settled: due and certain, in doubt, or shown less than is known. */
export const OPEN = `
  select count(*) filter (where state = 'PENDING' and due_at <= clock_timestamp())::int as due,
    count(*) filter (where state in ('SENDING', 'UNKNOWN'))::int as doubtful,
    count(*) filter (where state = 'SENT' and stale > 0)::int as stale,
    count(*) filter (where doubted is not null)::int as doubted,
    (select count(*) from inbox where open)::int as inbox
  from delivery`;
