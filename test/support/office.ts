import { sql } from "drizzle-orm";
import type { Database } from "../../db/database.ts";
import type { Id } from "../../src/domain/request.ts";
import type { Platform } from "../../src/domain/vocabulary.ts";
import type { Adapter, Answer } from "../../src/ports.ts";
import { build, type Crew, type House } from "../../src/process/house.ts";
import { createVirtualClock, type VirtualClock } from "../../src/process/virtual-clock.ts";
import { collectedLog, type LogEntry } from "./log.ts";
import { seededRandom } from "./random.ts";
import { rememberingPlatform, type Taking } from "./remembering-platform.ts";

/** A bot in a workspace of its own, with a channel that keeps what is said in it; nobody delivers unless told to. */
export interface Office extends House {
  readonly ws: Id;
  readonly clock: VirtualClock;
  readonly crew: Crew;
  readonly log: readonly LogEntry[];
  /** Ids of the messages that were edited, in order. */
  readonly edits: readonly string[];
  /** Somebody types a command in the channel, or in another one. */
  says(input: string, channel?: string): Promise<Answer>;
  /** That moment comes, and one round. */
  passes(to: string): Promise<void>;
  /** What stands in the channel, oldest first, as it was posted. */
  texts(): readonly string[];
  /** Where this register's messages stand, by name. */
  places(): readonly string[];
  /** The same people before the same platform, whose register stands on another database. */
  movesTo(database: Database): Promise<Office>;
}

let offices = 0;

/** Opens one on a migrated database: Monday 7 March 2022, 10:00 UTC. */
export const openOffice = async ({
  database,
  platform = "console",
  takings = [],
  over = {},
}: {
  readonly database: Database;
  readonly platform?: Platform;
  readonly takings?: readonly Taking[];
  /** What of the platform is otherwise. */
  readonly over?: Partial<Adapter>;
}): Promise<Office> => {
  offices += 1;
  const clock = createVirtualClock("2022-03-07T10:00:00.000Z");
  const { log, entries } = collectedLog();
  const random = seededRandom(`office ${offices}`);
  const time = { time: "virtual", stay: "running" } as const;
  const { adapter, seen } = rememberingPlatform(clock.now, takings, []);
  const edits: string[] = [];
  const on: Adapter = {
    ...adapter,
    platform,
    edit: async ({ id }) => {
      edits.push(id);
    },
    ...over,
  };
  const place = { platform, id: `C${offices}`, name: "#desk" };
  const space = `office-of-its-own-${offices}`;
  const speaker = { account: "U1", name: "olena" };

  const openOn = async (its: Database): Promise<Office> => {
    const house = await build(its, { log, zone: "UTC", language: "en", clock, random, ...time });
    const crew = house.crewFor([on]);
    const says = (input: string, channel?: string): Promise<Answer> => {
      const there = channel === undefined ? place : { platform, id: `${place.id} ${channel}`, name: channel };
      return house.bot.handle({ platform, space, place: there, speaker, input });
    };
    await says("help");
    const [found] = await its.rows<{ id: Id }>(sql`select workspace_id as id from installation where space = ${space}`);
    return {
      ...house,
      ws: found?.id ?? "",
      clock,
      crew,
      log: entries,
      edits,
      says,
      passes: async (to) => {
        clock.set(to);
        await crew.round(to);
      },
      texts: () =>
        seen()
          .filter((one) => one.place.id === place.id)
          .map(({ text }) => text),
      places: () => [...new Set(seen().map((one) => one.place.name))],
      movesTo: openOn,
    };
  };
  return openOn(database);
};
