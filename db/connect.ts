import type { Database } from "./database.ts";
import type { EmbeddedOptions } from "./embedded/open.ts";

/** Which database to open: a PostgreSQL address wins over a folder; with neither it is in memory. */
export interface Address extends EmbeddedOptions {
  /** `postgres://user:password@host:port/database`; PostgreSQL 15 or newer. */
  readonly url?: string;
}

/**
 * Opens the register's database. Throws FolderInUse, or what the driver says of an address it cannot reach. Only the
 * driver that is wanted is loaded: a small word should not wait for the other.
 */
export const connect = async ({ url, ...where }: Address): Promise<Database> => {
  if (url !== undefined) {
    const { openServer } = await import("./server.ts");
    return openServer(url);
  }
  const { openEmbedded } = await import("./embedded/open.ts");
  return openEmbedded(where);
};
