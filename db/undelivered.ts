import { sql } from "drizzle-orm";
import type { Lost } from "../src/domain/delivery.ts";
import type { Instant } from "../src/domain/time.ts";
import type { Platform } from "../src/domain/vocabulary.ts";
import { type Database, rows } from "./database.ts";
import { instantFrom } from "./instant.ts";
import { lostBy } from "./restoring.ts";
import { enterAsWorker } from "./tenancy.ts";

/** A place in which something is not as it should be. */
export interface Ailing {
  readonly platform: Platform;
  /** Empty for all of a workspace. */
  readonly place: string;
  readonly why: string;
  readonly since: Instant;
  /** Whether a lead was told. */
  readonly told: boolean;
}

/** What an operator should know of over all workspaces, the oldest first, and on which platforms people are. */
interface Undelivered {
  /** Digests that may have arrived; nobody could look. */
  readonly digests: readonly Ailing[];
  readonly refusals: readonly Ailing[];
  readonly platforms: readonly Platform[];
  /** What is not known of since a restore; undefined for a register that was never restored. */
  readonly lost: Lost | undefined;
}

interface Row {
  readonly platform: Platform;
  readonly place: string;
  readonly why: string | null;
  readonly since: string;
  readonly told: boolean;
}

const ailing = ({ platform, place, why, since, told }: Row): Ailing => ({
  platform,
  place,
  why: why ?? "unknown",
  since: instantFrom(since),
  told,
});

/** Looks and changes nothing. */
export const undelivered = (database: Database): Promise<Undelivered> =>
  database.transaction(async (tx) => {
    await enterAsWorker(tx);
    const digests = await rows<Row>(
      tx,
      sql`
        select d.platform, i.place_name as place, d.reason as why, d.last_attempt_at as since, false as told
        from delivery d join intent i on i.workspace_id = d.workspace_id and i.id = d.intent_id
        where d.state = 'UNKNOWN' and i.kind = 'digest' order by d.last_attempt_at, d.id`,
    );
    const refusals = await rows<Row>(
      tx,
      sql`
        select platform, place_name as place, why, since, told_at is not null as told from refusal
        order by since, workspace_id, platform, place_id`,
    );
    const platforms = await rows<{ platform: Platform }>(
      tx,
      sql`select distinct platform from installation order by platform`,
    );
    return {
      digests: digests.map(ailing),
      refusals: refusals.map(ailing),
      platforms: platforms.map(({ platform }) => platform),
      lost: await lostBy(tx),
    };
  });
