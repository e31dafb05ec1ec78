-- What Slack needs beside the register: where it is installed, what came in and is not answered yet, installs begun.
create table slack_install (
  workspace_id uuid not null references workspace,
  team text not null,
  enterprise text,
  name text not null,
  bot_user text not null,
  installer text,
  -- Comma-separated, as Slack writes them.
  scopes text not null,
  -- The tokens, encrypted for this very row.
  sealed text not null,
  expires_at timestamptz(3),
  -- Until then one process exchanges the tokens, and the others do not.
  renewing_until timestamptz(3),
  -- Why nothing is sent there any more.
  gone text,
  primary key (workspace_id, team)
);
--> statement-breakpoint
-- Written before Slack hears that we have it, so that a crash loses nothing and a repeat does nothing.
create table slack_inbox (
  workspace_id uuid not null references workspace,
  key text not null,
  at timestamptz(3) not null,
  open boolean not null,
  held_until timestamptz(3) not null,
  attempts integer not null,
  -- Gone as soon as it is answered.
  arrival jsonb,
  primary key (workspace_id, key)
);
--> statement-breakpoint
create index slack_inbox_open on slack_inbox (held_until) where open;
--> statement-breakpoint
create index slack_inbox_at on slack_inbox (at);
--> statement-breakpoint
-- Whoever begins an install may finish it once. It belongs to no workspace yet, so it is under the nil id.
create table slack_state (
  workspace_id uuid not null,
  digest text not null,
  until timestamptz(3) not null,
  primary key (workspace_id, digest)
);
--> statement-breakpoint
do $$
declare
  tenant text;
begin
  foreach tenant in array array['slack_install', 'slack_inbox', 'slack_state'] loop
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
grant select, insert, update, delete on slack_install, slack_inbox, slack_state to aidline_app;
--> statement-breakpoint
-- Rounds find the workspaces in which something waits, and see nothing of what it is.
create policy all_workspaces on slack_inbox to aidline_worker using (true);
--> statement-breakpoint
grant select (workspace_id, at, open, held_until) on slack_inbox to aidline_worker;
