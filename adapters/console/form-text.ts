import { LANGUAGES, type Language } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import { optionWord } from "../../src/view/typed.ts";
import type { Field, Form } from "../../src/view/view.ts";
import { collapsed } from "./ansi.ts";
import { oneLine } from "./harmless.ts";
import { PHRASES } from "./phrases.ts";
import type { OpenForm } from "./room.ts";

const choicesOf = (field: Field): string =>
  (field.choices ?? []).map(({ label }, index) => `${index + 1} ${oneLine(label)}`).join(", ");

/** One field with all that helps to fill it: its option's name, choices, hint, value and fault. */
export const fieldLines = (field: Field, refused: string | undefined, language: Language): readonly string[] => {
  const fault = refused ?? field.fault;
  const say = PHRASES[language];
  const notes = [field.required ? say.required : "", field.hint ? oneLine(field.hint) : ""].filter(
    (note) => note !== "",
  );
  const choices = choicesOf(field);
  return [
    `${optionWord(field.option, speak(language))}: ${oneLine(field.label)}${notes.length > 0 ? ` (${notes.join("; ")})` : ""}${field.value ? ` = ${oneLine(field.value)}` : ""}`,
    ...(choices === "" ? [] : [`  ${choices}`]),
    ...(fault === undefined ? [] : [`  ! ${oneLine(fault)}`]),
  ];
};

/** What is wrong with options that the form only carries. */
const carriedFaults = ({ form, faults }: OpenForm, language: Language): readonly string[] =>
  Object.entries(faults)
    .filter(([option]) => !form.fields.some((field) => field.option === option))
    .map(([option, sentence]) => `! ${optionWord(option, speak(language))}: ${oneLine(sentence)}`);

/** What stands above a form's fields: its title, and what is wrong beside them. */
export const formHead = (open: OpenForm, language: Language): readonly string[] => [
  `[ ${oneLine(open.form.title)} ]`,
  ...carriedFaults(open, language),
];

/** A form as lines for the terminal. */
export const formLines = (open: OpenForm, language: Language): readonly string[] => [
  ...formHead(open, language),
  ...open.form.fields.flatMap((field) => fieldLines(field, open.faults[field.option], language)),
  PHRASES[language].fillIt(oneLine(open.form.submit)),
];

/** Everything a reader of the form can see, on one line: what stories look into. */
export const formSeen = (open: OpenForm, language: Language): string => collapsed(formLines(open, language).join(" "));

/** The field that a typed name means: its option's word in any language, or its label. */
export const fieldNamed = (form: Form, name: string): Field | undefined =>
  form.fields.find(({ option, label }) =>
    [option, label.toLowerCase(), ...LANGUAGES.map((language) => optionWord(option, speak(language)))].includes(
      name.toLowerCase(),
    ),
  );

/** The value that an answer to a field stands for: a choice by its number or its label, else the words themselves. */
export const valueOf = (field: Field, typed: string): string => {
  const choices = field.choices ?? [];
  const byNumber = /^\d{1,4}$/u.test(typed) ? choices[Number(typed) - 1] : undefined;
  return (byNumber ?? choices.find(({ label }) => label.toLowerCase() === typed.toLowerCase()))?.value ?? typed;
};

/** What sending a form calls: what it already held, and over it what was filled in. Empty values are left out. */
export const filled = (form: Form, values: Readonly<Record<string, string>>): Form["call"] => {
  const held = form.fields.flatMap(({ option, value }) => (value === undefined ? [] : [[option, value] as const]));
  const all = { ...form.call.options, ...Object.fromEntries(held), ...values };
  return {
    command: form.call.command,
    options: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== "")),
  };
};
