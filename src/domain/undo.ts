import type { Entry, RequestFact } from "./journal.ts";
import { Refusal } from "./refusal.ts";
import { undoneChanges } from "./replay.ts";
import type { Id } from "./request.ts";

/** Who asks to take something back, and whether their role lets them take back what others did. */
export interface Undoer {
  readonly me: Id;
  readonly mayUndoOthers: boolean;
}

/**
 * The fact that takes back a request's last change that still holds, or the change named. Only the
 * last can go, since later ones were made in the light of it. Naming an undo brings back what it took.
 */
export const undoLast = (
  entries: readonly Entry<RequestFact>[],
  { me, mayUndoOthers }: Undoer,
  named?: Id,
): RequestFact => {
  const undone = undoneChanges(entries);
  const people = entries.filter(({ by }) => by !== "system");
  const last = named
    ? people.findLast(({ change }) => !undone.has(change))
    : people.findLast(({ change, fact }) => !undone.has(change) && fact.type !== "undone");
  if (!last) throw new Refusal("nothing_to_undo");
  if (named && last.change !== named) throw new Refusal("stale");
  if (last.by !== me && !mayUndoOthers) throw new Refusal("undo_others", { who: last.by });
  return { type: "undone", change: last.change };
};
