import type { Id } from "../domain/request.ts";
import { refOf } from "../domain/request.ts";
import { dayOf } from "../domain/time.ts";
import type { Say } from "../language/say.ts";
import { agreementsSection } from "./agreements.ts";
import { answerText, disputes } from "./answer.ts";
import { approvalBlocks } from "./approval.ts";
import { buttons, facts, line, note } from "./blocks.ts";
import { cardButtons, settleButtons, showNow } from "./buttons.ts";
import type { Card } from "./card.ts";
import { settledRows } from "./claims.ts";
import { clockText, readingOf, toneOf } from "./clock.ts";
import { contributionsSection, givenOn } from "./contributions.ts";
import { datedText } from "./dated.ts";
import { nextStep } from "./next.ts";
import { noteRows } from "./notes.ts";
import { stateText } from "./state.ts";
import { dueText, excerpt, join, mention, short, strong, when } from "./text.ts";
import type { Block, Text, Tone, View } from "./view.ts";

/** Long fields are cut on the card, with a count; the entry in the history and the forms hold them whole. */
const LONG = 300;

/** "AID-1 · Amazon · End AWS in Russia". */
export const cardTitle = ({ request, company }: Pick<Card, "request" | "company">): Text => [
  `${refOf(request.ref)} · ${short(company.name, 60)} · ${short(request.title, 120)}`,
];

/** The tone of a request: late and soon from its clock, good once they agreed in full. */
export const cardTone = ({ standing, at }: Card): Tone => {
  const tone = toneOf(readingOf(standing, at));
  return tone === "plain" && standing.outcome === "accepted_full" && !standing.disputed ? "good" : tone;
};

/** State, then date, then the next step: how every view about one request begins. */
export const opening = (card: Card, say: Say): readonly Block[] => {
  const clock = clockText(card, say);
  return [
    line(strong(...stateText(card, say))),
    ...(clock === undefined ? [] : [line(...clock)]),
    line(...say("next.label", { step: nextStep(card, say) })),
  ];
};

const person = (card: Card, id: Id | undefined, say: Say): Text | undefined => {
  if (id === undefined) return undefined;
  const member = card.people[id];
  if (member === undefined) return say("person.unknown");
  const today = dayOf(card.at, card.team.zone);
  const away = member.awayUntil === undefined || member.awayUntil < today ? undefined : member.awayUntil;
  return join(
    [
      [mention(member)],
      member.active ? undefined : say("person.left"),
      away === undefined ? undefined : say("person.away", { day: { day: away } }),
    ],
    ", ",
  );
};

/** Who owns a request and who stands in; "nobody" is said, since it is something to mend. */
export const peopleFacts = (card: Card, say: Say): readonly (readonly [label: string, value: Text | undefined])[] => [
  [say.words("fact.owner"), person(card, card.request.owner, say) ?? say("person.none")],
  [say.words("fact.stand_in"), person(card, card.request.standIn, say)],
];

const counts = ({ request }: Card, say: Say): Text | undefined => {
  const open = request.notes.filter(
    (one) => (one.kind === "question" || one.kind === "concern") && one.answer === undefined,
  ).length;
  return join([
    request.notes.length === 0 ? undefined : say("card.notes", { count: request.notes.length }),
    open === 0 ? undefined : say("card.questions", { count: open }),
    request.evidence.length === 0 ? undefined : say("card.evidence", { count: request.evidence.length }),
  ]);
};

const lastApproach = ({ request }: Card, say: Say): Text | undefined => {
  const last = request.approaches.at(-1);
  if (last === undefined) return say("card.not_sent");
  return join([
    [say.word("channel", last.channel)],
    datedText(last.at, say),
    last.rung === undefined ? undefined : [say.word("rung", last.rung)],
    request.approaches.length === 1 ? undefined : say("card.approaches", { count: request.approaches.length }),
  ]);
};

/** Approaches whose date another source gives otherwise, each with every date side by side. */
const dateConflicts = ({ request }: Card, say: Say): readonly (readonly [label: string, value: Text])[] =>
  request.approaches
    .filter(({ claims }) => claims.some(({ field }) => field === "date") && !claims.some(({ chosen }) => chosen))
    .map((approach) => [
      say.words("fact.date_disputed"),
      join([
        [say.word("channel", approach.channel)],
        datedText(approach.at, say),
        ...approach.claims.map((claim) =>
          say("card.other_date", { date: short(claim.value, 60), source: short(claim.source, 60) }),
        ),
      ]),
    ]);

/** The answer in force, and one that arrived and nobody has read. */
const answerFact = ({ request, standing }: Card, say: Say): Text => {
  const { inForce, unread } = standing;
  const arrived = unread === undefined ? undefined : say("card.unread", { since: when(unread.since) });
  if (inForce === undefined) return arrived ?? say("answer.none");
  return join([answerText(inForce, request.evidence, say), arrived], "; ");
};

/** The facts of a request beside its state: who, what they said, and what is kept on it. */
const cardFacts = (card: Card, say: Say): readonly Block[] => {
  const { request, standing, campaign, team, at } = card;
  const answer = standing.inForce;
  const words = say.words;
  return facts([
    [words("fact.answer"), answerFact(card, say)],
    ...(answer === undefined ? [] : disputes(answer, say)),
    ...settledRows(request, card.people, say),
    [
      words("fact.promise"),
      request.promise === undefined
        ? undefined
        : join([
            [dueText(request.promise.due)],
            request.promise.text === undefined ? undefined : say("quoted", { text: short(request.promise.text, 120) }),
          ]),
    ],
    [
      words("fact.snooze"),
      request.snooze === undefined || request.snooze.until <= at
        ? undefined
        : say("card.snooze", { until: when(request.snooze.until), reason: short(request.snooze.reason, 200) }),
    ],
    ...peopleFacts(card, say),
    [words("fact.approach"), lastApproach(card, say)],
    ...dateConflicts(card, say),
    [words("fact.kind"), [say.word("kind", request.kind)]],
    [words("fact.items"), request.items === undefined ? undefined : excerpt(request.items, LONG, say)],
    [words("fact.target"), request.target === undefined ? undefined : [short(request.target)]],
    [words("fact.rationale"), request.rationale === undefined ? undefined : excerpt(request.rationale, LONG, say)],
    [words("fact.priority"), request.priority === "normal" ? undefined : [say.word("priority", request.priority)]],
    [words("fact.campaign"), campaign === undefined ? undefined : [short(campaign.name)]],
    [words("fact.team"), [short(team.name)]],
    ...noteRows(request, say),
    [words("fact.kept"), counts(card, say)],
  ]);
};

/** The living card of a request: what it is, whose move, until when, and the buttons that act on it. */
export const requestCard = (card: Card, say: Say): View => ({
  title: cardTitle(card),
  tone: cardTone(card),
  blocks: [
    ...(card.asOf === undefined ? [] : [note(...say("list.as_of", { when: when(card.asOf) }))]),
    ...opening(card, say),
    ...approvalBlocks(card, say),
    ...cardFacts(card, say),
    ...contributionsSection(givenOn(card), say),
    ...agreementsSection(card.request, say),
    note(...say("card.foot", { version: card.request.version, changed: when(card.request.changed.at) })),
    ...(card.asOf === undefined
      ? [...buttons(settleButtons(card, say)), ...buttons(cardButtons(card, say))]
      : buttons([showNow("show", { request: refOf(card.request.ref) }, say)])),
  ],
});
