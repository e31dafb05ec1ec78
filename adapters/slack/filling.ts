import type { Call } from "../../src/call.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import type { Field, Form } from "../../src/view/view.ts";
import { INPUT, VIEW } from "./limits.ts";
import { type Origin, packed } from "./origin.ts";

const without = ({ command, options }: Call, name: string): Call => ({
  command,
  options: Object.fromEntries(Object.entries(options).filter(([option]) => option !== name)),
});

/** What the call already says of an option becomes a field in which it can be read and changed. */
const exposed = (form: Form, name: string, language: Language): Form => {
  const value = form.call.options[name];
  if (value === undefined) return form;
  const field: Field = {
    option: name,
    label: speak(language).word("option", name),
    kind: value.length > 150 || value.includes("\n") ? "long" : "text",
    required: false,
    value: value.slice(0, INPUT.text),
  };
  return { ...form, call: without(form.call, name), fields: [...form.fields, field] };
};

/**
 * A form with what has to be seen of its call, and with a call that fits into what a modal carries unseen:
 * the longest values become fields, where there is room for them.
 */
export const fittingForm = (form: Form, seen: readonly string[], origin: Origin, language: Language): Form => {
  let fitting = seen.reduce((made, name) => exposed(made, name, language), form);
  while (packed(fitting.call, origin).length > VIEW.metadata) {
    const [longest] = Object.entries(fitting.call.options).toSorted(([, a], [, b]) => b.length - a.length);
    if (!longest) break;
    fitting = exposed(fitting, longest[0], language);
  }
  return fitting;
};
