import { setTimeout as pause } from "node:timers/promises";
import { createDiscord } from "../../adapters/discord/index.ts";
import { connect } from "../../db/connect.ts";
import { createInbox } from "../../db/inbox.ts";
import { createSpaces } from "../../db/spaces.ts";
import { fromEpoch } from "../../src/domain/time.ts";
import { createChance } from "../../src/process/chance.ts";
import { build } from "../../src/process/house.ts";
import { TOKENS } from "./discord-wire.ts";
import { runErrands } from "./errands.ts";

/** What the house is asked for: to open, and whether it looks after what falls due. */
export interface HouseErrand {
  readonly open?: {
    readonly databaseUrl: string;
    readonly discordUrl: string;
    /** With it Discord calls, else a gateway is opened. */
    readonly publicKey: string | undefined;
  };
  readonly reminding?: boolean;
}

/** Where it listens, where it does. */
export interface HouseOutcome {
  readonly url: string;
}

/** Milliseconds between two looks at what is due: a job wakes the courier as often, at so many reminders. */
const ROUND = 250;

let leave = (): Promise<void> => Promise.resolve();
let remind = (): Promise<void> => Promise.reject(new Error("the house is not open"));
let reminding = new AbortController();
let rounds = Promise.resolve();

/** Aidline as `npm start` builds it with Discord. Cards come after the answer, and are left out. */
const open = async ({ databaseUrl, discordUrl, publicKey }: NonNullable<HouseErrand["open"]>): Promise<string> => {
  let faults = 0;
  const wrong = (event: string, fields?: Readonly<Record<string, unknown>>): void => {
    // The first says it; what follows is mostly of the same kind.
    faults += 1;
    if (faults === 1) console.error(event, fields);
  };
  const log = { info: () => undefined, warn: wrong, error: wrong };
  const clock = { now: () => fromEpoch(Date.now()), elapsed: () => performance.now() };
  const random = createChance();
  const defaults = { zone: "Europe/Kyiv", language: "en" } as const;
  const database = await connect({ url: databaseUrl });
  const house = await build(database, { log, clock, random, ...defaults, time: "real", stay: "running" });
  const discord = createDiscord({
    settings: { apiUrl: `${discordUrl}/api`, botToken: TOKENS.house, publicKey, port: 0 },
    inbox: createInbox(database, "discord"),
    spaces: createSpaces({ database, random, defaults }, "discord"),
    clock,
    random,
    log,
    ...defaults,
    alone: false,
    duties: { serves: true, works: true },
  });
  const crew = house.crewFor([discord]);
  await discord.start(house.bot);
  remind = async () => {
    await crew.courier.round(await house.deliveries.now());
  };
  leave = async () => {
    reminding.abort();
    await rounds;
    await discord.stop();
    await house.queue.stop();
    await database.close();
  };
  return `http://127.0.0.1:${discord.port()}`;
};

/** Looks after what falls due until it is told to stop. */
const keepReminding = async (until: AbortSignal): Promise<void> => {
  while (!until.aborted) {
    await remind();
    await pause(ROUND);
  }
};

let url = "";

runErrands(
  async (errand: HouseErrand): Promise<HouseOutcome> => {
    if (errand.open) url = await open(errand.open);
    reminding.abort();
    await rounds;
    if (errand.reminding) {
      reminding = new AbortController();
      rounds = keepReminding(reminding.signal);
    }
    return { url };
  },
  () => leave(),
);
