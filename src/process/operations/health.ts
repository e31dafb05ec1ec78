import { within } from "../../../adapters/shared/within.ts";
import { answering } from "../../../db/answering.ts";
import type { Database } from "../../../db/database.ts";
import type { Platform } from "../../domain/vocabulary.ts";

/** A platform, as far as its health goes. */
interface Reached {
  readonly platform: Platform;
  /** Whether what people do there reaches this process now. */
  connected(): boolean;
  /** Where the platform calls us; undefined where we call it. */
  port(): number | undefined;
}

/** One thing that was looked at; its name and whether it is as it should be, and nothing that is anybody's. */
interface Check {
  readonly name: string;
  readonly ok: boolean;
}

/** What a probe is answered. */
export interface Health {
  readonly status: "ok" | "unavailable";
  readonly checks: readonly Check[];
}

/** Milliseconds within which the database has to answer. */
const PATIENCE = 1_000;

const databaseChecks = async (database: Database | undefined): Promise<readonly Check[]> => {
  const missing = database && (await within(answering(database), PATIENCE).catch(() => "late" as const));
  const answers = missing !== undefined && missing !== "late";
  return [
    { name: "database", ok: answers },
    { name: "schema", ok: answers && missing === 0 },
  ];
};

/** What probes look at. */
export interface Looking {
  readonly stage: "starting" | "running" | "draining";
  readonly database: Database | undefined;
  readonly platforms: readonly Reached[];
}

const healthOf = (checks: readonly Check[], failing = checks.filter(({ ok }) => !ok)): Health => ({
  status: failing.length === 0 ? "ok" : "unavailable",
  checks,
});

/** Whether the process has started. Once it has, it stays so. */
export const startup = ({ stage }: Pick<Looking, "stage">): Health =>
  healthOf([{ name: "started", ok: stage !== "starting" }]);

/**
 * Whether to send people here. A lost line to one platform is told, but takes no process out of a balancer by
 * which another platform still reaches it.
 */
export const readiness = async ({ stage, database, platforms }: Looking): Promise<Health> => {
  const lines = platforms.map((one): Check => ({ name: one.platform, ok: one.connected() }));
  const called = platforms.some((one) => one.port() !== undefined && one.connected());
  const checks = [
    { name: "started", ok: stage !== "starting" },
    { name: "staying", ok: stage !== "draining" },
    ...(await databaseChecks(database)),
  ];
  const { status } = healthOf(called ? checks : [...checks, ...lines]);
  return { status, checks: [...checks, ...lines] };
};
