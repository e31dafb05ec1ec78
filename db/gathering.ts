import { setTimeout as pause } from "node:timers/promises";
import pLimit from "p-limit";

/** A call that waits for its answer. */
interface Waiting<Call, Answer> {
  readonly call: Call;
  answer(value: Answer): void;
  fail(fault: unknown): void;
}

/** Calls that share a transaction. With more of them it is held so long that others wait for its locks. */
const MOST = 50;

/** How calls are gathered. */
interface Gathering {
  /** Milliseconds for which whoever comes first waits for others, where nobody is in a hurry. */
  readonly patience?: number;
  /** Groups for which something is done at the same time, all of them when absent; the others have their turns, and gather meanwhile. */
  readonly sideBySide?: number;
}

/**
 * What is called while the same is being done for others of its group is done with them, in one transaction: a
 * crowd that is due at one moment pays for few commits, and who comes alone waits for nobody, or not for long. `work`
 * answers each call in its place. Where a shared transaction fails, each of its calls is tried in one of its own, so that none
 * fails for what another brought: `work` must bear being done again after a commit whose answer was lost.
 */
export const gathering = <Call, Answer>(
  work: (group: string, calls: readonly Call[]) => Promise<readonly Answer[]>,
  { patience = 0, sideBySide = Number.POSITIVE_INFINITY }: Gathering = {},
): ((group: string, call: Call) => Promise<Answer>) => {
  /** The calls that wait, of each group for which something is being done. */
  const lines = new Map<string, Waiting<Call, Answer>[]>();
  const inTurn = pLimit(sideBySide);

  const serve = async (group: string, served: readonly Waiting<Call, Answer>[]): Promise<void> => {
    try {
      const answers = await work(
        group,
        served.map(({ call }) => call),
      );
      // `work` answers as many as were called.
      for (const [nth, { answer }] of served.entries()) answer(answers[nth] as Answer);
    } catch (fault) {
      const [only, ...others] = served;
      if (others.length === 0) only?.fail(fault);
      else await Promise.all(served.map((one) => serve(group, [one])));
    }
  };

  const serveAll = async (group: string, line: Waiting<Call, Answer>[]): Promise<void> => {
    // What was called in the same breath comes along.
    await (patience > 0 ? pause(patience) : Promise.resolve());
    while (line.length > 0) await inTurn(() => serve(group, line.splice(0, MOST)));
    lines.delete(group);
  };

  return (group, call) =>
    new Promise((answer, fail) => {
      const waiting = { call, answer, fail };
      const line = lines.get(group);
      if (line) line.push(waiting);
      else {
        const begun = [waiting];
        lines.set(group, begun);
        void serveAll(group, begun);
      }
    });
};
