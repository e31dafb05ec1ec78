import type { Log } from "../../src/ports.ts";

/** One entry of a log that is kept for a test to look at. */
export interface LogEntry {
  readonly level: keyof Log;
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A log that keeps its entries; errors in fields show their message, since a test wants to know. */
export const collectedLog = (): { readonly log: Log; readonly entries: readonly LogEntry[] } => {
  const entries: LogEntry[] = [];
  const keep =
    (level: keyof Log) =>
    (event: string, fields: Readonly<Record<string, unknown>> = {}): void => {
      const shown = Object.entries(fields).map(([name, value]) => [
        name,
        value instanceof Error ? value.message : value,
      ]);
      entries.push({ level, event, fields: Object.fromEntries(shown) });
    };
  return { log: { info: keep("info"), warn: keep("warn"), error: keep("error") }, entries };
};
