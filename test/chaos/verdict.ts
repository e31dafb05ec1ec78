import { check, type Violation } from "../sim/check.ts";
import { traceOf } from "../sim/history.ts";
import { type Happened, notesOf } from "../sim/seen.ts";
import { traceNotes } from "../sim/shrink.ts";
import { happened, type Records, type Strike } from "./history.ts";
import type { Change } from "./ledger.ts";
import type { Typed } from "./office.ts";

/** What came of some rounds. */
export interface Verdict {
  readonly outcome: Happened;
  readonly violations: readonly Violation[];
  /** Deliveries that were settled, and messages in which they were seen. */
  readonly deliveries: number;
  readonly messages: number;
  readonly acknowledged: number;
  /** Messages of which nobody knew for a while whether they arrived, and those that say that they may be a repeat. */
  readonly doubtful: number;
  readonly marked: number;
  /** Milliseconds after each strike until everything that was due, and not in doubt, had gone out. */
  readonly recoveries: readonly { readonly strike: Strike; readonly took: number }[];
}

/** After a fault ended, everything that was due and is not in doubt has gone out within this many milliseconds. */
const RECOVERY = 25_000;

/** A sender that has a message for longer than this without saying how it ended will not say it any more. */
const IN_HAND = 30_000;

const MINUTE = 60_000;

/** Entries of the log that tell what became of a command. */
const BEARING = new Set([
  "fault",
  "store.away",
  "store.again",
  "slack.fault",
  "slack.left",
  "slack.given_up",
  "slack.not_taken",
  "slack.not_written",
  "slack.unheard",
  "slack.unknown_person",
]);

/** Whatever Slack was told that we have it, was done, and once. */
const kept = (typed: readonly Typed[], { facts, strikes, remarks }: Records): readonly Violation[] => {
  // What was typed between a backup and its restore is lost with the rest, and may have waited for a minute by then.
  const isTakenBack = (at: number): boolean =>
    strikes.some(({ backedUp, from }) => backedUp !== undefined && backedUp - MINUTE < at && at < from);
  /** What the processes said in the two minutes after it, in which it was to be done. */
  const said = (at: number): string =>
    remarks
      .filter((one) => at <= one.at && one.at < at + 2 * MINUTE && BEARING.has(one.event))
      .map((one) => `\n    ${one.who} after ${((one.at - at) / 1_000).toFixed(1)} s: ${one.text.slice(0, 300)}`)
      .join("");
  const times = new Map<string, number>();
  for (const { title, type } of facts)
    if (title !== null && (type === "request.logged" || type === "request.edited"))
      times.set(title, (times.get(title) ?? 0) + 1);
  return typed.flatMap(({ title, acknowledged, line, at, heard }) => {
    const count = title === undefined ? undefined : (times.get(title) ?? 0);
    if (count === undefined) return [];
    return [
      ...(acknowledged && count === 0 && !isTakenBack(at)
        ? [
            {
              check: "forgotten",
              says: `${line} was acknowledged and never done; heard: ${JSON.stringify(heard)}${said(at)}`,
            },
          ]
        : []),
      ...(count > 1 ? [{ check: "done twice", says: `${line} was done ${count} times` }] : []),
    ];
  });
};

/** Nothing is said that was not written down before (journal before I/O). */
const unwritten = ({ notes }: Happened): readonly Violation[] =>
  notesOf(notes, "shown")
    .filter(({ hold }) => hold === undefined)
    .map(({ message, token }) => ({
      check: "unwritten",
      says: `${message} as ${token} was sent before anybody held it`,
    }));

/** When a delivery that was due and certain when a strike ended had its next turn. */
const turnOf = (changes: readonly Change[], after: number): number | undefined => {
  const [next, then] = changes.filter(({ at }) => at > after);
  if (!next) return undefined;
  return next.state === "SENDING" && then && then.at - next.at < IN_HAND ? then.at : next.at;
};

const recoveriesIn = ({ deliveries, changes, dues, strikes }: Records): Verdict["recoveries"] => {
  const due = new Map(dues.map(({ request, key, at }) => [`${request} ${key}`, Date.parse(at)]));
  const history = Map.groupBy(changes, ({ delivery }) => delivery);
  return strikes.map((strike) => {
    const turns = deliveries.flatMap(({ id, about, key }) => {
      const planned = due.get(`${about} ${key}`);
      const its = history.get(id) ?? [];
      const before = its.findLast(({ at }) => at <= strike.until);
      const since = before ? Date.parse(before.dueAt) : planned;
      const waits = before === undefined || before.state === "PENDING";
      if (planned === undefined || since === undefined || !waits || planned > strike.until) return [];
      return turnOf(its, strike.until) ?? [];
    });
    return { strike, took: Math.max(0, ...turns.map((at) => at - strike.until)) };
  });
};

/** Tokens of messages of which their senders could not say how they ended. */
const doubtsIn = (changes: readonly Change[]): ReadonlySet<string> =>
  new Set(
    [...Map.groupBy(changes, ({ delivery }) => delivery).values()].flatMap((its) =>
      its.flatMap(({ was, state, at, sentAs, reason }, nth) => {
        const taken = its[nth - 1]?.at ?? at;
        const unsure = state === "UNKNOWN" || reason === "it did not arrive" || at - taken > IN_HAND;
        return was === "SENDING" && state !== "SENDING" && unsure ? [sentAs] : [];
      }),
    ),
  );

/** Judges what was written down, by the check of the simulation and what only real processes can show. */
export const judge = (records: Records, typed: readonly Typed[]): Verdict => {
  const outcome = happened(records);
  const recoveries = recoveriesIn(records);
  const slow = recoveries
    .filter(({ took }) => took > RECOVERY)
    .map(({ strike: { kind, round, what }, took }) => ({
      check: "slow",
      says: `round ${round}, ${kind} of ${what}: what was due went out ${Math.round(took / 1_000)} s after it was over`,
    }));
  const settled = records.deliveries.filter(({ state }) => state === "SENT" || state === "SKIPPED");
  return {
    outcome,
    violations: [...check(outcome), ...kept(typed, records), ...unwritten(outcome), ...slow],
    deliveries: settled.length,
    messages: notesOf(outcome.notes, "shown").length,
    acknowledged: typed.filter(({ title, acknowledged }) => title !== undefined && acknowledged).length,
    doubtful: doubtsIn(records.changes).size,
    marked: notesOf(outcome.notes, "shown").filter(({ marked }) => marked).length,
    recoveries,
  };
};

/** Lines, at most, of what is shown of one violation. */
const LINES = 80;

/** What is wrong, with the trace of the first of each kind. */
export const explained = ({ outcome, violations }: Pick<Verdict, "outcome" | "violations">): readonly string[] =>
  [...Map.groupBy(violations, ({ check: name }) => name)].flatMap(([name, its]) => {
    const notes = traceNotes({ outcome, violations: its.slice(0, 1) });
    // What names no delivery has no trace of its own.
    const trace = notes.length < outcome.notes.length ? traceOf(notes, outcome.notes[0]?.t ?? 0) : [];
    return [
      `${name}: ${its.length}`,
      ...its.slice(0, 5).map(({ says }) => `  ${says}`),
      ...trace.slice(0, LINES).map((line) => `  ${line.slice(0, 220)}`),
    ];
  });
