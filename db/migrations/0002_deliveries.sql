-- What is to be said, each occurrence once; how far the saying got; and what came in.
create table intent (
  workspace_id uuid not null references workspace,
  id uuid not null,
  -- The request, or for a digest the team, that the occurrence belongs to.
  about_id uuid not null,
  team_id uuid not null,
  kind text not null,
  occurrence text not null,
  platform text not null check (platform in ('console', 'slack', 'discord', 'web')),
  place_id text not null,
  place_name text not null,
  primary key (workspace_id, id)
);
--> statement-breakpoint
create unique index intent_once on intent (workspace_id, about_id, occurrence, platform, place_id);
--> statement-breakpoint
create table delivery (
  workspace_id uuid not null,
  id uuid not null,
  intent_id uuid not null,
  -- A UUIDv7 ends in random bits, so its last byte spreads workspaces evenly over 256 shards.
  shard smallint not null generated always as (get_byte(uuid_send(workspace_id), 15)) stored,
  platform text not null,
  place_id text not null,
  state text not null default 'PENDING' check (state in ('PENDING', 'SENDING', 'SENT', 'UNKNOWN', 'SKIPPED', 'DEAD')),
  due_at timestamptz(3) not null,
  fence integer not null default 0,
  attempts integer not null default 0,
  first_attempt_at timestamptz(3),
  last_attempt_at timestamptz(3),
  token text not null,
  platform_id text,
  reason text,
  repeat boolean not null default false,
  primary key (workspace_id, id),
  foreign key (workspace_id, intent_id) references intent
);
--> statement-breakpoint
create unique index delivery_intent on delivery (workspace_id, intent_id);
--> statement-breakpoint
create index delivery_due on delivery (due_at) where state = 'PENDING';
--> statement-breakpoint
create index delivery_unsettled on delivery (last_attempt_at) where state in ('SENDING', 'UNKNOWN');
--> statement-breakpoint
create index delivery_place on delivery (workspace_id, platform, place_id, due_at) where state = 'PENDING';
--> statement-breakpoint
create table receipt (
  workspace_id uuid not null references workspace,
  token text not null,
  platform_id text not null,
  seen_at timestamptz(3) not null,
  primary key (workspace_id, token, platform_id)
);
--> statement-breakpoint
create trigger receipt_append_only before update or delete or truncate on receipt
  for each statement execute function refuse_change();
--> statement-breakpoint
alter table receipt enable always trigger receipt_append_only;
--> statement-breakpoint
create table ingress (
  workspace_id uuid not null references workspace,
  platform text not null check (platform in ('console', 'slack', 'discord', 'web')),
  key text not null,
  at timestamptz(3) not null,
  answer jsonb not null,
  primary key (workspace_id, platform, key)
);
--> statement-breakpoint
create table parked_call (
  workspace_id uuid not null references workspace,
  key text not null,
  call text not null,
  primary key (workspace_id, key)
);
