import { z } from "zod";
import { NO_CONTRIBUTIONS } from "../domain/contribution.ts";
import type { NewResponse } from "../domain/intent.ts";
import type { Claim } from "../domain/response.ts";
import { isAnswer, isNewClock } from "../domain/standing.ts";
import { dayOf } from "../domain/time.ts";
import { EXTENTS, GROUNDS, OUTCOMES, TRIGGERS } from "../domain/vocabulary.ts";
import type { Key, Say } from "../language/say.ts";
import type { Desk } from "../ports.ts";
import { answerText, disputes, otherAnswer } from "../view/answer.ts";
import { facts, line as sentence } from "../view/blocks.ts";
import type { Card } from "../view/card.ts";
import { settledRows } from "../view/claims.ts";
import { day, dueText } from "../view/text.ts";
import type { Block } from "../view/view.ts";
import { command } from "./command.ts";
import { dueFrom, happened } from "./dating.ts";
import { teamHere } from "./finding.ts";
import { type About, about, aboutWhat, heardView, record } from "./hearing.ts";
import { choice, flag, line, long, maybe, moment, nth } from "./options.ts";
import { cardOf, changeRequest, teamOf } from "./recording.ts";

/** An answer that is here but that nobody has read yet: it stops no clock. */
const UNREAD = "unread";

/** What a button carries of a correction; anything else is what is to be corrected. */
const CARRIED = ["request", "company", "v", "edit"];

const options = z.object({
  ...about(),
  outcome: maybe(choice("outcome", [...OUTCOMES, UNREAD])),
  text: maybe(long(), { form: true }),
  extent: maybe(choice("extent", EXTENTS), { form: true }),
  ground: maybe(choice("ground", GROUNDS), { form: true }),
  reason: maybe(line(), { form: true }),
  spokesperson: maybe(line(120)),
  line: maybe(line(120)),
  customers: maybe(line(120)),
  countries: maybe(line(200)),
  duration: maybe(line(120)),
  effective: maybe(moment()),
  stated: maybe(moment()),
  published: maybe(moment()),
  trigger: maybe(choice("trigger", TRIGGERS)),
  source: maybe(line(120)),
  until: maybe(moment(), { form: true }),
  asks: maybe(line()),
  automatic: maybe(flag()),
  supersedes: maybe(nth()),
  edit: maybe(nth()),
  disputes: maybe(nth()),
  choose: maybe(nth()),
});
type Typed = z.output<typeof options>;

/** The fields of an answer as they were given; what was left out stays out. */
const fieldsOf = (typed: Typed, desk: Desk, zone: string): Partial<NewResponse> => {
  const { outcome, text, extent, ground, reason, spokesperson, trigger, source } = typed;
  const scope = Object.fromEntries(
    (["line", "customers", "countries", "duration"] as const).flatMap((part) =>
      typed[part] ? [[part, typed[part]]] : [],
    ),
  );
  const date = (option: "effective" | "stated" | "published") => {
    const value = typed[option];
    return value && { [option]: happened(desk, zone, value, option, option === "effective" ? "either" : "past") };
  };
  return {
    ...(outcome && outcome !== UNREAD && { outcome }),
    ...(text && { text }),
    ...(extent && { extent }),
    ...(ground && { ground }),
    ...(reason && { reason }),
    ...(spokesperson && { spokesperson }),
    ...(trigger && { trigger }),
    ...(source && { source }),
    ...(Object.keys(scope).length > 0 && { scope }),
    ...date("effective"),
    ...date("stated"),
    ...date("published"),
  };
};

/** Each field that another source states otherwise, as a claim of that source. */
const claimsOf = ({ outcome, extent, source = "" }: Typed): readonly Claim[] => [
  ...(outcome && outcome !== UNREAD ? [{ field: "outcome", value: outcome, source, chosen: false } as const] : []),
  ...(extent ? [{ field: "extent", value: extent, source, chosen: false } as const] : []),
];

