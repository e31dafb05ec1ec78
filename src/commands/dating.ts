import type { Due } from "../domain/deadline.ts";
import type { Ask } from "../domain/intent.ts";
import type { Team } from "../domain/parties.ts";
import { Refusal } from "../domain/refusal.ts";
import {
  type Dated,
  type Day,
  dayOf,
  type Instant,
  plusDays,
  plusMilliseconds,
  startOfDay,
  type Zone,
} from "../domain/time.ts";
import { calendarOf } from "../holidays.ts";
import type { Desk } from "../ports.ts";
import { deadlineWithin, type MomentContext, readDue, readPastDated, readTerm } from "./moments.ts";

/** A refusal of a date, put on the option that it was typed into. */
const on = <T>(option: string, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.code, error.params, option) : error;
  }
};

const context = (desk: Desk, zone: Zone): MomentContext => ({ at: desk.at, zone });

/** A deadline as typed, with the words kept so that the answer can echo what was understood. */
export const askedFor = (desk: Desk, zone: Zone, typed: string, option: string, both = false): Ask => {
  const term = on(option, () => readTerm(typed, context(desk, zone)));
  return { term: both && term.unit === "working_days" ? { ...term, both } : term, stated: typed };
};

/** The same where a reason may follow the date: whoever runs one into the other reads where the date ended. */
export const askedWithReason = (desk: Desk, zone: Zone, typed: string, option: string, both = false): Ask => {
  try {
    return askedFor(desk, zone, typed, option, both);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "unreadable_date") throw error;
    const date = deadlineWithin(typed, context(desk, zone));
    throw date === undefined ? error : new Refusal(error.code, { ...error.params, date }, error.option);
  }
};

/** A future day or moment as typed; working days are those of the team. */
export const dueFrom = (desk: Desk, team: Team, typed: string, option: string): Due =>
  on(option, () => readDue(typed, { ...context(desk, team.zone), calendars: [calendarOf(team, desk.holidays)] }));

/** When something happened, kept as exactly as it was stated. */
export const happened = (desk: Desk, zone: Zone, typed: string, option: string, future = false): Dated =>
  on(option, () => readPastDated(typed, { ...context(desk, zone), future }));

/** One calendar day, past or to come; what is stated no more exactly than by its week or month is refused. */
export const dayNamed = (desk: Desk, zone: Zone, typed: string, option: string, future = false): Day => {
  const { on: found, precision } = happened(desk, zone, typed, option, future);
  if (precision === "instant") return dayOf(found, zone);
  if (precision !== "day")
    throw new Refusal("unreadable_date", { typed: typed.slice(0, 60), asked: future ? "nearest" : "past" }, option);
  return found;
};

/** This very moment, as the date of what is being done now. */
export const now = (desk: Desk): Dated => ({ on: desk.at, precision: "instant" });

/** The end of a past day, or a past moment: the register "as of Tuesday" includes Tuesday. */
export const asOfMoment = (desk: Desk, typed: string): Instant => {
  const { zone } = desk.workspace;
  const { on } = happened(desk, zone, typed, "as-of");
  const end = on.length > 10 ? on : plusMilliseconds(startOfDay(plusDays(on, 1), zone), -1);
  return end > desk.at ? desk.at : end;
};
