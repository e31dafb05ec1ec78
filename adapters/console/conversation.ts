import { choose, send } from "./deal.ts";
import { Unmet } from "./expectation.ts";
import { answered, begin, type Filling } from "./filling.ts";
import { fieldLines } from "./form-text.ts";
import { oneLine } from "./harmless.ts";
import { perform, type Stage } from "./perform.ts";
import { PHRASES, type Phrases } from "./phrases.ts";
import { readLine, ScriptError } from "./script.ts";

/** One person at the prompt, or one pipe. */
export interface Conversation {
  /** What stands before the cursor. */
  prompt(): string;
  /** Does one line. False when it could not be done or expected something else; why has been written. */
  line(typed: string): Promise<boolean>;
}

/** How a conversation is held. */
export interface ConversationOptions {
  /** Whether an open form is asked field by field; a pipe fills it with `fill`. */
  readonly stepping: boolean;
  write(lines: readonly string[]): void;
}

/** While a form is asked, only these are not an answer to it. */
const NO_ANSWER = /^(?:\/|fill\s)/u;

/** Alone on its line it presses a button, unless a form is open. */
const NUMBER = /^\d{1,6}$/u;

/** Turns typed lines into steps, and answers into the fields of an open form. */
export const createConversation = (stage: Stage, { stepping, write }: ConversationOptions): Conversation => {
  let filling: Filling | undefined;

  const say = (): Phrases => PHRASES[stage.room.me.language ?? "en"];

  /** The form I have before me, as far as it is answered; begun anew when it is another or came back with faults. */
  const current = (): Filling | undefined => {
    const open = stepping ? stage.room.form() : undefined;
    if (filling?.open !== open) filling = open && begin(open);
    return filling;
  };

  const showNext = (): void => {
    const field = current()?.left[0];
    if (field) write(fieldLines(field, filling?.open.faults[field.option], stage.room.me.language ?? "en"));
  };

  const answerField = async (typed: string, form: Filling): Promise<void> => {
    if (typed.trim() === "cancel") {
      stage.room.close();
      return write([say().cancelled]);
    }
    const next = typed.trim() === "send" ? { ...form, left: [] } : answered(form, typed);
    if (!next) write([`! ${say().required}`]);
    else filling = next;
    if (next?.left.length === 0) await send(stage, form.open, next.values);
    showNext();
  };

  const doLine = async (typed: string): Promise<void> => {
    const form = current();
    if (form && !NO_ANSWER.test(typed.trim())) return answerField(typed, form);
    const open = stage.room.form();
    if (open && NUMBER.test(typed.trim())) return choose(stage, open, typed.trim());
    const step = readLine(typed, true);
    if (!step) return;
    await perform(step, stage);
    if (stepping && current() && filling?.open !== form?.open) {
      write([say().stepping]);
      showNext();
    }
  };

  return {
    prompt: () => {
      const field = current()?.left[0];
      return field ? `${oneLine(field.label)}: ` : `${oneLine(stage.room.me.name)} ${oneLine(stage.room.here.name)}> `;
    },
    line: async (typed) => {
      try {
        await doLine(typed);
        return true;
      } catch (error) {
        if (error instanceof ScriptError) write([`! ${oneLine(error.message)}`, `  ${oneLine(error.works)}`]);
        else if (error instanceof Unmet)
          write([`! expected: ${oneLine(error.expected)}`, `  seen:     ${oneLine(error.seen)}`]);
        else throw error;
        return false;
      }
    },
  };
};
