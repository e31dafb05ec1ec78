import { z } from "zod";
import type { Id } from "../domain/request.ts";
import type { Desk } from "../ports.ts";
import { facts } from "../view/blocks.ts";
import { peopleFacts } from "../view/request-card.ts";
import { calledAs, memberFor } from "./finding.ts";
import { onOneRequest } from "./one-request.ts";
import { flag, maybe, member, onRequest } from "./options.ts";
import { likened } from "./text.ts";

const NOBODY = ["nobody", "none", "-", "ніхто", "нікому"];

/** The member named, or null for "nobody". */
const personOr = async (desk: Desk, typed: string, option: string): Promise<Id | null> =>
  NOBODY.includes(likened(typed)) ? null : (await memberFor(desk, typed, option)).id;

/** Gives a request to an owner, and names who stands in while the owner is away. */
export const assign = onOneRequest({
  name: "assign",
  group: "steer",
  needs: "coordinator",
  positional: ["request", "member"],
  examples: ["assign AID-1 me", "assign AID-1 nobody"],
  wants: (typed) => (typed["stand-in"] ? [] : ["member"]),
  options: z.object({
    ...onRequest(),
    member: maybe(member()),
    "stand-in": maybe(member(), { form: true }),
    anyway: maybe(flag(), { hidden: true }),
  }),
  async intend(typed, desk) {
    const owner = typed.member === undefined ? undefined : await personOr(desk, typed.member, "member");
    const standIn = typed["stand-in"] === undefined ? undefined : await personOr(desk, typed["stand-in"], "stand-in");
    return { do: "assign", ...(owner !== undefined && { owner }), ...(standIn !== undefined && { standIn }) };
  },
  headline: "did.assign",
  details: (card, say) => facts(peopleFacts(card, say)),
  replaces: {
    fact: "assigned",
    present: async (request, desk) => {
      const owner = request.owner === undefined ? undefined : await desk.member(request.owner);
      return owner && [owner.name];
    },
    proposed: (typed, _, desk) => calledAs(desk, typed.member ?? typed["stand-in"] ?? ""),
  },
});
