import { type Call, encodeCall } from "../../src/call.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import type { Form } from "../../src/view/view.ts";
import { exposed } from "../shared/exposed.ts";
import { BUTTON, INPUT } from "./limits.ts";

/** A call as a form's id, which is all that Discord lets a form carry; undefined where it is too long, and has to be parked. */
export const carriedBy = (call: Call): string | undefined => {
  const id = encodeCall(call).toWellFormed();
  return id !== "" && id.length <= BUTTON.id ? id : undefined;
};

/** A form with what has to be seen of its call: words of a message that somebody may want to shorten. */
export const fittingForm = (form: Form, seen: readonly string[], language: Language): Form =>
  seen.reduce((made, name) => exposed(made, name, language, INPUT.text), form);
