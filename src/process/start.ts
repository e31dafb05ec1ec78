import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { type Attend, counterOf, openCounter } from "../../adapters/console/counter.ts";
import { ERRAND, type Errand, type Reply, runErrand } from "../../adapters/console/errand.ts";
import { type Console, createConsole } from "../../adapters/console/index.ts";
import { placeNamed, SPACE } from "../../adapters/console/room.ts";
import type { Speaker } from "../call.ts";
import { roundsOf } from "../clockwork/rounds.ts";
import { SAMPLE } from "../domain/parties.ts";
import type { Answer, Bot } from "../ports.ts";
import type { Desktop } from "./desktop.ts";
import { openDiscord } from "./discord.ts";
import { DOCTOR } from "./doctor.ts";
import { examine } from "./examination.ts";
import { build, type House, openDatabase } from "./house.ts";
import { openSlack } from "./slack.ts";

/** Who sits where when the bot starts. */
export interface StartOptions {
  readonly as: string;
  readonly place: string;
  /** Whether an empty register begins with the sample campaign. */
  readonly sample: boolean;
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  /** Ends the run as leaving the console does. */
  readonly stopped: AbortSignal;
}

/** What falls due within so many hours gets its job at once; as the hourly look ahead does. */
const HORIZON_HOURS = 48;

/** Milliseconds that stopping may take: what is not finished then is found and finished by the next start. */
const BOUND = 20_000;

/** Logs the sample campaign on a register on which nobody has ever spoken; what to show of it, when it did. */
const seed = async ({ store, bot }: House, speaker: Speaker, place: string): Promise<Answer | undefined> => {
  const invocation = { platform: "console", space: SPACE, place: placeNamed(place), speaker } as const;
  const members = await store.look({ ...invocation, input: "" }, (desk) => desk.members());
  if (members.length > 0) return undefined;
  await bot.handle({ ...invocation, input: { command: "campaign", options: { code: SAMPLE, sample: "yes" } } });
  return bot.handle({ ...invocation, input: { command: "campaign", options: { code: SAMPLE } } });
};

/** What the channel may see of a command that came from the shell is shown in the chat too. */
const overhear = ({ room }: Console, { place }: Errand, reply: Reply, { config, random }: Desktop): void => {
  if (reply.kind !== "answer" || reply.answer.audience !== "channel") return;
  const key = Buffer.from(random.bytes(16)).toString("hex");
  room.post(placeNamed(place), reply.answer.view, key, reply.answer.language ?? config.language);
};

/** What other processes of this machine may ask of the running bot: a command, or how it is. */
const attending =
  ({ database }: House, bot: Bot, console: Console, desktop: Desktop): Attend =>
  async (message) => {
    if (message === DOCTOR) {
      return examine(database, desktop.random).catch((error: unknown) => {
        desktop.log.error("doctor.fault", { error });
        return undefined;
      });
    }
    const errand = ERRAND.safeParse(message);
    if (!errand.success) return undefined;
    const reply = await runErrand(bot, errand.data);
    overhear(console, errand.data, reply, desktop);
    return reply;
  };

/** What has to be stopped, the last started first. */
const stopAll = async (stops: readonly (() => Promise<void>)[], { log }: Desktop): Promise<boolean> => {
  const all = async (): Promise<true> => {
    for (const stop of stops.toReversed()) {
      await stop().catch((error: unknown) => log.error("stop.fault", { error }));
    }
    return true;
  };
  const bound = AbortSignal.timeout(BOUND);
  return Promise.race([all(), once(bound, "abort").then(() => false)]);
};

/** `npm start`: the bot with its console, until the person leaves or a signal comes. 0, or 1 when a piped line failed. */
export const start = async (options: StartOptions, desktop: Desktop): Promise<number> => {
  const { config, log, clock, random } = desktop;
  const { zone, language } = config;
  const speaker = { account: options.as, name: options.as, language };
  const stops: (() => Promise<void>)[] = [];
  let status: number;
  try {
    const database = await openDatabase(config);
    stops.push(database.close);
    const house = await build(database, { log, zone, language, clock, random, time: "real", stay: "running" });
    stops.push(house.queue.stop);
    const fresh = options.sample && database.kind === "embedded";
    const sample = fresh ? await seed(house, speaker, options.place) : undefined;
    const where = database.kind === "embedded" ? config.folder : "PostgreSQL";
    const { input, output, place } = options;
    const console = createConsole({
      input,
      output,
      speaker,
      place,
      zone,
      language,
      colour: desktop.colour,
      now: clock.now,
      register: where,
    });
    const slack = await openSlack(database, desktop);
    const discord = await openDiscord(database, desktop);
    const platforms = [slack, discord].filter((one) => one !== undefined);
    const crew = house.crewFor([console, ...platforms]);
    stops.push(crew.idle);
    const vacuum = database.kind === "embedded" ? { vacuum: database.vacuum } : {};
    for (const platform of platforms) {
      // Before the queue, which brings what is due; and pushed first, so that what was half started is stopped.
      stops.push(platform.stop);
      await platform.start(crew.bot);
    }
    const invitation = discord?.invitation();
    if (invitation !== undefined)
      desktop.complain([`Discord: the app is in no server yet. Whoever manages one invites it at ${invitation}`]);
    const missing = slack?.missing() ?? [];
    if (missing.length > 0) {
      const add = `Add ${missing.join(", ")} under OAuth & Permissions of your Slack app, and install it again.`;
      desktop.complain([`Slack: permissions are missing, so not all will work. ${add}`]);
    }
    await house.queue.start({
      deliver: crew.courier.deliver,
      rounds: [
        ...roundsOf({
          crew,
          tell: crew.courier.tell,
          deliveries: house.deliveries,
          limiter: house.limiter,
          log,
          ...vacuum,
        }),
        ...platforms.flatMap(({ rounds }) => rounds),
      ],
    });
    if (database.kind === "embedded") {
      const counter = await openCounter(counterOf(config.folder), attending(house, crew.bot, console, desktop));
      stops.push(counter.close);
    }
    await console.start(crew.bot);
    stops.push(console.stop);
    if (sample) console.room.post(placeNamed(place), sample.view, SAMPLE, sample.language ?? language);
    // What fell due while nothing ran is brought now, not with the next round.
    const now = await house.deliveries.now();
    await house.deliveries.enqueueSoon(now, HORIZON_HOURS);
    await crew.round(now);
    const left = once(options.stopped, "abort").then(() => 0);
    // Where nobody sits at a terminal and a platform is served, the end of the input ends nothing.
    const served = platforms.length > 0 && options.input.isTTY !== true;
    const leaving = options.stopped.aborted ? Promise.resolve(0) : left;
    status = await (served ? leaving : Promise.race([console.ended, leaving]));
    await crew.round(await house.deliveries.now());
  } finally {
    if (!(await stopAll(stops, desktop))) log.warn("stop.unfinished", { seconds: BOUND / 1000 });
  }
  return status;
};
