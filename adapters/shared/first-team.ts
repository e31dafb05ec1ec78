import type { CommandSpec } from "../../src/commands/command.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import { setUpFirst } from "../../src/view/menu.ts";
import type { Button, Field, Form } from "../../src/view/view.ts";
import { fieldOf } from "./field-of.ts";

/** What a first team is asked for; all else has a default that can be changed later. */
const ASKED = ["name", "channel", "calendar", "language"];

/** What whoever has just installed the app can do next. */
export const firstSteps = (language: Language): readonly Button[] => {
  const say = speak(language);
  return [
    setUpFirst(say),
    { label: say.words("button.help"), weight: "plain", call: { command: "help", options: {} } },
  ];
};

/** The form of a first team: whose channel it is, by which calendar and in which language. */
export const setupForm = (commands: readonly CommandSpec[], language: Language): Form | undefined => {
  const team = commands.find(({ name }) => name === "team");
  if (!team) return undefined;
  const { words } = speak(language);
  const fields = ASKED.flatMap((name): readonly Field[] => {
    const option = team.options.find((one) => one.name === name);
    return option ? [fieldOf(option, name === "name" || name === "channel", language)] : [];
  });
  return {
    title: words("setup.channel"),
    call: { command: "team", options: {} },
    fields,
    submit: words("form.submit"),
  };
};
