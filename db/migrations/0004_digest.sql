-- A digest shows the first few lines of each section: with these it finds them without reading the rest.
create index request_known_waiting on request_known (workspace_id, moved_at, ref)
  where known_to = 'infinity' and status in ('open', 'awaiting_approval') and waits_for in ('decide', 'answer_them', 'approve', 'read');
--> statement-breakpoint
create index request_known_answered on request_known (workspace_id, last_answered_at, ref)
  where known_to = 'infinity' and last_answered_at is not null;
--> statement-breakpoint
create index request_known_sent on request_known (workspace_id, sent_at, ref)
  where known_to = 'infinity' and sent_at is not null;
--> statement-breakpoint
create index request_known_silent on request_known (workspace_id, sent_at, ref)
  where known_to = 'infinity' and status = 'open' and move = 'theirs' and answered_at is null and sent_at is not null;
--> statement-breakpoint
create index request_known_unowned on request_known (workspace_id, ref)
  where known_to = 'infinity' and status = 'open' and owner_id is null;
