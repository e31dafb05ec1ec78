-- What nobody holds is taken in one question and one commit, a few of each workspace at a time and those who have
-- waited for longest first: at `most` so many, all where that is null. Whose they are is seen by the worker's rights,
-- and what they say by each workspace's own. Should the power fail before it is on the disk, it is taken once more.
create function take_up(of text, seconds integer, also_held boolean, most integer, workspaces integer, at_once integer)
returns table (workspace uuid, called text, said jsonb, tries integer) language plpgsql as $$
#variable_conflict use_column
declare
  spaces uuid[];
  ws uuid;
  each integer;
  room integer := coalesce(most, 2147483647);
  taken integer;
begin
  perform set_config('synchronous_commit', 'off', true), set_config('role', 'aidline_worker', true);
  spaces := array(
    select workspace_id from inbox where platform = of and open and (also_held or held_until <= now())
    group by 1 order by min(at) limit workspaces);
  each := least(at_once, ceil(room::numeric / greatest(cardinality(spaces), 1)));
  foreach ws in array spaces loop
    exit when room <= 0;
    perform set_config('role', 'aidline_app', true), set_config('aidline.workspace', ws::text, true);
    return query
      with chosen as materialized (
        select key from inbox
        where workspace_id = ws and platform = of and open and (also_held or held_until <= now())
        order by at, key limit least(each, room) for update skip locked)
      update inbox i set held_until = now() + make_interval(secs => seconds), attempts = attempts + 1
      where i.workspace_id = ws and i.platform = of and i.key in (select key from chosen)
      returning i.workspace_id, i.key, i.arrival, i.attempts;
    get diagnostics taken = row_count;
    room := room - taken;
  end loop;
end $$;
