import type { Contributions } from "./contribution.ts";
import { contribute } from "./decide-contribution.ts";
import type { Hearsay } from "./intent.ts";
import type { CompanyFact, RequestFact } from "./journal.ts";
import { nextNo, numbersOf } from "./numbering.ts";
import { Refusal } from "./refusal.ts";
import type { Approach, Evidence, Request } from "./request.ts";
import type { Zoned } from "./zoned.ts";

/** What is kept of a request or a company besides its own fields; only a request has approaches. */
type Heard = Pick<Request, "responses" | "notes" | "evidence" | keyof Contributions> &
  Zoned & { readonly approaches?: readonly Approach[] };

const theResponse = (request: Pick<Request, "responses">, version: number) => {
  const found = request.responses.find((response) => response.version === version);
  if (!found) throw new Refusal("no_such_response", { number: version, max: request.responses.length });
  return found;
};

/** A ground belongs to a no, and an extent says how far something went: neither fits everything. */
const mustMakeSense = (outcome: string | undefined, ground: string | undefined): void => {
  if (ground && outcome !== "declined") throw new Refusal("ground_needs_no", {}, "ground");
};

/** What evidence supports has to be there. Throws a Refusal. */
const mustHave = (record: Heard, { part, no }: NonNullable<Evidence["about"]>): void => {
  if (part === "response") {
    theResponse(record, no);
    return;
  }
  const numbers = numbersOf(record, part);
  if (!numbers.includes(no)) throw new Refusal("no_such_part", { part, number: no, max: numbers.length }, part);
};

/** The intents that only record what was heard; a company's own record takes them too. */
export const hear = (record: Heard, intent: Hearsay): readonly (RequestFact & CompanyFact)[] => {
  switch (intent.do) {
    case "respond": {
      mustMakeSense(intent.response.outcome, intent.response.ground);
      if (intent.response.supersedes !== undefined) theResponse(record, intent.response.supersedes);
      const version = record.responses.reduce((last, one) => Math.max(last, one.version), 0) + 1;
      return [{ type: "response.recorded", version, ...intent.response }];
    }
    case "edit_response": {
      const before = theResponse(record, intent.version);
      mustMakeSense(intent.changes.outcome ?? before.outcome, intent.changes.ground ?? before.ground);
      if (Object.keys(intent.changes).length === 0) throw new Refusal("nothing_to_change");
      return [{ type: "response.edited", version: intent.version, ...intent.changes }];
    }
    case "dispute_response":
      theResponse(record, intent.version);
      if (intent.claims.length === 0) throw new Refusal("nothing_to_change");
      return intent.claims.map((claim) => ({ type: "response.disputed", version: intent.version, claim }));
    case "choose":
      theResponse(record, intent.version);
      return [{ type: "claim.chosen", version: intent.version, field: intent.field, value: intent.value }];
    case "note":
      return [{ type: "note.added", no: nextNo(record.notes), ...intent.note }];
    case "answer_note":
      if (!record.notes.some(({ no }) => no === intent.no))
        throw new Refusal("no_such_note", { number: intent.no, max: record.notes.length });
      return [{ type: "note.answered", no: intent.no, text: intent.text }];
    case "evidence":
      if (intent.evidence.response !== undefined) theResponse(record, intent.evidence.response);
      if (intent.evidence.about) mustHave(record, intent.evidence.about);
      return [{ type: "evidence.added", no: nextNo(record.evidence), ...intent.evidence }];
    default:
      return contribute(record, intent);
  }
};
