import type { Call } from "../../src/call.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import { commandSummary } from "../../src/view/typed.ts";
import type { Form, View } from "../../src/view/view.ts";

/** Why a form stands behind a button. */
export type Unopened = "slack.form_again" | "slack.form_unopened" | "slack.form_waits";

/** A form that could not be opened, behind a button. */
export const offer = (why: Unopened, form: Form, spoken: Language): View => {
  const { words } = speak(spoken);
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
export const formOf = (call: Call, spoken: Language): Form => {
  const say = speak(spoken);
  return { title: commandSummary(call.command, say), call, fields: [], submit: say.words("form.submit") };
};
