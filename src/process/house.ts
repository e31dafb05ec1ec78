import { createCards } from "../../db/cards.ts";
import { connect } from "../../db/connect.ts";
import type { Database } from "../../db/database.ts";
import { createDeliveries } from "../../db/deliveries.ts";
import { hasCluster } from "../../db/embedded/cluster.ts";
import { createLimiter } from "../../db/limits.ts";
import { migrate } from "../../db/migrate.ts";
import type { JobQueue } from "../../db/queue.ts";
import { createStillQueue } from "../../db/still-queue.ts";
import { createStore } from "../../db/store.ts";
import { createBot } from "../bot.ts";
import { type Courier, createCourier } from "../clockwork/courier.ts";
import { createPainter, type Painter } from "../clockwork/painter.ts";
import { createShowing } from "../clockwork/showing.ts";
import type { Config } from "../config.ts";
import type { Instant, Zone } from "../domain/time.ts";
import type { Language } from "../domain/vocabulary.ts";
import { createHolidays } from "../holidays.ts";
import type { Adapter, Bot, Clock, Deliveries, Limiter, Log, Random, Store } from "../ports.ts";
import { attending } from "./attending.ts";
import { createLanes, inLanes } from "./lanes.ts";
import { untilLeaving } from "./leaving.ts";

/** What a house is built with. */
export interface HouseOptions {
  readonly log: Log;
  readonly zone: Zone;
  readonly language: Language;
  readonly clock: Clock;
  readonly random: Random;
  /** `virtual`: the clock is a story's, and whoever moves it delivers. Else the register's time is the database's. */
  readonly time: "real" | "virtual";
  /** `leaving`: one command is run, and its jobs are rung by whoever runs the bot later. */
  readonly stay: "running" | "leaving";
}

/** A bot with all that is behind it, on one database. */
export interface House {
  readonly database: Database;
  readonly store: Store;
  readonly deliveries: Deliveries;
  readonly queue: JobQueue;
  readonly limiter: Limiter;
  readonly bot: Bot;
  /** What works on the rows for the platforms that are there; once `leaving` fires it takes nothing more in hand. */
  crewFor(adapters: readonly Adapter[], leaving?: AbortSignal): Crew;
}

/** Who brings what is due and keeps the cards, and the bot that has them do it at once where somebody waits for it. */
export interface Crew {
  readonly courier: Courier;
  readonly painter: Painter;
  readonly bot: Bot;
  /** Brings everything due, then paints what is stale; returns how many messages arrived. */
  round(at: Instant): Promise<number>;
  /** Resolves when nothing is being shown any more. */
  idle(): Promise<void>;
}

/** Commands that are run at the same time, and those of one register: the database has ten connections. */
const SIDE_BY_SIDE = 3;
const A_SHARE = 2;

/** Opens the database that the settings name, for a `busy` time or for good. Throws FolderInUse. */
export const openDatabase = ({ databaseUrl, folder }: Config, busy = false): Promise<Database> =>
  connect(databaseUrl === undefined ? { folder, busy } : { url: databaseUrl });

/** Says that nobody has used the settings' folder yet; undefined where somebody has, and of a server, which has to be asked. */
export const noRegisterYet = ({ databaseUrl, folder }: Config): string | undefined =>
  databaseUrl === undefined && !hasCluster(folder)
    ? `There is no register in ${folder} yet: npm start makes one.`
    : undefined;

/** The job engine is loaded where there is work for it: a word of the shell is quicker without. */
const openQueue = async (database: Database, log: Log): Promise<JobQueue> => {
  const { createQueue } = await import("../../db/queue.ts");
  return createQueue(database, { log });
};

/** Builds a house on a database: migrates it, then store, deliveries and bot. The caller closes the database, last. */
export const build = async (
  database: Database,
  { log, zone, language, clock, random, time, stay }: HouseOptions,
): Promise<House> => {
  await migrate(database);
  const holidays = createHolidays();
  const queue = time === "virtual" || stay === "leaving" ? createStillQueue() : await openQueue(database, log);
  const virtual = time === "virtual" ? { clock } : {};
  const store = createStore({ database, queue, random, holidays, log, ...virtual, defaults: { zone, language } });
  const deliveries = createDeliveries({ database, queue, random, ...virtual });
  const limiter = createLimiter(database, virtual.clock);
  const cards = createCards({ database, queue, random, ...virtual });
  const bot = inLanes(createBot({ store, random, log, language }), createLanes(SIDE_BY_SIDE, A_SHARE));
  return {
    database,
    store,
    deliveries,
    queue,
    limiter,
    bot,
    crewFor: (adapters, leaving) => {
      const ours = leaving ? untilLeaving(deliveries, leaving) : deliveries;
      const courier = createCourier({ deliveries: ours, adapters, limiter, holidays, random, log, clock });
      const painter = createPainter({ cards, adapters, limiter, holidays, log, clock });
      const { bot: attended, idle } = attending(bot, createShowing({ deliveries, cards, courier, painter }), log);
      return {
        courier,
        painter,
        bot: attended,
        idle,
        round: async (at) => {
          const arrived = await courier.round(at);
          await painter.round(at);
          return arrived;
        },
      };
    },
  };
};
