-- What a process that only serves has acknowledged is due at once for those that work, and they hear of it. Should the
-- power fail before it is on the disk, it is due when nobody holds it any more; so this commit waits for no disk.
create function hand_over(ws uuid, of text, called text) returns void language plpgsql as $$
begin
  perform set_config('synchronous_commit', 'off', true);
  perform set_config('role', 'aidline_app', true), set_config('aidline.workspace', ws::text, true);
  update inbox set held_until = now(), attempts = 0 where workspace_id = ws and platform = of and key = called and open;
  perform pg_notify('aidline_inbox', of);
end $$;
