import { type Attend, counterOf, openCounter } from "../../adapters/console/counter.ts";
import { ERRAND, type Errand, type Reply, runErrand } from "../../adapters/console/errand.ts";
import { type Console, createConsole } from "../../adapters/console/index.ts";
import { placeNamed, SPACE } from "../../adapters/console/room.ts";
import type { Speaker } from "../call.ts";
import { SAMPLE } from "../domain/parties.ts";
import type { Answer, Bot, Desk } from "../ports.ts";
import type { Desktop } from "./desktop.ts";
import { DOCTOR } from "./doctor.ts";
import { examine } from "./examination.ts";
import type { House } from "./house.ts";
import type { StartOptions } from "./start.ts";

/** The chat in the terminal, and what else of this machine may speak to the bot. */
export interface Chat {
  readonly console: Console;
  /** Opens both on a bot, and shows the sample where it was logged; what has to be stopped then, in this order. */
  open(bot: Bot, stops: (() => Promise<void>)[]): Promise<void>;
}

/**
 * Whether nothing was ever begun in a register, whoever has spoken in it. Its first request made a team, which stays
 * when a sample is removed or all is undone: nobody is given the sample a second time.
 */
const isBlank = async (desk: Desk): Promise<boolean> =>
  (await desk.teams()).length === 0 &&
  (await desk.campaigns()).length === 0 &&
  (await desk.everyCompany()).length === 0;

/** Logs the sample campaign on a blank register; what to show of it, when it did. */
const seed = async ({ store, bot }: House, speaker: Speaker, place: string): Promise<Answer | undefined> => {
  const invocation = { platform: "console", space: SPACE, place: placeNamed(place), speaker } as const;
  if (!(await store.look({ ...invocation, input: "" }, isBlank))) return undefined;
  const options = { code: SAMPLE, sample: "yes" };
  const { view } = await bot.handle({ ...invocation, input: { command: "campaign", options } });
  // Whoever may only look is shown no refusal of something that they did not ask for.
  if (view.tone === "refused") return undefined;
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

/** The chat of whoever started the bot. A blank register of their own begins with the sample, unless they say not. */
export const createChat = async (house: House, options: StartOptions, desktop: Desktop): Promise<Chat> => {
  const { zone, language, folder } = desktop.config;
  const { database } = house;
  const { input, output, place } = options;
  const speaker = { account: options.as, name: options.as, language };
  const fresh = options.sample && database.kind === "embedded";
  const sample = fresh ? await seed(house, speaker, place) : undefined;
  const console = createConsole({
    input,
    output,
    speaker,
    place,
    zone,
    language,
    colour: desktop.colour,
    now: desktop.clock.now,
    register: database.kind === "embedded" ? folder : "PostgreSQL",
  });
  return {
    console,
    open: async (bot, stops) => {
      if (database.kind === "embedded") {
        const counter = await openCounter(counterOf(folder), attending(house, bot, console, desktop));
        stops.push(counter.close);
      }
      await console.start(bot);
      stops.push(console.stop);
      if (sample) console.room.post(placeNamed(place), sample.view, SAMPLE, sample.language ?? language);
    },
  };
};
