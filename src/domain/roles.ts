import type { Member, Workspace } from "./parties.ts";
import { may, type Platform, ROLES, type Role } from "./vocabulary.ts";

/** How a workspace names a platform's own role: `discord:123`. */
export const groupKey = (platform: Platform, group: string): string => `${platform}:${group}`;

/**
 * What somebody may do here and now: their own role, or a higher one that a role of the platform gives. Whoever was
 * taken out of the work keeps their role for the day they come back, and until then may only look.
 */
export const roleOf = (
  { role, active }: Pick<Member, "role" | "active">,
  { groupRoles = {} }: Pick<Workspace, "groupRoles">,
  platform: Platform,
  groups: readonly string[] = [],
): Role =>
  groups.reduce<Role>(
    (highest, group) => {
      const given = groupRoles[groupKey(platform, group)];
      return given === undefined || may(highest, given) ? highest : given;
    },
    active ? role : ROLES[0],
  );
