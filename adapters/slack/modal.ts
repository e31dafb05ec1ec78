import type { types } from "@slack/bolt";
import type { Language } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import type { Answer } from "../../src/ports.ts";
import { commandWord, optionWord } from "../../src/view/typed.ts";
import type { Form, View } from "../../src/view/view.ts";
import { clipped, oneLine } from "../shared/words.ts";
import { viewBlocks } from "./blocks.ts";
import { inputOf, words } from "./fields.ts";
import { INPUT, VIEW } from "./limits.ts";
import { escaped, type Reader } from "./mrkdwn.ts";

/** Names every form of ours; what it is about stands in what it carries. */
const FORM = "aid_form";

/** What a form carries unseen (`private_metadata`, at most `VIEW.metadata` characters), and whose language its buttons speak. */
export interface ModalParts {
  readonly metadata: string;
  readonly language: Language;
}

/** Blocks above the questions: a title that is too long for Slack's, or the note that not all fit. */
const ABOVE = 2;

const told = (text: string): types.SectionBlock => ({
  type: "section",
  text: { type: "mrkdwn", text: escaped(text), verbatim: true },
});

/** A title of 24 characters: the form's own, or what would be typed for it. */
const titleOf = ({ title, call }: Form, language: Language): string => {
  if (oneLine(title).length <= VIEW.title) return title;
  const ref = call.options["request"];
  return `/aid ${commandWord(call.command, speak(language))}${ref ? ` ${ref}` : ""}`;
};

/**
 * A form as a modal. What is known already is filled in; the call and where it began travel in the
 * metadata, so that nothing has to be remembered. Pure: Slack gives three seconds to open it.
 */
export const modalOf = (form: Form, { metadata, language }: ModalParts): types.ModalView => {
  const { words: say } = speak(language);
  const fields = form.fields.slice(0, VIEW.blocks - ABOVE);
  const left = form.fields.length - fields.length;
  const title = titleOf(form, language);
  const blocks: types.KnownBlock[] = [
    ...(title === form.title ? [] : [told(clipped(oneLine(form.title), INPUT.label / 2))]),
    ...fields.map((field) => inputOf(field, language)),
    ...(left > 0 ? [told(say("chat.more_lines", { count: left }))] : []),
  ];
  return {
    type: "modal",
    callback_id: FORM,
    private_metadata: metadata,
    title: words(title, VIEW.title),
    submit: words(form.submit, VIEW.button),
    close: words(say("slack.close"), VIEW.button),
    blocks: blocks.length > 0 ? blocks : [told(oneLine(form.title) || form.call.command)],
  };
};

/** An answer where there is no place to post one: a window to read, go on from, and close. */
export const answerModal = (view: View, reader: Reader): types.ModalView => ({
  type: "modal",
  title: words("Aidline", VIEW.title),
  close: words(speak(reader.language).words("slack.back"), VIEW.button),
  blocks: [...viewBlocks(view, reader)],
});

/** What Slack shows on the fields of a form that was sent. */
export interface FieldErrors {
  readonly response_action: "errors";
  readonly errors: Record<string, string>;
}

/**
 * Each fault on its field. `fields` are the options that the form asked for, in their order (the blocks of
 * `view.state.values`). A fault that none of them asks for stands on the first, with its option's
 * name. Undefined where there is no fault, or no field to show one on: then the answer itself is shown.
 */
export const errorsOf = (
  faults: Answer["faults"],
  fields: readonly string[],
  language: Language,
): FieldErrors | undefined => {
  const [first] = fields;
  if (first === undefined || !faults || Object.keys(faults).length === 0) return undefined;
  const elsewhere = Object.entries(faults)
    .filter(([option]) => !fields.includes(option))
    .map(([option, sentence]) => `${optionWord(option, speak(language))}: ${sentence}`);
  const own = fields.flatMap((option) => (faults[option] === undefined ? [] : [[option, faults[option]] as const]));
  const errors: Record<string, string> = Object.fromEntries(own);
  if (elsewhere.length > 0) errors[first] = [...(errors[first] ? [errors[first]] : []), ...elsewhere].join(" ");
  return {
    response_action: "errors",
    errors: Object.fromEntries(
      Object.entries(errors).map(([option, sentence]) => [option, clipped(oneLine(sentence), INPUT.hint)]),
    ),
  };
};
