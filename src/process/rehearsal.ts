import { createRoom } from "../../adapters/console/room.ts";
import { adapterOf } from "../../adapters/console/room-adapter.ts";
import { type Failure, runSteps, type Story } from "../../adapters/console/story.ts";
import { createTranscript } from "../../adapters/console/transcript.ts";
import type { Database } from "../../db/database.ts";
import type { Instant } from "../domain/time.ts";
import type { Log, Random } from "../ports.ts";
import { build } from "./house.ts";
import { passTime } from "./passing.ts";
import { createVirtualClock } from "./virtual-clock.ts";

/** What a rehearsal needs beside its story. */
export interface RehearsalOptions {
  /** An empty database of its own; the caller closes it. */
  readonly database: Database;
  readonly log: Log;
  readonly random: Random;
  /** When a story begins that does not say when. */
  readonly now: Instant;
  readonly colour: boolean;
  width(): number;
  /** Gets what every person would have seen. */
  write(lines: readonly string[]): void;
}

/** Lives through a story on a register of its own, in its own time. Undefined when all that it expects came true. */
export const rehearse = async (
  story: Story,
  { database, log, random, now, ...screen }: RehearsalOptions,
): Promise<Failure | undefined> => {
  const { zone, language } = story;
  const clock = createVirtualClock(story.opening ?? now);
  const house = await build(database, { log, zone, language, clock, random, time: "virtual", stay: "running" });
  const see = createTranscript({ ...screen, zone, language, echo: true });
  const room = createRoom({
    speaker: { account: "coordinator", name: "coordinator" },
    place: "#general",
    language,
    now: clock.now,
    see,
  });
  const crew = house.crewFor([adapterOf(room)]);
  const pass = (to: Instant): Promise<void> => passTime({ clock, deliveries: house.deliveries, crew }, to);
  return runSteps(story.steps, { bot: crew.bot, room, zone, now: clock.now, pass });
};
