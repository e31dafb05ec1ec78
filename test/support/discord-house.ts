import { sql } from "drizzle-orm";
import type { Came } from "../../adapters/discord/arrival.ts";
import { createDiscord, type Discord as DiscordAdapter, type DiscordOptions } from "../../adapters/discord/index.ts";
import type { DiscordSettings } from "../../adapters/discord/settings.ts";
import type { Database } from "../../db/database.ts";
import { createInbox } from "../../db/inbox.ts";
import { createSpaces } from "../../db/spaces.ts";
import type { Id } from "../../src/domain/request.ts";
import { fromEpoch, type Zone } from "../../src/domain/time.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import type { Adapter, Bot, Clock, Inbox } from "../../src/ports.ts";
import { build, type Crew, type House } from "../../src/process/house.ts";
import { passTime } from "../../src/process/passing.ts";
import { createVirtualClock, type VirtualClock } from "../../src/process/virtual-clock.ts";
import { type Discord, startDiscord, virtualDiscordClock } from "./discord/index.ts";
import { collectedLog, type LogEntry } from "./log.ts";
import { seededRandom } from "./random.ts";

/** How interactions come from Discord to us. */
type Transport = "the gateway" | "HTTP";

/** What a house with Discord begins with. */
export interface DiscordHouseOptions {
  /** Migrated and empty; the caller closes it. */
  readonly database: Database;
  readonly transport?: Transport;
  readonly zone?: Zone;
  readonly language?: Language;
  readonly settings?: Partial<DiscordSettings>;
  /** When it begins. */
  readonly opening?: string | undefined;
  /** The time of a house that shares its database with another. */
  readonly clock?: VirtualClock;
  /** The platforms of all who work on the database; ours is put there when it starts. */
  readonly adapters?: Adapter[];
  /** False leaves the adapter to the test: `open` starts it. */
  readonly started?: boolean;
  /** False where people go on before what they did is dealt with. */
  readonly patient?: boolean;
}

/** Aidline in one server of our own Discord, from what people do to the database. */
export interface DiscordHouse {
  readonly discord: Discord;
  readonly office: ReturnType<Discord["guild"]>;
  readonly clock: VirtualClock;
  readonly house: House;
  readonly settings: DiscordSettings;
  readonly log: readonly LogEntry[];
  /** Another process on the same database; started, and stopped by `close`. */
  open(over?: Partial<DiscordOptions>, bot?: Bot): Promise<DiscordAdapter>;
  /** Lets time pass and delivers what falls due on the way, as the bot that runs does. */
  pass(to: string): Promise<void>;
  /** What the adapter keeps in the database. */
  readonly inbox: Inbox;
  readonly spaces: ReturnType<typeof createSpaces>;
  /** How much came in and is not answered. */
  waiting(): Promise<number>;
  /** Leaves in the inbox what Olena did in a channel, so long ago that Discord takes no answer to it: whoever works takes it up. */
  leave(
    by: { readonly id: string; readonly channel: { readonly id: string } },
    what: Readonly<Record<string, unknown>>,
  ): Promise<void>;
  /** The register of the office, once somebody has spoken. */
  register(): Promise<Id>;
  close(): Promise<void>;
}

/** Starts a Discord, an empty register and the adapter between them. */
export const openDiscordHouse = async (options: DiscordHouseOptions): Promise<DiscordHouse> => {
  const {
    database,
    transport = "the gateway",
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
  /** What is being worked on is written down: nothing of the adapter has to be asked. */
  const idle = async (): Promise<void> => {
    if (!patient) return;
    const end = performance.now() + 8_000;
    while ((await waiting()) > 0) {
      if (performance.now() > end) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };

  const shared = virtualDiscordClock(clock);
  const discord = await startDiscord({ clock: shared, postmark: () => Math.floor(shared.now() / 1_000), idle });
  const office = discord.guild("Office");
  // Discord's ids tell the time by its own clock, so the process has the same.
  const common: Clock = { now: () => fromEpoch(shared.now()), elapsed: () => performance.now() };
  const settings: DiscordSettings = {
    apiUrl: discord.apiUrl,
    botToken: discord.app.token,
    publicKey: transport === "HTTP" ? discord.app.publicKey : undefined,
    port: 0,
    ...options.settings,
  };
  const inbox = createInbox(database, "discord");
  const spaces = createSpaces({ database, random, clock, defaults: { zone, language } }, "discord");
  const running: DiscordAdapter[] = [];
  const crews: Crew[] = [];
  const open = async (over: Partial<DiscordOptions> = {}, bot?: Bot): Promise<DiscordAdapter> => {
    const adapter = createDiscord({
      settings,
      inbox,
      spaces,
      clock: common,
      random,
      log,
      zone,
      language,
      alone: true,
      duties: { serves: true, works: true },
      ...over,
    });
    options.adapters?.push(adapter);
    const crew = house.crewFor(options.adapters ?? [adapter]);
    running.push(adapter);
    crews.push(crew);
    await adapter.start(bot ?? crew.bot);
    const port = adapter.port();
    if (port !== undefined) await discord.speakTo(`http://127.0.0.1:${port}/discord/interactions`);
    return adapter;
  };
  if (started) await open();
  return {
    discord,
    office,
    clock,
    house,
    settings,
    log: entries,
    open,
    inbox,
    spaces,
    waiting,
    leave: async ({ id, channel }, what) => {
      const key = discord.world.id();
      const came: Came = {
        key,
        app: discord.app.id,
        token: "long-over",
        user: id,
        name: "Olena",
        language: "en",
        server: office.id,
        roles: [],
        place: { platform: "discord", id: channel.id, name: "#outreach" },
        channel: channel.id,
      };
      await inbox.put(await spaces.workspaceFor(office.id, "Office"), key, { ...came, ...what }, 0);
    },
    register: async () => (await spaces.registerOf(office.id)) ?? "",
    pass: async (to) => {
      // The first process brings what is due.
      const [crew = house.crewFor([])] = crews;
      await passTime({ clock, deliveries: house.deliveries, crew }, to);
    },
    close: async () => {
      for (const one of running) await one.stop();
      await discord.close();
    },
  };
};
