import { z } from "zod";
import { type Instalment, type Step, stepAt } from "../domain/contribution.ts";
import type { NewStep } from "../domain/intent.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Zone } from "../domain/time.ts";
import { FORMS, type Form, STAGES } from "../domain/vocabulary.ts";
import type { Desk } from "../ports.ts";
import { readMoney } from "./amounts.ts";
import { dayNamed, happened, now } from "./dating.ts";
import { type Giving, gathered, teamFor } from "./giving.ts";
import { goodsInTitle, readGoods } from "./goods.ts";
import { type About, about } from "./hearing.ts";
import { choice, flag, line, lines, maybe, moment, nth } from "./options.ts";
import { valued, WORTH, wantsOfWorth, worthOf } from "./valuing.ts";
import { oneOf, type Way } from "./ways.ts";

/** What the pledge command takes, in all its ways. */
export const PLEDGE_OPTIONS = z.object({
  ...about(),
  title: maybe(line(), { unless: "pledge" }),
  ...valued(),
  form: maybe(choice("form", FORMS)),
  stage: maybe(choice("stage", STAGES)),
  lines: maybe(lines()),
  recipients: maybe(line(120)),
  condition: maybe(line()),
  at: maybe(moment()),
  source: maybe(line(120)),
  response: maybe(nth()),
  under: maybe(nth()),
  pledge: maybe(nth()),
  instalment: maybe(line()),
  due: maybe(moment()),
  came: maybe(nth()),
  cancel: maybe(line()),
  met: maybe(flag()),
  edit: maybe(nth()),
});
type Typed = z.output<typeof PLEDGE_OPTIONS>;

const EDITABLE = ["title", "recipients", "condition", "under", "response"] as const;

/** An amount alone does not say whether money comes or goods of that price; totals must never mix the two. */
const wantsForm = (typed: Readonly<Record<string, unknown>>): readonly string[] =>
  typed["amount"] !== undefined && (["basis", "lines", "under"] as const).every((option) => typed[option] === undefined)
    ? ["form"]
    : [];

/** A new pledge; a further stage of one; its instalments, planned and come; its condition, its end; a correction. */
export const PLEDGE_WAYS: readonly Way[] = [
  { by: "edit", needs: oneOf(...EDITABLE), offers: ["title", "recipients", "condition"], takes: EDITABLE },
  { by: "cancel", needs: () => ["pledge"], offers: [], takes: [] },
  { by: "met", needs: () => ["pledge"], offers: [], takes: [] },
  {
    by: "came",
    needs: (typed) => ["pledge", ...wantsOfWorth(typed)],
    offers: ["amount", "at"],
    takes: WORTH,
  },
  ...["instalment", "due"].map(
    (by): Way => ({
      by,
      needs: (typed) => ["pledge", "instalment", "due", ...wantsOfWorth(typed, "instalment")],
      offers: [],
      takes: WORTH.filter((option) => option !== "amount"),
    }),
  ),
  {
    by: "pledge",
    needs: (typed) => ["stage", ...wantsOfWorth(typed)],
    offers: ["amount", "lines", "at", "source"],
    takes: WORTH,
  },
  {
    needs: (typed) => ["title", ...wantsForm(typed), ...wantsOfWorth(typed)],
    offers: ["amount", "form", "stage", "lines", "source"],
    takes: [...WORTH, "recipients", "condition", "at", "response", "under"],
  },
];

/** What was said at this stage; on the day it is recorded, unless a day was named. */
const stepOf = async (typed: Typed, desk: Desk, what: About, zone: Zone): Promise<NewStep> => ({
  stage: typed.stage ?? "announced",
  at: typed.at === undefined ? now(desk) : happened(desk, zone, typed.at, "at"),
  ...(await worthOf(desk, what, zone, typed)),
  lines: typed.lines ?? [],
  ...(typed.source && { source: typed.source }),
});

/** What a further stage repeats when nothing else is said: who commits themselves commits to what was announced. */
const repeated = (typed: Typed, what: About): Partial<Pick<Step, "lines" | "value">> => {
  const pledge = gathered(what).pledges.find(({ no }) => no === typed.pledge);
  const said = pledge && (stepAt(pledge, typed.stage ?? "announced") ?? stepAt(pledge, "announced"));
  if (!said || typed.amount !== undefined || typed.lines !== undefined) return {};
  return { lines: said.lines, ...(said.value && { value: said.value }) };
};

