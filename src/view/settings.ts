import type { Member, Space, Workspace } from "../domain/parties.ts";
import { LANGUAGES, type Language } from "../domain/vocabulary.ts";
import { type Say, speak } from "../language/say.ts";
import { buttons, facts, line, note } from "./blocks.ts";
import { holidaysText } from "./team-card.ts";
import { code, join, short } from "./text.ts";
import { commandWord } from "./typed.ts";
import type { Block, Button, Text, View } from "./view.ts";

const spaceText = ({ platform, space }: Space, say: Say): Text => [`${say.word("platform", platform)} `, code(space)];

const ownName = (language: Language): string => {
  const name = speak(language).word("language", language);
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
};

/** What somebody has set for themselves, with a button for each of it; a language is named in its own words. */
const ownBlocks = (me: Member, workspace: Workspace, say: Say): readonly Block[] => {
  const spoken = me.language ?? workspace.language;
  const set = (label: string, options: Readonly<Record<string, string>>): Button => ({
    label,
    weight: "plain",
    call: { command: "settings", options },
  });
  return [
    line(
      ...say("settings.mine", {
        name: me.name,
        role: say.word("role", me.role),
        language: say.word("language", spoken),
        zone: me.zone ?? workspace.zone,
        direct: say.words(me.direct ? "yes" : "no"),
      }),
    ),
    ...buttons([
      ...LANGUAGES.filter((one) => one !== spoken).map((one) => set(ownName(one), { language: one })),
      set(say.words("button.zone"), { ask: "zone" }),
      set(say.words(me.direct ? "button.indirect" : "button.direct"), { direct: me.direct ? "no" : "yes" }),
      set(say.words("button.away"), { ask: "away" }),
    ]),
  ];
};

/** What holds for somebody, and the defaults of their workspace, which hold where a team or a member says nothing else. */
export const settingsView = (
  workspace: Workspace,
  me: Member,
  say: Say,
  { headline }: { readonly headline?: Text } = {},
): View => {
  const { joined = [] } = workspace;
  return {
    title: headline ?? say("settings.title", { name: short(workspace.name) }),
    tone: "plain",
    blocks: [
      ...ownBlocks(me, workspace, say),
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
