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
