import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import type { Discord } from "../../adapters/discord/index.ts";
import type { Slack } from "../../adapters/slack/index.ts";
import { stayAlive } from "../clockwork/alive.ts";
import { roundsOf } from "../clockwork/rounds.ts";
import type { Instant } from "../domain/time.ts";
import { createChat } from "./chat.ts";
import type { Desktop } from "./desktop.ts";
import { openDiscord } from "./discord.ts";
import { build, openDatabase } from "./house.ts";
import { openOperations } from "./operations/operations.ts";
import { giveWay, type RoleFlags, rolesIn } from "./roles.ts";
import { openSlack } from "./slack.ts";

/** Who sits where when the bot starts. */
export interface StartOptions {
  readonly as: string;
  readonly place: string;
  /** Whether an empty register begins with the sample campaign. */
  readonly sample: boolean;
  readonly roles: RoleFlags;
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  /** Ends the run as leaving the console does. */
  readonly stopped: AbortSignal;
}

/** What falls due within so many hours gets its job at once; as the hourly look ahead does. */
const HORIZON_HOURS = 48;

/** Milliseconds that stopping may take: what is not finished then is found and finished by the next start. */
const BOUND = 11_000;

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

/** What an operator has to do on a platform before all can work. */
const hint = (slack: Slack | undefined, discord: Discord | undefined, { complain }: Desktop): void => {
  const invitation = discord?.invitation();
  if (invitation !== undefined)
    complain([`Discord: the app is in no server yet. Whoever manages one invites it at ${invitation}`]);
  const missing = slack?.missing() ?? [];
  if (missing.length === 0) return;
  const add = `Add ${missing.join(", ")} under OAuth & Permissions of your Slack app, and install it again.`;
  complain([`Slack: permissions are missing, so not all will work. ${add}`]);
};

/**
 * `npm start`: the bot with its console, until the person leaves or a signal comes; with roles, what they name and no
 * console. 0, or 1 when a piped line failed.
 */
export const start = async (options: StartOptions, given: Desktop): Promise<number> => {
  const roles = rolesIn(options.roles, given.config);
  giveWay(roles);
  const operations = await openOperations(given, options.stopped);
  const { measures } = operations;
  const desktop = { ...given, log: measures.log(given.log) };
  const { config, log, clock, random } = desktop;
  const { zone, language } = config;
  const stops: (() => Promise<void>)[] = [operations.stop];
  let status: number;
  try {
    const database = await openDatabase(config);
    stops.push(database.close);
    operations.watch({ database });
    const kind = { time: "real", stay: "running" } as const;
    const house = await build(database, { log, zone, language, clock, random, ...kind });
    stops.push(house.queue.stop);
    // Before anything is sent or taken up: what was restored from a backup does not know what was said and done since.
    await stayAlive(house.deliveries, log);
    const chat = roles.chats ? await createChat(house, options, desktop) : undefined;
    const slack = await openSlack(database, roles.duties("slack"), desktop, measures);
    const discord = await openDiscord(database, roles.duties("discord"), desktop, measures);
    const platforms = [slack, discord].filter((one) => one !== undefined);
    const adapters = [...(chat ? [chat.console] : []), ...platforms].map(measures.adapter);
    const crew = house.crewFor(adapters, options.stopped);
    const bot = measures.bot(crew.bot);
    operations.watch({ platforms });
    stops.push(crew.idle);
    const vacuum = database.kind === "embedded" ? { vacuum: database.vacuum } : {};
    // Before the queue, which brings what is due; and pushed first, so that what was half started is stopped.
    stops.push(async () => void (await Promise.all(platforms.map((platform) => platform.stop()))));
    for (const platform of platforms) await platform.start(bot);
    hint(slack, discord, desktop);
    const rounds = [
      ...roundsOf({
        crew,
        tell: crew.courier.tell,
        deliveries: house.deliveries,
        limiter: house.limiter,
        log,
        ...vacuum,
      }),
      ...platforms.flatMap((platform) => platform.rounds),
      ...operations.rounds(database),
    ];
    if (roles.works) await house.queue.start({ deliver: crew.courier.deliver, rounds });
    await chat?.open(bot, stops);
    /** A database that goes away meanwhile ends nothing: the regular rounds do the same. */
    const now = async (work: (at: Instant) => Promise<unknown>): Promise<void> => {
      if (!roles.works) return;
      try {
        await work(await house.deliveries.now());
      } catch (error) {
        log.warn("round.later", { error });
      }
    };
    // What fell due while nothing ran is brought now, not with the next round.
    await now((at) => house.deliveries.enqueueSoon(at, HORIZON_HOURS));
    operations.started();
    await now(crew.round);
    log.info("started");
    const left = options.stopped.aborted ? Promise.resolve(0) : once(options.stopped, "abort").then(() => 0);
    // Where nobody sits at a terminal and a platform is served, the end of the input ends nothing.
    const served = platforms.length > 0 && options.input.isTTY !== true;
    status = await (chat && !served ? Promise.race([chat.console.ended, left]) : left);
    // Whoever says goodbye sees what is due before; a signal wants an end, and the rows wait for the next start.
    if (!options.stopped.aborted) await now(crew.round);
  } finally {
    await operations.drain();
    if (!(await stopAll(stops, desktop))) log.warn("stop.unfinished", { seconds: BOUND / 1000 });
  }
  return status;
};
