import type { Team } from "../../src/domain/parties.ts";
import type { Instant } from "../../src/domain/time.ts";

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
