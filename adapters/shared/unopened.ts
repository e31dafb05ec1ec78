import type { Call } from "../../src/call.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import { type Key, speak } from "../../src/language/say.ts";
import { commandSummary } from "../../src/view/typed.ts";
import type { Form, View } from "../../src/view/view.ts";

/** A form that could not be opened, behind a button, with why it stands there. */
export const offer = (why: Key, form: Form, language: Language): View => {
  const { words } = speak(language);
  return {
    title: [form.title],
    tone: "plain",
    blocks: [
      { kind: "text", text: [words(why)] },
      { kind: "buttons", buttons: [{ label: words("form.open"), weight: "main", call: form.call }] },
    ],
  };
};

/** A form that asks for nothing more than what is shown of its call, which has to be put right. */
export const formOf = (call: Call, language: Language): Form => {
  const say = speak(language);
  return { title: commandSummary(call.command, say), call, fields: [], submit: say.words("form.submit") };
};

/** The same where nothing is missing and something is wrong: undefined where nothing is to be shown. */
export const formAgain = (
  { input, seen }: { readonly input: string | Call; readonly seen: readonly string[] },
  language: Language,
): Form | undefined => (seen.length === 0 || typeof input === "string" ? undefined : formOf(input, language));
