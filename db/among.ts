import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Id } from "../src/domain/request.ts";

/**
 * Whether a column holds one of these. They are one parameter, so the statement is the same however many they are and
 * is prepared once. Beside a recordset of the same ids it is said for the planner, which takes any recordset for a
 * hundred rows and reads the whole of a young table for them, again and again.
 */
export const among = (column: SQLWrapper, ids: readonly Id[]): SQL => sql`${column} = any(${sql.param(ids)}::uuid[])`;
