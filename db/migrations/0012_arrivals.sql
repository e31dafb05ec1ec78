-- What comes in is acknowledged only when it stands here, so it is written in one round trip. Each function gives up
-- all rights but those in one workspace, as every transaction does, before it looks at a table.
create function arrive(ws uuid, of text, called text, seconds integer, said jsonb) returns boolean language plpgsql as $$
begin
  perform set_config('role', 'aidline_app', true), set_config('aidline.workspace', ws::text, true);
  insert into inbox (workspace_id, platform, key, at, open, held_until, attempts, arrival)
    values (ws, of, called, now(), said is not null, now() + make_interval(secs => seconds), 1, said)
    on conflict do nothing;
  return found;
end $$;
--> statement-breakpoint
create function leave(ws uuid, of text, called text) returns void language plpgsql as $$
begin
  perform set_config('role', 'aidline_app', true), set_config('aidline.workspace', ws::text, true);
  update inbox set open = false, arrival = null where workspace_id = ws and platform = of and key = called;
end $$;
