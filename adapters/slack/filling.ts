import type { Language } from "../../src/domain/vocabulary.ts";
import type { Form } from "../../src/view/view.ts";
import { exposed } from "../shared/exposed.ts";
import { INPUT, VIEW } from "./limits.ts";
import { type Origin, packed } from "./origin.ts";

/**
 * A form with what has to be seen of its call, and with a call that fits into what a modal carries unseen:
 * the longest values become fields, where there is room for them.
 */
export const fittingForm = (form: Form, seen: readonly string[], origin: Origin, language: Language): Form => {
  let fitting = seen.reduce((made, name) => exposed(made, name, language, INPUT.text), form);
  while (packed(fitting.call, origin).length > VIEW.metadata) {
    const [longest] = Object.entries(fitting.call.options).toSorted(([, a], [, b]) => b.length - a.length);
    if (!longest) break;
    fitting = exposed(fitting, longest[0], language, INPUT.text);
  }
  return fitting;
};
