import { createSlack } from "../../adapters/slack/index.ts";
import { createInstalls } from "../../adapters/slack/installs.ts";
import { connect } from "../../db/connect.ts";
import { createInbox } from "../../db/inbox.ts";
import { createLimiter } from "../../db/limits.ts";
import { createSlackInstalls } from "../../db/slack-installs.ts";
import { fromEpoch } from "../../src/domain/time.ts";
import type { Duties } from "../../src/ports.ts";
import { createChance } from "../../src/process/chance.ts";
import { build } from "../../src/process/house.ts";
import { giveWay } from "../../src/process/roles.ts";
import { runErrands } from "./errands.ts";
import { type Say, sayingTo } from "./script.ts";
import type { Command } from "./slack-wire.ts";
import { ACCOUNT, SECRET } from "./slack-wire.ts";

/** What the house is asked for: to open, to run commands with nothing of Slack before them, or only to tell of itself. */
export interface HouseErrand {
  readonly open?: {
    readonly databaseUrl: string;
    readonly slackUrl: string;
    readonly spaces: number;
    readonly duties: Duties;
  };
  readonly alone?: { readonly commands: readonly Command[]; readonly width: number };
}

/** Where it listens; how many milliseconds all together took; and those for which this process has had a processor so far. */
export interface HouseOutcome {
  readonly url: string;
  readonly whole: number;
  readonly busy: number;
}

const KEYS = [{ id: "bench", key: new Uint8Array(32).fill(7) }];

let leave = (): Promise<void> => Promise.resolve();
let say: Say = () => Promise.reject(new Error("the house is not open"));

/** Aidline as `npm start` builds it with Slack over HTTP, installed in every workspace. Cards and reminders come after the answer, and are left out. */
const open = async ({ databaseUrl, slackUrl, spaces, duties }: NonNullable<HouseErrand["open"]>): Promise<string> => {
  giveWay(duties);
  const faults: unknown[] = [];
  const wrong = (event: string, fields?: Readonly<Record<string, unknown>>): void => {
    // The first says it; what follows is mostly of the same kind.
    if (faults.push(fields?.["error"] ?? event) === 1) console.error(event, fields);
  };
  const log = { info: () => undefined, warn: wrong, error: wrong };
  const clock = { now: () => fromEpoch(Date.now()), elapsed: () => performance.now() };
  const random = createChance();
  const defaults = { zone: "Europe/Kyiv", language: "en" } as const;
  const database = await connect({ url: databaseUrl });
  const house = await build(database, {
    log,
    clock,
    random,
    ...defaults,
    time: "real",
    stay: "running",
  });
  const book = createSlackInstalls({ database, random, defaults });
  const installs = createInstalls({
    book,
    keys: KEYS,
    exchange: undefined,
    works: async () => true,
    clock,
    random,
    log,
  });
  for (let space = 0; space < spaces; space += 1) {
    const team = `T${space}`;
    await installs.add({
      team,
      name: team,
      enterprise: undefined,
      botUser: "UBOT",
      installer: ACCOUNT,
      scopes: [],
      token: `xoxb-${space}`,
      refresh: undefined,
      holds: undefined,
    });
  }
  const slack = createSlack({
    settings: {
      apiUrl: `${slackUrl}/api/`,
      signingSecret: SECRET,
      botToken: undefined,
      appToken: undefined,
      client: undefined,
      keys: KEYS,
      port: 0,
      url: undefined,
    },
    inbox: createInbox(database, "slack"),
    book,
    clock,
    random,
    log,
    limiter: createLimiter(database),
    ...defaults,
    alone: false,
    duties,
  });
  await slack.start(house.bot);
  say = sayingTo(house.bot, faults);
  leave = async () => {
    await slack.stop();
    await house.queue.stop();
    await database.close();
  };
  return `http://127.0.0.1:${slack.port()}`;
};

const runAlone = async (commands: readonly Command[], width: number): Promise<void> => {
  const waiting = commands.values();
  const worker = async (): Promise<void> => {
    for (const command of waiting) await say(command);
  };
  await Promise.all(Array.from({ length: width }, worker));
};

let url = "";

runErrands(
  async (errand: HouseErrand): Promise<HouseOutcome> => {
    const begun = performance.now();
    if (errand.open) url = await open(errand.open);
    if (errand.alone) await runAlone(errand.alone.commands, errand.alone.width);
    const whole = performance.now() - begun;
    const { user, system } = process.cpuUsage();
    return { url, whole, busy: (user + system) / 1000 };
  },
  () => leave(),
);
