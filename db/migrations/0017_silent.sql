-- Whoever has brought or stopped something has not kept silent, even where nobody recorded an answer.
create index request_known_mute on request_known (workspace_id, sent_at, ref)
  where known_to = 'infinity' and status = 'open' and move = 'theirs' and answered_at is null and fulfilment = 'none'
    and sent_at is not null;
--> statement-breakpoint
drop index request_known_silent;
--> statement-breakpoint
alter index request_known_mute rename to request_known_silent;
