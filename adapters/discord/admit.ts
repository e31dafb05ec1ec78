import type { Language } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import { type Clock, type Inbox, type Log, Undeliverable } from "../../src/ports.ts";
import type { View } from "../../src/view/view.ts";
import { againOr } from "../shared/again.ts";
import type { Busy } from "../shared/busy.ts";
import { givenBack } from "../shared/given-back.ts";
import { HOLD } from "../shared/take-up.ts";
import { within } from "../shared/within.ts";
import type { Arrival, Came } from "./arrival.ts";
import type { Choosing } from "./choosing.ts";
import { messagesOf } from "./components.ts";
import type { Reader } from "./markdown.ts";
import { arrivalOf, typingIn } from "./reading.ts";
import type { Register, Registers } from "./registers.ts";
import { CALLBACK, EPHEMERAL, type Responder } from "./respond.ts";
import type { Suggest } from "./suggesting.ts";
import { typedIn } from "./too-late.ts";
import type { Callback } from "./write.ts";

/** How a first answer reaches Discord: in answer to its own request, or by a call of ours. Throws Undeliverable. */
type Reply = (callback: Callback) => Promise<void>;

/** What stands between Discord and everything that is done. */
export interface AdmissionParts {
  readonly inbox: Inbox;
  readonly registers: Registers;
  readonly choosing: Choosing;
  readonly responder: Responder;
  readonly suggest: Suggest;
  readonly busy: Busy;
  /** Whether this process does what was asked for; else it hands it over. */
  readonly works: boolean;
  readonly log: Log;
  readonly reader: Omit<Reader, "language">;
  readonly language: Language;
  /** Whether requests are signed, and so could be played again. */
  readonly signed: boolean;
  readonly clock: Pick<Clock, "elapsed">;
  /** Told how many milliseconds Discord waited for its first answer. */
  acknowledged: ((milliseconds: number) => void) | undefined;
  /** Tells somebody that what they did came too late to be answered. */
  late(arrival: Arrival): Promise<void>;
  /** Says something to somebody who was promised an answer that they alone will see. */
  tell(view: View, language: Language, arrival: Arrival): Promise<void>;
}

/** Takes an interaction in. Resolves once it is dealt with; `false` for what we do not know. */
export type Admission = (payload: unknown, reply: Reply) => Promise<boolean>;

/** Milliseconds after which Discord is told that we have it, while it is still being written down. */
const SOON = 1_800;

/** Where something is written down before Discord is told that we have it: what it was told, we have, also after a crash. */
export const createAdmission = (parts: AdmissionParts): Admission => {
  const { inbox, registers, choosing, responder, suggest, busy, log, reader, language } = parts;

  const saying = (view: View, spoken: Language): Callback => {
    const [message] = messagesOf(view, { ...reader, language: spoken });
    return { type: CALLBACK.say, data: { ...message, flags: message.flags | EPHEMERAL } };
  };

  /** Its register, once it is written there; or what its person has to be told or asked instead. */
  const written = async (arrival: Arrival): Promise<Register | View | "repeat"> => {
    const found = await choosing.meant(arrival);
    if (!("workspace" in found)) return found;
    const fresh = await inbox.put(found.workspace, arrival.key, arrival, HOLD);
    return fresh ? found : "repeat";
  };

  const carryOut = async (arrival: Arrival, register: Register): Promise<void> => {
    if (!parts.works) return inbox.hand(register.workspace, arrival.key);
    // Where they are is known before they read, and perhaps press, what they are answered.
    await registers.seen(arrival, register);
    await responder.carryOut(arrival, register);
    await inbox.done(register.workspace, arrival.key);
  };

  /**
   * Nothing is done for what Discord says it did not hear us take: what a line brings that came back may be
   * older than the three seconds. Discord's word is asked for, not a clock's, which may be wrong by more.
   */
  const unheard = async (error: unknown, arrival: Arrival, register: Register): Promise<boolean> => {
    if (!(error instanceof Undeliverable)) return false;
    log.warn("discord.unacknowledged", { why: error.message });
    await parts.late(arrival);
    await inbox.done(register.workspace, arrival.key);
    return true;
  };

  /** A signed request could be kept and played again, to look into a register: only the first is answered. */
  const isRepeat = async ({ server, key }: Came): Promise<boolean> => {
    if (!parts.signed || server === undefined) return false;
    const { workspace } = await registers.of(server);
    return !(await inbox.put(workspace, key, undefined, HOLD));
  };

  const admit = async (arrival: Arrival, reply: Reply): Promise<void> => {
    const spoken = arrival.language ?? language;
    const writing = written(arrival);
    let told = false;
    const say = (view: View): Promise<void> => (told ? parts.tell(view, spoken, arrival) : reply(saying(view, spoken)));
    const refuse = (): Promise<void> => {
      const title = [speak(spoken).words("discord.not_written")];
      return say({ title, tone: "refused", blocks: givenBack(typedIn(arrival)) });
    };
    let found: Awaited<typeof writing> | undefined;
    try {
      if ((await within(writing, SOON)) === "late") {
        // Whatever it is, it will be answered by something that this person alone sees.
        await reply({ type: CALLBACK.defer, data: { flags: EPHEMERAL } });
        told = true;
      }
      found = await writing;
    } catch (error) {
      log.error("discord.not_written", { error });
      if (!told) return refuse();
      // What Discord was told we have is not given up for a connection that broke: it is written, or given back.
      found = await againOr(() => written(arrival), refuse);
    }
    if (found === undefined) return;
    if (found === "repeat") return log.info("discord.repeat");
    if (!("workspace" in found)) return say(found);
    const register = found;
    if (!told) {
      const { callback, promised } = await responder.begin(arrival, register);
      try {
        await reply(callback);
      } catch (error) {
        if (await unheard(error, arrival, register)) return;
        log.warn("discord.acknowledgement", { error });
      }
      if (promised === undefined) {
        await registers.seen(arrival, register);
        return inbox.done(register.workspace, arrival.key);
      }
    }
    if (!told) return carryOut(arrival, register);
    const deferred: Arrival = { ...arrival, deferred: true };
    // Whoever takes it up has to know it, too; that it cannot be kept is no reason to answer nothing now.
    await inbox
      .keep(register.workspace, arrival.key, deferred)
      .catch((error: unknown) => log.warn("discord.not_kept", { error }));
    await carryOut(deferred, register);
  };

  /** The same way to answer, that tells how long it took. */
  const timed = (reply: Reply): Reply => {
    const since = parts.clock.elapsed();
    return async (callback) => {
      await reply(callback);
      parts.acknowledged?.(parts.clock.elapsed() - since);
    };
  };

  return (payload, answer) =>
    busy.run(async () => {
      const reply = timed(answer);
      const typing = typingIn(payload);
      if (typing) {
        const choices = (await isRepeat(typing.came)) ? [] : await suggest(typing.came, typing.data);
        await reply({ type: CALLBACK.suggest, data: { choices } });
        return true;
      }
      const arrival = arrivalOf(payload);
      if (!arrival) {
        log.warn("discord.unknown");
        return false;
      }
      const chosen = await choosing.chosen(arrival);
      if (chosen) await reply(saying(chosen, arrival.language ?? language));
      else await admit(arrival, reply);
      return true;
    });
};
