import { check, type Violation } from "./check.ts";
import type { Happened } from "./seen.ts";
import { type Outcome, type Run, simulate } from "./simulate.ts";
import { FAULTS } from "./swarm.ts";

/** A run that fails, and how. */
export interface Failing {
  readonly run: Run;
  readonly outcome: Outcome;
  readonly violations: readonly Violation[];
}

/** Runs it and says whether it fails; with `as`, whether in that way. */
export const failing = async (run: Run, as?: string): Promise<Failing | undefined> => {
  const outcome = await simulate(run);
  const violations = check(outcome).filter((violation) => as === undefined || violation.check === as);
  return violations.length > 0 ? { run, outcome, violations } : undefined;
};

/** Leaves out kinds of faults, then what people do, then single faults, as long as it fails in the same way. */
export const shrunk = async (found: Failing): Promise<Failing> => {
  const as = found.violations[0]?.check;
  let least = found;
  const without = async (less: Partial<Run>): Promise<void> => {
    const smaller = await failing({ ...least.run, ...less }, as);
    if (smaller) least = smaller;
  };
  const spare = (what: string): Promise<void> => without({ spared: new Set([...(least.run.spared ?? []), what]) });
  for (const fault of FAULTS) if (least.outcome.swarm.rates[fault] > 0) await spare(fault);
  for (const { no } of found.outcome.acts) await without({ undone: new Set([...(least.run.undone ?? []), no]) });
  // What is left out changes what comes after it, so it is tried until nothing more can go.
  for (let before = Number.POSITIVE_INFINITY; ; ) {
    const struck = least.outcome.notes.flatMap((note) => (note.kind === "fault" ? [`${note.fault}:${note.no}`] : []));
    if (struck.length >= before) return least;
    before = struck.length;
    for (const one of struck) await spare(one);
  }
};

/** What of a history belongs to what went wrong: the requests and deliveries that the violations name, and what struck. */
export const traceNotes = ({
  outcome: { notes, rows },
  violations,
}: {
  readonly outcome: Pick<Happened, "notes" | "rows">;
  readonly violations: readonly Violation[];
}): Happened["notes"] => {
  const said = violations.map(({ says }) => says).join(" ");
  const its = rows.filter(
    ({ id, ws, about, platformId }) =>
      said.includes(`${ws}/${about} `) ||
      said.includes(`${id} `) ||
      (platformId !== undefined && said.includes(platformId)),
  );
  if (its.length === 0) return notes;
  const names = new Set(its.flatMap(({ id, token, platformId = id }) => [id, token, platformId]));
  const requests = new Set(its.map(({ ws, about }) => `${ws}/${about}`));
  return notes.filter((note) => {
    switch (note.kind) {
      case "changed":
        return note.what !== "begins" && requests.has(`${note.ws}/${note.request}`);
      case "held":
      case "settled":
        return note.items.some((item) => names.has(item));
      case "shown":
        return names.has(note.token);
      case "recognised":
      case "removed":
      case "edited":
        return names.has(note.message);
      case "fault":
      case "restored":
        return true;
      case "audited":
        return note.stuck > 0 && !note.alarm;
      case "logged":
        return false;
      default:
        return note satisfies never;
    }
  });
};
