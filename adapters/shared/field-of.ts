import type { OptionSpec } from "../../src/commands/command.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import type { Field } from "../../src/view/view.ts";

/** The question that asks for an option, for forms that an adapter makes of its own accord; the core makes all others. */
export const fieldOf = (option: OptionSpec, required: boolean, language: Language): Field => {
  const say = speak(language);
  const { name, kind, several } = option;
  const choices = option.choices?.map((value) => ({ value, label: say.word(option.list ?? name, value) }));
  return {
    option: name,
    label: say.word("option", name),
    kind,
    required,
    ...(several && { several }),
    ...(choices && { choices }),
  };
};
