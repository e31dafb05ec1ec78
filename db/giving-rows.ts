import { columnOf, type GivingLine, givingLines } from "../src/domain/giving.ts";
import { awaited } from "../src/domain/instalments.ts";
import type { Dossier } from "../src/domain/level.ts";
import type { Money } from "../src/domain/money.ts";
import type { Company } from "../src/domain/parties.ts";
import type { Id, Request } from "../src/domain/request.ts";
import { type Dated, dayMeant } from "../src/domain/time.ts";
import { zoneOf } from "../src/domain/zoned.ts";
import type { Undated } from "./periods.ts";
import type { expectedKnown, givingKnown } from "./schema-giving.ts";

/** A request, or a company with what is recorded of it outside any request. */
type Giver = Request | Company;

/** What both tables say of the record that a row belongs to. */
const itsRecord = (giver: Giver) =>
  "ref" in giver
    ? {
        recordId: giver.id,
        ref: giver.ref,
        companyId: giver.company,
        teamId: giver.team,
        campaignId: giver.campaign ?? null,
      }
    : { recordId: giver.id, ref: null, companyId: giver.id, teamId: null, campaignId: null };

const gaveNothing = ({ pledges, deliveries }: Dossier): boolean => pledges.length === 0 && deliveries.length === 0;

/** The rows that a record has in `giving_known`: none for nearly all, at no cost. */
export const givingRows = (giver: Giver | undefined): readonly Undated<typeof givingKnown>[] =>
  giver === undefined || gaveNothing(giver)
    ? []
    : givingLines(giver).map((given) => {
        const { money, base, at, ...line } = given;
        return {
          ...itsRecord(giver),
          ...line,
          countsAs: columnOf(given) ?? null,
          amount: money?.amount ?? null,
          currency: money?.currency ?? null,
          baseAmount: base?.amount ?? null,
          baseCurrency: base?.currency ?? null,
          onDay: at === undefined ? null : dayMeant(at, zoneOf("ref" in giver ? giver : {})),
          onAt: at?.precision === "instant" ? at.on : null,
          precision: at?.precision ?? null,
        };
      });

/** The rows that a record has in `expected_known`: instalments that have not come, and agreements that end. */
export const expectedRows = (giver: Giver | undefined): readonly Undated<typeof expectedKnown>[] => {
  if (giver === undefined || (gaveNothing(giver) && giver.agreements.length === 0)) return [];
  const record = itsRecord(giver);
  const instalments = awaited(giver).map(({ pledge, instalment }) => ({
    ...record,
    part: "pledge" as const,
    no: pledge.no,
    instalment: instalment.no,
    day: instalment.due,
    amount: instalment.value?.money.amount ?? null,
    currency: instalment.value?.money.currency ?? null,
    title: pledge.title,
  }));
  const agreements = giver.agreements.flatMap(({ no, until, title }) =>
    until === undefined
      ? []
      : [
          {
            ...record,
            part: "agreement" as const,
            no,
            instalment: 0,
            day: until,
            amount: null,
            currency: null,
            title,
          },
        ],
  );
  return [...instalments, ...agreements];
};

/** A row of `giving_known` as a raw query gives it. */
export interface GivingRow {
  readonly record_id: Id;
  readonly ref: number | null;
  readonly company_id: Id;
  readonly company_name: string | null;
  readonly team_id: Id | null;
  readonly campaign_id: Id | null;
  readonly part: GivingLine["part"];
  readonly no: number;
  readonly form: GivingLine["form"];
  readonly stage: NonNullable<GivingLine["stage"]> | null;
  readonly state: NonNullable<GivingLine["state"]> | null;
  readonly level: GivingLine["level"];
  readonly thanked: boolean;
  readonly disputed: boolean;
  readonly sourced: boolean;
  readonly cancelled: boolean;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly base_amount: string | null;
  readonly base_currency: string | null;
  readonly on_day: string | null;
  readonly on_at: string | null;
  readonly precision: Dated["precision"] | null;
  readonly title: string;
  readonly recipients: string | null;
  readonly external: string | null;
}

/** An amount from its two columns; both are there, or none. */
export const moneyOf = (amount: string | null, currency: string | null): Money | undefined =>
  amount === null || currency === null ? undefined : { amount, currency };
