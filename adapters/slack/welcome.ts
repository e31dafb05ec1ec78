import type { Language } from "../../src/domain/vocabulary.ts";
import { type Key, speak } from "../../src/language/say.ts";
import type { Block, View } from "../../src/view/view.ts";
import { firstSteps } from "../shared/first-team.ts";
import { SCOPES } from "./scopes.ts";

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

/** A view with what the app lacks below it, of which nobody else is told where it was put in by its token. */
export const withChecks = (view: View, scopes: readonly string[], language: Language): View => ({
  ...view,
  blocks: [...view.blocks, ...checked(scopes, language)],
});

/** What whoever installed the app reads first; or, where it was here before, that nothing has to be begun anew. */
export const welcomeView = (scopes: readonly string[], again: boolean, language: Language): View => {
  const { words } = speak(language);
  return {
    title: [words(again ? "slack.welcome.again" : "slack.welcome.title")],
    tone: "plain",
    blocks: [
      { kind: "text", text: [words(again ? "slack.welcome.kept" : "slack.welcome.text")] },
      ...checked(scopes, language),
      { kind: "buttons", buttons: firstSteps(language) },
    ],
  };
};
