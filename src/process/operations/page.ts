import { within } from "../../../adapters/shared/within.ts";
import type { Database } from "../../../db/database.ts";
import { type Vitals, vitals } from "../../../db/vitals.ts";
import type { Clock } from "../../ports.ts";
import { newestDump } from "./dumps.ts";
import { expose, type Family, gauge } from "./exposition.ts";
import type { Looking } from "./health.ts";
import type { Measures } from "./measures.ts";
import type { ProcessState } from "./process-state.ts";

/** Milliseconds for which a page is good: several scrapers cost the database no more than one. */
const FRESH = 5_000;

/** Milliseconds that a scrape waits for the database. */
const PATIENCE = 3_000;

const rowFamilies = (found: Vitals): readonly Family[] => [
  gauge(
    "delivery_due_lag_seconds",
    "For how long the oldest delivery that is due, or was and is tried in vain, has waited.",
    found.lag,
  ),
  gauge(
    "delivery_state",
    "Deliveries that are not settled: due and waiting, being sent, perhaps arrived. Counted up to 10000.",
    [
      [{ state: "PENDING" }, found.due],
      [{ state: "SENDING" }, found.sending],
      [{ state: "UNKNOWN" }, found.unknown],
    ],
  ),
  gauge("card_stale", "Cards that do not show the last state and could.", found.stale),
  gauge("inbox_unanswered", "What platforms were told that we have, and nobody was answered yet.", found.unanswered),
  gauge("inbox_unanswered_seconds", "How long ago the oldest of it came.", found.waiting),
  gauge("refusal_places", "Places that take nothing of ours.", [
    [{ told: "yes" }, found.refusing - found.untold],
    [{ told: "no" }, found.untold],
  ]),
];

/** What the page of measures is put together from. */
export interface PageParts {
  readonly looking: () => Looking;
  readonly measures: Measures;
  readonly state: ProcessState;
  readonly clock: Pick<Clock, "elapsed">;
  /** The folder of dumps; undefined where none are made. */
  readonly dumps: string | undefined;
}

/** The page a scraper reads. It is always given: what cannot be had is missing from it, and `database_up` says why. */
export const createPage = ({ looking, measures, state, clock, dumps }: PageParts): (() => Promise<string>) => {
  const asked = async (database: Database | undefined): Promise<Vitals | undefined> => {
    const found = database && (await within(vitals(database), PATIENCE).catch(() => undefined));
    return found === "late" ? undefined : found;
  };

  const page = async (): Promise<string> => {
    const { database, platforms, stage } = looking();
    const found = await asked(database);
    const newest = dumps === undefined ? undefined : await newestDump(dumps);
    return expose([
      gauge("process_ready", "Whether the process has started and is not stopping.", Number(stage === "running")),
      gauge("database_up", "Whether the database answered this scrape.", Number(found !== undefined)),
      gauge(
        "platform_connected",
        "Whether what people do there reaches this process.",
        platforms.map((one) => [{ messaging_system: one.platform }, Number(one.connected())]),
      ),
      ...(found ? rowFamilies(found) : []),
      ...(dumps === undefined
        ? []
        : [
            gauge(
              "dump_newest_timestamp_seconds",
              "When the newest dump was finished, since 1970; 0 without one.",
              newest?.at ?? 0,
            ),
          ]),
      ...measures.families(),
      ...state.families(),
    ]);
  };

  let last: { readonly at: number; readonly page: Promise<string> } | undefined;
  return () => {
    const now = clock.elapsed();
    if (last === undefined || now - last.at > FRESH) last = { at: now, page: page() };
    return last.page;
  };
};
