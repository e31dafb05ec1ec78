-- The journal is the source; the tables from request on are projections of it, written in the same transaction.
create table workspace (
  workspace_id uuid primary key,
  state jsonb not null,
  head_seq bigint not null default 0,
  head_hash text not null default '',
  head_at timestamptz(3) not null,
  next_ref integer not null default 1,
  -- Keys the tokens by which a platform recognises a message that was sent twice.
  secret text not null
);
--> statement-breakpoint
create table installation (
  workspace_id uuid not null references workspace,
  platform text not null check (platform in ('console', 'slack', 'discord', 'web')),
  space text not null,
  primary key (workspace_id, platform, space)
);
--> statement-breakpoint
-- The one key that a workspace does not lead: it is how a workspace is found.
create unique index installation_space on installation (platform, space);
--> statement-breakpoint
create table journal (
  workspace_id uuid not null references workspace,
  seq bigint not null check (seq > 0),
  change_id uuid not null,
  at timestamptz(3) not null,
  by text not null,
  via text not null check (via in ('console', 'slack', 'discord', 'web')),
  subject text not null check (subject in ('request', 'company', 'team', 'campaign', 'member', 'workspace')),
  subject_id uuid not null,
  type text not null,
  body jsonb not null,
  personal_digest text,
  prev text not null,
  hash text not null,
  primary key (workspace_id, seq)
);
--> statement-breakpoint
create index journal_subject on journal (workspace_id, subject_id, seq);
--> statement-breakpoint
create table journal_personal (
  workspace_id uuid not null,
  seq bigint not null,
  salt text not null,
  body jsonb not null,
  primary key (workspace_id, seq),
  foreign key (workspace_id, seq) references journal
);
--> statement-breakpoint
create table request (
  workspace_id uuid not null,
  id uuid not null,
  ref integer not null,
  company_id uuid not null,
  team_id uuid not null,
  status text not null check (status in ('draft', 'awaiting_approval', 'open', 'closed', 'withdrawn')),
  state jsonb not null,
  primary key (workspace_id, id)
);
--> statement-breakpoint
create unique index request_ref on request (workspace_id, ref);
--> statement-breakpoint
create index request_open_by_company on request (workspace_id, company_id, ref) where status = 'open';
--> statement-breakpoint
create index request_open_by_team on request (workspace_id, team_id, ref) where status = 'open';
--> statement-breakpoint
-- What overviews read: one row a request and period, true from known_from until before known_to.
create table request_known (
  workspace_id uuid not null,
  id uuid not null,
  known_from timestamptz(3) not null,
  known_to timestamptz(3) not null default 'infinity',
  ref integer not null,
  version integer not null,
  company_id uuid not null,
  team_id uuid not null,
  -- What digests count by comes first: a row is read from its beginning as far as it is needed.
  moved_at timestamptz(3) not null,
  disputed boolean not null,
  status text not null check (status in ('draft', 'awaiting_approval', 'open', 'closed', 'withdrawn')),
  move text not null check (move in ('ours', 'theirs', 'nobody')),
  waits_for text,
  outcome text,
  late_at timestamptz(3),
  sent_at timestamptz(3),
  answered_at timestamptz(3),
  last_answered_at timestamptz(3),
  owner_id uuid,
  campaign_id uuid,
  stand_in_id uuid,
  very_late_at timestamptz(3),
  due_day date,
  due_at timestamptz(3),
  promised_day date,
  promised_at timestamptz(3),
  kind text not null,
  priority text not null,
  extent text,
  title text not null,
  primary key (workspace_id, id, known_from),
  check (known_from < known_to)
);
--> statement-breakpoint
create index request_known_late on request_known (workspace_id, late_at, ref) where known_to = 'infinity';
--> statement-breakpoint
create index request_known_until on request_known (workspace_id, known_to, known_from);
--> statement-breakpoint
create table company (
  workspace_id uuid not null,
  id uuid not null,
  state jsonb not null,
  primary key (workspace_id, id)
);
--> statement-breakpoint
-- Every name and alias, folded for matching. No trigram index: row-level security lets only leakproof
-- operators into an index condition, so likeness is computed over one workspace's names.
create table company_name (
  workspace_id uuid not null,
  company_id uuid not null,
  folded text not null,
  primary key (workspace_id, folded, company_id)
);
--> statement-breakpoint
create table team (
  workspace_id uuid not null,
  id uuid not null,
  state jsonb not null,
  primary key (workspace_id, id)
);
--> statement-breakpoint
create table campaign (
  workspace_id uuid not null,
  id uuid not null,
  state jsonb not null,
  primary key (workspace_id, id)
);
--> statement-breakpoint
create table member (
  workspace_id uuid not null,
  id uuid not null,
  state jsonb not null,
  primary key (workspace_id, id)
);
--> statement-breakpoint
create table account (
  workspace_id uuid not null,
  platform text not null check (platform in ('console', 'slack', 'discord', 'web')),
  account text not null,
  member_id uuid not null,
  primary key (workspace_id, platform, account)
);
--> statement-breakpoint
-- What a company or member was called when: an old digest shows the names of its own day.
create table name_known (
  workspace_id uuid not null,
  id uuid not null,
  known_from timestamptz(3) not null,
  known_to timestamptz(3) not null default 'infinity',
  name text not null,
  primary key (workspace_id, id, known_from),
  check (known_from < known_to)
);
--> statement-breakpoint
create trigger journal_append_only before update or delete or truncate on journal
  for each statement execute function refuse_change();
--> statement-breakpoint
alter table journal enable always trigger journal_append_only;
