import { z } from "zod";
import type { Member } from "../domain/parties.ts";
import { Refusal } from "../domain/refusal.ts";
import { type Day, dayOf } from "../domain/time.ts";
import { may, ROLES, type Role } from "../domain/vocabulary.ts";
import type { Say } from "../language/say.ts";
import { membersView } from "../view/members.ts";
import { code, short } from "../view/text.ts";
import { command } from "./command.ts";
import { memberFor, mustReach } from "./finding.ts";
import { choices, giveGroupRole, groupNamed } from "./group-roles.ts";
import { choice, line, maybe, member } from "./options.ts";

const roleText = ({ role: held, speaksFor }: Member, say: Say): string =>
  held === "liaison" && speaksFor !== undefined
    ? `${say.word("role", held)}, ${say.words("person.speaks_for", { recipient: short(speaksFor) })}`
    : say.word("role", held);

/** Everybody by role, with what was changed, if anything was. */
interface Shown {
  readonly members: readonly Member[];
  readonly today: Day;
  readonly groupRoles: Readonly<Record<string, Role>>;
  readonly one?: Member;
  /** A role of the platform. */
  readonly group?: string;
}

/** Shows who may do what; gives a person a role, or takes a person who left out of the work. */
export const role = command({
  name: "role",
  group: "setup",
  needs: "observer",
  changes: true,
  audience: "caller",
  positional: ["member", "role"],
  examples: ["role", "role me lead", 'role me liaison for:"Ministry of Health"', "role <@&123456> coordinator"],
  wants: (typed) => (typed["member"] ? ["role"] : typed["for"] ? ["member", "role"] : []),
  options: z.object({
    member: maybe(member()),
    role: maybe(choice("role", [...ROLES, "left", "none"])),
    for: maybe(line(120)),
  }),
  async run(typed, desk): Promise<Shown> {
    const today = dayOf(desk.at, desk.workspace.zone);
    const { groupRoles = {} } = desk.workspace;
    if (!typed.member || !typed.role) return { members: await desk.members(), today, groupRoles };
    const group = groupNamed(desk, typed.member);
    if (group !== undefined) {
      const changed = await giveGroupRole(desk, group, typed.role);
      return { members: await desk.members(), today, groupRoles: changed, group };
    }
    if (typed.role === "none") throw new Refusal("not_a_choice", choices(typed.role, "left"), "role");
    mustReach(desk, "lead", "role");
    const one = await memberFor(desk, typed.member);
    // Nobody hands out more than they have, nor takes from those above them.
    const reach = typed.role === "left" ? one.role : typed.role;
    if (!may(desk.me.role, reach) || !may(desk.me.role, one.role))
      throw new Refusal("not_allowed", { command: "role", need: reach, role: desk.me.role });
    const members = await desk.members();
    const admins = members.filter((each) => each.active && each.role === "admin" && each.id !== one.id);
    if (one.role === "admin" && typed.role !== "admin" && admins.length === 0)
      throw new Refusal("last_admin", { name: one.name }, "role");
    const change =
      typed.role === "left"
        ? { active: false }
        : { role: typed.role, active: true, ...(typed.for && { speaksFor: typed.for }) };
    const state = await desk.record("member", one.id, [{ type: "member.changed", ...change }]);
    return { members: await desk.members(), today, groupRoles, one: state ?? one };
  },
  present({ members, today, groupRoles, one, group }, say) {
    const given = group === undefined ? undefined : groupRoles[group];
    const headline = one
      ? say(one.active ? "did.role" : "did.left", { name: one.name, role: roleText(one, say) })
      : group === undefined
        ? undefined
        : given === undefined
          ? say("did.group_none", { group: code(group) })
          : say("did.group_role", { group: code(group), role: say.word("role", given) });
    return membersView(members, today, say, { groupRoles, ...(headline && { headline }) });
  },
});
