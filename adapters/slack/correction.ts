import type { types } from "@slack/bolt";
import type { Call } from "../../src/call.ts";
import type { CommandSpec } from "../../src/commands/command.ts";
import type { Answer } from "../../src/ports.ts";
import type { Form } from "../../src/view/view.ts";
import { fieldOf } from "../shared/field-of.ts";
import { formOf } from "../shared/unopened.ts";
import { fittingForm } from "./filling.ts";
import { errorsOf, type FieldErrors, modalOf } from "./modal.ts";
import { type Origin, packed } from "./origin.ts";

/** What Slack does with a form in which something is wrong: it shows that on the fields, or shows another form instead. */
export type Correction = FieldErrors | { readonly response_action: "update"; readonly view: types.ModalView };

/** A form that was sent: what came of it, and which of it was shown as fields. */
export interface Sent {
  readonly answer: Answer;
  readonly call: Call;
  readonly shown: readonly string[];
  readonly origin: Origin;
  readonly commands: readonly CommandSpec[];
}

/**
 * How what is wrong can be put right. Errors stand on fields alone, so where something is wrong that the form only
 * carried, another one asks for all that is wrong, and carries the rest. Undefined where nothing is, or nothing can be.
 */
export const correctionOf = ({ answer, call, shown, origin, commands }: Sent): Correction | undefined => {
  const { faults = {}, language = "en" } = answer;
  const wrong = Object.keys(faults);
  const options = commands.find(({ name }) => name === call.command)?.options ?? [];
  const asked = options.filter(({ name, hidden }) => !hidden && wrong.includes(name));
  if (asked.length < wrong.length || wrong.every((name) => shown.includes(name)))
    return errorsOf(faults, shown, language);
  const fields = asked.map((option) => ({
    ...fieldOf(option, option.required, language),
    value: call.options[option.name] ?? "",
    fault: faults[option.name] ?? "",
  }));
  const carried = Object.entries(call.options).filter(([name]) => !wrong.includes(name));
  const rest: Call = { command: call.command, options: Object.fromEntries(carried) };
  const form: Form = { ...formOf(rest, language), fields };
  const fitting = fittingForm(form, [], origin, language);
  const view = modalOf(fitting, { metadata: packed(fitting.call, origin), language });
  return { response_action: "update", view };
};
