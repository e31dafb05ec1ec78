import { z } from "zod";
import { EVIDENCE_KINDS } from "../domain/vocabulary.ts";
import { command } from "./command.ts";
import { happened } from "./dating.ts";
import { teamHere } from "./finding.ts";
import { about, aboutWhat, heardView, record } from "./hearing.ts";
import { choice, line, long, maybe, moment, number, url } from "./options.ts";

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
    response: maybe(number(1, 999)),
  }),
  async run(typed, desk) {
    const what = await aboutWhat(desk, typed);
    const { zone } = await teamHere(desk);
    const heard = await record(desk, what, {
      do: "evidence",
      evidence: {
        kind: typed.kind ?? (typed.url ? "web_page" : "other"),
        ...(typed.url && { url: typed.url }),
        ...(typed.archive && { archive: typed.archive }),
        ...(typed.quote && { excerpt: typed.quote }),
        ...(typed.publisher && { publisher: typed.publisher }),
        ...(typed.published && { published: happened(desk, zone, typed.published, "published") }),
        ...(typed.response !== undefined && { response: typed.response }),
      },
    });
    return { heard };
  },
  present: ({ heard }, say) => heardView(heard, "did.evidence", say),
});
