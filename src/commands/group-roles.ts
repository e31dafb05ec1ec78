import type { Workspace } from "../domain/parties.ts";
import { Refusal } from "../domain/refusal.ts";
import { groupKey } from "../domain/roles.ts";
import { may, PLATFORMS, ROLES, type Role } from "../domain/vocabulary.ts";
import type { Desk } from "../ports.ts";
import { mustReach } from "./finding.ts";

type GroupRoles = NonNullable<Workspace["groupRoles"]>;

/** A platform's mention of a role of its own, or what we call it. */
const MENTION = /^<@&(\w+)(?:\|[^>]*)?>$/u;
const KEY = new RegExp(`^(?:${PLATFORMS.join("|")}):[\\w-]+$`, "u");

/** What a platform's own role is called in the register, where the words name one and no person. */
export const groupNamed = ({ via }: Pick<Desk, "via">, typed: string): string | undefined => {
  const mentioned = MENTION.exec(typed)?.[1];
  if (mentioned !== undefined) return groupKey(via, mentioned);
  return KEY.test(typed) ? typed : undefined;
};

/** Gives a role to whoever has a role of the platform, or takes it back. Nobody hands out more than they have. */
export const giveGroupRole = async (desk: Desk, group: string, given: Role | "left" | "none"): Promise<GroupRoles> => {
  mustReach(desk, "lead", "role");
  if (given === "left") throw new Refusal("not_a_choice", choices(given, "none"), "role");
  const { [group]: before, ...others } = desk.workspace.groupRoles ?? {};
  for (const reach of [before, given]) {
    if (reach !== undefined && reach !== "none" && !may(desk.me.role, reach))
      throw new Refusal("not_allowed", { command: "role", need: reach, role: desk.me.role });
  }
  const groupRoles = given === "none" ? others : { ...others, [group]: given };
  await desk.record("workspace", desk.workspace.id, [{ type: "workspace.changed", groupRoles }]);
  return groupRoles;
};

/** What a role may be instead of a word that does not fit a person, or a role of the platform. */
export const choices = (typed: string, instead: "left" | "none") => ({
  typed,
  choices: [...ROLES, instead],
  list: "role",
  nearest: instead,
});
