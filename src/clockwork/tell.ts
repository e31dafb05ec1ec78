import type { Member, Place } from "../domain/parties.ts";
import type { Instant } from "../domain/time.ts";
import type { Untold } from "../domain/untold.ts";
import { speak } from "../language/say.ts";
import { type Adapter, type Deliveries, type Limiter, type Log, Undeliverable } from "../ports.ts";
import { undeliveredView } from "../view/undelivered.ts";

/** What telling works with. */
export interface TellParts {
  readonly deliveries: Pick<Deliveries, "untold" | "told">;
  readonly adapters: readonly Adapter[];
  readonly limiter: Limiter;
  readonly log: Log;
}

/** Where a person can be written to: beside the refusing place, and elsewhere when all of its platform refuses. */
const waysTo = ({ accounts }: Member, refusing: Place): readonly Place[] =>
  accounts
    .map(({ platform, account }): Place => ({ platform, id: `@${account}`, name: `@${account}` }))
    .filter(({ platform, id }) => platform !== refusing.platform || (refusing.id !== "" && refusing.id !== id))
    .toSorted(
      (one, other) => Number(other.platform === refusing.platform) - Number(one.platform === refusing.platform),
    );

/** Tells the leads of places that take nothing of ours, each of them once and directly; nothing is ever given up in silence. */
export const createTell = ({ deliveries, adapters, limiter, log }: TellParts) => {
  /** Whether it may stand there now. */
  const write = async (
    place: Place,
    { workspace, place: refusing, why, language }: Untold,
    person: Untold["people"][number],
  ) => {
    const adapter = adapters.find(({ platform }) => platform === place.platform);
    if (!adapter || !(await limiter.take(adapter.budgets(workspace, place, "post"))).free) return false;
    const spoken = person.member.language ?? language;
    const view = undeliveredView(refusing, why, speak(spoken));
    try {
      await adapter.post({ workspace, place, view, key: person.token, language: spoken });
      return true;
    } catch (fault) {
      return !(fault instanceof Undeliverable);
    }
  };

  const reach = async (untold: Untold, person: Untold["people"][number]): Promise<boolean> => {
    for (const place of waysTo(person.member, untold.place)) if (await write(place, untold, person)) return true;
    return false;
  };

  return async (at: Instant): Promise<void> => {
    for (const untold of await deliveries.untold(at)) {
      const { workspace, place, why, people } = untold;
      let reached = 0;
      for (const person of people) if (await reach(untold, person)) reached += 1;
      const fields = { workspace, platform: place.platform, why, people: people.length, reached };
      // Nobody knows: it stays as it is and is tried again, and whoever reads the log can mend it.
      if (reached === 0) log.error("refusal.untold", fields);
      else {
        await deliveries.told(workspace, place);
        log.warn("refusal.told", fields);
      }
    }
  };
};
