import { sql } from "drizzle-orm";
import { boolean, foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { moment, platform, workspaceId } from "./columns.ts";
import { workspace } from "./schema.ts";

/** What came in from a platform that calls us, once each; `arrival` is there until it is answered. */
export const inbox = pgTable(
  "inbox",
  {
    workspaceId: workspaceId(),
    key: text("key").notNull(),
    at: moment("at").notNull(),
    open: boolean("open").notNull(),
    heldUntil: moment("held_until").notNull(),
    attempts: integer("attempts").notNull(),
    arrival: jsonb("arrival").$type<unknown>(),
    platform: platform(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.platform, t.key] }),
    index("inbox_waiting").on(t.workspaceId, t.platform, t.at, t.key).where(sql`open`),
    index("inbox_at").on(t.at),
    foreignKey({ columns: [t.workspaceId], foreignColumns: [workspace.workspaceId] }),
  ],
);

/** In which space of a platform a person was last. */
export const whereabouts = pgTable(
  "whereabouts",
  {
    workspaceId: workspaceId(),
    platform: platform(),
    account: text("account").notNull(),
    space: text("space").notNull(),
    at: moment("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.platform, t.account] }),
    index("whereabouts_account").on(t.platform, t.account),
    foreignKey({ columns: [t.workspaceId], foreignColumns: [workspace.workspaceId] }),
  ],
);
