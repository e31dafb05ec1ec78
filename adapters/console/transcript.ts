import type { Instant, Zone } from "../../src/domain/time.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import { momentWords } from "../../src/view/dates.ts";
import { ansiLines } from "./ansi.ts";
import { formHead, formLines } from "./form-text.ts";
import { oneLine } from "./harmless.ts";
import { PHRASES } from "./phrases.ts";
import type { Sight } from "./room.ts";
import { inked, wrapped } from "./wrap.ts";

/** How the chat is written down. */
export interface TranscriptOptions {
  readonly colour: boolean;
  /** Columns of the terminal, asked for each message since people resize it. */
  width(): number;
  readonly zone: Zone;
  /** Whether to show what was typed and forms as a whole: not at a terminal, where both stand on the screen already. */
  readonly echo: boolean;
  readonly language: Language;
  /** Writes lines, each without its line feed. */
  write(lines: readonly string[]): void;
}

const GUTTER = "| ";

/**
 * Writes down what is seen in a room: where and when once, then who said what, each message behind a
 * gutter so that no text in it can pass for another message.
 */
export const createTranscript = (options: TranscriptOptions): ((sight: Sight) => void) => {
  let heading = "";

  const strong = (text: string): string => inked([{ text, style: "strong" }], options.colour);
  const faint = (text: string): string => inked([{ text, style: "faint" }], options.colour);

  const headed = (place: string, at: Instant, lines: readonly string[]): void => {
    const words = `${oneLine(place)}, ${momentWords(at, options.language, options.zone)}`;
    const head = words === heading ? [] : ["", faint(`-- ${words} --`)];
    heading = words;
    options.write([...head, ...lines]);
  };

  const behindGutter = (lines: readonly string[]): readonly string[] => lines.map((line) => faint(GUTTER) + line);

  return (sight) => {
    const width = Math.max(20, options.width() - GUTTER.length);
    switch (sight.kind) {
      case "said":
        if (options.echo) headed(sight.place.name, sight.at, [`${strong(oneLine(sight.by))}  ${oneLine(sight.text)}`]);
        return;
      case "message": {
        const { message, changed } = sight;
        const say = PHRASES[message.language];
        const notes = [
          ...(message.only ? [say.onlySees(oneLine(message.only))] : []),
          ...(changed ? [say.changed] : []),
        ];
        const ink = { ...options, width, language: message.language };
        const note = notes.length > 0 ? `  ${faint(`(${notes.join(", ")})`)}` : "";
        headed(message.place.name, message.at, [
          strong("Aidline") + note,
          ...behindGutter(ansiLines(message.view, message.first, ink)),
        ]);
        return;
      }
      case "form": {
        // At a terminal the conversation asks the fields one by one; the form's head says what for.
        const told = options.echo ? formLines : formHead;
        const lines = told(sight.open, sight.language).flatMap((line) =>
          wrapped([{ text: line }], width).map((part) => inked(part, false)),
        );
        headed(sight.place.name, sight.at, [
          `${strong("Aidline")}  ${faint(`(${PHRASES[sight.language].onlySees(oneLine(sight.by))})`)}`,
          ...behindGutter(lines),
        ]);
        return;
      }
      default:
        sight satisfies never;
    }
  };
};
