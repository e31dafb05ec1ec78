import { eq } from "drizzle-orm";
import type { Id } from "../src/domain/request.ts";
import type { Db } from "./database.ts";
import { workspace } from "./schema.ts";

/** The secret of a workspace, from which the tokens of its deliveries are made. */
export const workspaceSecret = async (tx: Db, ws: Id): Promise<string | undefined> => {
  const [row] = await tx.select({ secret: workspace.secret }).from(workspace).where(eq(workspace.workspaceId, ws));
  return row?.secret;
};
