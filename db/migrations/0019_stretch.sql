-- What is said of one date of a clock names how often that clock went on after a stop. What waits of such clocks is
-- known by its new name; what was said before stays said.
alter table intent no force row level security;
--> statement-breakpoint
alter table delivery no force row level security;
--> statement-breakpoint
alter table request no force row level security;
--> statement-breakpoint
update intent i set occurrence = i.occurrence || '.' || jsonb_array_length(r.state -> 'deadline' -> 'pauses')
from request r, delivery d
where r.workspace_id = i.workspace_id and r.id = i.about_id
  and d.workspace_id = i.workspace_id and d.intent_id = i.id and d.state = 'PENDING'
  and i.kind in ('before', 'half', 'quarter', 'today', 'late', 'very_late')
  and i.occurrence = regexp_replace(i.occurrence, ':.*$', '') || ':' || (r.state -> 'deadline' ->> 'clock')
  and jsonb_array_length(r.state -> 'deadline' -> 'pauses') > 0;
--> statement-breakpoint
alter table request force row level security;
--> statement-breakpoint
alter table delivery force row level security;
--> statement-breakpoint
alter table intent force row level security;
