import type { Invocation } from "../../src/call.ts";
import { LANGUAGES, type Language } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import type { Answer, Bot, Inbox, Log, Who } from "../../src/ports.ts";
import { commandWord } from "../../src/view/typed.ts";
import type { Form, View } from "../../src/view/view.ts";
import { formFor, formNeeded } from "../shared/form-needed.ts";
import { withWords } from "../shared/given-back.ts";
import { formOf, offer } from "../shared/unopened.ts";
import { type Arrival, isDirect } from "./arrival.ts";
import type { Asked, Calls } from "./asked.ts";
import { type Bringer, type Promised, pressedIn } from "./bring.ts";
import { idOf } from "./deliver.ts";
import type { FormHere } from "./directly.ts";
import { carriedBy, fittingForm } from "./filling.ts";
import { markOf, sameMark } from "./mark.ts";
import { goOnView, modalOf } from "./modal.ts";
import type { Register } from "./registers.ts";
import type { KnownMember, Servers } from "./servers.ts";
import { typedIn } from "./too-late.ts";
import type { Callback } from "./write.ts";

/** How Discord is told that we have something, and what is still owed then; nothing, where a form was opened. */
interface Beginning {
  readonly callback: Callback;
  readonly promised: Promised | undefined;
}

/** What is done with what people do. */
export interface Responder {
  /** The first answer, which Discord wants within three seconds. Changes nothing. */
  begin(arrival: Arrival, register: Register): Promise<Beginning>;
  /** Does what was asked for, and brings what comes of it. Rejects when it has to be tried again. */
  carryOut(arrival: Arrival, register: Register): Promise<void>;
}

/** What a responder works with. */
export interface ResponderParts {
  readonly bot: Bot;
  readonly calls: Calls;
  readonly servers: Servers;
  readonly bringer: Bringer;
  /** Somebody pressed a button of a message of ours. */
  saw: Inbox["saw"];
  readonly log: Log;
  readonly formHere: FormHere;
  readonly language: Language;
}

/** Discord's numbers for first answers. */
export const CALLBACK = { say: 4, defer: 5, deferUpdate: 6, suggest: 8, modal: 9 } as const;

/** The flag of an answer that only one person sees. It cannot be changed afterwards. */
export const EPHEMERAL = 64;

