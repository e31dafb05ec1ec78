import type { Call } from "../../src/call.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import type { Field, Form } from "../../src/view/view.ts";
import { clipped } from "./words.ts";

/** What is longer is written in more lines than one. */
const LINE = 150;

const without = ({ command, options }: Call, name: string): Call => ({
  command,
  options: Object.fromEntries(Object.entries(options).filter(([option]) => option !== name)),
});

/**
 * A form in which what its call already says of an option is a field of at most `most` characters, to be read and
 * changed. Where the form asks for the option anyway, that question is filled in: no platform takes a field twice.
 */
export const exposed = (form: Form, name: string, language: Language, most: number): Form => {
  const value = form.call.options[name];
  if (value === undefined) return form;
  const call = without(form.call, name);
  const known = clipped(value, most);
  if (form.fields.some(({ option }) => option === name))
    return { ...form, call, fields: form.fields.map((one) => (one.option === name ? { ...one, value: known } : one)) };
  const field: Field = {
    option: name,
    label: speak(language).word("option", name),
    kind: value.length > LINE || value.includes("\n") ? "long" : "text",
    required: false,
    value: known,
  };
  return { ...form, call, fields: [...form.fields, field] };
};
