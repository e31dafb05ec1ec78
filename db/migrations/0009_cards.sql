-- A request's living card is a delivery that is edited after it was sent. How many changes it does not show yet,
-- how often it was taken to be painted (only the last taker may say how that ended), and when it may be taken next.
alter table delivery add column stale integer not null default 0;
--> statement-breakpoint
alter table delivery add column paints integer not null default 0;
--> statement-breakpoint
alter table delivery add column paint_at timestamptz(3);
--> statement-breakpoint
create index delivery_stale on delivery (paint_at) where stale > 0;
