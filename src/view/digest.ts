import type { DigestFigures, DigestSection, DigestTotals } from "../domain/digest.ts";
import { dayOf, plusMilliseconds, type Zone } from "../domain/time.ts";
import type { Say } from "../language/say.ts";
import { buttons, facts, heading, line, list, note } from "./blocks.ts";
import { givingBlocks } from "./giving-digest.ts";
import { openButton, overviewLine } from "./overview-line.ts";
import { day, join, when } from "./text.ts";
import type { Block, Chart, Text, View } from "./view.ts";

/** A digest to say, with whose days the week is made of. */
export interface Digest {
  readonly figures: DigestFigures;
  /** The zone in which the week begins and ends. */
  readonly zone: Zone;
  /** Of what: a team's or campaign's name; the whole register when missing. */
  readonly scope?: string;
}

/** The order in which a digest speaks. */
const SECTIONS = ["decisions", "late", "dueThisWeek", "answered", "sent", "silent", "unowned"] as const;

const KEYS = {
  decisions: "digest.decisions",
  late: "digest.late",
  dueThisWeek: "digest.due",
  answered: "digest.answered",
  sent: "digest.sent",
  silent: "digest.silent",
  unowned: "digest.unowned",
} as const;

/** The sections in which a week shows that something happened or must happen. */
const LIVELY = ["decisions", "late", "dueThisWeek", "answered", "sent"] as const;

const sectionBlocks = (figures: DigestFigures, name: (typeof SECTIONS)[number], say: Say): readonly Block[] => {
  const section: DigestSection = figures[name];
  if (section.total === 0) return [];
  const hidden = section.total - section.rows.length;
  return [
    heading(...say(KEYS[name], { count: section.total })),
    ...list(
      section.rows.map((row) => overviewLine(row, figures.question.asOf, say)),
      hidden > 0 ? say("digest.hidden", { count: hidden }) : undefined,
    ),
  ];
};

/** "12 (+3)": a figure with its change against the week before; nothing is added where nothing changed. */
const withChange = (now: number, before: number, say: Say): Text => {
  if (now === before) return say("digest.same", { now });
  return [`${now} (${now > before ? "+" : "−"}${Math.abs(now - before)})`];
};

const rounded = (days: number): number => Math.round(days * 10) / 10;

const totalsBlocks = (now: DigestTotals, before: DigestTotals, say: Say): readonly Block[] => {
  const pairs = ["asked", "answered", "agreed", "agreedInPart", "declined", "late", "companies"] as const;
  const median: Text =
    now.medianDays === undefined
      ? say("digest.no_median")
      : join(
          [
            say("digest.median", { days: rounded(now.medianDays), count: now.medianOf }),
            before.medianDays === undefined || rounded(before.medianDays) === rounded(now.medianDays)
              ? undefined
              : say("digest.median_before", { days: rounded(before.medianDays) }),
          ],
          ", ",
        );
  const chart: Chart = {
    title: say.words("digest.totals"),
    categories: pairs.map((name) => say.words(`total.${name}`)),
    series: [
      { name: say.words("chart.before"), values: pairs.map((name) => before[name]) },
      { name: say.words("chart.now"), values: pairs.map((name) => now[name]) },
    ],
  };
  return [
    heading(...say("digest.totals")),
    ...facts([
      ...pairs.map((name) => [say.words(`total.${name}`), withChange(now[name], before[name], say)] as const),
      [say.words("total.median"), median],
    ]).map((block) => ({ ...block, chart })),
    note(...say("digest.compared")),
  ];
};

/** The week in one read: what waits for a decision first, the totals last. A quiet week is one line. */
export const digestView = ({ figures, zone, scope }: Digest, say: Say): View => {
  const { question, totals, before } = figures;
  // The end is not part of the week: a Monday at midnight ends it on the Sunday.
  const last = dayOf(plusMilliseconds(question.to, -1), zone);
  const quiet = LIVELY.every((name) => figures[name].total === 0) && figures.giving.instalments.total === 0;
  return {
    title: join([
      say("digest.title", { from: day(dayOf(question.from, zone)), to: day(last) }),
      scope === undefined ? undefined : [scope],
    ]),
    tone: figures.late.total > 0 ? "late" : "plain",
    blocks: [
      ...(quiet ? [line(...say("digest.quiet"))] : []),
      ...SECTIONS.flatMap((name) => sectionBlocks(figures, name, say)),
      ...givingBlocks(figures.giving, dayOf(question.asOf, zone), say),
      ...totalsBlocks(totals, before, say),
      note(...say("list.as_of", { when: when(question.asOf) })),
      ...buttons(figures.decisions.rows.slice(0, 5).map(openButton)),
    ],
  };
};
