import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { createListening } from "../../../adapters/shared/listening.ts";
import type { Database } from "../../../db/database.ts";
import { ConfigError } from "../../config.ts";
import { epoch } from "../../domain/time.ts";
import type { QueueWork } from "../../ports.ts";
import type { Desktop } from "../desktop.ts";
import { dumpRound, dumpsOf } from "./dumps.ts";
import { EXPOSITION } from "./exposition.ts";
import { type Health, type Looking, readiness, startup } from "./health.ts";
import { createMeasures, type Measures } from "./measures.ts";
import { createPage } from "./page.ts";
import { watchProcess } from "./process-state.ts";

/** What whoever looks after the process sees of it, and what it does for itself. */
export interface Operations {
  readonly measures: Measures;
  /** What probes and scrapes look at, as soon as it is there. */
  watch(parts: Partial<Pick<Looking, "database" | "platforms">>): void;
  /** The regular rounds that belong to operating: dumps of the embedded database. */
  rounds(database: Database): QueueWork["rounds"];
  /** Everything has started. */
  started(): void;
  /** Probes say from now on that nobody should be sent here; resolves when balancers had the time to hear it. */
  drain(): Promise<void>;
  /** The port that is listened on; undefined where none is. */
  port(): number | undefined;
  stop(): Promise<void>;
}

const say = (response: ServerResponse, status: number, type: string, body: string): void => {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
};

const answer = (response: ServerResponse, health: Health): void =>
  say(response, health.status === "ok" ? 200 : 503, "application/json", `${JSON.stringify(health)}\n`);

const ALIVE: Health = { status: "ok", checks: [{ name: "process", ok: true }] };

/**
 * Listens for probes and scrapes before anything else is started, where a port is set for it. Without one
 * nothing is listened on: a port that nobody asked for is a door that nobody watches, and a second bot on the
 * machine would fail on it. Throws ConfigError for a port that is taken.
 */
export const openOperations = async (
  { config, clock, log }: Pick<Desktop, "config" | "clock" | "log">,
  leaving: AbortSignal,
): Promise<Operations> => {
  const measures = createMeasures(clock);
  const settings = config.operations;
  const dumps = dumpsOf(config);
  const embedded = config.databaseUrl === undefined;
  let looking: Looking = { stage: "starting", database: undefined, platforms: [] };
  const state = watchProcess(epoch(clock.now()) - process.uptime() * 1_000);
  const page = createPage({
    looking: () => looking,
    measures,
    state,
    clock,
    dumps: embedded ? dumps : undefined,
  });

  const answers: Readonly<Record<string, (response: ServerResponse) => Promise<void>>> = {
    "/livez": async (response) => answer(response, ALIVE),
    "/startupz": async (response) => answer(response, startup(looking)),
    "/readyz": async (response) => answer(response, await readiness(looking)),
    "/metrics": async (response) => say(response, 200, EXPOSITION, await page()),
  };
  const listener = ({ url = "/", method }: IncomingMessage, response: ServerResponse): void => {
    const found = answers[url.split("?")[0] ?? "/"];
    if (!found) return void response.writeHead(404).end();
    if (method !== "GET" && method !== "HEAD") return void response.writeHead(405, { allow: "GET, HEAD" }).end();
    found(response).catch((error: unknown) => {
      log.error("operations.fault", { error });
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };

  const { port, host } = settings;
  const listening =
    port === undefined
      ? undefined
      : createListening(
          listener,
          port,
          () => new ConfigError([`AIDLINE_OPS_PORT: port ${port} cannot be listened on. Set it to a free one.`]),
          host,
        );
  await listening?.start();

  return {
    measures,
    watch: (parts) => {
      looking = { ...looking, ...parts };
    },
    rounds: (database) => {
      if (database.kind !== "embedded" || database.cluster === undefined) return [];
      const { rows, cluster } = database;
      return [dumpRound({ database: { rows, cluster }, folder: dumps, clock, log, stopped: leaving })];
    },
    started: () => {
      looking = { ...looking, stage: "running" };
    },
    drain: async () => {
      const running = looking.stage === "running";
      looking = { ...looking, stage: "draining" };
      if (running && listening) await pause(settings.drain * 1_000);
    },
    port: () => listening?.port(),
    stop: async () => {
      state.stop();
      await listening?.stop();
    },
  };
};
