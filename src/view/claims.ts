import { type Claimed, type ClaimedItem, claimedItems, disputedGifts, openFields, valuesOf } from "../domain/claims.ts";
import type { Member } from "../domain/parties.ts";
import type { Id } from "../domain/request.ts";
import type { Claim } from "../domain/response.ts";
import type { ClaimField } from "../domain/vocabulary.ts";
import type { Say } from "../language/say.ts";
import { moneyWords } from "./amount.ts";
import { nameOf } from "./fact-text.ts";
import { join, short } from "./text.ts";
import type { Button, Text } from "./view.ts";

type People = Readonly<Record<Id, Member>>;
type Row = readonly [label: string, value: Text];

/** An amount of our own record, which is kept as its code and its digits; sources keep their wording. */
const OWN_AMOUNT = /^([A-Z]{3}) (\d+(?:\.\d+)?)$/u;

/** A value in the reader's words: closed words translated, an amount of ours written out. */
const valueWords = (field: ClaimField, value: string, say: Say): string => {
  const [, currency, amount] = field === "amount" ? (OWN_AMOUNT.exec(value) ?? []) : [];
  if (currency === undefined || amount === undefined) return short(say.word(field, value), 80);
  return moneyWords({ amount, currency }, say.language);
};

/** Who says it; a value that somebody settled on without naming a source is our record's, or unsourced. */
const sourceOf = ({ field, value, source }: Claim, { own }: ClaimedItem, say: Say): string =>
  source === "" ? say.words(own[field] === value ? "answer.our_record" : "answer.unsourced") : short(source, 60);

/** "USD 37.5m (CBi)". */
const claimText = (claim: Claim, item: ClaimedItem, say: Say): Text =>
  say("answer.claim", { value: valueWords(claim.field, claim.value, say), source: sourceOf(claim, item, say) });

/** Our own value where no source says the same. */
const ownText = ({ own, claims }: ClaimedItem, field: ClaimField, say: Say): Text | undefined => {
  const value = own[field];
  return value === undefined || claims.some((claim) => claim.field === field && claim.value === value)
    ? undefined
    : say("answer.claim", { value: valueWords(field, value, say), source: say.words("answer.our_record") });
};

/** One field of one part: what was settled on and by whom, with what else is said; or all of it side by side. */
export const claimRow = (item: ClaimedItem, field: ClaimField, people: People, say: Say): Row => {
  const claims = item.claims.filter((claim) => claim.field === field);
  const chosen = claims.find((claim) => claim.chosen);
  const part = say("claims.part", { part: say.word("part", item.part), number: item.no });
  const others = join(
    [
      ownText(item, field, say),
      ...claims.filter((claim) => claim !== chosen).map((claim) => claimText(claim, item, say)),
    ],
    "; ",
  );
  const name = { field: say.words(`claim.${field}`) };
  if (!chosen) return [say.words("fact.disputed", name), [...part, ...others]];
  const settled = say("claims.settled", {
    claim: claimText(chosen, item, say),
    who: nameOf(chosen.by ?? "", people, say),
  });
  const rest = others.length === 0 ? [] : say("claims.others", { others });
  return [say.words("fact.settled", name), [...part, ...settled, ...rest]];
};

/** What was settled where sources differ, with who chose it; what is still open stands where the part itself does. */
export const settledRows = (record: Claimed, people: People, say: Say): readonly Row[] =>
  claimedItems(record).flatMap((item) =>
    [...new Set(item.claims.filter(({ chosen }) => chosen).map(({ field }) => field))].map((field) =>
      claimRow(item, field, people, say),
    ),
  );

/** Buttons that settle one dispute with one press; more than these are settled by typing. */
const MOST = 10;

/** The longest caption that every platform shows whole. */
const CAPTION = 40;

const settleLabel = ({ part, no }: ClaimedItem, value: string, say: Say): string => {
  const label = (text: string): string =>
    say.words("button.settle_part", { part: say.word("part", part), number: no, value: text });
  return label(short(value, CAPTION - label("").length));
};

/** One press settles which value we go by, wherever sources differ on what was promised or given. */
export const settleGifts = (record: Claimed, subject: Readonly<Record<string, string>>, say: Say): readonly Button[] =>
  disputedGifts(record)
    .flatMap((item) =>
      openFields(item).flatMap((field) =>
        valuesOf(item, field).map(
          (value): Button => ({
            label: settleLabel(item, valueWords(field, value, say), say),
            weight: "plain",
            call: { command: "claim", options: { ...subject, [item.part]: String(item.no), field, choose: value } },
          }),
        ),
      ),
    )
    .slice(0, MOST);
