import { clearLine, createInterface, cursorTo, type Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { Speaker } from "../../src/call.ts";
import type { Instant, Zone } from "../../src/domain/time.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import type { Adapter, Bot } from "../../src/ports.ts";
import { completionsFor } from "./completion.ts";
import { createConversation } from "./conversation.ts";
import type { Stage } from "./perform.ts";
import { PHRASES } from "./phrases.ts";
import { createRoom, type Room } from "./room.ts";
import { adapterOf } from "./room-adapter.ts";
import { createTranscript } from "./transcript.ts";

/** Where a console is, and who sits at it. */
export interface ConsoleOptions {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly speaker: Speaker;
  /** The channel in which the chat opens: `#general`. */
  readonly place: string;
  readonly zone: Zone;
  readonly language: Language;
  /** False for NO_COLOR; without a terminal there is no colour in any case. */
  readonly colour: boolean;
  now(): Instant;
  /** One line on which register this is, for the greeting. */
  readonly register: string;
}

/** A chat in the terminal, or one that is read from a pipe. */
export interface Console extends Adapter {
  readonly room: Room;
  /** Resolves when the input has ended: 0, or 1 when a line could not be done. */
  readonly ended: Promise<0 | 1>;
}

/** Columns where nobody can tell: wide enough for tables, narrow enough for logs. */
const WIDTH = 100;

/**
 * One chat for one person. At a terminal it prompts, completes, asks forms field by field and goes on
 * after a mistake; from a pipe it does line after line and stops at the first that fails.
 */
export const createConsole = (options: ConsoleOptions): Console => {
  const { input, output, speaker, language } = options;
  const terminal = input.isTTY === true && output.isTTY === true;
  let lines: Interface | undefined;
  let prompting = false;
  let working: Promise<void> = Promise.resolve();
  const { promise: ended, resolve: end, reject: fail } = Promise.withResolvers<0 | 1>();
  // Whoever awaits `ended` hears of it; a console that nobody awaits must not bring the process down.
  ended.catch(() => undefined);

  const write = (texts: readonly string[]): void => {
    if (prompting) {
      // What arrives while somebody types goes above their line, which is then shown again.
      cursorTo(output, 0);
      clearLine(output, 0);
    }
    output.write(`${texts.join("\n")}\n`);
    if (prompting) lines?.prompt(true);
  };

  const colour = options.colour && output.isTTY === true;
  const width = (): number => output.columns ?? WIDTH;
  const see = createTranscript({ colour, width, zone: options.zone, echo: !terminal, language, write });
  const room = createRoom({ speaker, place: options.place, language, now: options.now, see });

  const converse = (stage: Stage, reading: Interface): void => {
    const conversation = createConversation(stage, { stepping: terminal, write });
    const prompt = (): void => {
      if (!terminal) return;
      reading.setPrompt(conversation.prompt());
      prompting = true;
      reading.prompt();
    };
    let failed = false;
    const take = async (typed: string): Promise<void> => {
      if (failed) return;
      prompting = false;
      if (!(await conversation.line(typed)) && !terminal) {
        failed = true;
        write([PHRASES[room.me.language ?? language].stopped]);
        reading.close();
      } else prompt();
    };
    // One line at a time, in order, however fast they come.
    reading.on("line", (typed) => {
      working = working.then(() => take(typed)).catch(fail);
    });
    reading.on("SIGINT", () => reading.close());
    reading.on("close", () => {
      prompting = false;
      working = working.then(() => end(failed ? 1 : 0));
    });
    prompt();
  };

  return {
    ...adapterOf(room),
    room,
    ended,
    start: async (bot: Bot) => {
      room.become(speaker);
      if (terminal) write(PHRASES[language].greeting(speaker.name, options.place, options.register));
      const completer = (line: string, done: (error: null, found: [string[], string]) => void): void => {
        const found = room.form()
          ? Promise.resolve({ offered: [], replaced: line })
          : completionsFor(line, { bot, room });
        found.then(
          ({ offered, replaced }) => done(null, [[...offered], replaced]),
          () => done(null, [[], line]),
        );
      };
      lines = createInterface({ input, output, terminal, ...(terminal && { completer }) });
      converse({ bot, room, zone: options.zone, now: options.now, pass: undefined }, lines);
    },
    stop: async () => {
      lines?.close();
      await working;
      if (terminal) write([PHRASES[language].goodbye]);
    },
  };
};
