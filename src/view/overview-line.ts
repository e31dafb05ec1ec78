import type { RequestLine } from "../domain/overview.ts";
import { refOf } from "../domain/request.ts";
import type { Instant } from "../domain/time.ts";
import type { Say } from "../language/say.ts";
import { clockShort } from "./clock.ts";
import { answerWords, stateWords } from "./state.ts";
import { dueText, join, short, strong } from "./text.ts";
import type { Button, Text } from "./view.ts";

const groupedState = (row: RequestLine, say: Say): Text | undefined => {
  if (row.waitsFor !== undefined) return [say.word("waits", row.waitsFor)];
  return row.status === "open" || row.status === "closed" ? undefined : [stateWords(row, say)];
};

/**
 * One request on one line: what, then the date, then whose move, then who has it. Under a heading that
 * already says whose move it is (`grouped`), only what we must do is said.
 */
export const overviewLine = (row: RequestLine, at: Instant, say: Say, grouped = false): Text => {
  const answer = answerWords(row, say);
  return join([
    [strong(refOf(row.ref)), ` ${short(row.company.name, 40)} · ${short(row.title)}`],
    clockShort(row, at, say),
    row.promised === undefined ? undefined : say("overview.promised", { due: dueText(row.promised) }),
    answer === undefined ? undefined : [answer],
    row.fulfilment === undefined ? undefined : [say.word("fulfilment", row.fulfilment)],
    row.disputed ? say("overview.disputed") : undefined,
    grouped ? groupedState(row, say) : [stateWords(row, say)],
    row.priority === "high" || row.priority === "urgent" ? say(`overview.${row.priority}`) : undefined,
    row.owner === undefined ? say("person.none") : [short(row.owner.name, 40)],
  ]);
};

/** A button that opens the card of a request on a line. */
export const openButton = (row: Pick<RequestLine, "ref">): Button => ({
  label: refOf(row.ref),
  weight: "plain",
  call: { command: "show", options: { request: refOf(row.ref) } },
});
