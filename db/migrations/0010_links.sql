-- How accounts and servers come together: one-time codes, of which only digests are kept, and misses at guessing them.
create table link_code (
  workspace_id uuid not null references workspace,
  digest text not null,
  -- 'person' joins two accounts of one person, 'server' a server to this workspace.
  kind text not null,
  member_id uuid not null,
  until timestamptz(3) not null,
  used boolean not null,
  primary key (workspace_id, digest)
);
--> statement-breakpoint
create index link_code_digest on link_code (digest);
--> statement-breakpoint
create table link_miss (
  workspace_id uuid not null references workspace,
  id uuid not null,
  member_id uuid not null,
  at timestamptz(3) not null,
  primary key (workspace_id, id)
);
--> statement-breakpoint
do $$
declare
  tenant text;
begin
  foreach tenant in array array['link_code', 'link_miss'] loop
    execute format('alter table %I enable row level security', tenant);
    execute format('alter table %I force row level security', tenant);
    execute format(
      'create policy own_workspace on %I to aidline_app '
      'using (workspace_id = nullif(current_setting(''aidline.workspace'', true), '''')::uuid)',
      tenant
    );
  end loop;
end $$;
--> statement-breakpoint
grant select, insert, update, delete on link_code, link_miss to aidline_app;
--> statement-breakpoint
-- A server's code is typed where its register is not known yet: its digest is looked for over all of them.
create policy all_workspaces on link_code to aidline_worker using (true);
--> statement-breakpoint
grant select on link_code to aidline_worker;
--> statement-breakpoint
-- A server that joins another workspace leaves the one it had.
grant delete on installation to aidline_app;
