import type { Note, Request } from "../domain/request.ts";
import { NOTE_KINDS, type NoteKind, PARTS } from "../domain/vocabulary.ts";
import type { Key, Say } from "../language/say.ts";
import { datedText } from "./dated.ts";
import { join, short } from "./text.ts";
import type { Button, Text } from "./view.ts";

/** A link as it is kept: a request or a company, and a numbered part of it. */
const LINK = new RegExp(`^(.+?)(?: (?:#(\\d{1,5})|(${PARTS.join("|")}) (\\d{1,5})))?$`, "u");
const REF = /^AID-\d{1,9}$/u;

/** "AID-7, delivery 1": what a note is about, in the reader's words. */
export const aboutText = (about: string, say: Say): Text => {
  const [, whole = about, answer, part = "response", number = answer] = LINK.exec(about) ?? [];
  return number === undefined
    ? [short(whole, 120)]
    : say("note.part", { whole: short(whole, 80), part: say.word("part", part), number });
};

/** The way to what a note is about, where that is a request of ours. */
export const aboutButtons = (about: string | undefined, say: Say): readonly Button[] => {
  const whole = about === undefined ? undefined : LINK.exec(about)?.[1];
  return whole !== undefined && REF.test(whole)
    ? [
        {
          label: say.words("choice.show", { ref: whole }),
          weight: "plain",
          call: { command: "show", options: { request: whole } },
        },
      ]
    : [];
};

const isAsked = ({ kind }: Note): boolean => kind === "question" || kind === "concern";

const rest = (note: Note, say: Say): readonly (Text | undefined)[] => [
  note.holder === undefined ? undefined : [short(note.holder, 60)],
  note.at && datedText(note.at, say),
  note.about === undefined ? undefined : say("note.about", { about: aboutText(note.about, say) }),
  note.answer === undefined
    ? isAsked(note)
      ? say("note.open")
      : undefined
    : say("note.answered", { answer: short(note.answer.text, 120) }),
];

/** A note in one row: what it is, whose, about what, and whether it was answered. */
export const noteText = (note: Note, say: Say): Text =>
  join([[`${say.word("note_kind", note.kind)}: ${short(note.text, 160)}`], ...rest(note, say)]);

/** Kinds that stand on a card themselves: what came of the request besides an answer. */
const SHOWN = ["counter_measure", "recognition", "interest"] as const satisfies readonly NoteKind[];

/** Notes of one kind that a card names; the others are in the history. */
const MOST = 3;

/** What a card tells of thanks, of measures taken against it, and of who else asks for the same. */
export const noteRows = (
  { notes }: Pick<Request, "notes">,
  say: Say,
): readonly (readonly [label: string, value: Text | undefined])[] =>
  NOTE_KINDS.filter((kind) => SHOWN.some((shown) => shown === kind)).map((kind) => {
    const all = notes.filter((note) => note.kind === kind);
    const told = all.slice(-MOST).map((note) => join([[short(note.text, 120)], ...rest(note, say)], ", "));
    const more = all.length > MOST ? [say("digest.hidden", { count: all.length - MOST })] : [];
    // Each of these kinds has its own label in the catalogues.
    const label = say.words(`fact.note.${kind}` as Key);
    return [label, all.length === 0 ? undefined : join([...told, ...more], "; ")] as const;
  });
