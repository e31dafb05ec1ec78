import type { types } from "@slack/bolt";
import { plainText } from "../../src/view/plain.ts";
import type { Block, Button, Text, Tone, View } from "../../src/view/view.ts";
import { oneLine } from "../shared/words.ts";
import { buttonOf, carries } from "./buttons.ts";
import { type ChartBlock, chartOf } from "./chart.ts";
import { ACTIONS, HEADER_TEXT, SECTION } from "./limits.ts";
import { mrkdwn, type Reader, stretches } from "./mrkdwn.ts";

/** One block of Slack's with what it says in plain words. */
export interface Strip {
  readonly block: types.KnownBlock | ChartBlock;
  readonly spoken: readonly string[];
  /** Buttons stay when lines have to go. */
  readonly kept?: boolean;
}

/** What makes one rendering differ from another. */
export interface Shown extends Reader {
  /** Draws figures with Slack's own chart block; without it they are facts alone. */
  readonly chart?: boolean;
}

/** Words always say it too; the sign is for those who look over a channel. */
const SIGNS: Readonly<Record<Tone, string>> = { plain: "", good: "✅ ", soon: "⏳ ", late: "⚠️ ", refused: "🚫 " };

/** `verbatim` keeps Slack from making links of names, channels and addresses that it finds in people's words. */
const marked = (text: string): types.MrkdwnElement => ({ type: "mrkdwn", text, verbatim: true });

/** Expanded, or Slack folds a long list behind "see more". */
const section = (lines: readonly string[], spoken: readonly string[]): Strip => ({
  block: { type: "section", text: marked(lines.join("\n")), expand: true },
  spoken,
});

/** Lines one below the other, in as few sections as hold them. A line too long for one goes on in the next. */
const sections = (texts: readonly Text[], before: string, reader: Reader): readonly Strip[] => {
  const made: Strip[] = [];
  let lines: string[] = [];
  let spoken: string[] = [];
  let length = 0;
  const close = (): void => {
    if (lines.length > 0) made.push(section(lines, spoken));
    [lines, spoken, length] = [[], [], 0];
  };
  for (const text of texts) {
    for (const [index, part] of stretches(text, SECTION.text - before.length, reader).entries()) {
      const line = (index === 0 ? before : "") + mrkdwn(part, reader);
      if (line.trim() === "") continue;
      if (length + line.length > SECTION.text) close();
      lines.push(line);
      spoken.push(plainText(part, reader));
      length += line.length + 1;
    }
  }
  close();
  return made;
};

/** Every line of a quote stands behind its mark; at the worst each character is a line of its own. */
const quoted = (text: Text, reader: Reader): readonly Strip[] =>
  stretches(text, Math.floor(SECTION.text / 3), reader).map((part) =>
    section(
      mrkdwn(part, reader)
        .split("\n")
        .map((line) => `> ${line}`),
      [plainText(part, reader)],
    ),
  );

const smallPrint = (text: Text, reader: Reader): readonly Strip[] =>
  stretches(text, SECTION.text, reader).flatMap((part): readonly Strip[] => {
    const words = mrkdwn(part, reader);
    if (words.trim() === "") return [];
    return [{ block: { type: "context", elements: [marked(words)] }, spoken: [plainText(part, reader)] }];
  });

type Fact = Extract<Block, { readonly kind: "facts" }>["facts"][number];

/** What is wider is hard to read in half a column. */
const NARROW = 120;

const isNarrow = ({ value }: Fact, reader: Reader): boolean => {
  const words = plainText(value, reader);
  return words.length <= NARROW && !words.includes("\n");
};

const inColumns = (facts: readonly Fact[], reader: Reader): Strip => ({
  block: {
    type: "section",
    fields: facts.map(({ label, value }) =>
      marked(`${mrkdwn([{ strong: [oneLine(label)] }], reader)}\n${mrkdwn(value, reader)}`),
    ),
  },
  spoken: facts.map(({ label, value }) => `${oneLine(label)}: ${plainText(value, reader)}`),
});

