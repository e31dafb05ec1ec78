import type { Team } from "../../src/domain/parties.ts";
import type { Instant } from "../../src/domain/time.ts";

const HOUR = 3_600_000;

/** The zone without changes that has the team's clock of `at`: what it shows after the next change is wrong. */
export const otherSide = (team: Team, at: Instant): Team => {
  const name = new Intl.DateTimeFormat("en", { timeZone: team.zone, timeZoneName: "longOffset" })
    .formatToParts(Date.parse(at))
    .find(({ type }) => type === "timeZoneName")?.value;
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/u.exec(name ?? "") ?? [];
  if (sign === undefined || minutes !== "00") return team;
  // The names of these zones count westward.
  return { ...team, zone: `Etc/GMT${sign === "+" ? "-" : "+"}${Number(hours)}` };
};

/** Hours by which the clocks of a zone differ on two moments. */
export const changeBetween = (one: Instant, other: Instant, zone: string): number => {
  const shown = (at: Instant): number => {
    const local = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }).format(
      Date.parse(at),
    );
    return Date.parse(`${local.replace(" ", "T")}Z`) - Date.parse(at);
  };
  return (shown(other) - shown(one)) / HOUR;
};
