import type { APIModalInteractionResponseCallbackData, APITextDisplayComponent } from "discord-api-types/v10";
import type { Language } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import { commandWord } from "../../src/view/typed.ts";
import type { Field, Form, View } from "../../src/view/view.ts";
import { clipped, label, oneLine } from "../shared/words.ts";
import { hintOf, labelOf } from "./fields.ts";
import { COMPONENT } from "./kinds.ts";
import { INPUT, MODAL } from "./limits.ts";
import { escaped } from "./markdown.ts";

/** Under what name a form comes back, and in which language it asks. */
export interface ModalParts {
  /** At most `BUTTON.id` characters: `carriedBy` of its call, or of one that stands for it. */
  readonly id: string;
  readonly language: Language;
}

const told = (text: string): APITextDisplayComponent => ({
  type: COMPONENT.text,
  content: clipped(escaped(oneLine(text)), INPUT.text) || "–",
});

/** A title of 45 characters: the form's own, or what would be typed for it. */
const titleOf = ({ title, call }: Form, language: Language): string => {
  if (oneLine(title).length <= MODAL.title) return title;
  const ref = call.options["request"];
  return `/aid ${commandWord(call.command, speak(language))}${ref ? ` ${ref}` : ""}`;
};

/**
 * The questions that are asked, and those that are only named. Discord shows five: what is required comes
 * first, then what is known already and may be changed, then the rest as the command orders it. What
 * is left can be typed as options, and is named under the last question, or in its stead where that has
 * a hint of its own.
 */
const asked = (
  { fields }: Form,
  language: Language,
): { readonly shown: readonly Field[]; readonly left: readonly Field[] } => {
  const rank = ({ required, value }: Field): number => (required ? 0 : value ? 1 : 2);
  const all = fields.toSorted((a, b) => rank(a) - rank(b));
  const last = all[MODAL.components - 1];
  const whole = all.length <= MODAL.components || !last || last.required || hintOf(last, language) === undefined;
  const count = whole ? MODAL.components : MODAL.components - 1;
  return { shown: all.slice(0, count), left: all.slice(count) };
};

/**
 * A form as a modal. What is known already is filled in; the call travels in its id, so that nothing has
 * to be remembered. Pure: Discord gives three seconds to open it, and none to answer a form with a form.
 */
export const modalOf = (form: Form, { id, language }: ModalParts): APIModalInteractionResponseCallbackData => {
  const { shown, left } = asked(form, language);
  const note =
    left.length === 0
      ? undefined
      : speak(language).words("discord.also", { options: left.map((field) => oneLine(field.label)).join(", ") });
  const title = titleOf(form, language);
  const room = MODAL.components - shown.length;
  const above = title !== form.title && note === undefined && room > 0 ? [told(form.title)] : [];
  const below = note !== undefined && room > 0 ? [told(note)] : [];
  const labels = shown.map((field, at) =>
    labelOf(field, language, room === 0 && at === shown.length - 1 ? note : undefined),
  );
  const components = [...above, ...labels, ...below];
  return {
    custom_id: id,
    title: label(title, MODAL.title),
    components: components.length > 0 ? components : [told(form.title)],
  };
};

/**
 * What a form says that was sent and still lacks something: a form of Discord's cannot be followed by
 * another, so a button opens it. Its call has what was filled in so far.
 */
export const goOnView = (form: Form, language: Language): View => {
  const { words } = speak(language);
  const left = form.fields.filter(({ required }) => required);
  return {
    title: [words("discord.go_on.title", { count: left.length })],
    tone: "plain",
    blocks: [
      { kind: "list", items: left.map((field) => [field.label]) },
      { kind: "note", text: [words("question.nothing_yet")] },
      { kind: "buttons", buttons: [{ label: words("discord.go_on"), weight: "main", call: form.call }] },
    ],
  };
};
