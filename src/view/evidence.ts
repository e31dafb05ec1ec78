import type { Dossier } from "../domain/level.ts";
import type { Evidence } from "../domain/request.ts";
import type { Say } from "../language/say.ts";
import { facts } from "./blocks.ts";
import { datedText } from "./dated.ts";
import { join, short } from "./text.ts";
import { trustText } from "./trust.ts";
import type { Block, Text } from "./view.ts";

type Kept = Omit<Evidence, "no" | "captured">;

/** Which part a piece of evidence supports: an answer by its version, anything else by its number. */
export const partSupported = ({ about, response }: Pick<Kept, "about" | "response">): Kept["about"] =>
  about ?? (response === undefined ? undefined : { part: "response", no: response });

/** The press speaks in the press: that its kind says already. */
const voiceText = ({ kind, voice, by }: Kept, say: Say): Text | undefined => {
  const who = by === undefined ? undefined : short(by, 60);
  if (voice === undefined || (voice === "press" && kind === "press")) return who === undefined ? undefined : [who];
  return join([[say.word("voice", voice)], who === undefined ? undefined : [who]], ": ");
};

/** A piece of evidence in one row: what it is, whose word, where it can be looked up. Links are stored, never fetched. */
const evidenceText = (kept: Kept, say: Say): Text =>
  join([
    [say.word("evidence_kind", kept.kind)],
    voiceText(kept, say),
    kept.publisher === undefined ? undefined : [short(kept.publisher, 60)],
    kept.published === undefined ? undefined : datedText(kept.published, say),
    kept.excerpt === undefined ? undefined : say("quoted", { text: short(kept.excerpt, 160) }),
    kept.url === undefined ? undefined : [{ link: kept.url, label: short(kept.url, 120) }],
    kept.archive === undefined
      ? undefined
      : say("evidence.archived", { link: { link: kept.archive, label: short(kept.archive, 120) } }),
    kept.uncertain ? say("evidence.uncertain") : undefined,
  ]);

/** What was recorded, and how well the part that it supports is known by now. */
export const evidenceDetails = (record: Dossier, say: Say): readonly Block[] => {
  const last = record.evidence.at(-1);
  const about = last && partSupported(last);
  if (!last) return [];
  return facts([
    [say.words("evidence.number", { number: last.no }), evidenceText(last, say)],
    about === undefined
      ? [say.words("fact.known"), say("evidence.on_the_whole")]
      : [
          say.words("fact.known"),
          say("evidence.part", {
            part: say.word("part", about.part),
            number: about.no,
            level: trustText(record, about.part, about.no, say),
          }),
        ],
  ]);
};
