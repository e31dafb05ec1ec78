import { customType, text, uuid } from "drizzle-orm/pg-core";
import type { Instant } from "../src/domain/time.ts";
import type { Platform } from "../src/domain/vocabulary.ts";
import { instantFrom } from "./instant.ts";

/** A moment to the millisecond, in the domain's spelling on both drivers. */
export const moment = customType<{ data: Instant; driverData: string }>({
  dataType: () => "timestamp(3) with time zone",
  fromDriver: instantFrom,
});

/** Leads every key; row-level security hangs on it. */
export const workspaceId = () => uuid("workspace_id").notNull();

/** The column that names a chat platform. */
export const platform = () => text("platform").$type<Platform>().notNull();

/** The end of a period that has not ended. */
export const FOREVER: Instant = "infinity";
