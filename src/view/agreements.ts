import type { Agreement } from "../domain/contribution.ts";
import type { Dossier } from "../domain/level.ts";
import type { Say } from "../language/say.ts";
import { heading, list } from "./blocks.ts";
import { datedText } from "./dated.ts";
import { day, join, short, strong } from "./text.ts";
import { openClaims, trustText } from "./trust.ts";
import type { Block, Text } from "./view.ts";

/** Names that one row shows; the rest is counted. */
const NAMES = 6;

const names = (all: readonly string[], say: Say): string => {
  const shown = all.slice(0, NAMES).map((one) => short(one, 60));
  const rest = all.length - NAMES;
  return [...shown, ...(rest > 0 ? [say.words("digest.hidden", { count: rest })] : [])].join(", ");
};

/** A paper in one row: what it is, between whom, who signed it when, and until when it holds. */
export const agreementText = (record: Dossier, agreement: Agreement, say: Say): Text => {
  const { parties, signatories, signed, until, renews } = agreement;
  return join([
    [short(agreement.title, 120)],
    [say.word("agreement_kind", agreement.kind)],
    parties.length === 0 ? undefined : say("agreement.parties", { parties: names(parties, say) }),
    signed === undefined ? say("agreement.unsigned") : say("agreement.signed", { on: datedText(signed, say) }),
    signatories.length === 0 ? undefined : say("agreement.by", { signatories: names(signatories, say) }),
    until === undefined ? undefined : say("agreement.until", { until: day(until) }),
    renews === undefined ? undefined : say("agreement.renews", { renews: short(renews, 120) }),
    trustText(record, "agreement", agreement.no, say),
    ...openClaims(agreement.claims, say),
  ]);
};

/** Every paper of a record; nothing where there is none. */
export const agreementsSection = (record: Dossier, say: Say): readonly Block[] =>
  record.agreements.length === 0
    ? []
    : [
        heading(...say("agreement.title", { count: record.agreements.length })),
        ...list(
          record.agreements.map(
            (one): Text => [
              strong(...say("agreement.number", { number: one.no })),
              ": ",
              ...agreementText(record, one, say),
            ],
          ),
        ),
      ];
