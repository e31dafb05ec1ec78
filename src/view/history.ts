import type { Entry } from "../domain/journal.ts";
import type { Member } from "../domain/parties.ts";
import { undoneChanges } from "../domain/replay.ts";
import type { Id } from "../domain/request.ts";
import type { Instant } from "../domain/time.ts";
import type { Say } from "../language/say.ts";
import { buttons, line, list, note } from "./blocks.ts";
import { factText, nameOf } from "./fact-text.ts";
import { join, when } from "./text.ts";
import type { Button, Text, View } from "./view.ts";

/** A moment that nobody recorded because time brought it about. */
export interface Became {
  readonly at: Instant;
  readonly what: "late" | "very_late";
}

/** The whole timeline of one record. */
export interface Timeline {
  readonly title: Text;
  /** Oldest first, undone ones included. */
  readonly entries: readonly Entry[];
  readonly people: Readonly<Record<Id, Member>>;
  readonly became?: readonly Became[];
  /** How many of the newest moments to show; the older ones are counted. 40 when not said. */
  readonly limit?: number;
  readonly asOf?: Instant;
  readonly buttons?: readonly Button[];
}

const LIMIT = 40;

/** Newest last, as minutes are read; what was taken back stays, marked in words. */
export const historyView = (
  { title, entries, people, became = [], limit = LIMIT, asOf, buttons: offered = [] }: Timeline,
  say: Say,
): View => {
  const undone = undoneChanges(entries);
  const moments = [
    ...entries.map((entry) => ({
      at: entry.at,
      text: join([
        [when(entry.at)],
        [...factText(entry, people, say), ...(undone.has(entry.change) ? [" ", ...say("history.was_undone")] : [])],
        [nameOf(entry.by, people, say)],
      ]),
    })),
    ...became.map(({ at, what }) => ({ at, text: join([[when(at)], say(`history.became_${what}`)]) })),
  ].toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  const hidden = moments.length - limit;
  return {
    title,
    tone: "plain",
    blocks: [
      ...(asOf === undefined ? [] : [note(...say("list.as_of", { when: when(asOf) }))]),
      ...(hidden > 0 ? [note(...say("history.earlier", { count: hidden }))] : []),
      ...(moments.length === 0 ? [line(...say("history.empty"))] : list(moments.slice(-limit).map(({ text }) => text))),
      ...buttons(offered),
    ],
  };
};
