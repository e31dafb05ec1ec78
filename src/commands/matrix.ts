import { z } from "zod";
import { matrixView } from "../view/matrix.ts";
import { command } from "./command.ts";
import { asOfMoment } from "./dating.ts";
import { theCampaign, theTeam } from "./finding.ts";
import { campaign, maybe, moment, team } from "./options.ts";

/** Companies by what was asked of them: who answered what, at one look. */
export const matrix = command({
  name: "matrix",
  group: "look",
  needs: "observer",
  changes: false,
  audience: "caller",
  positional: ["campaign"],
  examples: ["matrix"],
  options: z.object({ campaign: maybe(campaign()), team: maybe(team()), "as-of": maybe(moment()) }),
  async run(typed, desk) {
    const within = typed.campaign ? await theCampaign(desk, typed.campaign) : undefined;
    const of = typed.team ? await theTeam(desk, typed.team) : undefined;
    const asOf = typed["as-of"] ? asOfMoment(desk, typed["as-of"]) : undefined;
    const cells = await desk.matrix({
      ...(within && { campaign: within.id }),
      ...(of && { team: of.id }),
      ...(asOf && { asOf }),
      limit: 200,
    });
    const named = within?.name ?? of?.name;
    return { cells, ...(named && { heading: [named] }), ...(asOf && { asOf }) };
  },
  present: matrixView,
});
