import type { ClaimedBeside, ExpectedPage, GivingDigest, GivingPage } from "../domain/giving-overview.ts";
import type { Day } from "../domain/time.ts";
import type { Key, Say } from "../language/say.ts";
import { facts, heading, list } from "./blocks.ts";
import { expectedLine, givingLine, sumFacts } from "./giving-line.ts";
import { outsideText } from "./outside.ts";
import { join, short } from "./text.ts";
import type { Block, Text } from "./view.ts";

const section = (key: Key, items: readonly Text[], total: number, say: Say): readonly Block[] =>
  total === 0
    ? []
    : [
        heading(...say(key, { count: total })),
        ...list(items, total > items.length ? say("digest.hidden", { count: total - items.length }) : undefined),
      ];

const given = (key: Key, { rows, total }: GivingPage, say: Say): readonly Block[] =>
  section(
    key,
    rows.map((row) => givingLine(row, say)),
    total,
    say,
  );

const expected = (key: Key, { rows, total }: ExpectedPage, today: Day, say: Say): readonly Block[] =>
  section(
    key,
    rows.map((row) => expectedLine(row, today, say)),
    total,
    say,
  );

/** "WINTER: 9 companies in our register, 6 of them asked here; 50+ companies (a college)": side by side, never added up. */
const besideText = ({ campaign, claims, asked }: ClaimedBeside, known: number, say: Say): Text =>
  join(
    [
      say("giving.own", { campaign: short(campaign, 60), known, asked }),
      ...claims.map((claim) => outsideText(claim, say)),
    ],
    "; ",
  );

/** What a digest says of promises and deliveries: what is due, what is open, and the sums; nothing where there is nothing. */
export const givingBlocks = (giving: GivingDigest, today: Day, say: Say): readonly Block[] => {
  const sums = facts([
    ...sumFacts(giving.totals, say),
    [say.words("giving.companies"), giving.companies === 0 ? undefined : [String(giving.companies)]],
  ]);
  return [
    ...expected("digest.instalments", giving.instalments, today, say),
    ...expected("digest.ending", giving.ending, today, say),
    ...given("digest.unthanked", giving.unthanked, say),
    ...given("digest.disputed", giving.disputed, say),
    ...(sums.length === 0 ? [] : [heading(...say("given.title")), ...sums]),
    ...(giving.external.length === 0 ? [] : [heading(...say("campaign.outside"))]),
    ...list(giving.external.map((one) => besideText(one, giving.known, say))),
  ];
};