/** Makes a responder. It keeps nothing in memory between one interaction and the next. */
export const createResponder = (parts: ResponderParts): Responder => {
  const { bot, calls, servers, bringer, formHere, saw, log, language } = parts;
  const spokenBy = (arrival: Arrival): Language => arrival.language ?? language;

  const invocationOf = (
    arrival: Arrival,
    { server }: Register,
    input: Invocation["input"],
    member?: KnownMember,
  ): Invocation => ({
    platform: "discord",
    space: server,
    place: arrival.place,
    speaker: {
      account: arrival.user,
      name: member?.name ?? arrival.name,
      ...(arrival.language && { language: arrival.language }),
      groups: member?.roles ?? arrival.roles,
      ...((member?.outsider ?? arrival.outsider) && { outsider: true }),
    },
    input,
    key: arrival.key,
  });

  /** Who will see the answer, as its command says: the first word of a line names one, in either language. */
  const audienceOf = (input: Invocation["input"]): Answer["audience"] => {
    const [word = ""] =
      typeof input === "string"
        ? input
            .trim()
            .replace(/^\/aid\s+/iu, "")
            .split(/\s+/u)
        : [input.command];
    const named = bot.commands.find(({ name }) =>
      [name, ...LANGUAGES.map((one) => commandWord(name, speak(one)))].includes(word.toLowerCase()),
    );
    return named?.audience ?? "caller";
  };

  /** What is promised when an arrival is deferred. The same for the same arrival, so that it need not be kept. */
  const promise = (arrival: Arrival, { input }: Asked, form: Form | undefined): Promised => {
    if (arrival.deferred) return "private";
    if (arrival.kind === "press" || (arrival.kind === "submit" && arrival.on)) return "unchanged";
    return isDirect(arrival) || (!form && audienceOf(input) === "channel") ? "public" : "private";
  };

  const deferral = (promised: Promised): Callback => {
    if (promised === "unchanged") return { type: CALLBACK.deferUpdate };
    return { type: CALLBACK.defer, ...(promised === "private" && { data: { flags: EPHEMERAL } }) };
  };

  /** Who is to be told what, when a form is needed that cannot be opened: Discord follows no form with a form. */
  const tellForm = async (
    form: Form,
    spoken: Language,
    { seen }: Asked,
    arrival: Arrival,
    promised: Promised,
    register: Register,
  ): Promise<void> => {
    // The whole call: what its form shows of it is taken out only where the form opens.
    const ready = { ...form, call: await calls.short(form.call, arrival, register, seen) };
    const view = arrival.kind === "submit" ? goOnView(ready, spoken) : offer("discord.form_waits", ready, spoken);
    await bringer.tell(view, spoken, arrival, promised, register);
  };

  /** A thread's channel, by its name. */
  const placed = async (arrival: Arrival): Promise<Arrival> => {
    if (arrival.place.name !== "") return arrival;
    const { id } = arrival.place;
    const name = await servers.channel(id).then(
      (channel) => channel.name,
      () => id,
    );
    return { ...arrival, place: { ...arrival.place, name: `#${name}` } };
  };

  return {
    begin: async (arrival, register) => {
      const asked = await calls.asked(arrival, register);
      const invocation = invocationOf(arrival, register, asked.input);
      const needed = formNeeded(bot, invocation, asked.seen, language);
      const promised = promise(arrival, asked, needed);
      const deferred = { callback: deferral(promised), promised };
      if (!needed || arrival.kind === "submit") return deferred;
      const opened = await formFor(bot, invocation, asked.seen);
      // Who may not take part is told so, instead of being asked.
      if (!opened || opened.away) return deferred;
      const { form, language: spoken } = opened;
      const fitting = fittingForm(form, asked.seen, spoken);
      const id = carriedBy(await calls.short(fitting.call, arrival, register)) ?? "";
      const data = modalOf(await formHere(fitting, arrival, register), { id, language: spoken });
      return { callback: { type: CALLBACK.modal, data }, promised: undefined };
    },

    carryOut: async (arrived, register) => {
      const { where, mark } = pressedIn(arrived) ?? {};
      // That is worth knowing, and no reason to do nothing of what was asked for.
      if (where && mark)
        await saw(register.workspace, idOf(where), (token) => sameMark(mark, markOf(token))).catch((error: unknown) =>
          log.warn("discord.seen", { error }),
        );
      const arrival = await placed(arrived);
      const asked = await calls.asked(arrival, register);
      const invocation = invocationOf(arrival, register, asked.input);
      const needed = await formFor(bot, invocation, asked.seen);
      const promised = promise(arrival, asked, needed?.form);
      if (needed && !needed.away) return tellForm(needed.form, needed.language, asked, arrival, promised, register);
      // Directly anybody can say anything: whether they still belong there, the server says.
      const member = isDirect(arrival) ? await servers.member(register.server, arrival.user) : undefined;
      if (isDirect(arrival) && !member) {
        const spoken = spokenBy(arrival);
        const left: View = { title: [speak(spoken).words("discord.left")], tone: "refused", blocks: [] };
        return bringer.tell(left, spoken, arrival, promised, register);
      }
      const who: Who = async (account) => {
        const found = await servers.member(register.server, account);
        return found && { account, name: found.name, outsider: found.outsider, app: found.app };
      };
      const answer = await bot.handle(invocationOf(arrival, register, asked.input, member), who);
      const { faults } = answer;
      if (!faults || arrival.kind !== "submit" || typeof asked.input === "string")
        return bringer.bring(withWords(answer, typedIn(arrival)), arrival, promised, register);
      await bringer.bring(answer, arrival, promised, register);
      const call = await calls.short(asked.input, arrival, register, Object.keys(faults));
      const spoken = answer.language ?? spokenBy(arrival);
      const again: Form = { ...formOf(asked.input, spoken), call };
      // The promise was kept by the answer: this comes after it.
      await bringer.tell(offer("discord.form_again", again, spoken), spoken, arrival, "unchanged", register);
    },
  };
};
