import type { Speaker } from "../../src/call.ts";
import { dayOf, type Instant, momentOf, plusDays, plusMilliseconds, timeOf, type Zone } from "../../src/domain/time.ts";
import { momentWords } from "../../src/view/dates.ts";
import { seen } from "./ansi.ts";
import { type Chat, deal, fill, press } from "./deal.ts";
import { check } from "./expectation.ts";
import { PHRASES } from "./phrases.ts";
import { ScriptError } from "./script.ts";
import type { Step, Stretch } from "./step.ts";

/** Where steps are done: a bot that answers, a room in which it shows, and a clock. */
export interface Stage extends Chat {
  /** The zone in which days and times of the steps are meant. */
  readonly zone: Zone;
  now(): Instant;
  /** Lets time pass up to a moment and delivers what falls due on the way; undefined where time is real. */
  readonly pass: ((to: Instant) => Promise<void>) | undefined;
}

/**
 * Makes a newcomer known, by asking for help on their behalf, and gives them their role, by asking
 * for it on behalf of whoever was heard first: that one became admin by being the first.
 */
const introduce = async (
  step: Extract<Step, { kind: "as" }>,
  host: Speaker | undefined,
  { bot, room, zone }: Stage,
): Promise<void> => {
  await bot.handle(room.invocation({ command: "help", options: {} }));
  if (!step.role || !host || host.account === room.me.account) return;
  const call = room.invocation({ command: "role", options: { member: step.name, role: step.role } });
  const { view } = await bot.handle({ ...call, speaker: host });
  if (view.tone === "refused")
    throw new ScriptError(
      seen(view, { zone, language: host.language ?? "en" }),
      "a role that the first speaker may give",
    );
};

const endOf = (stretch: Stretch, from: Instant, zone: Zone): Instant => {
  if ("day" in stretch) return momentOf(stretch.day, stretch.time, zone);
  if ("minutes" in stretch) return plusMilliseconds(from, stretch.minutes * 60_000);
  return momentOf(plusDays(dayOf(from, zone), stretch.days), timeOf(from, zone), zone);
};

const passTo = async (to: Instant, { room, zone, now, pass }: Stage): Promise<void> => {
  if (!pass) throw new ScriptError(PHRASES[room.me.language ?? "en"].timeIsReal, "the same file as a story");
  const is = now();
  if (to < is) {
    const [past, present] = [to, is].map((at) => momentWords(at, "en", zone));
    throw new ScriptError(`It is ${present} already, and time does not go back to ${past}.`, "a later moment");
  }
  room.turn();
  await pass(to);
};

/** Does one step. Throws ScriptError when it cannot be done, Unmet when something else was expected. */
export const perform = async (step: Step, stage: Stage): Promise<void> => {
  const { room, zone } = stage;
  switch (step.kind) {
    case "zone":
    case "language":
      throw new ScriptError(`"${step.kind}" stands at the head of a story, before anything happens.`, "/aid settings");
    case "at":
      return passTo(momentOf(step.day, step.time, zone), stage);
    case "advance":
      return passTo(endOf(step.stretch, stage.now(), zone), stage);
    case "as": {
      const { host } = room;
      const { name, language } = step;
      const fresh = room.become({ account: name, name, ...(language && { language }) });
      return fresh || step.role ? introduce(step, host, stage) : undefined;
    }
    case "in":
      return room.enter(step.place);
    case "say":
      room.say(`/aid ${step.text}`.trim());
      return deal(stage, step.text);
    case "press":
      return press(stage, step.button);
    case "fill":
      return fill(stage, step.values);
    case "cancel":
      return room.close();
    case "expect":
    case "expect form":
    case "expect post":
      return check(step, room, zone);
    default:
      return step satisfies never;
  }
};
