import { extentOf, outcomeOf } from "../domain/answer.ts";
import type { Evidence } from "../domain/request.ts";
import type { Claim, Response } from "../domain/response.ts";
import type { Say } from "../language/say.ts";
import { datedText } from "./dated.ts";
import { partSupported } from "./evidence.ts";
import { answerWords } from "./state.ts";
import { join, short, when } from "./text.ts";
import type { Text } from "./view.ts";

const value = (claim: Claim, say: Say): string => short(say.word(claim.field, claim.value));

/** Fields on which sources disagree and nobody has chosen, each with every source's value side by side. */
export const disputes = (answer: Response, say: Say): readonly (readonly [label: string, value: Text])[] => {
  const fields = [...new Set(answer.claims.map((claim) => claim.field))];
  return fields
    .filter((field) => !answer.claims.some((claim) => claim.field === field && claim.chosen))
    .map((field) => {
      const claims = answer.claims.filter((claim) => claim.field === field);
      const ours = field === "outcome" || field === "extent" ? answer[field] : undefined;
      const first: readonly Text[] =
        ours === undefined || claims.some((claim) => claim.value === ours)
          ? []
          : [
              say("answer.claim", {
                value: say.word(field, ours),
                source: answer.source ?? say.words("answer.our_record"),
              }),
            ];
      const rest = claims.map((claim) =>
        say("answer.claim", { value: value(claim, say), source: short(claim.source, 60) }),
      );
      return [
        say.words("fact.disputed", { field: say.words(`claim.${field}`) }),
        join([...first, ...rest], "; "),
      ] as const;
    });
};

/** Every claim shown carries its source or evidence, or the word "unsourced". */
const sourcing = (answer: Response, evidence: readonly Evidence[], say: Say): Text => {
  const count = evidence.filter((one) => {
    const part = partSupported(one);
    return part === undefined || (part.part === "response" && part.no === answer.version);
  }).length;
  return join([
    answer.source === undefined ? undefined : say("answer.source", { source: short(answer.source, 60) }),
    count === 0 ? undefined : say("answer.evidence", { count }),
    answer.source === undefined && count === 0 ? say("answer.unsourced") : undefined,
  ]);
};

/** What an answer says in one line: outcome, extent, its own words, scope, reason, speaker, date. Works on the changed fields alone, too. */
export const answerSummary = (answer: Partial<Response>, say: Say): Text => {
  const scope = [answer.scope?.line, answer.scope?.customers, answer.scope?.countries, answer.scope?.duration].filter(
    (one) => one !== undefined,
  );
  const date = answer.effective ?? answer.stated ?? answer.published;
  const words = answerWords(answer, say);
  return join([
    words === undefined ? undefined : [words],
    answer.text === undefined ? undefined : say("quoted", { text: short(answer.text, 160) }),
    answer.ground === undefined ? undefined : [say.word("ground", answer.ground)],
    scope.length === 0 ? undefined : [short(scope.join(", "), 120)],
    answer.reason === undefined ? undefined : say("answer.reason", { reason: short(answer.reason, 120) }),
    answer.spokesperson === undefined ? undefined : [short(answer.spokesperson, 60)],
    date === undefined ? undefined : datedText(date, say),
  ]);
};

/** An answer by what was chosen where sources differed. */
const asSettled = (answer: Response): Response => {
  const [outcome, extent] = [outcomeOf(answer), extentOf(answer)];
  return { ...answer, ...(outcome && { outcome }), ...(extent && { extent }) };
};

/** One version of an answer in one line, by the sources that somebody chose, with where it is known from. */
export const answerText = (answer: Response, evidence: readonly Evidence[], say: Say): Text =>
  join([
    answer.outcome !== undefined || answer.extent !== undefined
      ? undefined
      : say(answer.automatic ? "answer.automatic" : "answer.unread"),
    answerSummary(asSettled(answer), say),
    sourcing(answer, evidence, say),
  ]);

/** The latest other answer that says otherwise, for whoever records one and may not have seen it. */
export const otherAnswer = (responses: readonly Response[], answer: Response, say: Say): Text | undefined => {
  const other = responses.findLast(
    (one) => one.version !== answer.version && one.outcome !== undefined && !one.automatic,
  );
  if (other === undefined || outcomeOf(other) === outcomeOf(answer)) return undefined;
  return join([answerSummary(asSettled(other), say), say("answer.recorded", { at: when(other.recorded) })]);
};
