import type { CommandSpec } from "../../src/commands/command.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import { type Key, speak } from "../../src/language/say.ts";
import type { Block, Field, Form, View } from "../../src/view/view.ts";
import { SCOPES } from "./scopes.ts";

/** The button's command that opens the form of a first team; no command of the register's. */
export const SETUP = "slack-setup";

/** What a first team is asked for; all else has a default that can be changed later. */
const ASKED = ["name", "channel", "calendar", "language"];

type Scope = keyof typeof SCOPES;

const WITHOUT: Readonly<Record<Scope, Key>> = {
  commands: "slack.scope.commands",
  "chat:write": "slack.scope.chat_write",
  "im:write": "slack.scope.im_write",
  "users:read": "slack.scope.users_read",
  "app_mentions:read": "slack.scope.app_mentions_read",
};

/** Permissions that the app should have and has not. */
export const lackingScopes = (scopes: readonly string[]): readonly Scope[] =>
  // A record's keys are its names.
  (Object.keys(SCOPES) as Scope[]).filter((scope) => !scopes.includes(scope));

/** What the app may not do and should, a line each, with what does not work and how to mend it. */
const checked = (scopes: readonly string[], language: Language): readonly Block[] => {
  const missing = lackingScopes(scopes);
  if (missing.length === 0) return [];
  const { words } = speak(language);
  return [
    { kind: "heading", text: [words("slack.check.missing", { count: missing.length })] },
    {
      kind: "list",
      items: missing.map((scope) => [{ code: scope }, ": ", words(WITHOUT[scope])]),
    },
    { kind: "note", text: [words("slack.check.mend")] },
  ];
};

/** What whoever installed the app reads first. */
export const welcomeView = (scopes: readonly string[], language: Language): View => {
  const { words } = speak(language);
  return {
    title: [words("slack.welcome.title")],
    tone: "plain",
    blocks: [
      { kind: "text", text: [words("slack.welcome.text")] },
      ...checked(scopes, language),
      {
        kind: "buttons",
        buttons: [
          { label: words("slack.welcome.setup"), weight: "main", call: { command: SETUP, options: {} } },
          { label: words("button.help"), weight: "plain", call: { command: "help", options: {} } },
        ],
      },
    ],
  };
};

/** The form of a first team: whose channel it is, by which calendar and in which language. */
export const setupForm = (commands: readonly CommandSpec[], language: Language): Form | undefined => {
  const team = commands.find(({ name }) => name === "team");
  if (!team) return undefined;
  const say = speak(language);
  const fields = ASKED.flatMap((name): readonly Field[] => {
    const option = team.options.find((one) => one.name === name);
    if (!option) return [];
    const choices = option.choices?.map((value) => ({ value, label: say.word(option.list ?? name, value) }));
    const required = name === "name" || name === "channel";
    return [
      { option: name, label: say.word("option", name), kind: option.kind, required, ...(choices && { choices }) },
    ];
  });
  return {
    title: say.words("slack.welcome.setup"),
    call: { command: "team", options: {} },
    fields,
    submit: say.words("form.submit"),
  };
};
