import { hasArrived } from "../domain/custody.ts";
import type { GivingLine, GivingSum, GivingTotals } from "../domain/giving.ts";
import type { ExpectedLine, GivenLine } from "../domain/giving-overview.ts";
import { refOf } from "../domain/request.ts";
import type { Day } from "../domain/time.ts";
import type { Say } from "../language/say.ts";
import { moneyText } from "./amount.ts";
import { datedText } from "./dated.ts";
import { amountsText, beside } from "./pledge-text.ts";
import { day, join, short, strong } from "./text.ts";
import type { Text } from "./view.ts";

/** Whose it is: by number where it was asked for, by company alone where it is on the company's own record. */
const whose = ({ company, ref }: Pick<GivenLine, "company" | "ref">): Text =>
  ref === undefined ? [strong(short(company.name, 40))] : [strong(refOf(ref)), ` ${short(company.name, 40)}`];

const part = (name: string, number: number, say: Say): Text => [`${say.word("part", name)} ${number}`];

const stands = ({ stage, state }: GivingLine, say: Say): Text | undefined => {
  if (state !== undefined) return [say.word("delivery_state", state)];
  return stage === undefined ? undefined : [say.word("stage", stage)];
};

const amount = ({ money, base }: GivingLine, say: Say): Text | undefined =>
  money && [...moneyText(money, say), ...(base ? [" (", ...moneyText(base, say), ")"] : [])];

/** One promise or delivery on one line: whose, what, how much, where it stands, how well it is known. */
export const givingLine = (line: GivenLine, say: Say): Text => {
  const unthanked = !line.cancelled && !line.thanked && line.state !== undefined && hasArrived(line.state);
  return join([
    whose(line),
    [short(line.title)],
    part(line.part, line.no, say),
    amount(line, say),
    amountsText({ lines: beside(line.title, line.goods ?? []) }, say),
    line.recipients === undefined ? undefined : say("given.for", { recipients: short(line.recipients, 60) }),
    line.cancelled && line.state === undefined ? say("giving.taken_back") : stands(line, say),
    line.at === undefined ? undefined : datedText(line.at, say),
    line.sourced ? [say.word("level", line.level)] : say("answer.unsourced"),
    line.disputed ? say("overview.disputed") : undefined,
    unthanked ? say("giving.unthanked") : undefined,
  ]);
};

/** One instalment or the end of one agreement on one line. */
export const expectedLine = (line: ExpectedLine, today: Day, say: Say): Text => {
  const when = { day: day(line.day) };
  return join([
    whose(line),
    [short(line.title)],
    line.instalment === undefined ? part(line.part, line.no, say) : part("instalment", line.instalment, say),
    line.money && moneyText(line.money, say),
    say(line.part === "agreement" ? "giving.ends" : line.day < today ? "giving.was_due" : "giving.due", when),
  ]);
};

/** A sum by currency and, where that says more, what all of it comes to in the base currency. */
const sumText = ({ currencies, base, unconverted }: GivingSum, say: Say): Text | undefined => {
  if (currencies.length === 0) return undefined;
  const more = base !== undefined && currencies.some(({ currency }) => currency !== base.currency);
  return join(
    [
      join(currencies.map((money) => moneyText(money, say))),
      more ? say("giving.in_all", { amount: moneyText(base, say) }) : undefined,
      more && unconverted.length > 0
        ? say("giving.unconverted", { currencies: unconverted.map(({ currency }) => currency).join(", ") })
        : undefined,
    ],
    "; ",
  );
};

const COLUMNS = ["announced", "committed", "paid", "unconfirmed"] as const;

/** The four sums, each beside its name; those of nothing are left out. */
export const sumFacts = (
  totals: GivingTotals,
  say: Say,
): readonly (readonly [label: string, value: Text | undefined])[] =>
  COLUMNS.map((column) => [say.words(`giving.${column}`), sumText(totals[column], say)] as const);
