import { z } from "zod";
import { plusDays, plusHours, startOfDay } from "../domain/time.ts";
import { digestView } from "../view/digest.ts";
import { command } from "./command.ts";
import { asOfMoment, weekNamed } from "./dating.ts";
import { theCampaign, theTeam } from "./finding.ts";
import { campaign, maybe, moment, team } from "./options.ts";

/** Lines per section of a digest; the rest is counted. */
const DIGEST_LINES = 8;

/** The week in figures and lines: the last seven days, or any ISO week; now, or as known on a past day. */
export const digest = command({
  name: "digest",
  group: "report",
  needs: "observer",
  changes: false,
  audience: "channel",
  positional: ["week"],
  examples: ["digest", "digest yesterday"],
  options: z.object({
    week: maybe(moment()),
    team: maybe(team()),
    campaign: maybe(campaign()),
    "as-of": maybe(moment()),
  }),
  async run(typed, desk) {
    const of = typed.team ? await theTeam(desk, typed.team) : undefined;
    const within = typed.campaign ? await theCampaign(desk, typed.campaign) : undefined;
    const zone = of?.zone ?? desk.workspace.zone;
    const known = typed["as-of"] ? asOfMoment(desk, typed["as-of"]) : undefined;
    const monday = typed.week && weekNamed(desk, zone, typed.week, "week");
    const to = monday ? startOfDay(plusDays(monday, 7), zone) : (known ?? desk.at);
    const from = monday ? startOfDay(monday, zone) : plusHours(to, -168);
    const asOf = known ?? (to < desk.at ? to : desk.at);
    const figures = await desk.digest({
      ...(of && { team: of.id }),
      ...(within && { campaign: within.id }),
      from,
      to,
      asOf,
      zone,
      lines: DIGEST_LINES,
    });
    const scope = [of?.name, within?.name].filter((name) => name !== undefined).join(" · ");
    return { figures, zone, ...(scope && { scope }) };
  },
  present: digestView,
});
