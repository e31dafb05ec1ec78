import type { Call } from "../call.ts";
import type { Say } from "../language/say.ts";
import { commandSummary } from "../view/typed.ts";
import type { Field, Form } from "../view/view.ts";
import { type AnyCommand, lacking, type OptionSpec, specOf } from "./command.ts";

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

/** Options that were given and cannot be read: the form asks for them anew, or nobody could put them right there. */
const unreadable = (call: Call, command: AnyCommand): readonly string[] => {
  const read = command.options.safeParse(call.options);
  const wrong = read.success ? [] : read.error.issues.map(({ path }) => String(path[0] ?? ""));
  return wrong.filter((name) => call.options[name] !== undefined);
};

/**
 * The form that asks for what a call lacks: its missing required options, and the optional ones that
 * are worth offering. What the call already has travels with it. Undefined when nothing is missing.
 */
export const formFor = (call: Call, command: AnyCommand | undefined, say: Say): Form | undefined => {
  if (!command) return undefined;
  const missing = lacking(command, call.options);
  if (missing.length === 0) return undefined;
  const needed = [...missing, ...unreadable(call, command)];
  const spec = specOf(command);
  const offered = command.offers?.(call.options) ?? spec.options.filter(({ form }) => form).map(({ name }) => name);
  const open = spec.options.filter(
    ({ name }) => needed.includes(name) || (offered.includes(name) && !call.options[name]),
  );
  const fields = open.toSorted((a, b) => Number(needed.includes(b.name)) - Number(needed.includes(a.name)));
  const ref = call.options["request"];
  const summary = commandSummary(spec.name, say);
  return {
    title: ref ? `${ref} · ${summary}` : summary,
    call,
    fields: fields.map((option) => field(option, needed.includes(option.name), say)),
    submit: say.words("form.submit"),
  };
};
