import { sql } from "drizzle-orm";
import { boolean, date, index, integer, numeric, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { GivingLine, GivingTotals } from "../src/domain/giving.ts";
import { FOREVER, moment, workspaceId } from "./columns.ts";

/** Whose a line is: a request, or a company's own record, which has no number, no team and no campaign. */
const itsRecord = () => ({
  recordId: uuid("record_id").notNull(),
  ref: integer("ref"),
  companyId: uuid("company_id").notNull(),
  teamId: uuid("team_id"),
  campaignId: uuid("campaign_id"),
});

const period = () => ({
  knownFrom: moment("known_from").notNull(),
  knownTo: moment("known_to").notNull().default(FOREVER),
});

/**
 * What overviews read of promises and deliveries: one row a line and period, as `request_known` has of
 * requests. Amounts are exact decimals, and text wherever they leave the database.
 */
export const givingKnown = pgTable(
  "giving_known",
  {
    workspaceId: workspaceId(),
    ...itsRecord(),
    part: text("part").$type<GivingLine["part"]>().notNull(),
    no: integer("no").notNull(),
    ...period(),
    form: text("form").$type<GivingLine["form"]>().notNull(),
    stage: text("stage"),
    state: text("state"),
    level: text("level").notNull(),
    thanked: boolean("thanked").notNull(),
    disputed: boolean("disputed").notNull(),
    sourced: boolean("sourced").notNull(),
    cancelled: boolean("cancelled").notNull(),
    /** In which of the sums it counts. */
    countsAs: text("counts_as").$type<keyof GivingTotals>(),
    amount: numeric("amount"),
    currency: text("currency"),
    baseAmount: numeric("base_amount"),
    baseCurrency: text("base_currency"),
    onDay: date("on_day", { mode: "string" }),
    onAt: moment("on_at"),
    precision: text("precision"),
    title: text("title").notNull(),
    recipients: text("recipients"),
    external: text("external"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.recordId, t.part, t.no, t.knownFrom] }),
    index("giving_known_company").on(t.workspaceId, t.companyId).where(sql`known_to = 'infinity'`),
    index("giving_known_day").on(t.workspaceId, t.onDay, t.recordId, t.part, t.no).where(sql`known_to = 'infinity'`),
    // For the sections of a digest; what they cover is in their migration.
    index("giving_known_counted").on(t.workspaceId, t.countsAs, t.currency, t.baseCurrency),
    index("giving_known_unthanked").on(t.workspaceId, t.onDay, t.recordId, t.part, t.no),
    index("giving_known_disputed").on(t.workspaceId, t.onDay, t.recordId, t.part, t.no),
    index("giving_known_until").on(t.workspaceId, t.knownTo, t.knownFrom),
  ],
);

/** What is expected on a day: an instalment that has not come, or the end of an agreement. */
export const expectedKnown = pgTable(
  "expected_known",
  {
    workspaceId: workspaceId(),
    ...itsRecord(),
    part: text("part").$type<"pledge" | "agreement">().notNull(),
    no: integer("no").notNull(),
    /** Of a pledge; 0 for an agreement. */
    instalment: integer("instalment").notNull(),
    ...period(),
    day: date("day", { mode: "string" }).notNull(),
    amount: numeric("amount"),
    currency: text("currency"),
    title: text("title").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.recordId, t.part, t.no, t.instalment, t.knownFrom] }),
    index("expected_known_day").on(t.workspaceId, t.part, t.day).where(sql`known_to = 'infinity'`),
    index("expected_known_until").on(t.workspaceId, t.knownTo, t.knownFrom),
  ],
);
