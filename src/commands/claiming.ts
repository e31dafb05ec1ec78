import {
  type Claimed,
  type ClaimedItem,
  type ClaimedPart,
  claimedItems,
  FIELDS_OF,
  valuesOf,
} from "../domain/claims.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Claim } from "../domain/response.ts";
import type { Zone } from "../domain/time.ts";
import { type ClaimField, EXTENTS, FORMS, OUTCOMES } from "../domain/vocabulary.ts";
import type { Desk } from "../ports.ts";
import { short } from "../view/text.ts";
import { readMoney, readQuantity } from "./amounts.ts";
import { happened } from "./dating.ts";
import { choice, type Fault } from "./options.ts";
import { type Choice, Question } from "./question.ts";
import { likened } from "./text.ts";

/** The parts that a claim can name, each an option of its own. */
const CLAIMED_PARTS = [
  "pledge",
  "delivery",
  "reading",
  "agreement",
  "response",
  "approach",
] as const satisfies readonly ClaimedPart[];

/** A part as it was typed: which, and its number. */
type Named = { readonly [P in ClaimedPart]?: number | undefined };

/** Parts that one question offers. */
const CHOICES = 10;

/** The part that is meant: the one named; where none is, it is asked which. */
export const itemMeant = (record: Claimed, typed: Named, ref: string): ClaimedItem => {
  const items = claimedItems(record);
  const [part, ...others] = CLAIMED_PARTS.filter((one) => typed[one] !== undefined);
  if (others[0]) throw new Refusal("not_together", {}, others[0]);
  if (part) {
    const found = items.find((item) => item.part === part && item.no === typed[part]);
    const max = items.filter((item) => item.part === part).length;
    if (!found) throw new Refusal("no_such_part", { part, number: typed[part] ?? 0, max }, part);
    return found;
  }
  if (items.length === 0) throw new Refusal("no_such_part", { part: "pledge", number: 1, max: 0 }, "pledge");
  throw new Question(
    "question.which_part",
    { ref },
    items.slice(-CHOICES).map(
      (item): Choice => ({
        label: `choice.part.${item.part}`,
        fillings: { number: item.no, title: short(item.title, 40) },
        weight: "plain",
        set: { [item.part]: String(item.no) },
      }),
    ),
  );
};

/** The field, if sources can differ on it there: nobody counts the recipients of a letter. */
export const fieldMeant = ({ part }: ClaimedItem, field: ClaimField | undefined): ClaimField => {
  const fits = FIELDS_OF[part];
  const meant = field ?? (part === "approach" ? "date" : "other");
  if (!fits.includes(meant))
    throw new Refusal("not_a_choice", { typed: meant, choices: fits, list: "claim", nearest: fits[0] ?? "" }, "field");
  return meant;
};

/** Any reading of a value, with what it refuses put on that option. */
const on = <T>(option: string, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.code, error.params, option) : error;
  }
};

const LISTS = {
  outcome: choice("outcome", OUTCOMES),
  extent: choice("extent", EXTENTS),
  form: choice("form", FORMS),
} as const;

const wordOf = (list: keyof typeof LISTS, typed: string, option: string): string => {
  const read = LISTS[list].safeParse(typed);
  if (read.success) return read.data;
  // An option of ours raises one kind of issue, which carries a Fault.
  const [issue] = read.error.issues as unknown as readonly { readonly params: Fault }[];
  throw new Refusal(issue?.params.refusal ?? "invalid_option", issue?.params.params, option);
};

/** What a source says, read as far as totals and closed words need it, and otherwise kept as stated. */
export const claimFrom = (
  desk: Desk,
  zone: Zone,
  field: ClaimField,
  { value, source, option }: { readonly value: string; readonly source: string; readonly option: string },
): Claim => {
  const claim = { field, value, source, chosen: false };
  switch (field) {
    case "amount":
      return { ...claim, money: on(option, () => readMoney(value)) };
    case "quantity":
      return { ...claim, quantity: on(option, () => readQuantity(value)) };
    case "date": {
      const at = happened(desk, zone, value, option, "either");
      return { ...claim, value: at.stated ?? at.on };
    }
    case "outcome":
    case "extent":
    case "form":
      return { ...claim, value: wordOf(field, value, option) };
    default:
      return claim;
  }
};

/** Whether two wordings say the same: the same words, or the same amount of money. */
const sameValue = (value: string, typed: Claim): boolean => {
  if (likened(value) === likened(typed.value)) return true;
  if (typed.money === undefined) return false;
  try {
    return JSON.stringify(readMoney(value)) === JSON.stringify(typed.money);
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
};

/** The value to go by: as some source or our own record words it, or else one of our own, read like any claim. */
export const choiceOf = (
  item: ClaimedItem,
  field: ClaimField,
  typed: string,
  read: () => Claim,
): { readonly value: string } | { readonly own: Claim } => {
  const values = valuesOf(item, field);
  const worded = values.find((value) => likened(value) === likened(typed));
  if (worded !== undefined) return { value: worded };
  const own = read();
  const known = values.find((value) => sameValue(value, own));
  return known === undefined ? { own } : { value: known };
};