/** An instalment as typed: money, or of a pledge in kind also goods that are counted. */
const partOf = (typed: string, form: Form | undefined): Pick<Instalment, "value" | "lines"> => {
  try {
    return { value: { money: readMoney(typed) }, lines: [] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const goods = form === "in_kind" ? readGoods(typed) : undefined;
    if (goods?.every(({ quantity }) => quantity !== undefined)) return { lines: goods };
    throw new Refusal(error.code, error.params, "instalment");
  }
};

const planned = async (typed: Typed, desk: Desk, what: About, zone: Zone): Promise<Giving> => {
  const { pledge = 0, instalment = "", due = "" } = typed; // the ways let none of them be missing
  const { value, lines: goods } = partOf(instalment, gathered(what).pledges.find(({ no }) => no === pledge)?.form);
  const worth = await worthOf(desk, what, zone, { ...typed, amount: value?.money });
  return {
    intent: {
      do: "plan_instalment",
      pledge,
      instalment: { due: dayNamed(desk, zone, due, "due", "future"), ...worth, lines: goods },
    },
    headline: "did.instalment",
    touched: { part: "pledge", no: pledge },
  };
};

const made = async (typed: Typed, desk: Desk, what: About, zone: Zone): Promise<Giving> => {
  const above = gathered(what).pledges.find(({ no }) => no === typed.under);
  const form = typed.form ?? above?.form ?? "in_kind";
  if (form === "cash" && typed.basis !== undefined) throw new Refusal("not_together", {}, "basis");
  const { title = "", recipients, condition, response, under } = typed; // the ways want a title
  const goods = typed.lines ?? (form === "in_kind" ? goodsInTitle(title) : []);
  const pledge = {
    form,
    title,
    ...(recipients && { recipients }),
    ...(condition && { condition }),
    ...(response !== undefined && { response }),
    ...(under !== undefined && { parent: under }),
  };
  return {
    intent: { do: "pledge", pledge, step: await stepOf({ ...typed, lines: goods }, desk, what, zone) },
    headline: "did.pledge",
    touched: { part: "pledge" },
  };
};

/** What the typed words come to: one fact about one pledge. */
export const pledging = async (typed: Typed, desk: Desk, what: About): Promise<Giving> => {
  const { zone } = await teamFor(desk, what);
  const { edit, pledge: no = 0 } = typed;
  const touched = { part: "pledge", no: edit ?? no } as const;
  if (edit !== undefined) {
    const { title, recipients, condition, under, response } = typed;
    const changes = {
      ...(title && { title }),
      ...(recipients && { recipients }),
      ...(condition && { condition }),
      ...(under !== undefined && { parent: under }),
      ...(response !== undefined && { response }),
    };
    return { intent: { do: "edit_pledge", no: edit, changes }, headline: "did.pledge_edited", touched };
  }
  if (typed.cancel !== undefined)
    return { intent: { do: "cancel_pledge", no, reason: typed.cancel }, headline: "did.pledge_cancelled", touched };
  if (typed.met !== undefined) {
    if (!typed.met) throw new Refusal("nothing_to_change", {}, "met");
    return { intent: { do: "meet_condition", no }, headline: "did.condition_met", touched };
  }
  if (typed.came !== undefined) {
    const on = typed.at === undefined ? now(desk) : happened(desk, zone, typed.at, "at");
    const came = { on, ...(await worthOf(desk, what, zone, typed)) };
    return {
      intent: { do: "instalment_came", pledge: no, no: typed.came, came },
      headline: "did.instalment_came",
      touched,
    };
  }
  if (typed.instalment !== undefined) return planned(typed, desk, what, zone);
  if (typed.pledge === undefined) return made(typed, desk, what, zone);
  return {
    intent: { do: "state_pledge", no, step: { ...(await stepOf(typed, desk, what, zone)), ...repeated(typed, what) } },
    headline: "did.pledge_stated",
    touched,
  };
};
