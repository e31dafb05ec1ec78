-- How a register notices that it stands elsewhere than it did, and since when it may have lost what it said. It is one
-- register, not a workspace's, so its row is under the nil id.
create table register (
  workspace_id uuid primary key,
  -- Where it stood when it was last seen alive, and when that was.
  found_in text not null,
  files text not null,
  beat_at timestamptz(3) not null,
  -- What was said between these is not known here: the register was restored from a backup.
  lost_from timestamptz(3),
  lost_until timestamptz(3)
);
--> statement-breakpoint
alter table register enable row level security;
--> statement-breakpoint
alter table register force row level security;
--> statement-breakpoint
create policy own_workspace on register to aidline_app
using (workspace_id = nullif(current_setting('aidline.workspace', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on register to aidline_app;
--> statement-breakpoint
-- Another server, another course of its history (after recovery to a point in time, or when a standby took over),
-- another database, or a table that was made anew: each of them says that this may be a backup.
create function this_database() returns text language plpgsql stable as $$
declare
  cluster text := '';
begin
  begin
    select system_identifier || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8) into cluster from pg_control_system();
  exception when others then
    -- A service that does not tell: the two below are left.
    cluster := '';
  end;
  return cluster || '/' || (select oid from pg_database where datname = current_database()) || '/' || 'delivery'::regclass::oid;
end $$;
--> statement-breakpoint
-- Raises where somebody works on another database than the one of which they know.
create function still_in(known text) returns boolean language plpgsql stable as $$
begin
  if this_database() <> known then
    raise exception 'the register stands elsewhere' using errcode = 'AID01';
  end if;
  return true;
end $$;
--> statement-breakpoint
alter table delivery
  -- The moment it was planned for, however often it was put off since; empty for what is older than this column.
  add column planned_at timestamptz(3),
  -- It may have been said before the register was restored, so it is looked for before it is sent.
  add column quarantined boolean not null default false;
--> statement-breakpoint
create index delivery_quarantined on delivery (workspace_id) where quarantined;
--> statement-breakpoint
-- What had come in when the backup was made was answered since.
grant update (open, arrival) on inbox to aidline_worker;
--> statement-breakpoint
-- What was settled long ago is forgotten. Nothing younger can be, whoever asks for it.
grant delete on intent, delivery to aidline_app;
--> statement-breakpoint
create policy only_old on delivery as restrictive for delete to aidline_app
using (state in ('SENT', 'SKIPPED', 'DEAD') and due_at < now() - interval '400 days');
