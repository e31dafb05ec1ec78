import type { Call, Invocation } from "../../src/call.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import { type Key, speak } from "../../src/language/say.ts";
import { type Answer, type Bot, type Inbox, type Log, type Met, Undeliverable, type Who } from "../../src/ports.ts";
import type { Form } from "../../src/view/view.ts";
import { formFor } from "../shared/form-needed.ts";
import { givenBack, withWords } from "../shared/given-back.ts";
import type { createKept, Kept } from "../shared/kept.ts";
import { formOf, offer } from "../shared/unopened.ts";
import { within } from "../shared/within.ts";
import type { Arrival } from "./arrival.ts";
import { createAsked, INTRODUCTION } from "./asked.ts";
import type { Bringer } from "./bring.ts";
import { carries } from "./buttons.ts";
import { type Correction, correctionOf } from "./correction.ts";
import { idOf } from "./deliver.ts";
import { fittingForm } from "./filling.ts";
import type { Install } from "./installs.ts";
import { answerModal, modalOf } from "./modal.ts";
import type { Reader } from "./mrkdwn.ts";
import { typedIn } from "./not-written.ts";
import { type Origin, originOf, packed, unpacked } from "./origin.ts";
import { type People, type Person, strangerOf } from "./people.ts";
import { readState } from "./state.ts";
import { withChecks } from "./welcome.ts";
import type { Pen } from "./write.ts";

/** What is done with what people do. */
export interface Responder {
  /**
   * Does what was asked for, and brings what comes of it. `late` when the three seconds in which a form can
   * be opened are over. Rejects when it has to be tried again.
   */
  carryOut(arrival: Arrival, install: Install, late: boolean): Promise<void>;
  /** Runs what a form was sent with; undefined for a form that is none of ours. */
  submitted(arrival: Extract<Arrival, { kind: "submit" }>, install: Install): Promise<Submitted> | undefined;
}

/** What came of a form. */
interface Submitted {
  readonly answer: Answer;
  /** How what is wrong can be put right where the form is open yet; undefined when it may close. */
  readonly correction: Correction | undefined;
  /** Brings the answer where the form was opened; a form with faults is offered again. */
  bring(): Promise<void>;
}

/** What a responder works with. */
export interface ResponderParts {
  readonly bot: Bot;
  readonly people: People;
  readonly pen: Pen;
  readonly bringer: Bringer;
  readonly log: Log;
  readonly language: Language;
  readonly reader: Omit<Reader, "language">;
  /** Slack withdrew an install. */
  leave(team: string, why: string): Promise<void>;
  /** Somebody pressed a button of a message of ours. */
  saw: Inbox["saw"];
  /** Calls that are too long for a button. */
  readonly kept: ReturnType<typeof createKept>;
  /** Shows somebody their Home. */
  showHome(install: Install, person: Person, arrival: Arrival, met: Met): Promise<void>;
}

/** What opening the Home tab asks for, first of all. */
const HOME: Call = { command: "menu", options: {} };

/** Whether somebody asked for what there is to do: there they are told what the app may not do. */
const isMenu = ({ input }: Invocation): boolean =>
  typeof input === "string" ? input.trim() === "" : input.command === HOME.command;

/** What Slack says when the three seconds in which a form can be opened are over. */
const EXPIRED = "expired_trigger_id";

