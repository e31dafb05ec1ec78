-- What comes in is kept alike for every platform that calls us; their keys never meet.
alter table slack_inbox rename to inbox;
--> statement-breakpoint
alter table inbox add column platform text not null default 'slack';
--> statement-breakpoint
alter table inbox alter column platform drop default;
--> statement-breakpoint
alter table inbox drop constraint slack_inbox_pkey;
--> statement-breakpoint
alter table inbox add constraint inbox_pkey primary key (workspace_id, platform, key);
--> statement-breakpoint
alter index slack_inbox_open rename to inbox_open;
--> statement-breakpoint
alter index slack_inbox_at rename to inbox_at;
--> statement-breakpoint
alter table inbox rename constraint slack_inbox_workspace_id_fkey to inbox_workspace_id_fkey;
--> statement-breakpoint
grant select (platform) on inbox to aidline_worker;
--> statement-breakpoint
-- In which space of a platform a person was last: a direct message does not say for which register it is meant.
create table whereabouts (
  workspace_id uuid not null references workspace,
  platform text not null,
  account text not null,
  space text not null,
  at timestamptz(3) not null,
  primary key (workspace_id, platform, account)
);
--> statement-breakpoint
create index whereabouts_account on whereabouts (platform, account);
--> statement-breakpoint
alter table whereabouts enable row level security;
--> statement-breakpoint
alter table whereabouts force row level security;
--> statement-breakpoint
create policy own_workspace on whereabouts to aidline_app
  using (workspace_id = nullif(current_setting('aidline.workspace', true), '')::uuid);
--> statement-breakpoint
create policy all_workspaces on whereabouts to aidline_worker using (true);
--> statement-breakpoint
grant select, insert, update, delete on whereabouts to aidline_app;
--> statement-breakpoint
grant select on whereabouts to aidline_worker;
