import { awaitsWord, isApproved } from "./approval.ts";
import type { RequestFact } from "./journal.ts";
import { Refusal } from "./refusal.ts";
import { type Proposal, type Request, refOf } from "./request.ts";

/** The request still takes part in the work: neither closed nor withdrawn. Throws a Refusal. */
export const mustBeOpen = (request: Request): void => {
  if (request.status === "closed") throw new Refusal("already_closed", { ref: refOf(request.ref) });
  if (request.status === "withdrawn") throw new Refusal("already_withdrawn", { ref: refOf(request.ref) });
};

const wasSent = ({ status }: Request): boolean => status !== "draft" && status !== "awaiting_approval";

/** Only what was not sent yet can wait for a lead's word: a draft, or a further approach that was proposed. */
export const askApproval = (request: Request, proposed: Proposal | undefined): readonly RequestFact[] => {
  mustBeOpen(request);
  if (awaitsWord(request.approval)) throw new Refusal("already_asked", { ref: refOf(request.ref) });
  if (request.status !== "draft" && !proposed) throw new Refusal("already_sent", { ref: refOf(request.ref) });
  return [{ type: "approval.asked", ...proposed }];
};

/** Somebody waits for a lead to say something. Throws a Refusal. */
export const mustAwaitApproval = (request: Request): void => {
  mustBeOpen(request);
  if (awaitsWord(request.approval)) return;
  // Nobody can be asked about what has gone out, so to point there would lead back here.
  throw new Refusal(wasSent(request) ? "already_sent" : "not_awaiting", { ref: refOf(request.ref) });
};

/** A lead has approved something that has not gone out yet. Throws a Refusal. */
export const mustBeApproved = (request: Request): void => {
  mustBeOpen(request);
  if (isApproved(request)) return;
  const spent = wasSent(request) && !awaitsWord(request.approval);
  throw new Refusal(spent ? "already_sent" : "needs_approval", { ref: refOf(request.ref) });
};

/** Nothing is marked sent while a lead has been asked about the draft, nor after the lead sent it back. Throws a Refusal. */
export const mustBeCleared = ({ status, approval, ref }: Request): void => {
  if (status === "awaiting_approval" || (status === "draft" && approval?.returned))
    throw new Refusal("needs_approval", { ref: refOf(ref) });
};
