import { sql } from "drizzle-orm";
import { createSlack, type Slack as SlackAdapter, type SlackOptions } from "../../adapters/slack/index.ts";
import type { SlackSettings } from "../../adapters/slack/settings.ts";
import type { Database } from "../../db/database.ts";
import { createInbox } from "../../db/inbox.ts";
import { createSlackInstalls } from "../../db/slack-installs.ts";
import type { Id } from "../../src/domain/request.ts";
import type { Zone } from "../../src/domain/time.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import type { Adapter, Bot, Clock, Inbox } from "../../src/ports.ts";
import { build, type Crew, type House } from "../../src/process/house.ts";
import { slackManifest } from "../../src/process/manifest.ts";
import { passTime } from "../../src/process/passing.ts";
import { createVirtualClock, type VirtualClock } from "../../src/process/virtual-clock.ts";
import { collectedLog, type LogEntry } from "./log.ts";
import { seededRandom } from "./random.ts";
import { type Slack, startSlack, virtualSlackClock } from "./slack/index.ts";

/** How requests come from Slack to us. */
type Transport = "HTTP" | "Socket Mode";

/** What a house with Slack begins with. */
export interface SlackHouseOptions {
  /** Migrated and empty; the caller closes it. */
  readonly database: Database;
  readonly transport?: Transport;
  readonly zone?: Zone;
  readonly language?: Language;
  /** Over what one app in one workspace needs. */
  readonly settings?: Partial<SlackSettings>;
  /** When it begins. */
  readonly opening?: string | undefined;
  /** The time of a house that shares its database with another. */
  readonly clock?: VirtualClock;
  /** The platforms of all who work on the database; ours is put there when it starts. */
  readonly adapters?: Adapter[];
  /** What the app was allowed, where it is not all that its manifest asks for. */
  readonly scopes?: readonly string[];
  /** False leaves the adapter to the test: `open` starts it. */
  readonly started?: boolean;
  /** False where people go on before what they did is dealt with. */
  readonly patient?: boolean;
}

/** Aidline in one Slack workspace of our own Slack, from the request's bytes to the database. */
export interface SlackHouse {
  readonly slack: Slack;
  readonly office: ReturnType<Slack["workspace"]>;
  readonly installed: ReturnType<ReturnType<Slack["workspace"]>["install"]>;
  readonly clock: VirtualClock;
  readonly house: House;
  readonly settings: SlackSettings;
  readonly log: readonly LogEntry[];
  /** Another process on the same database, as the balancer sees it; started, and stopped by `close`. */
  open(over?: Partial<SlackOptions>, bot?: Bot): Promise<SlackAdapter>;
  /** Lets time pass and delivers what falls due on the way, as the bot that runs does. */
  pass(to: string): Promise<void>;
  /** What the adapter keeps in the database. */
  readonly inbox: Inbox;
  /** How much came in and is not answered. */
  waiting(): Promise<number>;
  /** The register of the office, once the adapter has started. */
  register(): Promise<Id>;
  close(): Promise<void>;
}

/** Real time: for signatures, which Bolt compares with the machine's, and for what is kept in mind for a while. */
const machine: Clock = {
  now: () => new Date(Date.now()).toISOString(),
  elapsed: () => performance.now(),
};

