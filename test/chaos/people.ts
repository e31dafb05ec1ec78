import { fromEpoch } from "../../src/domain/time.ts";
import type { Chance } from "../sim/chance.ts";
import { titled } from "../sim/ground.ts";
import type { Office } from "./office.ts";

/** A request that one person works on, and nobody else. */
interface Case {
  readonly ref: string;
  readonly name: string;
  readonly channel: string;
  state: number;
}

/** People who go on with their work, whatever happens below. */
export interface People {
  /** Types one command after the other until `over` is aborted. */
  work(over: AbortSignal): Promise<void>;
}

/** Whole minutes to come after which a snooze ends. */
const SNOOZES = [1, 2] as const;

/** The title by which a state of a case is known in the journal and on its card. */
const titleOf = (name: string, state: number): string => `${name}: ${titled(state)}`;

/** The end of a whole minute, as it is typed in UTC. */
const inMinutes = (minutes: number): string =>
  fromEpoch(Date.now() + (minutes + 1) * 60_000)
    .slice(0, 16)
    .replace("T", " ");

/**
 * People who log requests, correct them and snooze them, each in a channel. Nobody types a second command about a
 * request before the first was answered; who is not answered leaves it alone.
 */
export const createPeople = (office: Office, crowd: readonly string[], chance: Chance): People => {
  const cases = new Map<string, Case>();
  let opened = 0;

  const open = async (who: string): Promise<void> => {
    const channel = office.channels[chance.between(0, office.channels.length - 1)] ?? "";
    opened += 1;
    const name = `Case ${who} ${opened}`;
    const title = titleOf(name, 1);
    const line = `/aid request "${name}" "${title}" kind:equipment new:yes anyway:yes`;
    const answer = await office.types(who, channel, line, title);
    const [ref] = /AID-\d+/u.exec(answer ?? "") ?? [];
    if (ref !== undefined) cases.set(who, { ref, name, channel, state: 1 });
  };

  const correct = async (who: string, its: Case): Promise<void> => {
    its.state += 1;
    const title = titleOf(its.name, its.state);
    const answer = await office.types(who, its.channel, `/aid edit ${its.ref} "${title}"`, title);
    if (answer === undefined) cases.delete(who);
  };

  const snooze = async (who: string, its: Case): Promise<void> => {
    const until = inMinutes(chance.one(SNOOZES));
    const answer = await office.types(who, its.channel, `/aid snooze ${its.ref} "${until}" later`);
    if (answer === undefined) cases.delete(who);
  };

  const act = async (who: string): Promise<void> => {
    const its = cases.get(who);
    if (!its || chance.happens(0.3)) await open(who);
    else if (chance.happens(0.25)) await snooze(who, its);
    else await correct(who, its);
  };

  return {
    work: async (over) => {
      await Promise.all(
        crowd.map(async (who) => {
          while (!over.aborted) {
            await act(who);
            await new Promise((resolve) => setTimeout(resolve, chance.between(200, 1_500)));
          }
        }),
      );
    },
  };
};
