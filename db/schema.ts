import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  type PgColumn,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Campaign, Company, Member, Team, Workspace } from "../src/domain/parties.ts";
import type { Request } from "../src/domain/request.ts";
import type { Platform, Status } from "../src/domain/vocabulary.ts";
import { FOREVER, moment, platform, workspaceId } from "./columns.ts";

/**
 * The register's tables as queries see them. The migrations make them; a test holds the two to the
 * same columns, types, nullability and keys.
 */

/** The tenant, with the end of its journal. Whoever writes to a workspace locks this row first. */
export const workspace = pgTable("workspace", {
  workspaceId: uuid("workspace_id").primaryKey(),
  state: jsonb("state").$type<Workspace>().notNull(),
  headSeq: bigint("head_seq", { mode: "number" }).notNull().default(0),
  headHash: text("head_hash").notNull().default(""),
  headAt: moment("head_at").notNull(),
  nextRef: integer("next_ref").notNull().default(1),
  secret: text("secret").notNull(),
});

const itsWorkspace = (column: PgColumn) => foreignKey({ columns: [column], foreignColumns: [workspace.workspaceId] });

/** Which register a platform's server or workspace writes in. */
export const installation = pgTable(
  "installation",
  { workspaceId: workspaceId(), platform: platform(), space: text("space").notNull() },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.platform, t.space] }),
    uniqueIndex("installation_space").on(t.platform, t.space),
    itsWorkspace(t.workspaceId),
  ],
);

/** The source of everything: facts, chained by hash. Append-only by trigger. */
export const journal = pgTable(
  "journal",
  {
    workspaceId: workspaceId(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    changeId: uuid("change_id").notNull(),
    at: moment("at").notNull(),
    by: text("by").notNull(),
    via: text("via").$type<Platform>().notNull(),
    subject: text("subject").notNull(),
    subjectId: uuid("subject_id").notNull(),
    type: text("type").notNull(),
    body: jsonb("body").$type<Readonly<Record<string, unknown>>>().notNull(),
    personalDigest: text("personal_digest"),
    prev: text("prev").notNull(),
    hash: text("hash").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.seq] }),
    index("journal_subject").on(t.workspaceId, t.subjectId, t.seq),
    itsWorkspace(t.workspaceId),
  ],
);

/** What facts say of persons, beside the chain: a row may go, and the chain still verifies. */
export const journalPersonal = pgTable(
  "journal_personal",
  {
    workspaceId: workspaceId(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    salt: text("salt").notNull(),
    body: jsonb("body").$type<Readonly<Record<string, unknown>>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.seq] }),
    foreignKey({ columns: [t.workspaceId, t.seq], foreignColumns: [journal.workspaceId, journal.seq] }),
  ],
);

/** Requests as they are now, for commands that change one. */
export const request = pgTable(
  "request",
  {
    workspaceId: workspaceId(),
    id: uuid("id").notNull(),
    ref: integer("ref").notNull(),
    companyId: uuid("company_id").notNull(),
    teamId: uuid("team_id").notNull(),
    status: text("status").$type<Status>().notNull(),
    state: jsonb("state").$type<Request>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("request_ref").on(t.workspaceId, t.ref),
    index("request_open_by_company").on(t.workspaceId, t.companyId, t.ref).where(sql`status = 'open'`),
    index("request_open_by_team").on(t.workspaceId, t.teamId, t.ref).where(sql`status = 'open'`),
  ],
);

/**
 * What overviews read: one row a request and period, true from `knownFrom` until before `knownTo`
 * ('infinity' while it is). Now and any past moment are the same query with another parameter.
 */
