import type { types } from "@slack/bolt";
import type { Language } from "../../src/domain/vocabulary.ts";
import { type Say, speak } from "../../src/language/say.ts";
import type { Field } from "../../src/view/view.ts";
import { clipped, label, oneLine, visible } from "../shared/words.ts";
import { INPUT, OPTIONS } from "./limits.ts";

/** Slack's plain text, in which nothing is read as markup. */
export const words = (text: string, limit: number): types.PlainTextElement => ({
  type: "plain_text",
  text: label(text, limit),
  emoji: false,
});

/** Values to choose from, as every select of Slack's shows them; each once, without those that Slack could not send back. */
export const optionsOf = (
  all: readonly { readonly value: string; readonly label: string }[],
): readonly types.PlainTextOption[] => {
  const apart = new Map(all.map(({ value, label: shown }) => [value.toWellFormed(), shown]));
  return [...apart]
    .filter(([value]) => value !== "" && value.length <= OPTIONS.value)
    .map(([value, shown]) => ({ text: words(shown, OPTIONS.text), value }));
};

/** The id in a mention as Slack writes it, `<@U1|olena>` or `<#C1|outreach>`, or standing alone. */
const idIn = (value: string, sigil: "@" | "#"): string | undefined => {
  const id = new RegExp(`^<${sigil}([A-Z0-9]+)(?:\\|[^>]*)?>$`, "u").exec(value)?.[1] ?? value;
  return (sigil === "@" ? /^[UW][A-Z0-9]{2,}$/u : /^[CG][A-Z0-9]{2,}$/u).test(id) ? id : undefined;
};

type Element = types.InputBlock["element"];

const typedIn = ({ kind, several, value }: Field): Element => {
  // Halves of characters are refused, and a longer text than fits could not be sent back.
  const known = value === undefined ? "" : clipped(visible(value), INPUT.text);
  const long = kind === "long" || several === true || known.includes("\n");
  return {
    type: "plain_text_input",
    action_id: kind,
    multiline: long,
    ...(known !== "" && { initial_value: known }),
  };
};

const found = (field: Field): Element => {
  const { kind, value } = field;
  const [first] = optionsOf(value === undefined ? [] : [{ value, label: value }]);
  // What is too long to be an option can still be read and changed.
  if (value && !first) return typedIn(field);
  return {
    type: "external_select",
    action_id: kind,
    // With nothing typed yet the most likely ones are offered.
    min_query_length: 0,
    ...(first && { initial_option: first }),
  };
};

const person = (field: Field): Element => {
  const user = field.value === undefined ? undefined : idIn(field.value, "@");
  // Who is known by another name than Slack's is found in the register.
  if (field.value && user === undefined) return found(field);
  return { type: "users_select", action_id: field.kind, ...(user && { initial_user: user }) };
};

const channel = (field: Field): Element => {
  const known = field.value === undefined ? undefined : idIn(field.value, "#");
  if (field.value && known === undefined) return typedIn(field);
  return {
    type: "conversations_select",
    action_id: field.kind,
    filter: { include: ["public", "private"], exclude_bot_users: true },
    ...(known ? { initial_conversation: known } : { default_to_current_conversation: true }),
  };
};

const choice = (field: Field): Element => {
  const { kind, value, choices = [] } = field;
  const options = [...optionsOf(choices)];
  if (options.length === 0) return typedIn(field);
  // More than a select holds are looked for by typing.
  if (options.length > OPTIONS.count) return found(field);
  const first = options.find((one) => one.value === value);
  return { type: "static_select", action_id: kind, options, ...(first && { initial_option: first }) };
};

const flag = ({ kind, required, value }: Field, say: Say): Element => {
  const options = [...optionsOf(["yes", "no"].map((one) => ({ value: one, label: say.word("flag", one) })))];
  if (required) {
    const first = options.find((one) => one.value === value);
    return { type: "radio_buttons", action_id: kind, options, ...(first && { initial_option: first }) };
  }
  const ticked = options.slice(0, 1);
  return { type: "checkboxes", action_id: kind, options: ticked, ...(value === "yes" && { initial_options: ticked }) };
};

const number = (field: Field): Element => {
  if (field.value && !/^\d{1,9}$/u.test(field.value)) return typedIn(field);
  return {
    type: "number_input",
    action_id: field.kind,
    is_decimal_allowed: false,
    ...(field.value && { initial_value: field.value }),
  };
};

const elementOf = (field: Field, say: Say): Element => {
  if (field.several) return typedIn(field);
  switch (field.kind) {
    case "text":
    case "long":
    // Dates are typed in words: a calendar could not say "5 working days".
    case "moment":
      return typedIn(field);
    case "company":
    case "request":
    case "team":
    case "campaign":
      return found(field);
    case "member":
      return person(field);
    case "channel":
      return channel(field);
    case "choice":
      return choice(field);
    case "flag":
      return flag(field, say);
    case "number":
      return number(field);
    default:
      return field.kind satisfies never;
  }
};

const hintOf = (field: Field, say: Say): string | undefined => {
  const own = field.fault ?? field.hint;
  if (own) return own;
  if (field.several) return say.words("chat.hint.several");
  return field.kind === "moment" ? say.words("chat.hint.moment") : undefined;
};

/**
 * A question of a form as Slack asks it. The block is named after the option, so that errors and values
 * find their way; the element after the kind, so that suggestions know what is looked for.
 */
export const inputOf = (field: Field, language: Language): types.InputBlock => {
  const say = speak(language);
  const hint = hintOf(field, say);
  return {
    type: "input",
    block_id: field.option,
    label: words(field.label, INPUT.label),
    element: elementOf(field, say),
    optional: !field.required,
    ...(hint && { hint: words(oneLine(hint), INPUT.hint) }),
  };
};
