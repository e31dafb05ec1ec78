import type { Member } from "../domain/parties.ts";
import type { Day } from "../domain/time.ts";
import { ROLES } from "../domain/vocabulary.ts";
import type { Say } from "../language/say.ts";
import { heading, list, note } from "./blocks.ts";
import { day, join, short } from "./text.ts";
import type { Block, Text, View } from "./view.ts";

/** People listed per role; the rest is counted. */
const PEOPLE = 30;

const memberText = (member: Member, today: Day, say: Say): Text =>
  join([
    [short(member.name, 60)],
    member.role !== "liaison" || member.speaksFor === undefined
      ? undefined
      : say("person.speaks_for", { recipient: short(member.speaksFor) }),
    member.active ? undefined : say("person.left"),
    member.awayUntil === undefined || member.awayUntil < today
      ? undefined
      : say("person.away", { day: day(member.awayUntil) }),
    member.direct ? say("person.direct") : undefined,
  ]);

/** Who may do what: the members by role, those who may do most first. */
export const membersView = (
  members: readonly Member[],
  today: Day,
  say: Say,
  { headline }: { readonly headline?: Text } = {},
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
    note(...say("members.note")),
  ],
});
