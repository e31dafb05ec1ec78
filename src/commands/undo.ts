import { z } from "zod";
import { decide } from "../domain/decide.ts";
import type { Entry, RequestFact } from "../domain/journal.ts";
import { Refusal } from "../domain/refusal.ts";
import { type Id, type Request, refOf, seenOf } from "../domain/request.ts";
import { undoLast } from "../domain/undo.ts";
import { may } from "../domain/vocabulary.ts";
import type { Desk } from "../ports.ts";
import { buttons, facts, line as sentence } from "../view/blocks.ts";
import type { Card } from "../view/card.ts";
import { changeView } from "../view/change.ts";
import { factText } from "../view/fact-text.ts";
import type { View } from "../view/view.ts";
import { command } from "./command.ts";
import { Explained, theRequest } from "./finding.ts";
import { line, maybe, onRequest } from "./options.ts";
import { Question } from "./question.ts";
import { calendarsOf, cardOf, companyOf, peopleIn, teamOf } from "./recording.ts";

/** What an undo came to: the request as it was before, or no request at all. */
type Undone =
  | { readonly ref: string; readonly title: string }
  | { readonly card: Card; readonly change: Entry<RequestFact>; readonly back: boolean; readonly inverse: Id };

/** Names the person whose change it is, where it may not be taken back for being theirs. */
const mine = async <T>(desk: Desk, undone: () => T): Promise<T> => {
  try {
    return undone();
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "undo_others") throw error;
    const member = await desk.member(String(error.params["who"]));
    throw new Explained(error, { people: member ? { [member.id]: member } : {} });
  }
};

/** What was at stake in the first place, and whether it holds again: an undo of an undo brings it back. */
const originOf = (
  gone: Entry<RequestFact>,
  entries: readonly Entry<RequestFact>[],
): { readonly change: Entry<RequestFact>; readonly back: boolean } => {
  const { fact } = gone;
  const undone = fact.type === "undone" ? entries.findLast(({ change }) => change === fact.change) : undefined;
  if (!undone) return { change: gone, back: false };
  const origin = originOf(undone, entries);
  return { ...origin, back: !origin.back };
};

/**
 * Asks before a request goes altogether, which no button brings back. A button says what it was drawn
 * from: under the answer of the logging itself nothing else can be meant.
 */
const wholeRequest = (request: Request): Question => {
  const ref = refOf(request.ref);
  return new Question("question.undo_all", { ref, title: request.title }, [
    { label: "choice.keep", weight: "main", call: { command: "show", options: { request: ref } } },
    { label: "choice.undo_all", fillings: { ref }, weight: "danger", set: { v: seenOf(request) } },
  ]);
};

/** Takes back the last change of a request. Nothing is deleted: the journal keeps both, and the undo can be undone. */
export const undo = command({
  name: "undo",
  group: "steer",
  // Whoever recorded something may take it back, and a liaison records the recipient's word.
  needs: "liaison",
  changes: true,
  audience: "channel",
  positional: ["request"],
  examples: ["undo AID-1"],
  options: z.object({ ...onRequest(), change: maybe(line(40), { hidden: true }) }),
  async run(typed, desk): Promise<Undone> {
    const request = await theRequest(desk, typed);
    const before = await desk.timeline("request", request.id);
    const fact = await mine(desk, () =>
      undoLast(before, { me: desk.me.id, mayUndoOthers: may(desk.me.role, "lead") }, typed.change),
    );
    if (fact.type === "undone" && fact.change === before[0]?.change && !typed.v) throw wholeRequest(request);
    const restored = await desk.record("request", request.id, [fact]);
    const gone = before.findLast(({ change }) => fact.type === "undone" && change === fact.change);
    if (!gone) throw new Refusal("nothing_to_undo");
    if (!restored) return { ref: refOf(request.ref), title: request.title };
    // A calendar may have moved since the deadline that is now in force again was worked out.
    const back =
      restored.status !== request.status || JSON.stringify(restored.deadline) !== JSON.stringify(request.deadline);
    const calendars = calendarsOf(desk, await teamOf(desk, restored), await companyOf(desk, restored));
    const moved =
      back && restored.status === "open"
        ? decide(restored, { do: "recompute", reason: "undo" }, { at: desk.at, calendars })
        : [];
    const now = moved.length > 0 ? ((await desk.record("request", request.id, moved, "system")) ?? restored) : restored;
    const card = await cardOf(desk, now);
    const origin = originOf(gone, before);
    // The card as it is again may lack whoever the change was about.
    const people = { ...card.people, ...(await peopleIn(desk, [origin.change])) };
    return { card: { ...card, people }, ...origin, inverse: desk.change };
  },
  present(result, say): View {
    if (!("card" in result)) {
      return {
        title: say("did.undo_all", { ref: result.ref, title: result.title }),
        tone: "plain",
        blocks: [sentence(...say("did.undo_all_next"))],
      };
    }
    const { card, change, back, inverse } = result;
    const ref = refOf(card.request.ref);
    const other = {
      label: say.words(back ? "button.undo" : "button.redo"),
      weight: "plain",
      call: { command: "undo", options: { request: ref, v: seenOf(card.request), change: inverse } },
    } as const;
    return changeView(
      {
        card,
        headline: say(back ? "did.redo" : "did.undo", { ref }),
        details: [
          ...facts([[say.words(back ? "fact.redone" : "fact.undone"), factText(change, card.people, say)]]),
          ...buttons([other]),
        ],
        undo: false,
      },
      say,
    );
  },
});
