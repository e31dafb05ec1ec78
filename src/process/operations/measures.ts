import { epoch } from "../../domain/time.ts";
import type { Platform } from "../../domain/vocabulary.ts";
import { type Adapter, type Bot, type Clock, type Log, Undeliverable } from "../../ports.ts";
import { type Counter, createCounter, createHistogram, type Family, gauge, type Labels } from "./exposition.ts";

/** What this process has done since it started. Names follow OpenTelemetry's conventions for messaging. */
export interface Measures {
  /** How long a platform waited until it was told that we have its request, in milliseconds. */
  acknowledged(platform: Platform, milliseconds: number): void;
  /** The same adapter, with what it does at its platform measured. */
  adapter<A extends Adapter>(adapter: A): A;
  /** The same bot, with what it is asked measured. */
  bot(bot: Bot): Bot;
  /** The same log, with its entries counted by event. */
  log(log: Log): Log;
  families(): readonly Family[];
}

/** Seconds, as OpenTelemetry sets the bounds for messaging. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** Seconds. Platforms wait for three. */
const ACKNOWLEDGED = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 3, 5];

/** Why something did not come about, in few words; `unknown` where it may have. */
const errorType = (fault: unknown): string => {
  if (!(fault instanceof Undeliverable)) return "unknown";
  if (fault.retryAfter !== undefined) return "limited";
  if (fault.gone) return "gone";
  return fault.permanent ? "refused" : "failed";
};

/** Counts and times in memory: a scraper reads them, and adds up the processes. */
export const createMeasures = ({ elapsed, now }: Pick<Clock, "elapsed" | "now">): Measures => {
  const operations = createHistogram(
    "messaging_client_operation_duration_seconds",
    "How long a platform took for a post, an edit, a find or a remove.",
    BOUNDS,
  );
  const sent = createCounter(
    "messaging_client_sent_messages_total",
    "Messages that were sent to a platform, and what came of it.",
  );
  const consumed = createCounter(
    "messaging_client_consumed_messages_total",
    "Commands, buttons and forms that came in.",
  );
  const processed = createHistogram(
    "messaging_process_duration_seconds",
    "How long it took to carry out what came in, its cards included.",
    BOUNDS,
  );
  const acknowledgements = createHistogram(
    "acknowledgement_duration_seconds",
    "How long a platform waited until it was told that we have its request; after three seconds a person reads that we failed.",
    ACKNOWLEDGED,
  );
  const entries = createCounter(
    "log_entries_total",
    "Warnings and errors in the log; each event has its section in docs/runbook.md.",
  );

  const unknown = createCounter(
    "delivery_unknown_total",
    "Deliveries of which nobody knew whether they arrived, and which were looked for.",
    [{}],
  );
  const repaired = createCounter("duplicates_repaired_total", "Messages that stood there twice and were taken away.", [
    {},
  ]);
  const lost = createCounter(
    "lost_total",
    "Deliveries that were given up: nobody will see them. It should stay at 0.",
    [{}],
  );
  let clean = 0;
  /** What is counted where it is logged: there it is known, and nowhere else. */
  const told: Readonly<Record<string, Counter>> = {
    "delivery.unknown": unknown,
    "delivery.double": repaired,
    "delivery.dead": lost,
  };
  const noted = (level: "warn" | "error", event: string, count: unknown): void => {
    entries.add({ level, event });
    told[event]?.add({}, typeof count === "number" ? count : 1);
  };

  const timed = async <T>(platform: Platform, name: string, work: () => Promise<T>): Promise<T> => {
    const since = elapsed();
    const labels = { messaging_system: platform, messaging_operation_name: name };
    const over = (how: Labels): void => {
      operations.observe({ ...labels, ...how }, (elapsed() - since) / 1_000);
      if (name === "post") sent.add({ ...labels, ...how });
    };
    try {
      const result = await work();
      over({});
      return result;
    } catch (fault) {
      over({ error_type: errorType(fault) });
      throw fault;
    }
  };

  return {
    acknowledged: (platform, milliseconds) =>
      acknowledgements.observe({ messaging_system: platform }, milliseconds / 1_000),
    adapter: (adapter) => ({
      ...adapter,
      post: (message) => timed(adapter.platform, "post", () => adapter.post(message)),
      edit: (posted, message) => timed(adapter.platform, "edit", () => adapter.edit(posted, message)),
      find: (search) => timed(adapter.platform, "find", () => adapter.find(search)),
      remove: (workspace, posted) => timed(adapter.platform, "remove", () => adapter.remove(workspace, posted)),
    }),
    bot: (bot) => ({
      ...bot,
      handle: async (invocation, who) => {
        const labels = { messaging_system: invocation.platform };
        consumed.add(labels);
        const since = elapsed();
        const answer = await bot.handle(invocation, who);
        const how = answer.fault === undefined ? {} : { error_type: "fault" };
        processed.observe({ ...labels, ...how }, (elapsed() - since) / 1_000);
        return answer;
      },
    }),
    log: (log) => ({
      ...log,
      info: (event, fields) => {
        if (event === "deliveries.audited") clean = epoch(now()) / 1_000;
        log.info(event, fields);
      },
      warn: (event, fields) => {
        noted("warn", event, fields?.["count"]);
        log.warn(event, fields);
      },
      error: (event, fields) => {
        noted("error", event, fields?.["count"]);
        log.error(event, fields);
      },
    }),
    families: () => [
      ...[operations, sent, consumed, processed, acknowledgements, unknown, repaired, lost, entries].map((one) =>
        one.family(),
      ),
      gauge(
        "audit_clean_timestamp_seconds",
        "When this process last found that nothing is overdue, since 1970; 0 while it never did.",
        clean,
      ),
    ],
  };
};
