import type { Company, Team } from "../domain/parties.ts";
import { type Request, refOf } from "../domain/request.ts";
import { plusHours, roughly } from "../domain/time.ts";
import type { Kind } from "../domain/vocabulary.ts";
import { zoneOf } from "../domain/zoned.ts";
import type { Key } from "../language/say.ts";
import type { Desk } from "../ports.ts";
import { Question } from "./question.ts";
import { likened } from "./text.ts";

/** What somebody is about to ask of a company. */
export interface Asking {
  readonly company: Company;
  readonly kind: Kind;
  readonly title: string;
  readonly text: string | undefined;
  readonly team: Team;
}

/** The same words, whatever the spaces, case and punctuation. */
const sameWords = (one: string | undefined, other: string | undefined): boolean => {
  const bare = (text: string): string => likened(text).replace(/[^\p{L}\p{N}]+/gu, "");
  return one !== undefined && other !== undefined && bare(one) !== "" && bare(one) === bare(other);
};

/** Why an open request looks like the one about to be made; undefined when it does not. */
const likeness = (asking: Asking, other: Request, since: string): Key | undefined => {
  if (sameWords(asking.title, other.title) || other.approaches.some(({ text }) => sameWords(asking.text, text)))
    return "question.same_words";
  if (other.kind === asking.kind) return "question.same_kind";
  const wrote = other.approaches.some(({ at }) => roughly(at, zoneOf(other)) >= since);
  return other.team !== asking.team.id && wrote ? "question.collision" : undefined;
};

/** The most telling reason first: the same words, then the same kind of ask, then another team's letter. */
const REASONS: readonly Key[] = ["question.same_words", "question.same_kind", "question.collision"];

/** Requests that a new one may repeat or cross, with the reason for the closest one. */
export const likeRequests = async (
  desk: Desk,
  asking: Asking,
): Promise<readonly { request: Request; reason: Key }[]> => {
  const since = plusHours(desk.at, -24 * desk.workspace.collisionDays);
  const open = await desk.requestsTo(asking.company.id, 20);
  return open
    .flatMap((request) => {
      const reason = likeness(asking, request, since);
      return reason ? [{ request, reason }] : [];
    })
    .toSorted((a, b) => REASONS.indexOf(a.reason) - REASONS.indexOf(b.reason));
};

/** Asks before a possible duplicate or collision is made, not after. */
export const askAboutLikeRequests = async (desk: Desk, asking: Asking): Promise<void> => {
  const [first, ...others] = await likeRequests(desk, asking);
  if (!first) return;
  const team = await desk.team(first.request.team);
  const ref = refOf(first.request.ref);
  throw new Question(
    first.reason,
    { ref, title: first.request.title, company: asking.company.name, team: team?.name ?? "", more: others.length },
    [
      { label: "choice.show", fillings: { ref }, weight: "main", call: { command: "show", options: { request: ref } } },
      { label: "choice.anyway", weight: "plain", set: { anyway: "yes" } },
    ],
  );
};