/** Makes a responder. It keeps nothing in memory between one request and the next. */
export const createResponder = (parts: ResponderParts): Responder => {
  const { bot, people, pen, bringer, log, language } = parts;
  const askedBy = createAsked(parts);

  const invocationOf = (
    { team, user, handle }: Arrival,
    key: string,
    { place }: Origin,
    person: Person | undefined,
    input: string | Call,
  ): Invocation => ({
    platform: "slack",
    space: team,
    place: person && place.id === `@${user}` ? { ...place, name: `@${person.speaker.name}` } : place,
    speaker: person?.speaker ?? strangerOf(user, handle),
    input,
    key,
  });

  /** Of whom Slack says nothing may be a guest: where those are turned away, they are asked to come again. */
  const notKnown = async (
    person: Person | undefined,
    invocation: Invocation,
    typed: string | undefined,
  ): Promise<Answer | undefined> => {
    if (person || !(await bot.meet(invocation)).away) return undefined;
    const title = [speak(language).words("slack.unknown_person")];
    return { view: { title, tone: "refused", blocks: givenBack(typed) }, audience: "caller", language };
  };

  /** Does it. A refusal brings back what was typed; a form that still has it shows none of that. */
  const done = async (
    arrival: Arrival,
    install: Install,
    person: Person | undefined,
    invocation: Invocation,
  ): Promise<Answer> => {
    const typed = typedIn(arrival);
    const unknown = await notKnown(person, invocation, typed);
    if (unknown) return unknown;
    const who: Who = async (user) => (await people.who(install, { user, handle: user }))?.speaker;
    const answer = withWords(await bot.handle(invocation, who), typed);
    return isMenu(invocation)
      ? { ...answer, view: withChecks(answer.view, install.scopes, answer.language ?? language) }
      : answer;
  };

  /** A call as a button carries it: itself, or one that stands for it where it is too long or has something to show. */
  const short = async ({ call, seen }: Kept, { key }: Arrival, { workspace }: Install): Promise<Call> =>
    seen.length === 0 && carries({ call }) ? call : parts.kept.short({ call, seen }, key, workspace);

  const openForm = async (
    form: Form,
    seen: readonly string[],
    spoken: Language,
    origin: Origin,
    install: Install,
    arrival: Arrival,
    late: boolean,
  ): Promise<void> => {
    const { trigger, user } = arrival;
    let why: Key = late ? "slack.form_waits" : "slack.form_unopened";
    if (trigger !== undefined && !late) {
      try {
        const fitting = fittingForm(form, seen, origin, spoken);
        const metadata = packed(fitting.call, origin);
        const isAbove = arrival.kind === "press" && arrival.above?.kind === "modal";
        const show = isAbove ? pen.push : pen.open;
        return await show(install, trigger, modalOf(fitting, { metadata, language: spoken }));
      } catch (error) {
        log.warn("slack.form", { error });
        if (error instanceof Undeliverable && error.message === EXPIRED) why = "slack.form_waits";
      }
    }
    const ready = { ...form, call: await short({ call: form.call, seen }, arrival, install) };
    await bringer.tell(offer(why, ready, spoken), spoken, origin, install, user);
  };

  /** Shows the Home tab, which whoever opens it sees anew, and what is pressed or filled in there changes. */
  const anew = async (
    arrival: Arrival,
    person: Person | undefined,
    invocation: Invocation,
    install: Install,
  ): Promise<void> => {
    if (!person) return;
    const met = await bot.meet(invocation);
    if (!met.away) await parts.showHome(install, person, arrival, met);
  };

  /** Shows an answer above what was pressed, where that is no message; whether it stands there. */
  const shownAbove = async (answer: Answer, arrival: Arrival, install: Install, late: boolean): Promise<boolean> => {
    if (arrival.kind !== "press" || !arrival.above) return false;
    const { above, trigger } = arrival;
    const modal = answerModal(answer.view, { ...parts.reader, language: answer.language ?? language });
    try {
      if (above.kind === "modal") await pen.turn(install, above.id, modal);
      else if (trigger === undefined || late) return false;
      else await pen.open(install, trigger, modal);
      return true;
    } catch (error) {
      log.info("slack.other_way", { why: error instanceof Undeliverable ? error.message : "nobody knows" });
      return false;
    }
  };

  const submitted: Responder["submitted"] = (arrival, install) => {
    const opened = unpacked(arrival.metadata);
    if (!opened) return undefined;
    const { call, origin } = opened;
    const filled = { command: call.command, options: { ...call.options, ...readState(arrival.values) } };
    const given = Object.fromEntries(Object.entries(filled.options).filter(([, value]) => value !== ""));
    const sent = { command: call.command, options: given };
    return (async (): Promise<Submitted> => {
      const person = await people.who(install, arrival);
      const invocation = invocationOf(arrival, arrival.view, origin, person, sent);
      const answer = await done(arrival, install, person, invocation);
      const spoken = answer.language ?? language;
      const shown = Object.keys(arrival.values);
      return {
        answer,
        correction: correctionOf({ answer, call: sent, shown, origin, commands: bot.commands }),
        bring: async () => {
          const { faults } = answer;
          const call = faults && (await short({ call: sent, seen: Object.keys(faults) }, arrival, install));
          await bringer.bring(answer, origin, install, arrival.user);
          if (origin.channel === undefined) await anew(arrival, person, invocation, install);
          if (!call) return;
          const form: Form = { ...formOf(sent, spoken), call };
          await bringer.tell(offer("slack.form_again", form, spoken), spoken, origin, install, arrival.user);
        },
      };
    })();
  };

  return {
    submitted,
    carryOut: async (arrival, install, late) => {
      if (arrival.kind === "gone") return parts.leave(arrival.team, arrival.why);
      if (arrival.kind === "submit") return (await submitted(arrival, install))?.bring();
      const origin = originOf(arrival);
      const { reminder } = origin;
      // That is worth knowing, and no reason to do nothing of what was asked for.
      if (reminder)
        await parts
          .saw(install.workspace, idOf(reminder), (token) => token === reminder.token)
          .catch((error: unknown) => log.warn("slack.seen", { error }));
      const asking = people.who(install, arrival);
      if (arrival.kind === "home") {
        const person = await asking;
        return anew(arrival, person, invocationOf(arrival, arrival.key, origin, person, HOME), install);
      }
      const asked = await askedBy(arrival, install);
      if (!asked) return;
      const known = await within(asking, INTRODUCTION);
      const early = known === "late" ? undefined : known;
      const heard = invocationOf(arrival, arrival.key, origin, early, asked.input);
      const needed = await formFor(bot, heard, asked.seen);
      if (needed && !(early && needed.away))
        return openForm(needed.form, asked.seen, needed.language, origin, install, arrival, late);
      const person = await asking;
      const invocation = invocationOf(arrival, arrival.key, origin, person, asked.input);
      const answer = await done(arrival, install, person, invocation);
      if (!(await shownAbove(answer, arrival, install, late)))
        await bringer.bring(answer, origin, install, arrival.user);
      if (arrival.kind === "press" && arrival.channel === undefined) await anew(arrival, person, invocation, install);
    },
  };
};
