import type { Fields } from "../fields.ts";
import { reaches, userFor } from "../finding.ts";
import type { User } from "../model.ts";
import { Refused } from "../refused.ts";
import type { Asked, Method } from "./method.ts";
import { page, paged } from "./pages.ts";
import { needScope } from "./scopes.ts";

/** Seconds by which a zone is ahead of UTC at a moment. */
const offsetAt = (zone: string, at: number): number => {
  const name = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" })
    .formatToParts(at)
    .find(({ type }) => type === "timeZoneName")?.value;
  const [, sign = "+", hours = "0", minutes = "0"] = /GMT([+-])(\d+):(\d+)/.exec(name ?? "") ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3_600 + Number(minutes) * 60);
};

const shownUser = (user: User, { world, by, given }: Asked): Fields => ({
  id: user.id,
  team_id: user.team,
  name: user.handle,
  deleted: user.gone,
  real_name: user.name,
  profile: {
    real_name: user.name,
    display_name: user.handle,
    team: user.team,
    ...(by.scopes.includes("users:read.email") && reaches(world, by, user.team) && { email: user.email }),
  },
  ...(world.teams.get(user.team)?.org && { enterprise_user: { enterprise_id: world.teams.get(user.team)?.org?.id } }),
  is_bot: user.standing === "bot",
  is_app_user: false,
  ...(!user.gone && {
    tz: user.tz,
    tz_label: user.tz,
    tz_offset: offsetAt(user.tz, world.clock.now()),
    is_admin: user.standing === "admin" || user.standing === "owner",
    is_owner: user.standing === "owner",
    is_primary_owner: false,
    is_restricted: user.standing === "guest" || user.standing === "single-channel guest",
    is_ultra_restricted: user.standing === "single-channel guest",
    // As Slack documents it: nobody is a stranger who shares a channel with the app, and others are not found.
    is_stranger: false,
    ...(given.include_locale === true && { locale: user.locale }),
  }),
});

const info: Method = {
  takes: "bot",
  scope: "users:read",
  tier: 4,
  needs: { user: "text" },
  may: { include_locale: "flag" },
  run: (asked) => ({ user: shownUser(userFor(asked.world, asked.by, asked.given.user), asked) }),
};

const list: Method = {
  takes: "bot",
  scope: "users:read",
  tier: 2,
  may: { ...paged, include_locale: "flag" },
  run: (asked) => {
    const { world, by, given } = asked;
    if (by.org && given.team_id === undefined) throw new Refused("missing_argument");
    const team = by.team?.id ?? given.team_id;
    if (!reaches(world, by, String(team))) throw new Refused("team_not_found");
    const everyone = [...world.users.values()].filter((user) => user.team === team);
    return page(
      everyone.map((user) => shownUser(user, asked)),
      given,
      "members",
    );
  },
};

const lookupByEmail: Method = {
  takes: "bot",
  scope: "users:read.email",
  tier: 3,
  needs: { email: "text" },
  run: (asked) => {
    const { world, by, given } = asked;
    needScope(by, "users:read");
    const user = [...world.users.values()].find((one) => one.email === given.email && reaches(world, by, one.team));
    if (!user || user.gone) throw new Refused("users_not_found");
    return { user: shownUser(user, asked) };
  },
};

/** `users.*` and `usergroups.*` */
export const USERS: Readonly<Record<string, Method>> = {
  "users.info": info,
  "users.list": list,
  "users.lookupByEmail": lookupByEmail,
  "usergroups.list": {
    takes: "bot",
    scope: "usergroups:read",
    tier: 2,
    may: { include_users: "flag", include_count: "flag", include_disabled: "flag" },
    run: ({ world, by, given }) => {
      if (by.org && given.team_id === undefined) throw new Refused("missing_argument");
      const team = by.team?.id ?? given.team_id;
      return {
        usergroups: world.usergroups
          .filter((group) => group.team === team)
          .map(({ members, team, ...group }) => ({
            ...group,
            team_id: team,
            ...(given.include_users === true && { users: members }),
            ...(given.include_count === true && { user_count: members.length }),
          })),
      };
    },
  },
};
