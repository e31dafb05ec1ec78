import type { Workspace } from "../domain/parties.ts";
import type { Say } from "../language/say.ts";
import { facts, note } from "./blocks.ts";
import { holidaysText } from "./team-card.ts";
import { code, short } from "./text.ts";
import { commandWord } from "./typed.ts";
import type { Text, View } from "./view.ts";

/** The defaults of a workspace, which hold where a team or a member says nothing else. */
export const settingsView = (
  workspace: Workspace,
  say: Say,
  { headline }: { readonly headline?: Text } = {},
): View => ({
  title: headline ?? say("settings.title", { name: short(workspace.name) }),
  tone: "plain",
  blocks: [
    ...facts([
      [say.words("fact.zone"), [workspace.zone]],
      [say.words("fact.language"), [say.word("language", workspace.language)]],
      [say.words("fact.holidays"), holidaysText(workspace.country, say)],
      [say.words("fact.newcomers"), [say.word("role", workspace.newcomers)]],
      [say.words("fact.collision"), say("settings.collision", { count: workspace.collisionDays })],
      [say.words("fact.approval"), [say.word("approval", workspace.approval ?? "none")]],
      [say.words("fact.chase_rest"), say("settings.chase_rest", { count: workspace.chaseRest })],
    ]),
    note(...say("settings.note", { typed: code(`/aid ${commandWord("settings", say)}`) })),
  ],
});
