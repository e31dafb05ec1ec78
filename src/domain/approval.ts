import type { Approval, Request } from "./request.ts";
import { type Channel, PUBLIC_CHANNELS } from "./vocabulary.ts";

/** What the questions about a lead's word look at. */
type Asked = Pick<Request, "approval" | "approaches">;

/** Whether a lead was asked and has said nothing yet. */
export const awaitsWord = (approval: Approval | undefined): boolean =>
  approval !== undefined && approval.given === undefined && approval.returned === undefined;

/** A lead's word holds for one public approach: the first after it. */
const isSpent = ({ approval, approaches }: Asked): boolean =>
  approaches.some(
    ({ channel, recorded }) => PUBLIC_CHANNELS.includes(channel) && recorded >= (approval?.given?.at ?? ""),
  );

/** Whether something was approved that has not gone out yet. */
export const isApproved = (request: Asked): boolean => request.approval?.given !== undefined && !isSpent(request);

/** Whether a lead's word covers an approach: of that channel and in those words, or of the draft as a whole. */
export const isCovered = (
  request: Asked,
  { channel, text }: { readonly channel: Channel; readonly text?: string | undefined },
): boolean => {
  const proposed = request.approval?.proposed;
  const same = proposed === undefined || (proposed.channel === channel && proposed.text === text);
  return isApproved(request) && same;
};
