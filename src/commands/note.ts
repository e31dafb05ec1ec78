import { z } from "zod";
import { NOTE_KINDS } from "../domain/vocabulary.ts";
import { buttons, line as sentence } from "../view/blocks.ts";
import { aboutButtons, aboutText } from "../view/notes.ts";
import { command } from "./command.ts";
import { happened } from "./dating.ts";
import { teamHere } from "./finding.ts";
import { about, aboutWhat, heardView, record } from "./hearing.ts";
import { linkFrom, linkWords } from "./linking.ts";
import { choice, line, long, maybe, moment, nth } from "./options.ts";

/** Notes a concern, a question, a counter-measure, a policy, a remark …; or answers one. */
export const note = command({
  name: "note",
  group: "hear",
  needs: "coordinator",
  changes: true,
  audience: "channel",
  positional: ["request", "kind", "text"],
  examples: [
    'note AID-1 question "What counts as a Russian company?" holder:"An analyst"',
    'note AID-1 answer:1 text:"Any company registered there"',
    'note AID-1 recognition "The peace prize" holder:"The president" at:2022-07 about:AID-1',
    'note company:Fabrikam concern "Civilians lose information"',
  ],
  wants: (typed) => [...(typed["company"] ? [] : ["request"]), ...(typed["answer"] ? ["text"] : ["kind", "text"])],
  options: z.object({
    ...about(),
    kind: maybe(choice("note_kind", NOTE_KINDS)),
    text: maybe(long()),
    holder: maybe(line(120), { form: true }),
    about: maybe(line(120)),
    at: maybe(moment()),
    answer: maybe(nth()),
  }),
  async run(typed, desk) {
    const { text = "", kind = "remark" } = typed; // `wants` lets neither be missing where it matters
    const what = await aboutWhat(desk, typed);
    if (typed.answer !== undefined)
      return {
        heard: await record(desk, what, { do: "answer_note", no: typed.answer, text }),
        headline: "did.note_answered",
        text,
        link: undefined,
      } as const;
    const { zone } = await teamHere(desk);
    const link = typed.about === undefined ? undefined : await linkFrom(desk, what, typed.about);
    const heard = await record(desk, what, {
      do: "note",
      note: {
        kind,
        text,
        ...(typed.holder && { holder: typed.holder }),
        ...link,
        ...(typed.at && { at: happened(desk, zone, typed.at, "at") }),
      },
    });
    return { heard, headline: "did.note", text, link: link && (await linkWords(desk, link)) } as const;
  },
  present: ({ heard, headline, text, link }, say) =>
    heardView(heard, headline, say, [
      { kind: "quote", text: [text] },
      ...(link ? [sentence(...say("note.about", { about: aboutText(link, say) }))] : []),
      ...buttons(aboutButtons(link, say)),
    ]),
});