/** An inbox, and when all is answered that was put into it: to ask the database again and again would cost more than the answers. */
const attendedInbox = (kept: Inbox) => {
  const open = new Set<string>();
  const told = new Set<() => void>();
  const inbox: Inbox = {
    ...kept,
    put: async (workspace, key, arrival, seconds) => {
      const fresh = await kept.put(workspace, key, arrival, seconds);
      if (fresh && arrival !== undefined) open.add(`${workspace} ${key}`);
      return fresh;
    },
    done: async (workspace, key) => {
      await kept.done(workspace, key);
      open.delete(`${workspace} ${key}`);
      if (open.size === 0) for (const tell of told) tell();
    },
  };
  /** Resolves when nothing is open, or after so many milliseconds. */
  const answered = async (within: number): Promise<void> => {
    if (open.size === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const late = setTimeout(resolve, within);
    told.add(resolve);
    await promise;
    told.delete(resolve);
    clearTimeout(late);
  };
  return { inbox, answered };
};

/** Starts a Slack, an empty register and the adapter between them. */
export const openSlackHouse = async (options: SlackHouseOptions): Promise<SlackHouse> => {
  const {
    database,
    transport = "HTTP",
    zone = "Europe/Kyiv",
    language = "en",
    started = true,
    patient = true,
  } = options;
  const clock = options.clock ?? createVirtualClock(options.opening ?? "2022-03-07T07:00:00.000Z");
  const random = seededRandom(transport);
  const { log, entries } = collectedLog();
  const house = await build(database, { log, zone, language, clock, random, time: "virtual", stay: "running" });

  const waiting = async (): Promise<number> => {
    const [row] = await database.rows<{ count: number }>(sql`select count(*)::int as count from inbox where open`);
    return row?.count ?? 0;
  };
  const { inbox, answered } = attendedInbox(createInbox(database, "slack"));
  /** What is being worked on is written down: nothing of the adapter has to be asked. */
  const idle = async (): Promise<void> => {
    if (!patient) return;
    const end = performance.now() + 8_000;
    await answered(8_000);
    // Another process may have an inbox of its own.
    while ((await waiting()) > 0) {
      if (performance.now() > end) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };

  const slack = await startSlack({ clock: virtualSlackClock(clock), idle });
  // The app is set up as its operator would, so that nothing works which its manifest does not ask for.
  const url = transport === "HTTP" ? "https://aid.example.org" : undefined;
  slack.useManifest(slackManifest({ slack: undefined, language }, url));
  const office = slack.workspace("Office");
  const installed = office.install(options.scopes ? { scopes: options.scopes } : {});
  const settings: SlackSettings = {
    apiUrl: slack.apiUrl,
    botToken: installed.token,
    signingSecret: transport === "HTTP" ? slack.app.signingSecret : undefined,
    appToken: transport === "HTTP" ? undefined : slack.app.appToken,
    client: undefined,
    keys: [],
    port: 0,
    url: undefined,
    ...options.settings,
  };
  const running: SlackAdapter[] = [];
  const crews: Crew[] = [];
  const addresses: string[] = [];
  const open = async (over: Partial<SlackOptions> = {}, bot?: Bot): Promise<SlackAdapter> => {
    const adapter = createSlack({
      settings,
      inbox,
      book: createSlackInstalls({ database, random, clock, defaults: { zone, language } }),
      clock: machine,
      random,
      log,
      limiter: house.limiter,
      zone,
      language,
      alone: true,
      duties: { serves: true, works: true },
      ...over,
    });
    options.adapters?.push(adapter);
    const crew = house.crewFor(options.adapters ?? [adapter]);
    await adapter.start(bot ?? crew.bot);
    running.push(adapter);
    crews.push(crew);
    const port = adapter.port();
    if (port !== undefined)
      slack.speakTo(...addresses, addresses[addresses.push(`http://127.0.0.1:${port}/slack/events`) - 1] ?? "");
    return adapter;
  };
  if (started) await open();
  return {
    slack,
    office,
    installed,
    clock,
    house,
    settings,
    log: entries,
    open,
    inbox,
    waiting,
    register: async () => {
      const [row] = await database.rows<{ id: Id }>(
        sql`select workspace_id as id from installation where platform = 'slack' and space = ${office.id}`,
      );
      return row?.id ?? "";
    },
    pass: async (to) => {
      // The first process brings what is due.
      const [crew = house.crewFor([])] = crews;
      await passTime({ clock, deliveries: house.deliveries, crew }, to);
    },
    close: async () => {
      for (const one of running) await one.stop();
      await slack.close();
    },
  };
};
