import { givingTotals } from "../domain/giving.ts";
import type { ExpectedLine, GivenLine, GivingDigest } from "../domain/giving-overview.ts";
import type { Say } from "../language/say.ts";
import { givingView } from "./giving.ts";
import { LONG_TEXT } from "./sample.ts";
import type { View } from "./view.ts";

const NIMBORA = { id: "c1", name: "Nimbora" };
const OLVIA = { id: "c2", name: "Ольвія Телеком" };
const KNOWN = { level: "donor_confirmed", thanked: false, disputed: false, sourced: true, cancelled: false } as const;

const usd = (amount: string) => ({ amount, currency: "USD" });

const PROMISED: GivenLine = {
  ...KNOWN,
  company: NIMBORA,
  ref: 1,
  part: "pledge",
  no: 1,
  title: "Хмарні резервні копії",
  form: "in_kind",
  stage: "committed",
  money: usd("75000000"),
  at: { on: "2022-03-09", precision: "day" },
  disputed: true,
};
const BROUGHT: GivenLine = {
  ...KNOWN,
  company: OLVIA,
  part: "delivery",
  no: 2,
  title: "Satellite terminals",
  form: "in_kind",
  state: "received",
  level: "claimed",
  money: { amount: "1234567.89", currency: "EUR" },
  base: usd("1350000.5"),
  at: { on: "2022-03-07", precision: "week" },
  recipients: "ministries",
  sourced: false,
};

const LINES: readonly GivenLine[] = [
  PROMISED,
  BROUGHT,
  {
    ...PROMISED,
    ref: 12,
    no: 3,
    stage: "announced",
    level: "reported",
    money: { amount: "900000000", currency: "UAH" },
  },
  { ...BROUGHT, no: 1, state: "verified", level: "documented", sourced: true, thanked: true, money: usd("20000000") },
  { ...PROMISED, ref: 12, no: 4, title: LONG_TEXT, stage: "announced", cancelled: true, disputed: false },
];

const DUE: ExpectedLine = {
  company: NIMBORA,
  ref: 1,
  part: "pledge",
  no: 1,
  instalment: 2,
  day: "2022-03-18",
  title: "Хмарні резервні копії",
  money: usd("25000000"),
};

/** What a busy week's digest says of promises and deliveries. */
export const GIVING: GivingDigest = {
  totals: givingTotals(LINES, "USD"),
  companies: 2,
  unthanked: { rows: [BROUGHT], total: 9 },
  disputed: { rows: [PROMISED], total: 1 },
  instalments: { rows: [{ ...DUE, instalment: 1, day: "2022-03-14" }, DUE], total: 2 },
  ending: {
    rows: [{ company: NIMBORA, ref: 1, part: "agreement", no: 1, day: "2022-04-01", title: "Memorandum" }],
    total: 1,
  },
  external: [
    {
      campaign: "Cloud and goods, spring 2022",
      claims: [
        {
          metric: "companies",
          quantity: { value: "50", unit: "companies", bound: "at_least", stated: "50+ companies" },
          source: "a college",
          recorded: "2022-03-10T07:00:00.000Z",
        },
      ],
      asked: 6,
    },
  ],
  known: 9,
};

/** The list of what was promised and given, full and empty. */
export const GIVING_LISTS: Readonly<Record<string, (say: Say) => View>> = {
  giving: (say) =>
    givingView(
      {
        page: { rows: LINES, total: 75 },
        figures: GIVING,
        scope: "Nimbora",
        offset: 0,
        more: { command: "giving", options: { page: "2" } },
      },
      say,
    ),
  "giving-empty": (say) =>
    givingView({ page: { rows: [], total: 0 }, offset: 0, asOf: "2022-03-01T07:00:00.000Z" }, say),
};
