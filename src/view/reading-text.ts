import type { Reading, Share } from "../domain/contribution.ts";
import type { Climber } from "../domain/ladder.ts";
import { settledQuantity } from "../domain/settled.ts";
import type { Say } from "../language/say.ts";
import { lineText, quantityText } from "./amount.ts";
import { datedText } from "./dated.ts";
import { join, short } from "./text.ts";
import { openClaims, trustText } from "./trust.ts";
import type { Text } from "./view.ts";

/** Shares that are named; the rest is counted. */
const SHARES = 10;

/** "27 ministries", and in their own words what nobody counted: "dozens of companies". */
const shareText = ({ of, quantity }: Share, say: Say): Text =>
  quantity.value === undefined ? [short(quantity.stated)] : lineText({ item: of, quantity }, say);

const breakdownText = (shares: readonly Share[], say: Say): Text =>
  join(
    [
      ...shares.slice(0, SHARES).map((share) => shareText(share, say)),
      shares.length > SHARES ? say("digest.hidden", { count: shares.length - SHARES }) : undefined,
    ],
    ", ",
  );

/** A reading in one row: the number as computed and as it was stated, its day, its shares, what it covers. */
export const readingText = (record: Climber, reading: Reading, say: Say): Text => {
  const quantity = settledQuantity(reading);
  return join([
    [`${short(reading.metric, 60)}: `, ...quantityText(quantity, say)],
    quantity.value === undefined ? undefined : say("quoted", { text: short(quantity.stated) }),
    datedText(reading.at, say),
    breakdownText(reading.breakdown, say),
    reading.tags.length === 0 ? undefined : say("given.covers", { tags: short(reading.tags.join(", "), 160) }),
    reading.reason === undefined ? undefined : say("given.reason", { reason: short(reading.reason, 120) }),
    reading.pledge === undefined ? undefined : say("given.of_pledge", { number: reading.pledge }),
    reading.delivery === undefined ? undefined : say("given.of_delivery", { number: reading.delivery }),
    trustText(record, "reading", reading.no, say),
    ...openClaims(reading.claims, say),
  ]);
};
