import type { Due } from "../src/domain/deadline.ts";
import type { RequestLine } from "../src/domain/overview.ts";
import type { Id, Request } from "../src/domain/request.ts";
import { standingOf } from "../src/domain/standing.ts";
import type { Day, Instant } from "../src/domain/time.ts";
import { instantFrom } from "./instant.ts";
import type { requestKnown } from "./schema.ts";

const dayOf = (due: Due | undefined): Day | null => (due && "day" in due ? due.day : null);
const momentOf = (due: Due | undefined): Instant | null => (due && "at" in due ? due.at : null);

/** What overviews know of a request: the columns of `request_known`, apart from whose and since when. */
export const lineColumns = (request: Request): Omit<typeof requestKnown.$inferInsert, "workspaceId" | "knownFrom"> => {
  const standing = standingOf(request);
  return {
    id: request.id,
    ref: request.ref,
    version: request.version,
    title: request.title,
    kind: request.kind,
    companyId: request.company,
    teamId: request.team,
    campaignId: request.campaign ?? null,
    ownerId: request.owner ?? null,
    standInId: request.standIn ?? null,
    status: request.status,
    priority: request.priority,
    outcome: standing.outcome ?? null,
    extent: standing.extent ?? null,
    disputed: standing.disputed,
    move: standing.move,
    waitsFor: standing.waitsFor ?? null,
    dueDay: dayOf(standing.due),
    dueAt: momentOf(standing.due),
    lateAt: standing.lateAt ?? null,
    veryLateAt: standing.veryLateAt ?? null,
    promisedDay: dayOf(standing.promised),
    promisedAt: momentOf(standing.promised),
    sentAt: standing.sent ?? null,
    answeredAt: standing.answered ?? null,
    lastAnsweredAt: standing.lastAnswered ?? null,
    movedAt: standing.moved,
    fulfilment: standing.fulfilment,
  };
};

/** A row of `request_known` with its names, as a raw query gives it. */
export interface LineRow {
  readonly id: Id;
  readonly ref: number;
  readonly version: number;
  readonly title: string;
  readonly kind: RequestLine["kind"];
  readonly company_id: Id;
  readonly company_name: string | null;
  readonly team_id: Id;
  readonly campaign_id: Id | null;
  readonly owner_id: Id | null;
  readonly owner_name: string | null;
  readonly status: RequestLine["status"];
  readonly priority: RequestLine["priority"];
  readonly outcome: RequestLine["outcome"] | null;
  readonly extent: RequestLine["extent"] | null;
  readonly disputed: boolean;
  readonly move: RequestLine["move"];
  readonly waits_for: RequestLine["waitsFor"] | null;
  readonly due_day: Day | null;
  readonly due_at: string | null;
  readonly late_at: string | null;
  readonly very_late_at: string | null;
  readonly promised_day: Day | null;
  readonly promised_at: string | null;
  readonly sent_at: string | null;
  readonly answered_at: string | null;
  readonly moved_at: string;
  readonly fulfilment: "none" | NonNullable<RequestLine["fulfilment"]>;
}

const dueOf = (day: Day | null, at: string | null): Due | undefined => {
  if (day !== null) return { day };
  return at === null ? undefined : { at: instantFrom(at) };
};

/** One line of an overview from its row. */
export const lineOf = (row: LineRow): RequestLine => {
  const due = dueOf(row.due_day, row.due_at);
  const promised = dueOf(row.promised_day, row.promised_at);
  return {
    id: row.id,
    ref: row.ref,
    version: row.version,
    title: row.title,
    kind: row.kind,
    company: { id: row.company_id, name: row.company_name ?? "" },
    team: row.team_id,
    ...(row.campaign_id !== null && { campaign: row.campaign_id }),
    ...(row.owner_id !== null && { owner: { id: row.owner_id, name: row.owner_name ?? "" } }),
    status: row.status,
    priority: row.priority,
    ...(row.outcome && { outcome: row.outcome }),
    ...(row.extent && { extent: row.extent }),
    disputed: row.disputed,
    ...(row.fulfilment !== "none" && { fulfilment: row.fulfilment }),
    move: row.move,
    ...(row.waits_for && { waitsFor: row.waits_for }),
    ...(due && { due }),
    ...(row.late_at !== null && { lateAt: instantFrom(row.late_at) }),
    ...(row.very_late_at !== null && { veryLateAt: instantFrom(row.very_late_at) }),
    ...(promised && { promised }),
    ...(row.sent_at !== null && { sent: instantFrom(row.sent_at) }),
    ...(row.answered_at !== null && { answered: instantFrom(row.answered_at) }),
    moved: instantFrom(row.moved_at),
  };
};
