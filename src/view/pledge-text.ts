import type { Instalment, Pledge, Step } from "../domain/contribution.ts";
import { stepAt } from "../domain/contribution.ts";
import { type Climber, nextInstalment, overallocatedOf, overdueInstalments, unallocatedOf } from "../domain/ladder.ts";
import type { Line } from "../domain/quantity.ts";
import { formOf, pledgedAt } from "../domain/settled.ts";
import type { Day } from "../domain/time.ts";
import { STAGES, type Stage } from "../domain/vocabulary.ts";
import type { Say } from "../language/say.ts";
import { lineText, moneyText, valueText } from "./amount.ts";
import { datedText } from "./dated.ts";
import { dueText, join, short } from "./text.ts";
import { openClaims, trustText } from "./trust.ts";
import type { Text } from "./view.ts";

/** Lines of goods that one sentence names; the rest is counted. */
const LINES = 5;

/** Goods that the title does not name already. */
export const beside = (title: string, lines: readonly Line[]): readonly Line[] =>
  lines.filter(({ quantity }) => quantity?.stated !== title);

/** Amount and goods in one row: "$75,000,000 (donor’s estimate), 5,000 terminals". */
export const amountsText = ({ value, lines }: Pick<Step, "lines"> & Partial<Pick<Step, "value">>, say: Say): Text =>
  join(
    [
      value && valueText(value, say),
      ...lines.slice(0, LINES).map((line) => lineText(line, say)),
      lines.length > LINES ? say("digest.hidden", { count: lines.length - LINES }) : undefined,
    ],
    ", ",
  );

/** What they said at a stage, by the values that were settled on: "announced Mon 7 Mar 2022: $75,000,000". */
const stageText = (pledge: Pledge, stage: Stage, say: Say): Text | undefined => {
  const [step, now] = [stepAt(pledge, stage), pledgedAt(pledge, stage)];
  if (step === undefined || now === undefined) return undefined;
  const amounts = amountsText({ ...now, lines: beside(pledge.title, now.lines) }, say);
  const said = say("given.stage", { stage: say.word("stage", stage), at: datedText(step.at, say) });
  return join([said, amounts], ": ");
};

const instalmentText = (one: Instalment, say: Say): Text => {
  const planned = say("given.instalment", {
    number: one.no,
    amount: amountsText(one, say),
    due: dueText({ day: one.due }),
  });
  if (one.came === undefined) return planned;
  const { value, on } = one.came;
  return join([
    planned,
    say("given.came", {
      amount: value === undefined ? amountsText(one, say) : valueText(value, say),
      on: datedText(on, say),
    }),
  ]);
};

/** Every instalment, in the order in which they fall due. */
export const instalmentItems = (pledge: Pledge, say: Say): readonly Text[] =>
  pledge.instalments
    .toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.no - b.no))
    .map((one) => instalmentText(one, say));

/** What is overdue, or else what comes next; nothing once everything came. */
const awaitedText = (pledge: Pledge, today: Day, say: Say): Text | undefined => {
  const [overdue] = overdueInstalments({ pledges: [pledge] }, today);
  const next = overdue ?? nextInstalment({ pledges: [pledge] }, today);
  return (
    next &&
    say(overdue ? "given.overdue_instalment" : "given.next_instalment", {
      amount: amountsText(next.instalment, say),
      due: dueText({ day: next.instalment.due }),
    })
  );
};

/** What of a split pledge no share has taken, or by how much its shares exceed it. */
export const splitText = (pledge: Pledge, record: Climber, say: Say): Text | undefined => {
  const [rest, over] = [unallocatedOf(pledge, record.pledges), overallocatedOf(pledge, record.pledges)];
  if (rest !== undefined) return say("given.unallocated", { amount: moneyText(rest, say) });
  return over && say("given.overallocated", { amount: moneyText(over, say) });
};

const conditionText = ({ condition, conditionMet }: Pledge, say: Say): Text | undefined =>
  condition === undefined
    ? undefined
    : say(conditionMet === undefined ? "given.condition" : "given.condition_met", { condition: short(condition, 120) });

/** A pledge in one row: each stage beside the other, what it hangs on, what comes next, how well it is known. */
export const pledgeText = (record: Climber, pledge: Pledge, today: Day, say: Say): Text =>
  join([
    [short(pledge.title, 80)],
    pledge.cancelled && say("given.cancelled", { reason: short(pledge.cancelled.reason, 120) }),
    [say.word("form", formOf(pledge))],
    join(
      STAGES.map((stage) => stageText(pledge, stage, say)),
      " → ",
    ),
    pledge.recipients === undefined ? undefined : say("given.for", { recipients: short(pledge.recipients, 80) }),
    conditionText(pledge, say),
    pledge.parent === undefined ? undefined : say("given.share", { number: pledge.parent }),
    pledge.response === undefined ? undefined : say("given.from_answer", { number: pledge.response }),
    splitText(pledge, record, say),
    awaitedText(pledge, today, say),
    trustText(record, "pledge", pledge.no, say),
    ...openClaims(pledge.claims, say),
  ]);
