import type { Contributions } from "./contribution.ts";
import { isDisputed } from "./level.ts";
import type { Value } from "./money.ts";
import type { Line } from "./quantity.ts";
import type { Approach } from "./request.ts";
import type { Claim, Response } from "./response.ts";
import type { Dated } from "./time.ts";
import type { ClaimField, Part } from "./vocabulary.ts";

/** A part that sources may describe otherwise; a note is somebody's own words. */
export type ClaimedPart = Exclude<Part, "note">;

/** What of a record sources speak about; a company's own has no approaches. */
export type Claimed = Contributions & {
  readonly responses: readonly Response[];
  readonly approaches?: readonly Approach[];
};

/** On what sources may differ, for each part; the order is that of the choices. */
export const FIELDS_OF: Readonly<Record<ClaimedPart, readonly ClaimField[]>> = {
  approach: ["date", "other"],
  response: ["outcome", "extent", "scope", "date", "other"],
  pledge: ["amount", "quantity", "form", "recipients", "date", "other"],
  delivery: ["amount", "quantity", "recipients", "date", "other"],
  reading: ["quantity", "date", "other"],
  agreement: ["date", "other"],
};

/** One part of a record with its claims, and what our own record says of each field, as text that can be typed. */
export interface ClaimedItem {
  readonly part: ClaimedPart;
  readonly no: number;
  readonly title: string;
  readonly claims: readonly Claim[];
  readonly own: Readonly<Partial<Record<ClaimField, string>>>;
  /** Taken back: what sources say of it matters no more. */
  readonly gone?: boolean;
}

const dated = (date: Dated | undefined) => (date === undefined ? {} : { date: date.stated ?? date.on });

const worth = (value: Value | undefined) =>
  value === undefined ? {} : { amount: `${value.money.currency} ${value.money.amount}` };

const counted = (lines: readonly Line[]) => {
  const quantities = lines.flatMap(({ quantity }) => (quantity ? [quantity.stated] : []));
  return quantities.length === 0 ? {} : { quantity: quantities.join("; ") };
};

const received = (recipients: string | undefined) => (recipients === undefined ? {} : { recipients });

/** Every part of a record that sources may describe otherwise, in the order in which people think of them. */
export const claimedItems = (record: Claimed): readonly ClaimedItem[] => [
  ...(record.approaches ?? []).map(
    ({ no, channel, claims, at }): ClaimedItem => ({ part: "approach", no, title: channel, claims, own: dated(at) }),
  ),
  ...record.responses.map(({ version: no, text, outcome, extent, claims, ...response }): ClaimedItem => {
    const { effective, stated, published } = response;
    return {
      part: "response",
      no,
      title: text ?? outcome ?? "",
      claims,
      own: { ...(outcome && { outcome }), ...(extent && { extent }), ...dated(effective ?? stated ?? published) },
    };
  }),
  ...record.pledges.map(({ no, title, form, recipients, steps, claims, cancelled }): ClaimedItem => {
    const last = steps.at(-1);
    const value = steps.findLast((step) => step.value !== undefined)?.value;
    const own = { form, ...worth(value), ...counted(last?.lines ?? []), ...received(recipients), ...dated(last?.at) };
    return { part: "pledge", no, title, claims, own, gone: cancelled !== undefined };
  }),
  ...record.deliveries.map(({ no, title, value, lines, recipients, moves, claims }): ClaimedItem => {
    const own = { ...worth(value), ...counted(lines), ...received(recipients), ...dated(moves.at(-1)?.on) };
    return { part: "delivery", no, title, claims, own };
  }),
  ...record.readings.map(
    ({ no, metric, quantity, at, claims }): ClaimedItem => ({
      part: "reading",
      no,
      title: metric,
      claims,
      own: { quantity: quantity.stated, ...dated(at) },
    }),
  ),
  ...record.agreements.map(
    ({ no, title, signed, claims }): ClaimedItem => ({ part: "agreement", no, title, claims, own: dated(signed) }),
  ),
];

/** Every claim on a record, whatever part it is about. */
export const claimsIn = (record: Claimed): readonly Claim[] => claimedItems(record).flatMap(({ claims }) => claims);

/** Parts of what was promised and given on which sources differ and nobody has settled. */
export const disputedGifts = (record: Claimed): readonly ClaimedItem[] =>
  claimedItems(record).filter(
    ({ part, claims, gone }) => part !== "approach" && part !== "response" && !gone && isDisputed(claims),
  );

/** Fields of one part on which nobody has settled, in the order in which they came up. */
export const openFields = ({ claims }: Pick<ClaimedItem, "claims">): readonly ClaimField[] =>
  [...new Set(claims.map(({ field }) => field))].filter(
    (field) => !claims.some((claim) => claim.field === field && claim.chosen),
  );

/** What there is to choose from on a field: our own record first, then what each source says. */
export const valuesOf = ({ claims, own }: ClaimedItem, field: ClaimField): readonly string[] => [
  ...new Set([
    ...(own[field] === undefined ? [] : [own[field]]),
    ...claims.filter((claim) => claim.field === field).map(({ value }) => value),
  ]),
];
