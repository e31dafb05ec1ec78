import type { Contributions } from "./contribution.ts";
import { kept } from "./kept.ts";
import type { Evidence, Request } from "./request.ts";
import type { Claim } from "./response.ts";
import { type EvidenceKind, LEVELS, type Level, type Part } from "./vocabulary.ts";
import type { Zoned } from "./zoned.ts";

/** What a request's record and a company's own have in common: what was said and given, and how it is known. */
export type Dossier = Pick<Request, keyof Contributions | "responses" | "notes" | "evidence"> &
  Partial<Pick<Request, "approaches">> &
  Zoned;

/** Whether a record's sources disagree on some field on which nobody has settled. */
export const isDisputed = (claims: readonly Claim[]): boolean =>
  claims.some((claim) => !claims.some((other) => other.field === claim.field && other.chosen));

/** What a coordinator settled on, where sources differ on a field. */
export const chosenClaim = (claims: readonly Claim[], field: Claim["field"]): Claim | undefined =>
  claims.find((claim) => claim.field === field && claim.chosen);

/** Papers and pictures: with them the recipient's word is more than a word. */
const PAPERS: readonly EvidenceKind[] = ["document", "photo"];

/** Evidence by the part that it supports, as `pledge 1`. */
const bySupported = kept((evidence: readonly Evidence[]) =>
  Map.groupBy(evidence, ({ about, response }) => (about ? `${about.part} ${about.no}` : `response ${response}`)),
);

const evidenceOf = ({ evidence }: Dossier, part: Part, no: number): readonly Evidence[] =>
  bySupported(evidence).get(`${part} ${no}`) ?? [];

/** A part of a record as far as it names sources itself. */
interface Named {
  readonly no: number;
  readonly source?: string;
  readonly response?: number;
  readonly claims?: readonly Claim[];
}

const byNumber = kept(
  <T extends { readonly no: number }>(items: readonly T[]): ReadonlyMap<number, T> =>
    new Map(items.map((item) => [item.no, item])),
);

const partOf = (record: Dossier, part: Part, no: number): Named | undefined => {
  const numbered = (items: readonly Named[]): Named | undefined => byNumber(items).get(no);
  switch (part) {
    case "response": {
      const response = record.responses.find(({ version }) => version === no);
      return response && { ...response, no };
    }
    case "pledge": {
      const pledge = byNumber(record.pledges).get(no);
      const source = pledge?.steps.findLast((step) => step.source !== undefined)?.source;
      return pledge && { ...pledge, ...(source !== undefined && { source }) };
    }
    case "delivery":
      return numbered(record.deliveries);
    case "reading":
      return numbered(record.readings);
    case "agreement":
      return numbered(record.agreements);
    case "approach":
      return numbered(record.approaches ?? []);
    // A note may have a holder; that is whose thought it is, not where it is known from.
    case "note":
      return numbered(record.notes);
    default:
      return part satisfies never;
  }
};

/** The part names a source of its own, or others say something of it too. A value of our own has no source. */
const namesSource = ({ source, claims }: Named): boolean =>
  (source !== undefined && source !== "") || (claims ?? []).some((claim) => claim.source !== "");

/** The company gave this answer to us itself: nobody reports it, and no machine wrote it. */
const saidThemselves = ({ responses }: Dossier, version: number | undefined): boolean =>
  responses.some((response) => response.version === version && response.source === undefined && !response.automatic);

/**
 * How well a part of a record is known, from the evidence about that very part. The recipient's word
 * counts most, and with a paper or a photograph the part is documented; then the donor's own word, which a pledge
 * also has by the answer it comes from; then anybody's. A source that is itself not sure confirms nothing.
 */
export const levelOf = (record: Dossier, part: Part, no: number): Level => {
  const sure = evidenceOf(record, part, no).filter(({ uncertain }) => uncertain !== true);
  if (sure.some(({ voice }) => voice === "recipient"))
    return sure.some(({ kind }) => PAPERS.includes(kind)) ? "documented" : "recipient_confirmed";
  const version = part === "response" ? no : partOf(record, part, no)?.response;
  if (sure.some(({ voice }) => voice === "donor") || saidThemselves(record, version)) return "donor_confirmed";
  return isSourced(record, part, no) ? "reported" : "claimed";
};

/** Whether a level carries at least the recipient's own word: what counts as paid. */
export const isConfirmed = (level: Level): boolean => LEVELS.indexOf(level) >= LEVELS.indexOf("recipient_confirmed");

/**
 * Whether anything can be looked up for a part: evidence, a named source, an answer's own wording, or
 * the sourced answer that a pledge comes from. Otherwise it is shown with the word "unsourced".
 */
export const isSourced = (record: Dossier, part: Part, no: number): boolean => {
  const item = partOf(record, part, no);
  if (evidenceOf(record, part, no).length > 0 || (item !== undefined && namesSource(item))) return true;
  if (part === "response")
    return record.responses.some(({ version, text }) => version === no && text !== undefined && text !== "");
  return item?.response !== undefined && isSourced(record, "response", item.response);
};
