-- How much of each platform's limits is used up. They are an app's, not a workspace's, so all are under the nil id.
create table bucket (
  workspace_id uuid not null,
  key text not null,
  full_at timestamptz(3) not null,
  blocked_until timestamptz(3),
  primary key (workspace_id, key)
);
--> statement-breakpoint
alter table bucket enable row level security;
--> statement-breakpoint
alter table bucket force row level security;
--> statement-breakpoint
create policy own_workspace on bucket to aidline_app
using (workspace_id = nullif(current_setting('aidline.workspace', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update, delete on bucket to aidline_app;
--> statement-breakpoint
alter table delivery
  -- The token of the message in which the last attempt went out: several deliveries may share one.
  add column sent_as text,
  -- Before then nobody looks whether it arrived.
  add column look_at timestamptz(3),
  -- The token of an attempt that was given up: should it arrive after all, it is a double.
  add column doubted text;
--> statement-breakpoint
create index delivery_doubted on delivery (look_at) where doubted is not null;
--> statement-breakpoint
-- Places, or whole workspaces (the empty place), that take nothing until somebody mends something, and whether the leads know.
create table refusal (
  workspace_id uuid not null references workspace,
  platform text not null check (platform in ('console', 'slack', 'discord', 'web')),
  place_id text not null,
  place_name text not null,
  why text not null,
  since timestamptz(3) not null,
  -- Until then one of us tells it, and the others do not.
  held_until timestamptz(3),
  told_at timestamptz(3),
  primary key (workspace_id, platform, place_id)
);
--> statement-breakpoint
create index refusal_untold on refusal (since) where told_at is null;
--> statement-breakpoint
alter table refusal enable row level security;
--> statement-breakpoint
alter table refusal force row level security;
--> statement-breakpoint
create policy own_workspace on refusal to aidline_app
using (workspace_id = nullif(current_setting('aidline.workspace', true), '')::uuid);
--> statement-breakpoint
create policy all_workspaces on refusal to aidline_worker using (true);
--> statement-breakpoint
grant select, insert, update, delete on refusal to aidline_app;
--> statement-breakpoint
grant select, update on refusal to aidline_worker;
