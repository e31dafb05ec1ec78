import type { Call } from "../call.ts";
import type { Entry } from "../domain/journal.ts";
import type { Member } from "../domain/parties.ts";
import { undoneChanges } from "../domain/replay.ts";
import type { Id } from "../domain/request.ts";
import type { Instant } from "../domain/time.ts";
import type { Say } from "../language/say.ts";
import { buttons, facts, heading, line, list, note } from "./blocks.ts";
import { factText, nameOf } from "./fact-text.ts";
import { code, join, when } from "./text.ts";
import { commandWord, optionWord } from "./typed.ts";
import { tellsAll, verbatim } from "./verbatim.ts";
import type { Block, Text, View } from "./view.ts";

/** A moment that nobody recorded because time brought it about. */
export interface Became {
  readonly at: Instant;
  readonly what: "late" | "very_late";
}

/** The whole timeline of one record. */
export interface Timeline {
  readonly title: Text;
  /** Oldest first, undone ones included. */
  readonly entries: readonly Entry[];
  /** The place of each entry in the record's journal, by its `seq`, where some are withheld; else counted from 1. */
  readonly numbers?: ReadonlyMap<number, number>;
  readonly people: Readonly<Record<Id, Member>>;
  readonly became?: readonly Became[];
  /** The call of this timeline from its newest page: pages and entries are turned to from it. */
  readonly turn: Call;
  /** 1, or not said, has the newest moments; each further one has older ones. */
  readonly page?: number;
  /** The number of the one entry to show whole. */
  readonly entry?: number;
  readonly asOf?: Instant;
}

/** Moments on a page: with the beginnings of their texts, so many fit the four messages of an answer in Discord. */
const PAGE = 20;

/** Longer words, and those of several lines, stand by themselves. */
const BRIEF = 160;

/** What to type for a page or an entry: `/aid history AID-4 entry:12`. */
const typing = ({ command, options }: Call, option: "page" | "entry", number: number, say: Say): Text => {
  const of = options["company"] ? `${optionWord("company", say)}:"${options["company"]}"` : (options["request"] ?? "");
  return [code(`/aid ${commandWord(command, say)} ${of} ${optionWord(option, say)}:${number}`)];
};

const numbered = ({ entries, numbers }: Timeline): readonly (readonly [number, Entry])[] =>
  entries.map((entry, at) => [numbers?.get(entry.seq) ?? at + 1, entry]);

/** What happened and who recorded it; said of what was taken back, too. */
const told = (entry: Entry, undone: ReadonlySet<Id>, { people }: Timeline, say: Say): Text =>
  join([
    [when(entry.at)],
    [...factText(entry, people, say), ...(undone.has(entry.change) ? [" ", ...say("history.was_undone")] : [])],
    [nameOf(entry.by, people, say)],
  ]);

/** A label begins its line. */
const capital = (label: string): string => label.charAt(0).toUpperCase() + label.slice(1);

/** One entry by itself: who, when, where, and every word that was typed. Nothing is cut. */
const entryView = (no: number, entry: Entry, timeline: Timeline, say: Say): View => ({
  title: join([timeline.title, say("history.entry", { number: no })]),
  tone: "plain",
  blocks: [
    line(...join([told(entry, undoneChanges(timeline.entries), timeline, say), [say.word("platform", entry.via)]])),
    ...verbatim(entry, say).flatMap(({ label, text }): readonly Block[] =>
      text.length > BRIEF || text.includes("\n")
        ? [heading(capital(label)), { kind: "quote", text: [text] }]
        : facts([[capital(label), [text]]]),
    ),
    ...buttons([{ label: say.words("button.history"), weight: "plain", call: timeline.turn }]),
  ],
});

/** Newest last, as minutes are read; what was taken back stays, marked in words. */
const pageView = (timeline: Timeline, say: Say): View => {
  const { title, became = [], page = 1, turn, asOf } = timeline;
  const undone = undoneChanges(timeline.entries);
  const moments = [
    ...numbered(timeline).map(([no, entry]) => {
      const text = told(entry, undone, timeline, say);
      const whole = tellsAll(text, verbatim(entry, say));
      return {
        at: entry.at,
        text: [
          ...join([[String(no)], text]),
          ...(whole ? [] : say("history.whole", { how: typing(turn, "entry", no, say) })),
        ],
      };
    }),
    ...became.map(({ at, what }) => ({ at, text: join([[when(at)], say(`history.became_${what}`)]) })),
  ].toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  const end = Math.max(0, moments.length - (page - 1) * PAGE);
  const earlier = Math.max(0, end - PAGE);
  const shown = moments.slice(earlier, end).map(({ text }) => text);
  const to = (number: number): Call => ({ ...turn, options: { ...turn.options, page: String(number) } });
  return {
    title,
    tone: "plain",
    blocks: [
      ...(asOf === undefined ? [] : [note(...say("list.as_of", { when: when(asOf) }))]),
      ...(earlier > 0
        ? [note(...say("history.earlier", { count: earlier, how: typing(turn, "page", page + 1, say) }))]
        : []),
      ...(shown.length === 0 ? [line(...say(page > 1 ? "list.past_end" : "history.empty"))] : list(shown)),
      ...buttons(
        earlier > 0 ? [{ label: say.words("button.earlier"), weight: "plain" as const, call: to(page + 1) }] : [],
      ),
    ],
  };
};

/** A record's timeline, page by page from the newest, or one entry of it whole. */
export const historyView = (timeline: Timeline, say: Say): View => {
  const one = numbered(timeline).find(([no]) => no === timeline.entry);
  return one ? entryView(...one, timeline, say) : pageView(timeline, say);
};
