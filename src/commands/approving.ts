import { isCovered } from "../domain/approval.ts";
import type { Ask, NewApproach } from "../domain/intent.ts";
import type { Id, Proposal, Request } from "../domain/request.ts";
import { type Channel, may, PUBLIC_CHANNELS } from "../domain/vocabulary.ts";
import type { Desk } from "../ports.ts";
import { changeRequest } from "./recording.ts";

/** Whether what this person sends through that channel is read by a lead first. */
export const waitsForLead = (desk: Desk, channel: Channel): boolean =>
  desk.workspace.approval === "public" && PUBLIC_CHANNELS.includes(channel) && !may(desk.me.role, "lead");

/** What was typed of an approach, kept until a lead has spoken; what was left out stays out. */
export const proposal = (typed: { readonly [K in keyof Proposal]: Proposal[K] | undefined }): Proposal =>
  // Every field that is kept has a value, and the channel, which is no word a person may leave out, always has.
  Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined)) as unknown as Proposal;

/** Everything about an approach that is to be recorded now, or after a lead's word. */
interface Putting {
  readonly approach: NewApproach;
  /** Whether somebody typed when it happened: else it happens when it goes out. */
  readonly dated: boolean;
  readonly ask?: Ask | undefined;
  readonly owner?: Id | undefined;
}

/** Whether it goes to a lead first: by the rule, or since a lead sent the draft back. What was approved goes out. */
const goesToLead = (desk: Desk, request: Request, { approach }: Putting): boolean => {
  // While the draft itself waits, deciding says so.
  if (request.status === "awaiting_approval") return false;
  const returned = request.status === "draft" && request.approval?.returned !== undefined;
  return returned || (waitsForLead(desk, approach.channel) && !isCovered(request, approach));
};

/** Records an approach, or asks a lead about it first and keeps all that was typed. */
export const putOrAsk = async (
  desk: Desk,
  request: Request,
  putting: Putting,
): Promise<{ readonly request: Request; readonly asked: boolean }> => {
  const { approach, dated, ask, owner } = putting;
  if (!goesToLead(desk, request, putting)) {
    const intent = { do: "approach", approach, ...(ask && { ask }), ...(owner && { owner }) } as const;
    return { request: await changeRequest(desk, request, intent), asked: false };
  }
  const { at, chase, ...said } = approach;
  const proposed = proposal({ ...said, ask, owner, at: dated ? at : undefined, chase: chase || undefined });
  return { request: await changeRequest(desk, request, { do: "ask_approval", proposed }), asked: true };
};
