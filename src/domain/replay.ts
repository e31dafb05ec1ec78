import type { Entry, Records, Subject } from "./journal.ts";

/** The state after one more fact. Total and pure; `undone` is not handled here but by `replay`. */
export declare const evolve: <S extends Subject>(
  subject: S,
  state: Records[S]["state"] | undefined,
  entry: Entry<Records[S]["fact"]>,
) => Records[S]["state"];

/** The state that a record's entries (oldest first) make, without the changes that were undone. */
export declare const replay: <S extends Subject>(
  subject: S,
  entries: readonly Entry<Records[S]["fact"]>[],
) => Records[S]["state"] | undefined;
