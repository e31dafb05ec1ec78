import { type Dossier, isSourced, levelOf } from "../domain/level.ts";
import type { Claim } from "../domain/response.ts";
import type { Part } from "../domain/vocabulary.ts";
import type { Say } from "../language/say.ts";
import { join, short } from "./text.ts";
import type { Text } from "./view.ts";

/** How well a part of a record is known, or that nothing supports it. */
export const trustText = (record: Dossier, part: Part, no: number, say: Say): Text =>
  isSourced(record, part, no) ? [say.word("level", levelOf(record, part, no))] : say("answer.unsourced");

/** What other sources say of a field on which nobody has settled, one text a field: "disputed: amount: $70m (The Herald)". */
export const openClaims = (claims: readonly Claim[], say: Say): readonly Text[] => {
  const open = [...new Set(claims.map(({ field }) => field))].filter(
    (field) => !claims.some((claim) => claim.field === field && claim.chosen),
  );
  return open.map((field) =>
    say("given.disputed", {
      field: say.words(`claim.${field}`),
      claims: join(
        claims
          .filter((claim) => claim.field === field)
          .map(({ value, source }) =>
            say("answer.claim", {
              value: short(say.word(field, value)),
              source: source === "" ? say.words("answer.our_record") : short(source, 60),
            }),
          ),
        "; ",
      ),
    }),
  );
};
