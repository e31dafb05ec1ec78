import { ansiLines, buttonsOf } from "../../adapters/console/ansi.ts";
import { askAtCounter, counterOf, isOpen } from "../../adapters/console/counter.ts";
import { type Errand, type Reply, runErrand } from "../../adapters/console/errand.ts";
import { formLines } from "../../adapters/console/form-text.ts";
import { readLine, ScriptError } from "../../adapters/console/script.ts";
import { type Instant, momentOf, type Zone } from "../domain/time.ts";
import { type Say, speak } from "../language/say.ts";
import type { Clock } from "../ports.ts";
import { optionWord } from "../view/typed.ts";
import type { Form } from "../view/view.ts";
import type { Desktop } from "./desktop.ts";
import { build, openDatabase } from "./house.ts";
import { lineOf } from "./shell-words.ts";
import { createVirtualClock } from "./virtual-clock.ts";

/** What `npm run -s aid` was given. */
export interface AidOptions {
  /** The command's words, as the shell split them. */
  readonly words: readonly string[];
  readonly as: string;
  readonly place: string;
  /** A moment for a register of one's own: `2022-03-07 09:00`. */
  readonly at?: string | undefined;
  /** The caption of a button to press on the answer. */
  readonly press?: string | undefined;
  readonly json: boolean;
}

/** The reply of the running bot. */
const asked = async (counter: string, errand: Errand): Promise<Reply> =>
  // It is the same version of ourselves that answers, so the reply is not validated.
  (await askAtCounter(counter, errand)) as Reply;

/** Runs one errand somewhere. */
type Run = (errand: Errand) => Promise<Reply>;

const pressed = async (reply: Reply, caption: string, errand: Errand, run: Run): Promise<Reply | undefined> => {
  const buttons = reply.kind === "answer" ? buttonsOf(reply.answer.view) : [];
  const button = buttons.find(({ label }) => label.toLowerCase() === caption.trim().toLowerCase());
  return button && run({ ...errand, input: button.call });
};

const shown = (reply: Reply, { json }: AidOptions, { config, colour, width }: Desktop): readonly string[] => {
  if (json) return [JSON.stringify(reply.kind === "answer" ? reply.answer : { form: reply.form })];
  if (reply.kind === "form") return formLines({ form: reply.form, faults: {} }, config.language).slice(0, -1);
  const { view, language = config.language } = reply.answer;
  return ansiLines(view, 1, { colour, width: width(), zone: config.zone, language });
};

/** What a shell has instead of an open form. */
const missing = ({ fields }: Form, say: Say): string => {
  const names = fields
    .filter(({ required, value }) => required && value === undefined)
    .map(({ option }) => optionWord(option, say));
  return say.words("aid.missing", { options: names.join(", "), option: names[0] ?? "" });
};

const noButton = (reply: Reply, named: string, say: Say): string => {
  const there = reply.kind === "answer" ? buttonsOf(reply.answer.view).map(({ label }) => label) : [];
  return say.words("aid.no_button", { button: named, buttons: there.join(", ") || "none" });
};

/** 0 done, 1 the rules said no or something is missing, 2 a fault of ours. */
const statusOf = (reply: Reply): number => {
  if (reply.kind === "form") return 1;
  if (reply.answer.fault !== undefined) return 2;
  return reply.answer.view.tone === "refused" ? 1 : 0;
};

const carryOut = async (options: AidOptions, desktop: Desktop, run: Run): Promise<number> => {
  const say = speak(desktop.config.language);
  const errand = {
    name: options.as,
    place: options.place,
    language: desktop.config.language,
    input: lineOf(options.words),
  };
  let reply = await run(errand);
  if (options.press !== undefined) {
    const next = await pressed(reply, options.press, errand, run);
    if (!next) {
      desktop.write(shown(reply, options, desktop));
      desktop.complain([noButton(reply, options.press, say)]);
      return 1;
    }
    reply = next;
  }
  desktop.write(shown(reply, options, desktop));
  if (reply.kind === "form") desktop.complain([missing(reply.form, say)]);
  return statusOf(reply);
};

/** The moment that `--at` names, or why it cannot be had. */
const momentAsked = (typed: string, zone: Zone, real: string | undefined): Instant | ScriptError => {
  if (real !== undefined)
    return new ScriptError(real, "without --at, or with a folder of its own: AIDLINE_DATA=./rehearsal");
  try {
    const step = readLine(`at ${typed}`, false);
    if (step?.kind === "at") return momentOf(step.day, step.time, zone);
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error;
  }
  return new ScriptError(`"${typed}" is not a moment.`, '--at "2022-03-07 09:00"');
};

/** Runs one command: at the counter of the bot that runs on this folder, or else on the database itself. */
export const runAid = async (options: AidOptions, desktop: Desktop): Promise<number> => {
  const { config, log, clock, random, complain } = desktop;
  const { zone, language } = config;
  const server = config.databaseUrl !== undefined;
  const counter = counterOf(config.folder);
  const open = !server && (await isOpen(counter));
  let virtual: Clock | undefined;
  if (options.at !== undefined) {
    const real = open
      ? "A bot runs on this register, and its time is real."
      : server
        ? "The time of a server's register is real."
        : undefined;
    const at = momentAsked(options.at, zone, real);
    if (typeof at !== "string") {
      complain([at.message, `  what would work: ${at.works}`]);
      return 2;
    }
    virtual = createVirtualClock(at);
  }
  if (open) return carryOut(options, desktop, (errand) => asked(counter, errand));
  const database = await openDatabase(config);
  try {
    const time = virtual ? "virtual" : "real";
    const house = await build(database, {
      log,
      zone,
      language,
      random,
      clock: virtual ?? clock,
      time,
      stay: server ? "running" : "leaving",
    });
    const status = await carryOut(options, desktop, (errand) => runErrand(house.bot, errand));
    await house.queue.stop();
    return status;
  } finally {
    await database.close();
  }
};
