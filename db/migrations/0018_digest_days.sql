-- A team's digest is known by its day in the team's zone, of which each has one. It was known by its moment, so that it
-- came again on the same day once the morning was moved. Where that has happened, the one that went out takes the name.
alter table intent no force row level security;
--> statement-breakpoint
alter table delivery no force row level security;
--> statement-breakpoint
alter table team no force row level security;
--> statement-breakpoint
with zone as materialized (
  select name from pg_timezone_names
), digest as (
  select i.workspace_id, i.id, i.about_id, i.platform, i.place_id, d.state,
    to_char(substr(i.occurrence, 8)::timestamptz at time zone coalesce(zone.name, 'UTC'), 'YYYY-MM-DD') as day
  from intent i
  join delivery d on d.workspace_id = i.workspace_id and d.intent_id = i.id
  left join team t on t.workspace_id = i.workspace_id and t.id = i.team_id
  left join zone on zone.name = t.state ->> 'zone'
  where i.kind = 'digest' and i.occurrence ~ '^digest:\d{4}-\d\d-\d\dT[\d:.]+Z$'
), one as (
  select distinct on (workspace_id, about_id, platform, place_id, day) workspace_id, id, day from digest
  order by workspace_id, about_id, platform, place_id, day, state in ('PENDING', 'SKIPPED'), state = 'SKIPPED', id desc
)
update intent i set occurrence = 'digest:' || one.day from one
where i.workspace_id = one.workspace_id and i.id = one.id and not exists (
  select from intent named
  where named.workspace_id = i.workspace_id and named.about_id = i.about_id and named.occurrence = 'digest:' || one.day
    and named.platform = i.platform and named.place_id = i.place_id);
--> statement-breakpoint
alter table team force row level security;
--> statement-breakpoint
alter table delivery force row level security;
--> statement-breakpoint
alter table intent force row level security;
