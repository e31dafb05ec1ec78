import type { Field } from "../../src/view/view.ts";
import { valueOf } from "./form-text.ts";
import type { OpenForm } from "./room.ts";

/** A form being answered field by field. */
export interface Filling {
  readonly open: OpenForm;
  /** Fields still to ask, the next one first. */
  readonly left: readonly Field[];
  readonly values: Readonly<Record<string, string>>;
}

/** All fields, or after a failed attempt only those that something is wrong with. */
export const begin = (open: OpenForm): Filling => {
  const faulty = open.form.fields.filter(({ option }) => open.faults[option] !== undefined);
  return { open, left: faulty.length > 0 ? faulty : open.form.fields, values: {} };
};

/** Takes what was typed for the next field. Nothing typed keeps its value; undefined when it has none but needs one. */
export const answered = ({ open, left, values }: Filling, typed: string): Filling | undefined => {
  const [field, ...rest] = left;
  if (!field) return { open, left, values };
  const text = typed.trim();
  if (text === "" && field.required && field.value === undefined) return undefined;
  return { open, left: rest, values: text === "" ? values : { ...values, [field.option]: valueOf(field, text) } };
};