const recorded = async (
  typed: Typed,
  desk: Desk,
  what: About,
): Promise<{ heard: Awaited<ReturnType<typeof record>>; headline: Key }> => {
  const team = "request" in what ? await teamOf(desk, what.request) : await teamHere(desk);
  const fields = fieldsOf(typed, desk, team.zone);
  const promise = typed.until === undefined ? undefined : dueFrom(desk, team, typed.until, "until");
  if (typed.edit !== undefined) {
    const corrected = await record(desk, what, { do: "edit_response", version: typed.edit, changes: fields });
    const named =
      promise && "card" in corrected
        ? {
            card: await cardOf(
              desk,
              await changeRequest(desk, corrected.card.request, { do: "promise", due: promise }),
            ),
          }
        : corrected;
    return { heard: named, headline: "did.response_edited" };
  }
  if (typed.disputes !== undefined) {
    return {
      heard: await record(desk, what, { do: "dispute_response", version: typed.disputes, claims: claimsOf(typed) }),
      headline: "did.disputed",
    };
  }
  if (typed.choose !== undefined) {
    const field = typed.extent ? "extent" : "outcome";
    return {
      heard: await record(desk, what, {
        do: "choose",
        version: typed.choose,
        field,
        value: typed.extent ?? typed.outcome ?? "",
      }),
      headline: "did.chosen",
    };
  }
  const { asks, supersedes, automatic = false } = typed;
  // A subject that no request was ever put to, or a company spoken of outside any request, acted unasked.
  const unsolicited = "company" in what || what.request.approaches.length === 0;
  const response: NewResponse = { automatic, unsolicited, ...fields, ...(supersedes !== undefined && { supersedes }) };
  const heard = await record(desk, what, {
    do: "respond",
    response,
    ...(asks && { asks }),
    ...(promise && { promise }),
  });
  return {
    heard,
    headline:
      "company" in what
        ? "did.company_response"
        : response.outcome === undefined
          ? "did.response_unread"
          : "did.response",
  };
};

/** Says why the clock runs on, where the answer that was just recorded was given before it began. */
const older = ({ request, standing, team }: Card, say: Say): readonly Block[] => {
  const answer = request.responses.at(-1);
  const { deadline } = request;
  if (!answer || !deadline || !standing.running || !isAnswer(answer.outcome) || !isNewClock(request, answer)) return [];
  return [sentence(...say("did.response_older", { day: day(dayOf(deadline.from, team.zone)) }))];
};

/** Records a company's answer as one more version; or corrects, disputes or settles a version that is there. */
export const response = command({
  name: "response",
  group: "hear",
  needs: "coordinator",
  changes: true,
  audience: "channel",
  positional: ["request", "outcome", "text"],
  examples: [
    'response AID-1 accepted_partial "No new customers" extent:pause_new countries:"Russia, Belarus" source:"Example Times"',
    "response AID-1 declined ground:legal",
    'response company:Fabrikam extent:suspend text:"Cut its links" trigger:own_initiative',
  ],
  wants(typed) {
    const subject = typed["company"] ? [] : ["request"];
    if (typed["edit"])
      return Object.keys(typed).some((option) => !CARRIED.includes(option)) ? subject : [...subject, "outcome"];
    if (typed["disputes"]) return [...subject, "source", ...(typed["outcome"] ? [] : ["extent"])];
    if (typed["choose"]) return [...subject, ...(typed["outcome"] ? [] : ["extent"])];
    return typed["company"]
      ? typed["outcome"] || typed["extent"] || typed["text"]
        ? []
        : ["text"]
      : [...subject, "outcome"];
  },
  options,
  run: async (typed, desk) => recorded(typed, desk, await aboutWhat(desk, typed)),
  present({ heard, headline }, say) {
    if (!("card" in heard)) return heardView(heard, headline, say);
    const { request, standing } = heard.card;
    const answer = standing.inForce;
    return heardView(heard, headline, say, [
      ...(answer
        ? facts([
            [say.words("fact.answer"), answerText(answer, request.evidence, say)],
            [say.words("fact.other_answer"), otherAnswer(request.responses, answer, say)],
            ...disputes(answer, say),
            ...settledRows({ ...NO_CONTRIBUTIONS, responses: [answer] }, heard.card.people, say),
          ])
        : []),
      ...older(heard.card, say),
      ...(standing.promised ? [sentence(...say("did.promised", { due: dueText(standing.promised) }))] : []),
    ]);
  },
});
