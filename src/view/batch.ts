import { refOf } from "../domain/request.ts";
import type { Say } from "../language/say.ts";
import { buttons, note } from "./blocks.ts";
import { join, short, strong } from "./text.ts";
import type { Block, Button, Text, View } from "./view.ts";

/** What came of one company of a batch, or of one request of a bulk chase. */
export interface BatchRow {
  readonly company: string;
  readonly result: "created" | "awaiting" | "chased" | "skipped" | "question";
  readonly ref?: number;
  /** Why it was skipped, or what is asked. */
  readonly why?: Text;
}

/** One letter to many: the outcome row by row. */
export interface Batch {
  readonly rows: readonly BatchRow[];
  /** Nothing has been written yet: the buttons do it. */
  readonly preview?: boolean;
  readonly headline?: Text;
  readonly details?: readonly Block[];
  readonly buttons?: readonly Button[];
}

const RESULTS = ["created", "awaiting", "chased", "question", "skipped"] as const;

/** Rows shown; the rest is counted. */
const ROWS = 40;

/** Every company of the batch with what happened to it, so that a partial failure is seen row by row. */
export const batchView = (
  { rows, preview = false, headline, details = [], buttons: offered = [] }: Batch,
  say: Say,
): View => {
  const counts = RESULTS.flatMap((result) => {
    const count = rows.filter((row) => row.result === result).length;
    return count === 0 ? [] : [say(preview ? `batch.preview.${result}` : `batch.${result}`, { count })];
  });
  const rest = rows.length - ROWS;
  return {
    title: headline ?? join([say(preview ? "batch.preview" : "batch.title"), ...counts]),
    tone: "plain",
    blocks: [
      ...(headline === undefined ? [] : [{ kind: "text" as const, text: join(counts) }]),
      {
        kind: "list",
        items: rows
          .slice(0, ROWS)
          .map((row) =>
            join([
              row.ref === undefined ? undefined : [strong(refOf(row.ref))],
              [short(row.company, 60)],
              [say.words(preview ? `batch.will.${row.result}` : `batch.row.${row.result}`)],
              row.why,
            ]),
          ),
        ...(rest > 0 ? { more: say("digest.hidden", { count: rest }) } : {}),
      },
      ...details,
      ...(preview ? [note(...say("question.nothing_yet"))] : []),
      ...buttons(offered),
    ],
  };
};
