import { sql } from "drizzle-orm";
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Answer } from "../src/ports.ts";
import { moment, platform, workspaceId } from "./columns.ts";
import { workspace } from "./schema.ts";

/** The tables of what is to be said and what came in; the steps they serve are those of `deliveries.ts`. */

/** How far a delivery got. UNKNOWN: it may have arrived. SKIPPED and DEAD: never, and why. */
export type DeliveryState = "PENDING" | "SENDING" | "SENT" | "UNKNOWN" | "SKIPPED" | "DEAD";

/** An occurrence that is to be said in a place; its unique key is what makes it one. */
export const intent = pgTable(
  "intent",
  {
    workspaceId: workspaceId(),
    id: uuid("id").notNull(),
    aboutId: uuid("about_id").notNull(),
    teamId: uuid("team_id").notNull(),
    kind: text("kind").notNull(),
    occurrence: text("occurrence").notNull(),
    platform: platform(),
    placeId: text("place_id").notNull(),
    placeName: text("place_name").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("intent_once").on(t.workspaceId, t.aboutId, t.occurrence, t.platform, t.placeId),
    foreignKey({ columns: [t.workspaceId], foreignColumns: [workspace.workspaceId] }),
  ],
);

/** The saying of it. `fence` counts attempts: whoever holds an older one may not write. */
export const delivery = pgTable(
  "delivery",
  {
    workspaceId: workspaceId(),
    id: uuid("id").notNull(),
    intentId: uuid("intent_id").notNull(),
    shard: smallint("shard").notNull().generatedAlwaysAs(sql`get_byte(uuid_send(workspace_id), 15)`),
    platform: platform(),
    placeId: text("place_id").notNull(),
    state: text("state").$type<DeliveryState>().notNull().default("PENDING"),
    dueAt: moment("due_at").notNull(),
    fence: integer("fence").notNull().default(0),
    attempts: integer("attempts").notNull().default(0),
    firstAttemptAt: moment("first_attempt_at"),
    lastAttemptAt: moment("last_attempt_at"),
    token: text("token").notNull(),
    platformId: text("platform_id"),
    reason: text("reason"),
    repeat: boolean("repeat").notNull().default(false),
    /** The token of the message in which the last attempt went out, when to look whether it arrived, and the token of one that was given up. */
    sentAs: text("sent_as"),
    lookAt: moment("look_at"),
    doubted: text("doubted"),
    /** Of a card: changes that it does not show, how often it was taken to be painted, and when it may be next. */
    stale: integer("stale").notNull().default(0),
    paints: integer("paints").notNull().default(0),
    paintAt: moment("paint_at"),
    /** What it was planned for, however often it was put off; and whether it may have been said before a restore. */
    plannedAt: moment("planned_at"),
    quarantined: boolean("quarantined").notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("delivery_intent").on(t.workspaceId, t.intentId),
    index("delivery_due").on(t.dueAt).where(sql`state = 'PENDING'`),
    index("delivery_unsettled").on(t.lastAttemptAt).where(sql`state in ('SENDING', 'UNKNOWN')`),
    index("delivery_doubted").on(t.lookAt).where(sql`doubted is not null`),
    index("delivery_stale").on(t.paintAt).where(sql`stale > 0`),
    index("delivery_quarantined").on(t.workspaceId).where(sql`quarantined`),
    index("delivery_place").on(t.workspaceId, t.platform, t.placeId, t.dueAt).where(sql`state = 'PENDING'`),
    foreignKey({ columns: [t.workspaceId, t.intentId], foreignColumns: [intent.workspaceId, intent.id] }),
  ],
);

/** Messages seen on a platform that carry one of our tokens. Append-only by trigger. */
export const receipt = pgTable(
  "receipt",
  {
    workspaceId: workspaceId(),
    token: text("token").notNull(),
    platformId: text("platform_id").notNull(),
    seenAt: moment("seen_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.token, t.platformId] }),
    foreignKey({ columns: [t.workspaceId], foreignColumns: [workspace.workspaceId] }),
  ],
);

/** How much of a platform's limit is used up; under no workspace, since limits are the app's. */
export const bucket = pgTable(
  "bucket",
  {
    workspaceId: workspaceId(),
    key: text("key").notNull(),
    fullAt: moment("full_at").notNull(),
    blockedUntil: moment("blocked_until"),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.key] })],
);

/** Where the register stands, and since when it may have lost what it said; one row, under no workspace. */
export const register = pgTable("register", {
  workspaceId: uuid("workspace_id").primaryKey(),
  foundIn: text("found_in").notNull(),
  files: text("files").notNull(),
  beatAt: moment("beat_at").notNull(),
  lostFrom: moment("lost_from"),
  lostUntil: moment("lost_until"),
});

/** A place, or with an empty place a whole workspace, that takes nothing until somebody mends it; told once. */
export const refusal = pgTable(
  "refusal",
  {
    workspaceId: workspaceId(),
    platform: platform(),
    placeId: text("place_id").notNull(),
    placeName: text("place_name").notNull(),
    why: text("why").notNull(),
    since: moment("since").notNull(),
    heldUntil: moment("held_until"),
    toldAt: moment("told_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.platform, t.placeId] }),
    index("refusal_untold").on(t.since).where(sql`told_at is null`),
    foreignKey({ columns: [t.workspaceId], foreignColumns: [workspace.workspaceId] }),
  ],
);

/** Events that were answered, by the platform's key: the same one again gets the same answer. */
export const ingress = pgTable(
  "ingress",
  {
    workspaceId: workspaceId(),
    platform: platform(),
    key: text("key").notNull(),
    at: moment("at").notNull(),
    answer: jsonb("answer").$type<Answer>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.platform, t.key] }),
    foreignKey({ columns: [t.workspaceId], foreignColumns: [workspace.workspaceId] }),
  ],
);

/** Calls too long for a button, by the key that stands for them. */
export const parkedCall = pgTable(
  "parked_call",
  { workspaceId: workspaceId(), key: text("key").notNull(), call: text("call").notNull() },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.key] }),
    foreignKey({ columns: [t.workspaceId], foreignColumns: [workspace.workspaceId] }),
  ],
);
