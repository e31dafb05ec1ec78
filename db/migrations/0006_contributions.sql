-- What was promised and what arrived became part of requests and companies: states from before hold none of it.
alter table request no force row level security;
--> statement-breakpoint
update request set state = '{"pledges": [], "deliveries": [], "readings": [], "agreements": []}'::jsonb || state;
--> statement-breakpoint
alter table request force row level security;
--> statement-breakpoint
alter table company no force row level security;
--> statement-breakpoint
update company set state = '{"pledges": [], "deliveries": [], "readings": [], "agreements": []}'::jsonb || state;
--> statement-breakpoint
alter table company force row level security;
--> statement-breakpoint
-- Which companies' names are withheld: few, and asked for with every name that is shown.
create index company_redacted on company (workspace_id, id) where state ? 'redacted';
--> statement-breakpoint
-- What overviews read of promises and deliveries: one row a line and period, as request_known has of requests.
create table giving_known (
  workspace_id uuid not null,
  -- A request, or the company itself; ref, team and campaign are the request's.
  record_id uuid not null,
  ref integer,
  company_id uuid not null,
  team_id uuid,
  campaign_id uuid,
  part text not null check (part in ('pledge', 'delivery')),
  no integer not null,
  known_from timestamptz(3) not null,
  known_to timestamptz(3) not null default 'infinity',
  form text not null,
  stage text,
  state text,
  level text not null,
  thanked boolean not null,
  disputed boolean not null,
  sourced boolean not null,
  cancelled boolean not null,
  -- In which of the sums it counts, as the domain says; null for none.
  counts_as text check (counts_as in ('announced', 'committed', 'paid', 'unconfirmed')),
  -- Without a precision: exact, however many digits.
  amount numeric,
  currency text,
  base_amount numeric,
  base_currency text,
  -- For order; a moment is kept whole, and nothing is shown more exactly than it is known.
  on_day date,
  on_at timestamptz(3),
  precision text,
  title text not null,
  recipients text,
  external text,
  primary key (workspace_id, record_id, part, no, known_from),
  check (known_from < known_to)
);
--> statement-breakpoint
create index giving_known_company on giving_known (workspace_id, company_id) where known_to = 'infinity';
--> statement-breakpoint
create index giving_known_day on giving_known (workspace_id, on_day desc nulls last, record_id desc, part desc, no)
  where known_to = 'infinity';
--> statement-breakpoint
-- What sums are made of, so that the rows themselves need not be read.
create index giving_known_counted on giving_known (workspace_id, counts_as, currency, base_currency)
  include (company_id, team_id, campaign_id, amount, base_amount) where known_to = 'infinity' and counts_as is not null;
--> statement-breakpoint
-- What a digest lists.
create index giving_known_unthanked on giving_known (workspace_id, on_day nulls first, record_id, part desc, no)
  where known_to = 'infinity' and not thanked and counts_as in ('paid', 'unconfirmed');
--> statement-breakpoint
create index giving_known_disputed on giving_known (workspace_id, on_day nulls first, record_id, part desc, no)
  where known_to = 'infinity' and disputed and not cancelled;
--> statement-breakpoint
create index giving_known_until on giving_known (workspace_id, known_to, known_from);
--> statement-breakpoint
-- What is expected on a day: an instalment that has not come, or the end of an agreement.
create table expected_known (
  workspace_id uuid not null,
  record_id uuid not null,
  ref integer,
  company_id uuid not null,
  team_id uuid,
  campaign_id uuid,
  part text not null check (part in ('pledge', 'agreement')),
  no integer not null,
  instalment integer not null,
  known_from timestamptz(3) not null,
  known_to timestamptz(3) not null default 'infinity',
  day date not null,
  amount numeric,
  currency text,
  title text not null,
  primary key (workspace_id, record_id, part, no, instalment, known_from),
  check (known_from < known_to)
);
--> statement-breakpoint
create index expected_known_day on expected_known (workspace_id, part, day) where known_to = 'infinity';
--> statement-breakpoint
create index expected_known_until on expected_known (workspace_id, known_to, known_from);
--> statement-breakpoint
do $$
declare
  tenant text;
begin
  foreach tenant in array array['giving_known', 'expected_known'] loop
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
grant select, insert, update, delete on giving_known, expected_known to aidline_app;
--> statement-breakpoint
-- How far a request has been done. Of requests from before, nothing had arrived; what they came to by an answer alone
-- is worked out by a rebuild.
alter table request_known add column fulfilment text not null default 'none' check (fulfilment in ('none', 'part', 'full'));
