import { sql } from "drizzle-orm";
import type { Database } from "../../db/database.ts";
import { rebuild } from "../../db/rebuild.ts";
import { createSlackInstalls } from "../../db/slack-installs.ts";
import { verify } from "../../db/verify.ts";
import type { Speaker } from "../../src/call.ts";
import type { Id } from "../../src/domain/request.ts";
import type { Platform } from "../../src/domain/vocabulary.ts";
import type { Bot } from "../../src/ports.ts";
import { build } from "../../src/process/house.ts";
import { createVirtualClock, type VirtualClock } from "../../src/process/virtual-clock.ts";
import { collectedLog, type LogEntry } from "./log.ts";
import { seededRandom } from "./random.ts";
import { type Seat, seating } from "./seat.ts";

/** Servers of several platforms on one database, each with a register of its own until it joins another. */
export interface TwoPlatforms {
  readonly bot: Bot;
  /** Another process on the same database, with what it has seen of it by itself. */
  readonly other: Bot;
  readonly clock: VirtualClock;
  readonly log: readonly LogEntry[];
  /** A server; the first who speaks there is its admin. */
  server(platform: Platform, space: string, bot?: Bot): (account: string, over?: Partial<Speaker>) => Seat;
  register(space: string): Promise<Id>;
  /** What is wrong with a register. */
  flaws(workspace: Id): Promise<readonly unknown[]>;
  /** The code in an answer. */
  code(text: string): string;
}

/** Opens a house without any adapter. */
export const openTwoPlatforms = async (database: Database): Promise<TwoPlatforms> => {
  const clock = createVirtualClock("2022-03-07T08:00:00.000Z");
  const { log, entries } = collectedLog();
  const settings = { log, zone: "Europe/Kyiv", language: "en", clock, time: "virtual", stay: "running" } as const;
  const { bot } = await build(database, { ...settings, random: seededRandom("one") });
  const { bot: other } = await build(database, { ...settings, random: seededRandom("other") });
  return {
    bot,
    other,
    clock,
    log: entries,
    server: (platform, space, by = bot) => {
      const seated = seating({ bot: by, platform, space, zone: "Europe/Kyiv", language: "en" });
      return (account, over = {}) => seated(account, over);
    },
    register: async (space) => {
      const [found] = await database.rows<{ id: Id }>(
        sql`select workspace_id as id from installation where space = ${space}`,
      );
      return found?.id ?? "";
    },
    flaws: async (workspace) => [
      ...(await rebuild(database, workspace, { repair: false })),
      ...(await verify(database, workspace)).flaws,
    ],
    code: (text) => /[0-9A-Z]{5}-[0-9A-Z]{5}/u.exec(text)?.[0] ?? "no code",
  };
};

/** Installs the app in a Slack workspace, as the register keeps it. */
export const installedIn = async (database: Database, team: string): Promise<void> => {
  const book = createSlackInstalls({ database, random: seededRandom(team) });
  const workspace = await book.workspaceFor(team, team);
  await book.keep({
    workspace,
    team,
    enterprise: undefined,
    name: team,
    botUser: "U0",
    installer: undefined,
    scopes: [],
    sealed: `k1.${team}`,
    expiresAt: undefined,
    gone: undefined,
  });
};
