-- What waits is taken a few of each workspace at a time, those who have waited for longest first, so it lies in that
-- order. Until when it is held is in no index: it changes with every hand that it goes through, and little is open.
create index inbox_waiting on inbox (workspace_id, platform, at, key) where open;
--> statement-breakpoint
drop index inbox_open;
