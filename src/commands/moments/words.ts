/** The words of dates in both languages, in every case in which people write them after a preposition. */

const numbered = (lines: readonly string[]): ReadonlyMap<string, number> =>
  new Map(lines.flatMap((line, index) => line.split(" ").map((word) => [word, index + 1] as const)));

/** 1 for Monday to 7 for Sunday. */
export const WEEKDAYS = numbered([
  "monday mon понеділок понеділка понеділку пн пон",
  "tuesday tue tues вівторок вівторка вівторку вт вів",
  "wednesday wed weds середа середу середи ср сер",
  "thursday thu thur thurs четвер четверга чт чет",
  "friday fri п'ятниця п'ятницю п'ятниці пятниця пятницю пятниці пт",
  "saturday sat субота суботу суботи сб суб",
  "sunday sun неділя неділю неділі нд нед",
]);

/** Names of the months in both languages, as numbers. */
export const MONTHS = numbered([
  "january jan січень січня січні січ",
  "february feb лютий лютого лютому лют",
  "march mar березень березня березні бер",
  "april apr квітень квітня квітні кві квіт",
  "may травень травня травні тра трав",
  "june jun червень червня червні чер черв",
  "july jul липень липня липні лип",
  "august aug серпень серпня серпні сер серп",
  "september sep sept вересень вересня вересні вер",
  "october oct жовтень жовтня жовтні жов жовт",
  "november nov листопад листопада листопаді лис лист",
  "december dec грудень грудня грудні гру груд",
]);

/** Counts written as words. */
export const NUMBERS = new Map(
  numbered([
    "a an one один одну одна одне",
    "two два дві",
    "three три",
    "four чотири",
    "five п'ять",
    "six шість",
    "seven сім",
    "eight вісім",
    "nine дев'ять",
    "ten десять",
  ]),
);

/** What a span of time is counted in. */
export type Unit = "minutes" | "hours" | "working_days" | "days" | "weeks" | "months" | "years";

const UNIT_WORDS: Readonly<Record<Unit, string>> = {
  minutes: "min|mins|minute|minutes|хв|хвилина|хвилину|хвилини|хвилин",
  hours: "h|hr|hrs|hour|hours|год|година|годину|години|годин",
  working_days:
    "wd|working day|working days|business day|business days|workday|workdays|work day|work days|рд|робочий день|робочі дні|робочих дні|робочих днів|роб день|роб дні|роб днів",
  days: "d|day|days|calendar day|calendar days|д|дн|день|дні|днів|доба|добу|доби|діб|календарний день|календарні дні|календарних днів",
  weeks: "w|wk|wks|week|weeks|тиж|тиждень|тижні|тижнів",
  months: "mo|month|months|міс|місяць|місяці|місяців",
  years: "y|yr|year|years|рік|роки|років",
};

/** The unit of each spelling, `робочих днів` as well as `wd`. */
// A cast: the keys of a literal record are its type's.
export const UNITS = new Map(
  (Object.keys(UNIT_WORDS) as Unit[]).flatMap((unit) =>
    UNIT_WORDS[unit].split("|").map((word) => [word, unit] as const),
  ),
);

/** Days relative to today. */
export const NEAR_DAYS: ReadonlyMap<string, number> = new Map([
  ...["today", "сьогодні", "eod", "end of day", "end of the day", "кінець дня", "кінця дня"].map(
    (word) => [word, 0] as const,
  ),
  ...["tomorrow", "tmrw", "завтра"].map((word) => [word, 1] as const),
  ...["day after tomorrow", "the day after tomorrow", "післязавтра"].map((word) => [word, 2] as const),
  ...["yesterday", "вчора", "учора"].map((word) => [word, -1] as const),
  ...["day before yesterday", "the day before yesterday", "позавчора"].map((word) => [word, -2] as const),
]);

interface NearSpan {
  readonly span: "week" | "month";
  readonly away: -1 | 0 | 1;
}

/** Whole weeks and months relative to the present one. */
export const NEAR_SPANS: ReadonlyMap<string, NearSpan> = new Map<string, NearSpan>([
  ...["last week", "past week", "previous week", "минулого тижня", "минулий тиждень"].map(
    (word) => [word, { span: "week", away: -1 }] as const,
  ),
  ...["this week", "цього тижня", "цей тиждень"].map((word) => [word, { span: "week", away: 0 }] as const),
  ...["next week", "наступного тижня", "наступний тиждень"].map((word) => [word, { span: "week", away: 1 }] as const),
  ...["last month", "past month", "previous month", "минулого місяця", "минулий місяць"].map(
    (word) => [word, { span: "month", away: -1 }] as const,
  ),
  ...["this month", "цього місяця", "цей місяць"].map((word) => [word, { span: "month", away: 0 }] as const),
  ...["next month", "наступного місяця", "наступний місяць"].map((word) => [word, { span: "month", away: 1 }] as const),
]);

/** Words for this very moment. */
export const NOW: ReadonlySet<string> = new Set(["now", "just now", "right now", "зараз", "щойно"]);
/** Words for a date that nobody knows. */
export const UNKNOWN: ReadonlySet<string> = new Set([
  "unknown",
  "not known",
  "?",
  "невідомо",
  "невідома",
  "не відомо",
  "невідома дата",
]);

/** `next friday`, `минулої п'ятниці`. */
export const WHICH: ReadonlyMap<string, -1 | 0 | 1> = new Map([
  ...["last", "past", "previous", "минулий", "минулого", "минула", "минулу", "минулої", "минулої"].map(
    (word) => [word, -1] as const,
  ),
  ...["this", "цей", "цього", "ця", "цю", "цієї"].map((word) => [word, 0] as const),
  ...["next", "наступний", "наступного", "наступна", "наступну", "наступної"].map((word) => [word, 1] as const),
]);
