import { readingsInForce } from "../domain/contribution.ts";
import { contributed, type Fulfilment } from "../domain/fulfilment.ts";
import { type Climber, ladderOf } from "../domain/ladder.ts";
import { type Day, dayOf, type Zone } from "../domain/time.ts";
import { familyOf } from "../domain/vocabulary.ts";
import type { Say } from "../language/say.ts";
import { heading, list } from "./blocks.ts";
import type { Card } from "./card.ts";
import { custodyItems, deliveryText } from "./delivery-text.ts";
import { ladderItems } from "./ladder.ts";
import { pledgeText } from "./pledge-text.ts";
import { readingText } from "./reading-text.ts";
import { join, strong } from "./text.ts";
import type { Block, Text } from "./view.ts";

/** A record of things given, with the day on which it is read and the currency of its total. */
export interface Given {
  readonly record: Climber;
  readonly today: Day;
  readonly zone: Zone;
  readonly base?: string;
  /** Of a request to give something. */
  readonly fulfilment?: Fulfilment;
}

/** What was promised and what arrived, as the card of a request knows it. */
export const givenOn = ({
  request,
  campaign,
  team,
  at,
}: Pick<Card, "request" | "campaign" | "team" | "at">): Given => ({
  record: request,
  today: dayOf(at, team.zone),
  zone: team.zone,
  ...(campaign?.currency !== undefined && { base: campaign.currency }),
  ...(familyOf(request.kind) === "contribute" && { fulfilment: contributed(request) }),
});

/** Rows of one list; the rest is counted. */
const ROWS = 8;

/** Only what is shown is put into words: a company may have given thousands of things. */
const rows = <T>(items: readonly T[], text: (item: T) => Text, say: Say): readonly Block[] =>
  list(
    items.slice(0, ROWS).map(text),
    items.length > ROWS ? say("digest.hidden", { count: items.length - ROWS }) : undefined,
  );

const asIs = (text: Text): Text => text;

const named = (name: Text, text: Text): Text => [strong(...name), ": ", ...text];

/** Every pledge, every delivery, and of each metric the reading in force. */
const parts = ({ record, today, zone }: Given, say: Say): readonly (() => Text)[] => [
  ...record.pledges.map(
    (pledge) => () => named(say("given.pledge", { number: pledge.no }), pledgeText(record, pledge, today, say)),
  ),
  ...record.deliveries.map(
    (delivery) => () =>
      named(say("given.delivery", { number: delivery.no }), deliveryText(record, delivery, zone, say)),
  ),
  ...readingsInForce(record).map(
    (reading) => () => named(say("given.reading", { number: reading.no }), readingText(record, reading, say)),
  ),
];

/** How far everything has come, for an answer that does not show the whole card. */
export const ladderRows = ({ record, base }: Given, say: Say): readonly Block[] =>
  rows(ladderItems(ladderOf(record, base), say), asIs, say);

/** The section of a card: from what was asked to what was verified, then each promise, delivery and reading, and who has the units. */
export const contributionsSection = (given: Given, say: Say): readonly Block[] => {
  const { record, fulfilment, zone } = given;
  const all = parts(given, say);
  if (all.length === 0) return [];
  const how = fulfilment === undefined ? undefined : [say.word("fulfilment", fulfilment)];
  const held = custodyItems(record.deliveries, zone, say);
  return [
    heading(...join([say("given.title"), how])),
    ...ladderRows(given, say),
    ...rows(all, (text) => text(), say),
    ...(held.length === 0 ? [] : [heading(...say("given.units_held")), ...rows(held, asIs, say)]),
  ];
};
