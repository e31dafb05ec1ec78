import type { Contributions, Instalment, Pledge } from "./contribution.ts";
import type { Day } from "./time.ts";

/** An instalment with the pledge that it is a part of. */
export interface Awaited {
  readonly pledge: Pledge;
  readonly instalment: Instalment;
}

/** What was scheduled and has not come, soonest first; a pledge that was taken back awaits nothing. */
export const awaited = ({ pledges }: Pick<Contributions, "pledges">): readonly Awaited[] =>
  pledges
    .filter(({ cancelled }) => !cancelled)
    .flatMap((pledge) => pledge.instalments.map((instalment) => ({ pledge, instalment })))
    .filter(({ instalment }) => !instalment.came)
    // Sorting keeps the order of what falls on one day.
    .toSorted((one, other) =>
      one.instalment.due < other.instalment.due ? -1 : one.instalment.due > other.instalment.due ? 1 : 0,
    );

/** The next instalment that is due on the day or after it. */
export const nextInstalment = (record: Pick<Contributions, "pledges">, day: Day): Awaited | undefined =>
  awaited(record).find(({ instalment }) => instalment.due >= day);

/** Instalments whose day is over without anything having come. */
export const overdueInstalments = (record: Pick<Contributions, "pledges">, day: Day): readonly Awaited[] =>
  awaited(record).filter(({ instalment }) => instalment.due < day);
