import type { Zone } from "../../src/domain/time.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import { dayWords, momentWords } from "../../src/view/dates.ts";
import type { Block, Button, Inline, Text, View } from "../../src/view/view.ts";
import { harmless, oneLine } from "./harmless.ts";
import { tableLines } from "./table.ts";
import { inked, type Run, type Style, wrapped } from "./wrap.ts";

/** How one reader's terminal shows things. */
export interface Ink {
  /** Escape codes for colour and weight; false for NO_COLOR, pipes and stories. */
  readonly colour: boolean;
  /** Columns, at least 20; Infinity never wraps. */
  readonly width: number;
  readonly zone: Zone;
  readonly language: Language;
}

/** The buttons of a view in reading order: `ansi` numbers them in the same order. */
export const buttonsOf = (view: View): readonly Button[] =>
  view.blocks.flatMap((block) => (block.kind === "buttons" ? block.buttons : []));

const styled = (runs: readonly Run[], style: Style): readonly Run[] => runs.map((run) => ({ style, ...run }));

const inlineRuns = (inline: Inline, ink: Ink): readonly Run[] => {
  if (typeof inline === "string") return [{ text: harmless(inline) }];
  if ("strong" in inline) return styled(textRuns(inline.strong, ink), "strong");
  if ("link" in inline) {
    const url = oneLine(inline.link);
    const label = oneLine(inline.label);
    return label === url ? [{ text: url, style: "link" }] : [{ text: label }, { text: ` <${url}>`, style: "faint" }];
  }
  if ("member" in inline) return [{ text: `${inline.ping ? "@" : ""}${oneLine(inline.member)}`, style: "strong" }];
  if ("place" in inline) return [{ text: oneLine(inline.place.name) }];
  if ("day" in inline) return [{ text: oneLine(dayWords(inline.day, ink.language)) }];
  if ("when" in inline) return [{ text: oneLine(momentWords(inline.when, ink.language, ink.zone)) }];
  return [{ text: ink.colour ? oneLine(inline.code) : `\`${oneLine(inline.code)}\``, style: "code" }];
};

/** Text as runs of a terminal line; every string in it has been made harmless. */
const textRuns = (text: Text, ink: Ink): readonly Run[] => text.flatMap((inline) => inlineRuns(inline, ink));

type Lines = readonly (readonly Run[])[];

/** A text behind a mark; the lines after the first stand behind `next`. */
const marked = (mark: string, next: string, text: readonly Run[], ink: Ink): Lines =>
  wrapped(text, ink.width - next.length).map((line, index) => [{ text: index === 0 ? mark : next }, ...line]);

const buttonLines = (buttons: readonly Button[], first: number, ink: Ink): Lines =>
  wrapped(
    buttons
      .flatMap(({ label, weight }, index): Run[] => [
        // No-break spaces keep a button's number beside its words.
        {
          text: `[${first + index}]\u00a0${oneLine(label).replaceAll(" ", "\u00a0")}`,
          style: weight === "danger" ? "late" : "strong",
        },
        { text: "  " },
      ])
      .slice(0, -1),
    ink.width,
  );

const blockLines = (block: Block, first: number, ink: Ink): Lines => {
  const more = (text: Text | undefined): Lines =>
    text ? wrapped(styled(textRuns(text, ink), "faint"), ink.width) : [];
  switch (block.kind) {
    case "text":
      return wrapped(textRuns(block.text, ink), ink.width);
    case "note":
      return wrapped(styled(textRuns(block.text, ink), "faint"), ink.width);
    case "heading":
      return [[], ...wrapped(styled(textRuns(block.text, ink), "strong"), ink.width)];
    case "quote":
      return marked("> ", "> ", textRuns(block.text, ink), ink);
    case "facts":
      return block.facts.flatMap(({ label, value }) =>
        marked("  ", "    ", [{ text: `${oneLine(label)}: `, style: "faint" }, ...textRuns(value, ink)], ink),
      );
    case "list":
      return [...block.items.flatMap((item) => marked("- ", "  ", textRuns(item, ink), ink)), ...more(block.more)];
    case "rows":
      return [
        ...tableLines(
          block.columns.map(oneLine),
          block.rows.map((row) => row.map((cell) => textRuns(cell, ink))),
          ink.width,
        ),
        ...more(block.more),
      ];
    case "buttons":
      return buttonLines(block.buttons, first, ink);
    default:
      return block satisfies never;
  }
};

const TITLE: Readonly<Record<View["tone"], Style>> = {
  plain: "strong",
  good: "good",
  soon: "soon",
  late: "late",
  refused: "late",
};

/**
 * A view as lines for a terminal, its buttons numbered from `first`. Pure and total: whatever people
 * typed, the lines hold no control characters but our own colour codes.
 */
export const ansiLines = (view: View, first: number, ink: Ink): readonly string[] => {
  let next = first;
  const lines = view.blocks.flatMap((block) => {
    const shown = blockLines(block, next, ink);
    if (block.kind === "buttons") next += block.buttons.length;
    return shown;
  });
  const title = wrapped(styled(textRuns(view.title, ink), TITLE[view.tone]), ink.width);
  return [...title, ...lines].map((line) => inked(line, ink.colour).replaceAll("\u00a0", " ").trimEnd());
};

/** Everything a reader of the view can see, on one line and without colour: what stories look into. */
export const seen = (view: View, ink: Pick<Ink, "zone" | "language">): string =>
  collapsed(ansiLines(view, 1, { ...ink, colour: false, width: Number.POSITIVE_INFINITY }).join(" "));

/** Spaces of every kind as single plain spaces, so that an expectation need not know about wrapping. */
export const collapsed = (text: string): string => text.replace(/\s+/gu, " ").trim();
