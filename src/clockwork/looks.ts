import type { Doubt } from "../domain/doubt.ts";
import { LOOK_BACK } from "../domain/doubt.ts";
import type { Place } from "../domain/parties.ts";
import { epoch, type Instant, plusMilliseconds } from "../domain/time.ts";
import type { Adapter, Limiter, Standing } from "../ports.ts";

/** Milliseconds between the first attempts of what is looked for together: an old one would lengthen the look for the others. */
const TOGETHER = 600_000;

/** Why nobody can say yet; thrown inside a look. */
export class NotYet extends Error {
  readonly at: Instant;

  constructor(why: string, at: Instant) {
    super(why);
    this.name = "NotYet";
    this.at = at;
  }
}

/**
 * What stands in the places of a doubt and carries its token, oldest first. A place that cannot be read is no trouble
 * where it stands in the other; `faults` are why, for whoever asks what does not stand there.
 */
export interface Sighted {
  readonly found: readonly Standing[];
  readonly faults: readonly unknown[];
}

/** Those that one look into the history of a place answers for. */
const groupOf = ({ workspace, under, firstAttempt }: Doubt, { platform, id }: Place): string =>
  JSON.stringify([workspace, platform, id, under?.id, Math.floor(epoch(firstAttempt) / TOGETHER)]);

/**
 * Looks into histories for what is in doubt. A platform lets itself be asked a few times a minute, and tells with one
 * message all that stand around it: so a place is looked at once for everything that would stand there, when the first
 * of it is asked for. Throws NotYet, or what the platform said.
 */
export const createLooks = (doubts: readonly Doubt[], limiter: Limiter) => {
  const groups = Map.groupBy(
    doubts.flatMap((doubt) => doubt.places.map((place) => ({ doubt, group: groupOf(doubt, place) }))),
    ({ group }) => group,
  );
  const looks = new Map<string, Promise<readonly Standing[]>>();

  const look = async (group: string, doubt: Doubt, place: Place, adapter: Adapter) => {
    const { workspace, under } = doubt;
    const turn = await limiter.take(adapter.budgets(workspace, place, "find"));
    if (!turn.free) throw new NotYet("the platform's limit", turn.at);
    const sought = (groups.get(group) ?? []).map((one) => one.doubt);
    return adapter.find({
      workspace,
      place,
      keys: [...new Set(sought.map(({ token }) => token))],
      since: plusMilliseconds(
        sought.reduce((least, { firstAttempt }) => (firstAttempt < least ? firstAttempt : least), doubt.firstAttempt),
        -LOOK_BACK,
      ),
      ...(under && { under }),
    });
  };

  return async (doubt: Doubt, adapter: Adapter): Promise<Sighted> => {
    const found: Standing[] = [];
    const faults: unknown[] = [];
    for (const place of doubt.places) {
      const group = groupOf(doubt, place);
      const looking = looks.get(group) ?? look(group, doubt, place, adapter);
      looks.set(group, looking);
      try {
        found.push(...(await looking).filter(({ key }) => key === doubt.token));
      } catch (fault) {
        if (fault instanceof NotYet) throw fault;
        faults.push(fault);
      }
    }
    const [fault] = faults;
    if (found.length === 0 && faults.length > 0) throw fault;
    return { found, faults };
  };
};
