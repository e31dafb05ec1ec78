import type { Due } from "../domain/deadline.ts";
import type { Ask } from "../domain/intent.ts";
import type { Team } from "../domain/parties.ts";
import { Refusal } from "../domain/refusal.ts";
import {
  type Dated,
  type Day,
  dayOf,
  daysMeant,
  type Instant,
  mondayOf,
  plusDays,
  plusMilliseconds,
  startOfDay,
  type Zone,
} from "../domain/time.ts";
import { calendarOf } from "../holidays.ts";
import type { Desk } from "../ports.ts";
import { type DatedContext, readDated } from "./moments/dated.ts";
import { dayAhead, type MomentContext } from "./moments/reader.ts";
import type { Towards } from "./moments/settle.ts";
import { shown } from "./moments/text.ts";
import { deadlineWithin, readDue, readTerm } from "./moments.ts";

/** A refusal of a date, put on the option that it was typed into. */
const on = <T>(option: string, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.code, error.params, option) : error;
  }
};

/** Whose clock counts, and when its mornings are. */
type Home = Pick<Team, "zone" | "morning">;

const context = ({ at }: Desk, { zone, morning }: Home): MomentContext => ({ at, zone, morning });

/** A deadline as typed, with the words kept so that the answer can echo what was understood. */
export const askedFor = (desk: Desk, home: Home, typed: string, option: string, both = false): Ask => {
  const term = on(option, () => readTerm(typed, context(desk, home)));
  return { term: both && term.unit === "working_days" ? { ...term, both } : term, stated: typed };
};

/** The same where a reason may follow the date: whoever runs one into the other reads where the date ended. */
export const askedWithReason = (desk: Desk, home: Home, typed: string, option: string, both = false): Ask => {
  try {
    return askedFor(desk, home, typed, option, both);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "unreadable_date") throw error;
    const date = deadlineWithin(typed, context(desk, home));
    throw date === undefined ? error : new Refusal(error.code, { ...error.params, date }, error.option);
  }
};

/** A future day or moment as typed; working days are those of the team. */
export const dueFrom = (desk: Desk, team: Team, typed: string, option: string): Due =>
  on(option, () => readDue(typed, { ...context(desk, team), calendars: [calendarOf(team, desk.holidays)] }));

/** When something happened or will, kept as exactly as it was stated; what is not "past" may still be to come. */
export const happened = (
  desk: Desk,
  zone: Zone,
  typed: string,
  option: string,
  towards: Towards = "past",
  more: Pick<DatedContext, "exactly"> = {},
): Dated => on(option, () => readDated(typed, { at: desk.at, zone, towards, ...more }));

const noDay = ({ at }: Desk, zone: Zone, typed: string, towards: Towards, option: string): never => {
  throw new Refusal("unreadable_date", { typed: shown(typed), asked: towards, ahead: dayAhead(at, zone) }, option);
};

/** One calendar day, past or to come; what is stated no more exactly than by its week or month is refused. */
export const dayNamed = (desk: Desk, zone: Zone, typed: string, option: string, towards: Towards = "past"): Day => {
  const { on: found, precision } = happened(desk, zone, typed, option, towards, { exactly: towards === "future" });
  if (precision === "instant") return dayOf(found, zone);
  return precision === "day" ? found : noDay(desk, zone, typed, towards, option);
};

/** The first and the last day of what was named: one day, or a whole month; a week, or what nobody knows, is refused. */
export const daysNamed = (
  desk: Desk,
  zone: Zone,
  typed: string,
  option: string,
  towards: Towards,
): readonly [Day, Day] => {
  const dated = happened(desk, zone, typed, option, towards, { exactly: true });
  return (dated.precision === "week" ? undefined : daysMeant(dated, zone)) ?? noDay(desk, zone, typed, towards, option);
};

/** The Monday of the week that was named by itself or by one of its days. */
export const weekNamed = (desk: Desk, zone: Zone, typed: string, option: string): Day => {
  const dated = happened(desk, zone, typed, option);
  const [first] =
    (dated.precision === "month" ? undefined : daysMeant(dated, zone)) ?? noDay(desk, zone, typed, "past", option);
  return mondayOf(first);
};

/** A day to come with its name behind it, `8 March Women's Day`: the longest beginning that is a day, and what is left. */
export const dayAndName = (desk: Desk, zone: Zone, typed: string, option: string): readonly [Day, string] => {
  const words = typed.trim().split(/\s+/u);
  for (let many = words.length; many > 0; many -= 1) {
    const name = words.slice(many).join(" ");
    try {
      const day = dayNamed(desk, zone, words.slice(0, many).join(" "), option, "future");
      // A number that is left over belongs to the date: "mon 21" is not a Monday called 21.
      return /^\d/u.test(name) ? noDay(desk, zone, typed, "future", option) : [day, name];
    } catch (error) {
      if (many === 1 || !(error instanceof Refusal) || error.code !== "unreadable_date") throw error;
    }
  }
  return noDay(desk, zone, typed, "future", option);
};

/** This very moment, as the date of what is being done now. */
export const now = (desk: Desk): Dated => ({ on: desk.at, precision: "instant" });

/** A past moment, or the end of a past day, week or month: the register "as of Tuesday" includes Tuesday. */
export const asOfMoment = (desk: Desk, typed: string): Instant => {
  const { zone } = desk.workspace;
  const dated = happened(desk, zone, typed, "as-of", "past", { exactly: true });
  const [, last] = daysMeant(dated, zone) ?? noDay(desk, zone, typed, "past", "as-of");
  const end = dated.precision === "instant" ? dated.on : plusMilliseconds(startOfDay(plusDays(last, 1), zone), -1);
  return end > desk.at ? desk.at : end;
};
