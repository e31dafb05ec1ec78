import { z } from "zod";
import { decide } from "../domain/decide.ts";
import type { Entry, RequestFact } from "../domain/journal.ts";
import { Refusal } from "../domain/refusal.ts";
import { type Id, type Request, refOf, type Seen, seenOf } from "../domain/request.ts";
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

/** What an undo came to: the request as it was before, or no request at all; with what takes the undo back. */
type Undone =
  | { readonly ref: string; readonly title: string; readonly record: Id; readonly inverse: Id }
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

/** What a change is told by: its last fact, and of a logging the logging itself. */
const tellingOf = (entries: readonly Entry<RequestFact>[], change: Id): Entry<RequestFact> | undefined =>
  entries[0]?.change === change ? entries[0] : entries.findLast((entry) => entry.change === change);

/** What was at stake in the first place, and whether it holds again: an undo of an undo brings it back. */
const originOf = (
  gone: Entry<RequestFact>,
  entries: readonly Entry<RequestFact>[],
): { readonly change: Entry<RequestFact>; readonly back: boolean } => {
  const { fact } = gone;
  const undone = fact.type === "undone" ? tellingOf(entries, fact.change) : undefined;
  if (!undone) return { change: gone, back: false };
  const origin = originOf(undone, entries);
  return { ...origin, back: !origin.back };
};

/**
 * Asks before a request goes altogether. A button says what it was drawn from: under the answer of the
 * logging itself nothing else can be meant.
 */
const wholeRequest = (request: Request): Question => {
  const ref = refOf(request.ref);
  return new Question("question.undo_all", { ref, title: request.title }, [
    { label: "choice.keep", weight: "main", call: { command: "show", options: { request: ref } } },
    { label: "choice.undo_all", fillings: { ref }, weight: "danger", set: { v: seenOf(request) } },
  ]);
};

/** How an id is written; anything may be typed in its place. */
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/** The journal of the request meant: one that was taken out as a whole is in no table, and its button knows which it was. */
const meant = async (
  desk: Desk,
  typed: { readonly request: number; readonly v?: Seen | undefined; readonly record?: string | undefined },
): Promise<{ readonly request?: Request; readonly id: Id; readonly entries: readonly Entry<RequestFact>[] }> => {
  const { record } = typed;
  if (record !== undefined && ID.test(record)) {
    const entries = await desk.timeline("request", record);
    const logged = entries[0]?.fact;
    if (logged?.type === "request.logged" && !(await desk.request(logged.ref))) return { id: record, entries };
  }
  const request = await theRequest(desk, typed);
  return { request, id: request.id, entries: await desk.timeline("request", request.id) };
};

/**
 * A request that is there again is one to a company that is there. One that was merged with another meanwhile has none of
 * its own: by the system, as a merge moves those that it finds, so that undo passes over it.
 */
const withCompany = async (desk: Desk, request: Request): Promise<Request> => {
  const company = await desk.company(request.company);
  if (!company) throw new Refusal("nothing_to_undo");
  if (company.merged === undefined) return request;
  const facts = [{ type: "request.edited", company: company.merged }] as const;
  return withCompany(desk, (await desk.record("request", request.id, facts, "system")) ?? request);
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
  options: z.object({
    ...onRequest(),
    change: maybe(line(40), { hidden: true }),
    record: maybe(line(40), { hidden: true }),
  }),
  async run(typed, desk): Promise<Undone> {
    const { request, id, entries: before } = await meant(desk, typed);
    const fact = await mine(desk, () =>
      undoLast(before, { me: desk.me.id, mayUndoOthers: may(desk.me.role, "lead") }, typed.change),
    );
    if (request && fact.type === "undone" && fact.change === before[0]?.change && !typed.v) throw wholeRequest(request);
    const recorded = await desk.record("request", id, [fact]);
    const gone = fact.type === "undone" ? tellingOf(before, fact.change) : undefined;
    if (!gone) throw new Refusal("nothing_to_undo");
    if (!recorded) {
      if (!request) throw new Refusal("nothing_to_undo");
      return { ref: refOf(request.ref), title: request.title, record: id, inverse: desk.change };
    }
    const restored = request ? recorded : await withCompany(desk, recorded);
    // A calendar may have moved since the deadline that is now in force again was worked out.
    const back =
      restored.status !== request?.status || JSON.stringify(restored.deadline) !== JSON.stringify(request.deadline);
    const calendars = calendarsOf(desk, await teamOf(desk, restored), await companyOf(desk, restored));
    const moved =
      back && restored.status === "open"
        ? decide(restored, { do: "recompute", reason: "undo" }, { at: desk.at, calendars })
        : [];
    const now = moved.length > 0 ? ((await desk.record("request", id, moved, "system")) ?? restored) : restored;
    const card = await cardOf(desk, now);
    const origin = originOf(gone, before);
    // The card as it is again may lack whoever the change was about.
    const people = { ...card.people, ...(await peopleIn(desk, [origin.change])) };
    return { card: { ...card, people }, ...origin, inverse: desk.change };
  },
  present(result, say): View {
    if (!("card" in result)) {
      const { ref, title, record, inverse } = result;
      const redo = {
        label: say.words("button.redo"),
        weight: "plain",
        call: { command: "undo", options: { request: ref, change: inverse, record } },
      } as const;
      return {
        title: say("did.undo_all", { ref, title }),
        tone: "plain",
        blocks: [sentence(...say("did.undo_all_next")), ...buttons([redo])],
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
