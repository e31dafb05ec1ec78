import { z } from "zod";
import { Refusal } from "../domain/refusal.ts";
import type { Evidence } from "../domain/request.ts";
import { EVIDENCE_KINDS, type EvidenceKind, PARTS, type Part, VOICES, type Voice } from "../domain/vocabulary.ts";
import { evidenceDetails } from "../view/evidence.ts";
import { command } from "./command.ts";
import { happened } from "./dating.ts";
import { teamHere } from "./finding.ts";
import { about, aboutWhat, heardView, record } from "./hearing.ts";
import { choice, flag, line, long, maybe, moment, nth, url } from "./options.ts";

/** Whose word a kind of evidence is by itself, where nobody says otherwise. */
const VOICE_OF: Readonly<Partial<Record<EvidenceKind, Voice>>> = { press: "press", confirmation: "recipient" };

/** The one part that it supports; an answer keeps the place that it has always had. */
const partOf = (typed: { readonly [P in Part]?: number | undefined }): Pick<Evidence, "about" | "response"> => {
  const [part, ...others] = PARTS.filter((one) => typed[one] !== undefined);
  if (others[0]) throw new Refusal("not_together", {}, others[0]);
  const no = part && typed[part];
  if (part === undefined || no === undefined) return {};
  return part === "response" ? { response: no } : { about: { part, no } };
};

/** Records where something is known from: a link that is stored but never fetched, an excerpt, a date. */
export const evidence = command({
  name: "evidence",
  group: "hear",
  needs: "coordinator",
  changes: true,
  audience: "channel",
  positional: ["request", "url"],
  examples: [
    'evidence AID-1 https://example.org/article kind:press quote:"No new customers" publisher:"Example Times" response:1',
    'evidence AID-1 kind:letter quote:"We sent all of it" voice:donor by:"Its press office"',
  ],
  wants: (typed) => [...(typed["company"] ? [] : ["request"]), ...(typed["url"] || typed["quote"] ? [] : ["quote"])],
  options: z.object({
    ...about(),
    url: maybe(url(), { form: true }),
    quote: maybe(long()),
    kind: maybe(choice("evidence_kind", EVIDENCE_KINDS), { form: true }),
    publisher: maybe(line(120), { form: true }),
    published: maybe(moment(), { form: true }),
    archive: maybe(url()),
    response: maybe(nth()),
    pledge: maybe(nth()),
    delivery: maybe(nth()),
    reading: maybe(nth()),
    agreement: maybe(nth()),
    approach: maybe(nth()),
    note: maybe(nth()),
    voice: maybe(choice("voice", VOICES), { form: true }),
    by: maybe(line(120)),
    uncertain: maybe(flag()),
  }),
  async run(typed, desk) {
    const what = await aboutWhat(desk, typed);
    const { zone } = await teamHere(desk);
    const kind = typed.kind ?? (typed.url ? "web_page" : "other");
    const voice = typed.voice ?? VOICE_OF[kind];
    const heard = await record(desk, what, {
      do: "evidence",
      evidence: {
        kind,
        ...(typed.url && { url: typed.url }),
        ...(typed.archive && { archive: typed.archive }),
        ...(typed.quote && { excerpt: typed.quote }),
        ...(typed.publisher && { publisher: typed.publisher }),
        ...(typed.published && { published: happened(desk, zone, typed.published, "published") }),
        ...partOf(typed),
        ...(voice && { voice }),
        ...(typed.by && { by: typed.by }),
        ...(typed.uncertain && { uncertain: true }),
      },
    });
    return { heard };
  },
  present: ({ heard }, say) =>
    heardView(
      heard,
      "did.evidence",
      say,
      evidenceDetails("card" in heard ? heard.card.request : heard.firm.company, say),
    ),
});
