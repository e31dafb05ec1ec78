import { z } from "zod";
import { PRIORITIES } from "../domain/vocabulary.ts";
import { theCampaign } from "./finding.ts";
import { goodsAsked } from "./goods.ts";
import { onOneRequest } from "./one-request.ts";
import { campaign, choice, line, long, maybe, onRequest } from "./options.ts";

/** Corrects what a request says of itself: its title, why we ask, what for, how urgent, in which campaign. */
export const edit = onOneRequest({
  name: "edit",
  group: "steer",
  needs: "coordinator",
  positional: ["request", "title"],
  examples: ['edit AID-1 title:"End cloud services in Russia" priority:high'],
  wants: (typed) => (Object.keys(typed).some((option) => option !== "request" && option !== "v") ? [] : ["title"]),
  options: z.object({
    ...onRequest(),
    title: maybe(line()),
    rationale: maybe(long(), { form: true }),
    items: maybe(line(), { form: true }),
    country: maybe(line(120)),
    priority: maybe(choice("priority", PRIORITIES), { form: true }),
    campaign: maybe(campaign()),
  }),
  async intend({ title, rationale, items, country, priority, campaign: typed }, desk, request) {
    const within = typed === undefined ? undefined : await theCampaign(desk, typed);
    const words = { ...request, ...(title && { title }), ...(items && { items }) };
    const lines = goodsAsked(words);
    const renamed = (title !== undefined && words.items === undefined) || items !== undefined;
    return {
      do: "edit",
      changes: {
        ...(title && { title }),
        ...(rationale && { rationale }),
        ...(items && { items }),
        ...(renamed && (lines.length > 0 || request.lines) && { lines }),
        ...(country && { target: country }),
        ...(priority && { priority }),
        ...(within && { campaign: within.id }),
      },
    };
  },
  headline: "did.edit",
});