export const requestKnown = pgTable(
  "request_known",
  {
    workspaceId: workspaceId(),
    id: uuid("id").notNull(),
    knownFrom: moment("known_from").notNull(),
    knownTo: moment("known_to").notNull().default(FOREVER),
    ref: integer("ref").notNull(),
    version: integer("version").notNull(),
    title: text("title").notNull(),
    kind: text("kind").notNull(),
    companyId: uuid("company_id").notNull(),
    teamId: uuid("team_id").notNull(),
    campaignId: uuid("campaign_id"),
    ownerId: uuid("owner_id"),
    standInId: uuid("stand_in_id"),
    status: text("status").$type<Status>().notNull(),
    priority: text("priority").notNull(),
    outcome: text("outcome"),
    extent: text("extent"),
    disputed: boolean("disputed").notNull(),
    move: text("move").notNull(),
    waitsFor: text("waits_for"),
    dueDay: date("due_day", { mode: "string" }),
    dueAt: moment("due_at"),
    lateAt: moment("late_at"),
    veryLateAt: moment("very_late_at"),
    promisedDay: date("promised_day", { mode: "string" }),
    promisedAt: moment("promised_at"),
    sentAt: moment("sent_at"),
    answeredAt: moment("answered_at"),
    lastAnsweredAt: moment("last_answered_at"),
    movedAt: moment("moved_at").notNull(),
    fulfilment: text("fulfilment").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id, t.knownFrom] }),
    index("request_known_late").on(t.workspaceId, t.lateAt, t.ref).where(sql`known_to = 'infinity'`),
    index("request_known_company")
      .on(t.workspaceId, t.companyId, t.status, t.ownerId, t.standInId)
      .where(sql`known_to = 'infinity'`),
    index("request_known_until").on(t.workspaceId, t.knownTo, t.knownFrom),
    // For the sections of a digest; what they cover is in their migration.
    index("request_known_waiting").on(t.workspaceId, t.movedAt, t.ref),
    index("request_known_answered").on(t.workspaceId, t.lastAnsweredAt, t.ref),
    index("request_known_sent").on(t.workspaceId, t.sentAt, t.ref),
    index("request_known_silent").on(t.workspaceId, t.sentAt, t.ref),
    index("request_known_unowned").on(t.workspaceId, t.ref),
  ],
);

/** A record that commands load whole, by id. */
const record = <State>(name: string) => pgTable(name, recordColumns<State>(), (t) => [ofRecord(t)]);

const recordColumns = <State>() => ({
  workspaceId: workspaceId(),
  id: uuid("id").notNull(),
  state: jsonb("state").$type<State>().notNull(),
});

const ofRecord = (t: { readonly workspaceId: PgColumn; readonly id: PgColumn }) =>
  primaryKey({ columns: [t.workspaceId, t.id] });

/** Companies, each as its present state. */
export const company = pgTable("company", recordColumns<Company>(), (t) => [
  ofRecord(t),
  index("company_redacted").on(t.workspaceId, t.id).where(sql`state ? 'redacted'`),
]);
/** Teams, each as its present state. */
export const team = record<Team>("team");
/** Campaigns, each as its present state. */
export const campaign = record<Campaign>("campaign");
/** Members, each as their present state. */
export const member = record<Member>("member");

/** Every name and alias of a company, folded for matching. */
export const companyName = pgTable(
  "company_name",
  { workspaceId: workspaceId(), companyId: uuid("company_id").notNull(), folded: text("folded").notNull() },
  (t) => [primaryKey({ columns: [t.workspaceId, t.folded, t.companyId] })],
);

/** Who an account on a platform is. */
export const account = pgTable(
  "account",
  {
    workspaceId: workspaceId(),
    platform: platform(),
    account: text("account").notNull(),
    memberId: uuid("member_id").notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.platform, t.account] })],
);

/** What a company or member was called when: an old digest shows the names of its own day. */
export const nameKnown = pgTable(
  "name_known",
  {
    workspaceId: workspaceId(),
    id: uuid("id").notNull(),
    knownFrom: moment("known_from").notNull(),
    knownTo: moment("known_to").notNull().default(FOREVER),
    name: text("name").notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.id, t.knownFrom] })],
);
