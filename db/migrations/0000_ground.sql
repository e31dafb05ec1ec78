-- What the tables stand on: likeness of names, the two roles, and the refusal of changes.
create extension if not exists pg_trgm;
--> statement-breakpoint
-- Roles belong to the whole server: another database of it may have made them already, or be doing so now.
do $$
declare
  name text;
begin
  foreach name in array array['aidline_app', 'aidline_worker'] loop
    begin
      if not exists (select from pg_roles where rolname = name) then
        execute format('create role %I nologin nobypassrls', name);
      end if;
    exception when duplicate_object or unique_violation then
      null;
    end;
    -- A superuser may take any role; anyone else must be a member.
    if not (select rolsuper from pg_roles where rolname = current_user) then
      execute format('grant %I to %I', name, current_user);
    end if;
  end loop;
end $$;
--> statement-breakpoint
grant usage on schema public to aidline_app, aidline_worker;
--> statement-breakpoint
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % is refused', tg_table_name, tg_op using errcode = 'restrict_violation';
end $$;
