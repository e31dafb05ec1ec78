import { foreignKey, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { moment, workspaceId } from "./columns.ts";
import { workspace } from "./schema.ts";

/** Where Slack is installed, with the tokens as they are kept: encrypted for their row. */
export const slackInstall = pgTable(
  "slack_install",
  {
    workspaceId: workspaceId(),
    team: text("team").notNull(),
    enterprise: text("enterprise"),
    name: text("name").notNull(),
    botUser: text("bot_user").notNull(),
    installer: text("installer"),
    scopes: text("scopes").notNull(),
    sealed: text("sealed").notNull(),
    expiresAt: moment("expires_at"),
    renewingUntil: moment("renewing_until"),
    gone: text("gone"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.team] }),
    foreignKey({ columns: [t.workspaceId], foreignColumns: [workspace.workspaceId] }),
  ],
);

/** Installs that were begun, by the digest of what the browser brings back. */
export const slackState = pgTable(
  "slack_state",
  { workspaceId: workspaceId(), digest: text("digest").notNull(), until: moment("until").notNull() },
  (t) => [primaryKey({ columns: [t.workspaceId, t.digest] })],
);
