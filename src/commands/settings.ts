import { z } from "zod";
import type { Member, Workspace } from "../domain/parties.ts";
import { Refusal } from "../domain/refusal.ts";
import { dayOf } from "../domain/time.ts";
import { APPROVALS, LANGUAGES, ROLES } from "../domain/vocabulary.ts";
import { settingsView } from "../view/settings.ts";
import { command } from "./command.ts";
import { dayNamed } from "./dating.ts";
import { mustReach } from "./finding.ts";
import { dayAhead } from "./moments/reader.ts";
import { asking, choice, flag, line, maybe, moment, number, wanted } from "./options.ts";
import { countryOf, zoneOf } from "./team-fields.ts";

/** Shows the settings; changes one's own, or with `all:yes` the defaults of the whole register (leads). */
export const settings = command({
  name: "settings",
  group: "setup",
  needs: "observer",
  changes: true,
  audience: "caller",
  positional: [],
  examples: ["settings language:uk", "settings all:yes zone:Europe/Kyiv calendar:none", "settings"],
  options: z.object({
    language: maybe(choice("language", LANGUAGES)),
    zone: maybe(line(60)),
    away: maybe(moment()),
    direct: maybe(flag()),
    all: maybe(flag()),
    name: maybe(line(120)),
    calendar: maybe(line(60)),
    newcomers: maybe(choice("role", ROLES)),
    "collision-days": maybe(number(0, 365)),
    "chase-rest": maybe(number(0, 60)),
    approval: maybe(choice("approval", APPROVALS)),
    guests: maybe(flag()),
    ask: asking(),
  }),
  wants: wanted("zone", "away"),
  async run(typed, desk): Promise<{ workspace: Workspace; me: Member; changed: boolean }> {
    const { language, away, direct } = typed;
    const zone = typed.zone && zoneOf(typed.zone);
    const shared = {
      ...(typed.name && { name: typed.name }),
      ...(typed.calendar && { country: countryOf(typed.calendar, desk.holidays) }),
      ...(typed.newcomers && { newcomers: typed.newcomers }),
      ...(typed["collision-days"] !== undefined && { collisionDays: typed["collision-days"] }),
      ...(typed["chase-rest"] !== undefined && { chaseRest: typed["chase-rest"] }),
      ...(typed.approval && { approval: typed.approval }),
      ...(typed.guests !== undefined && { guests: typed.guests }),
    };
    if (typed.all || Object.keys(shared).length > 0) {
      mustReach(desk, "lead", "settings");
      if (typed.newcomers) mustReach(desk, typed.newcomers, "settings");
      const fields = { ...shared, ...(language && { language }), ...(zone && { zone }) };
      if (Object.keys(fields).length === 0) throw new Refusal("nothing_to_change");
      const workspace =
        (await desk.record("workspace", desk.workspace.id, [{ type: "workspace.changed", ...fields }])) ??
        desk.workspace;
      return { workspace, me: desk.me, changed: true };
    }
    const where = zone ?? desk.me.zone ?? desk.workspace.zone;
    const until = away && dayNamed(desk, where, away, "away", "future");
    if (until && until < dayOf(desk.at, where))
      throw new Refusal("date_in_past", { typed: away ?? "", ahead: dayAhead(desk.at, where) }, "away");
    const own = {
      ...(language && { language }),
      ...(zone && { zone }),
      ...(until && { awayUntil: until }),
      ...(direct !== undefined && { direct }),
    };
    if (Object.keys(own).length === 0) return { workspace: desk.workspace, me: desk.me, changed: false };
    const me = (await desk.record("member", desk.me.id, [{ type: "member.changed", ...own }])) ?? desk.me;
    return { workspace: desk.workspace, me, changed: true };
  },
  present({ workspace, me, changed }, say) {
    return settingsView(workspace, me, say, changed ? { headline: say("did.settings") } : {});
  },
});
