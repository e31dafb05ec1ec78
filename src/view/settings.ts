import type { Space, Workspace } from "../domain/parties.ts";
import type { Say } from "../language/say.ts";
import { facts, note } from "./blocks.ts";
import { holidaysText } from "./team-card.ts";
import { code, join, short } from "./text.ts";
import { commandWord } from "./typed.ts";
import type { Text, View } from "./view.ts";

const spaceText = ({ platform, space }: Space, say: Say): Text => [`${say.word("platform", platform)} `, code(space)];

/** The defaults of a workspace, which hold where a team or a member says nothing else. */
export const settingsView = (workspace: Workspace, say: Say, { headline }: { readonly headline?: Text } = {}): View => {
  const { joined = [] } = workspace;
  return {
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
        [say.words("fact.guests"), say(workspace.guests ? "settings.guests" : "settings.no_guests")],
        [
          say.words("fact.joined"),
          joined.length === 0
            ? undefined
            : join(
                joined.map((one) => spaceText(one, say)),
                ", ",
              ),
        ],
        [say.words("fact.chase_rest"), say("settings.chase_rest", { count: workspace.chaseRest })],
      ]),
      note(...say("settings.note", { typed: code(`/aid ${commandWord("settings", say)}`) })),
    ],
  };
};
