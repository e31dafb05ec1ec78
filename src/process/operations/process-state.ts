import { type IntervalHistogram, monitorEventLoopDelay } from "node:perf_hooks";
import process from "node:process";
import { type Family, gauge } from "./exposition.ts";

/** Nanoseconds a second, and microseconds. */
const NANO = 1e9;
const MICRO = 1e6;

const SECOND = 1_000;

/** Watches how long the process keeps others waiting. */
export interface ProcessState {
  /** Under the names that Node's Prometheus client gives them, so that ready-made dashboards work. */
  families(): readonly Family[];
  stop(): void;
}

const delays = (delay: IntervalHistogram): readonly (readonly [Record<string, string>, number])[] => [
  [{ quantile: "0.5" }, delay.percentile(50) / NANO],
  [{ quantile: "0.99" }, delay.percentile(99) / NANO],
  [{ quantile: "1" }, delay.max / NANO],
];

/** Begins to watch. `began` is when the process started, in milliseconds since 1970. */
export const watchProcess = (began: number): ProcessState => {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  return {
    stop: () => void delay.disable(),
    families: () => {
      const { user, system } = process.cpuUsage();
      const { rss, heapUsed } = process.memoryUsage();
      const families: readonly Family[] = [
        {
          name: "process_cpu_seconds_total",
          help: "Processor time of this process.",
          type: "counter",
          samples: [{ labels: {}, value: (user + system) / MICRO }],
        },
        gauge("process_resident_memory_bytes", "Memory that this process takes.", rss),
        gauge("process_start_time_seconds", "When this process started, since 1970.", began / SECOND),
        gauge("nodejs_heap_size_used_bytes", "Memory that JavaScript takes of it.", heapUsed),
        gauge(
          "nodejs_eventloop_lag_seconds",
          "How late the event loop came to what was due, since the last scrape.",
          delays(delay).map(([labels, value]) => [labels, Number.isFinite(value) ? value : 0]),
        ),
        gauge("nodejs_version_info", "Of Node.", [[{ version: process.version }, 1]]),
      ];
      delay.reset();
      return families;
    },
  };
};
