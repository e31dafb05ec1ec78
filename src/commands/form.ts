import type { Call } from "../call.ts";
import type { Say } from "../language/say.ts";
import { refusalWords } from "../view/refusal.ts";
import { commandSummary } from "../view/typed.ts";
import type { Field, Form } from "../view/view.ts";
import { type AnyCommand, lacking, type OptionSpec, specOf } from "./command.ts";
import { unreadable } from "./unreadable.ts";

const field = (option: OptionSpec, required: boolean, say: Say): Field => ({
  option: option.name,
  label: say.word("option", option.name),
  kind: option.kind,
  required,
  ...(option.several && { several: true }),
  ...(option.choices && {
    choices: option.choices.map((choice) => ({ value: choice, label: say.word(option.list ?? option.name, choice) })),
  }),
});

/**
 * The form that asks for what a call lacks: its missing required options, and the optional ones that
 * are worth offering. What the call already has travels with it; what of that cannot be read is asked
 * again, with what was typed and why it will not do. Undefined when nothing is missing.
 */
export const formFor = (call: Call, command: AnyCommand | undefined, say: Say): Form | undefined => {
  if (!command) return undefined;
  const missing = lacking(command, call.options);
  if (missing.length === 0) return undefined;
  const wrong = unreadable(call, command);
  const needed = [...missing, ...wrong.keys()];
  const spec = specOf(command);
  const offered = command.offers?.(call.options) ?? spec.options.filter(({ form }) => form).map(({ name }) => name);
  const open = spec.options.filter(
    ({ name }) => needed.includes(name) || (offered.includes(name) && !call.options[name]),
  );
  const fields = open.toSorted((a, b) => Number(needed.includes(b.name)) - Number(needed.includes(a.name)));
  const rejected = (name: string): Pick<Field, "value" | "fault"> => {
    const refusal = wrong.get(name);
    return refusal ? { value: call.options[name] ?? "", fault: refusalWords(refusal, say) } : {};
  };
  const ref = call.options["request"];
  const summary = commandSummary(spec.name, say);
  return {
    title: ref ? `${ref} · ${summary}` : summary,
    call,
    fields: fields.map((option) => ({
      ...field(option, needed.includes(option.name), say),
      ...rejected(option.name),
    })),
    submit: say.words("form.submit"),
  };
};