const inLines = (facts: readonly Fact[], reader: Reader): readonly Strip[] =>
  sections(
    facts.map(({ label, value }): Text => [{ strong: [`${oneLine(label)}:`] }, " ", ...value]),
    "",
    reader,
  );

/** Short facts stand in two columns, long ones on lines of their own; their order is kept. */
const factStrips = (facts: readonly Fact[], reader: Reader): readonly Strip[] => {
  const made: Strip[] = [];
  for (let at = 0; at < facts.length; ) {
    const narrow = facts.slice(at, at + SECTION.fields).findIndex((fact) => !isNarrow(fact, reader));
    const run = facts.slice(at, narrow < 0 ? at + SECTION.fields : at + Math.max(1, narrow));
    const fits = run.length > 1 && run.every(({ label }) => label.length <= NARROW);
    made.push(...(fits ? [inColumns(run, reader)] : inLines(run, reader)));
    at += run.length;
  }
  return made;
};

/** A row as a line: its first cell, then each other cell behind the name of its column. */
const rowText = (columns: readonly string[], cells: readonly Text[]): Text =>
  cells.flatMap((cell, at): Text => {
    const column = oneLine(columns[at] ?? "");
    if (at === 0) return [{ strong: cell }];
    return [at === 1 ? " · " : "; ", ...(column === "" ? [] : [`${column}: `]), ...cell];
  });

const actions = (buttons: readonly Button[], reader: Reader): readonly Strip[] => [
  ...Array.from(
    { length: Math.ceil(buttons.filter(carries).length / ACTIONS) },
    (_, row): Strip => ({
      block: {
        type: "actions",
        elements: buttons
          .filter(carries)
          .slice(row * ACTIONS, (row + 1) * ACTIONS)
          .map(buttonOf),
      },
      spoken: [],
      kept: true,
    }),
  ),
  // A call that no button can carry is at least named.
  ...sections(
    buttons.filter((button) => !carries(button)).map(({ label }) => [label]),
    "• ",
    reader,
  ),
];

const blockStrips = (block: Block, shown: Shown): readonly Strip[] => {
  switch (block.kind) {
    case "text":
      return sections([block.text], "", shown);
    case "note":
      return smallPrint(block.text, shown);
    case "heading":
      return sections([[{ strong: block.text }]], "", shown);
    case "quote":
      return quoted(block.text, shown);
    case "facts": {
      const drawn = shown.chart && block.chart ? chartOf(block.chart) : undefined;
      return [...(drawn ? [{ block: drawn, spoken: [] }] : []), ...factStrips(block.facts, shown)];
    }
    case "list":
      return [...sections(block.items, "• ", shown), ...(block.more ? smallPrint(block.more, shown) : [])];
    case "rows": {
      const rows = block.rows.map((cells) => rowText(block.columns, cells));
      return [...sections(rows, "• ", shown), ...(block.more ? smallPrint(block.more, shown) : [])];
    }
    case "buttons":
      return actions(block.buttons, shown);
    default:
      return block satisfies never;
  }
};

/** Slack's headers are plain text: a moment in one could not be shown in each reader's zone. */
const isPlain = (text: Text): boolean =>
  text.every((node) => typeof node === "string" || "day" in node || ("strong" in node && isPlain(node.strong)));

const titleStrips = ({ title, tone }: View, reader: Reader): readonly Strip[] => {
  const words = oneLine(plainText(title, reader));
  const header = SIGNS[tone] + words;
  if (words === "") return [];
  return isPlain(title) && header.length <= HEADER_TEXT
    ? [{ block: { type: "header", text: { type: "plain_text", text: header, emoji: false } }, spoken: [words] }]
    : sections([[{ strong: title }]], SIGNS[tone], reader);
};

/** Slack takes no message and no modal without a block, so a view of nothing has one. */
const NOTHING: readonly Strip[] = [section(["Aidline"], ["Aidline"])];

/** A view as Slack's blocks in their order, each within its own limits. Total: whatever the view holds, nothing is left out. */
export const stripsOf = (view: View, shown: Shown): readonly Strip[] => {
  const strips = [...titleStrips(view, shown), ...view.blocks.flatMap((block) => blockStrips(block, shown))];
  return strips.length === 0 ? NOTHING : strips;
};
