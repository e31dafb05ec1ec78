import type { Member, Workspace } from "../domain/parties.ts";
import type { Day } from "../domain/time.ts";
import { ROLES } from "../domain/vocabulary.ts";
import type { Say } from "../language/say.ts";
import { heading, list, note } from "./blocks.ts";
import { code, day, join, short } from "./text.ts";
import { commandWord } from "./typed.ts";
import type { Block, Text, View } from "./view.ts";

/** People listed per role; the rest is counted. */
const PEOPLE = 30;

const memberText = (member: Member, today: Day, say: Say): Text => {
  const platforms = [...new Set(member.accounts.map(({ platform }) => platform))];
  return join([
    [short(member.name, 60)],
    member.role !== "liaison" || member.speaksFor === undefined
      ? undefined
      : say("person.speaks_for", { recipient: short(member.speaksFor) }),
    member.active ? undefined : say("person.left"),
    member.awayUntil === undefined || member.awayUntil < today
      ? undefined
      : say("person.away", { day: day(member.awayUntil) }),
    platforms.length < 2 ? undefined : [platforms.map((one) => say.word("platform", one)).join(", ")],
    member.direct ? say("person.direct") : undefined,
  ]);
};

/** What the platforms' own roles give to whoever has them. */
const groupBlocks = (groupRoles: NonNullable<Workspace["groupRoles"]>, say: Say): readonly Block[] => {
  const all = Object.entries(groupRoles).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const [first] = all;
  if (!first) return [];
  return [
    heading(...say("members.groups")),
    ...list(
      all.slice(0, PEOPLE).map(([group, role]) => join([[code(group)], [say.word("role", role)]])),
      all.length > PEOPLE ? say("digest.hidden", { count: all.length - PEOPLE }) : undefined,
    ),
    note(
      ...say("members.groups_note", {
        typed: code(`/aid ${commandWord("role", say)} "${first[0]}" "${say.word("role", "none")}"`),
      }),
    ),
  ];
};

/** Who may do what: the members by role, those who may do most first. */
export const membersView = (
  members: readonly Member[],
  today: Day,
  say: Say,
  {
    headline,
    groupRoles = {},
  }: { readonly headline?: Text; readonly groupRoles?: NonNullable<Workspace["groupRoles"]> } = {},
): View => ({
  title: headline ?? say("members.title", { count: members.length }),
  tone: "plain",
  blocks: [
    ...ROLES.toReversed().flatMap((role): readonly Block[] => {
      const all = members.filter((member) => member.role === role);
      if (all.length === 0) return [];
      const rest = all.length - PEOPLE;
      return [
        heading(`${say.word("role", role)} · ${all.length}`),
        ...list(
          all.slice(0, PEOPLE).map((member) => memberText(member, today, say)),
          rest > 0 ? say("digest.hidden", { count: rest }) : undefined,
        ),
      ];
    }),
    ...groupBlocks(groupRoles, say),
    note(...say("members.note")),
  ],
});
