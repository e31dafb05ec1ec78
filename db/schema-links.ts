import { boolean, foreignKey, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { CodeKind } from "../src/domain/link.ts";
import { moment, workspaceId } from "./columns.ts";
import { workspace } from "./schema.ts";

/** One-time codes by which accounts and servers come together, as digests. */
export const linkCode = pgTable(
  "link_code",
  {
    workspaceId: workspaceId(),
    digest: text("digest").notNull(),
    kind: text("kind").$type<CodeKind>().notNull(),
    memberId: uuid("member_id").notNull(),
    until: moment("until").notNull(),
    used: boolean("used").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.digest] }),
    index("link_code_digest").on(t.digest),
    foreignKey({ columns: [t.workspaceId], foreignColumns: [workspace.workspaceId] }),
  ],
);

/** Codes that somebody typed and that nobody had given: few of them an hour. */
export const linkMiss = pgTable(
  "link_miss",
  {
    workspaceId: workspaceId(),
    id: uuid("id").notNull(),
    memberId: uuid("member_id").notNull(),
    at: moment("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    foreignKey({ columns: [t.workspaceId], foreignColumns: [workspace.workspaceId] }),
  ],
);
