import type {
  APIChannelSelectComponent,
  APICheckboxComponent,
  APILabelComponent,
  APIRadioGroupComponent,
  APIStringSelectComponent,
  APITextInputComponent,
  APIUserSelectComponent,
} from "discord-api-types/v10";
import type { Language } from "../../src/domain/vocabulary.ts";
import { type Say, speak } from "../../src/language/say.ts";
import type { Field } from "../../src/view/view.ts";
import { clipped, label, oneLine, visible } from "../shared/words.ts";
import { COMPONENT, DEFAULT, HOMES, LINES } from "./kinds.ts";
import { INPUT, MODAL, OPTIONS } from "./limits.ts";

const typedIn = ({ option, kind, several, value, required }: Field): APITextInputComponent => {
  // Halves of characters are refused, and a longer text than fits could not be sent back.
  const known = value === undefined ? "" : clipped(visible(value), INPUT.text);
  const long = kind === "long" || several === true || known.includes("\n");
  return {
    type: COMPONENT.input,
    custom_id: option,
    style: long ? LINES.many : LINES.one,
    required,
    ...(known !== "" && { value: known }),
  };
};

/** The id in a mention as Discord writes it, `<@1…>` or `<#1…|outreach>`. */
const idIn = (value: string, sigil: "@" | "#"): string | undefined =>
  new RegExp(`^<${sigil}!?(\\d{17,20})(?:\\|[^>]*)?>$`, "u").exec(value)?.[1];

/** A select that may be left alone. */
const sparing = (required: boolean): { readonly required: boolean; readonly min_values?: 0 } =>
  required ? { required } : { required, min_values: 0 };

const person = (field: Field): APIUserSelectComponent | APITextInputComponent => {
  const id = field.value === undefined ? undefined : idIn(field.value, "@");
  // Who is known by another name than Discord's can still be read and changed.
  if (field.value && id === undefined) return typedIn(field);
  return {
    type: COMPONENT.user,
    custom_id: field.option,
    ...sparing(field.required),
    ...(id !== undefined && { default_values: [{ id, type: DEFAULT.user }] }),
  };
};

const channel = (field: Field): APIChannelSelectComponent | APITextInputComponent => {
  const id = field.value === undefined ? undefined : idIn(field.value, "#");
  if (field.value && id === undefined) return typedIn(field);
  return {
    type: COMPONENT.channel,
    custom_id: field.option,
    channel_types: [...HOMES],
    ...sparing(field.required),
    ...(id !== undefined && { default_values: [{ id, type: DEFAULT.channel }] }),
  };
};

const choice = (field: Field): APIStringSelectComponent | APITextInputComponent => {
  const apart = new Map((field.choices ?? []).map((one) => [one.value.toWellFormed(), one.label]));
  const options = [...apart].filter(([value]) => value !== "" && value.length <= OPTIONS.value);
  // What a select does not hold is typed: the core understands the words of the list in either language.
  if (options.length === 0 || options.length > OPTIONS.count || options.length < apart.size) return typedIn(field);
  return {
    type: COMPONENT.select,
    custom_id: field.option,
    ...sparing(field.required),
    options: options.map(([value, shown]) => ({
      value,
      label: label(shown, OPTIONS.text),
      ...(value === field.value && { default: true }),
    })),
  };
};

const flag = ({ option, required, value }: Field, say: Say): APIRadioGroupComponent | APICheckboxComponent =>
  required
    ? {
        type: COMPONENT.radio,
        custom_id: option,
        required,
        options: ["yes", "no"].map((one) => ({
          value: one,
          label: say.word("flag", one),
          ...(one === value && { default: true }),
        })),
      }
    : { type: COMPONENT.checkbox, custom_id: option, ...(value === "yes" && { default: true }) };

const componentOf = (field: Field, say: Say): APILabelComponent["component"] => {
  if (field.several) return typedIn(field);
  switch (field.kind) {
    case "text":
    case "long":
    case "number":
    // Dates are typed in words: a calendar could not say "5 working days".
    case "moment":
    // Discord offers nothing to choose from while somebody types into a form.
    case "company":
    case "request":
    case "team":
    case "campaign":
      return typedIn(field);
    case "member":
      return person(field);
    case "channel":
      return channel(field);
    case "choice":
      return choice(field);
    case "flag":
      return flag(field, say);
    default:
      return field.kind satisfies never;
  }
};

/** What is said below a question: what is wrong with it, its hint, or the whole of a question that is too long for its place. */
export const hintOf = (field: Field, language: Language): string | undefined => {
  const own = field.fault ?? field.hint;
  if (own) return oneLine(own);
  const { words } = speak(language);
  if (field.several) return words("chat.hint.several");
  if (field.kind === "moment") return words("chat.hint.moment");
  const question = oneLine(field.label);
  return question.length > MODAL.label ? question : undefined;
};

/**
 * A question of a form as Discord asks it. The component is named after the option, so that what was
 * filled in finds its way. `note` is said below a question that has no hint.
 */
export const labelOf = (field: Field, language: Language, note?: string): APILabelComponent => {
  const below = hintOf(field, language) ?? note;
  return {
    type: COMPONENT.label,
    label: label(field.label, MODAL.label),
    ...(below !== undefined && { description: label(below, MODAL.description) }),
    component: componentOf(field, speak(language)),
  };
};
