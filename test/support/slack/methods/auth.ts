import { LASTS, LIMIT } from "../limits.ts";
import type { Installation } from "../model.ts";
import { Refused } from "../refused.ts";
import type { World } from "../world.ts";
import type { Asked, Method } from "./method.ts";

/** A new bot token for an installation, with its refresh token where tokens rotate. */
export const issue = (
  world: World,
  installation: Installation,
): { readonly token: string; readonly refresh?: string } => {
  const rotates = world.app.rotates;
  const value = `${rotates ? "xoxe.xoxb" : "xoxb"}-${world.id("")}-${world.id("")}`;
  const expires = rotates ? world.clock.now() + LASTS.token : undefined;
  world.tokens.set(value, { value, kind: "bot", installation, expires, revoked: false });
  if (!rotates) return { token: value };
  const refresh = `xoxe-1-${world.id("")}`;
  world.refreshes.set(refresh, { installation, used: false });
  return { token: value, refresh };
};

const test: Method = {
  takes: "bot",
  tier: 4,
  run: ({ world, by }) => {
    const team = by.team ?? by.org;
    const domain = by.team?.domain ?? by.org?.name.toLowerCase() ?? "";
    return {
      url: `https://${domain}.slack.com/`,
      team: team?.name,
      user: world.users.get(by.botUser)?.handle,
      team_id: team?.id,
      user_id: by.botUser,
      bot_id: by.botId,
      is_enterprise_install: by.team === undefined,
      ...(by.org && { enterprise_id: by.org.id }),
    };
  },
};

const revoke: Method = {
  takes: "bot",
  tier: 3,
  may: { test: "flag" },
  run: ({ given, token }) => {
    if (given.test === true || !token) return { revoked: false };
    token.revoked = true;
    return { revoked: true };
  },
};

/** Throws unless the caller is who the app's settings name. */
const isTheApp = ({ world, given }: Asked): void => {
  if (given.client_id !== world.app.clientId) throw new Refused("invalid_client_id");
  if (given.client_secret !== world.app.clientSecret) throw new Refused("bad_client_secret");
};

const byCode = ({ world, given }: Asked): Installation => {
  const code = world.codes.get(String(given.code));
  if (!code || code.used) throw new Refused("invalid_code");
  if (world.clock.now() - code.at > LASTS.code) throw new Refused("invalid_code");
  if ((given.redirect_uri ?? "") !== code.redirectUri) throw new Refused("bad_redirect_uri");
  code.used = true;
  return code.installation;
};

const byRefresh = ({ world, given }: Asked): Installation => {
  const refresh = world.refreshes.get(String(given.refresh_token));
  if (!refresh || refresh.used || refresh.installation.removed) throw new Refused("invalid_refresh_token");
  refresh.used = true;
  return refresh.installation;
};

const access: Method = {
  takes: "secret",
  tier: 4,
  may: {
    client_id: "text",
    client_secret: "text",
    code: "text",
    redirect_uri: "text",
    grant_type: "text",
    refresh_token: "text",
  },
  run: (asked) => {
    const { world, given } = asked;
    isTheApp(asked);
    const refreshing = given.grant_type === "refresh_token";
    if (given.grant_type !== undefined && !refreshing && given.grant_type !== "authorization_code")
      throw new Refused("invalid_grant_type");
    const installation = refreshing ? byRefresh(asked) : byCode(asked);
    const { token, refresh } = issue(world, installation);
    return {
      app_id: world.app.id,
      authed_user: refreshing ? undefined : { id: installation.installer },
      scope: installation.scopes.join(","),
      token_type: "bot",
      access_token: token,
      bot_user_id: installation.botUser,
      team: installation.team ? { id: installation.team.id, name: installation.team.name } : null,
      enterprise: installation.org ? { id: installation.org.id, name: installation.org.name } : null,
      is_enterprise_install: installation.team === undefined,
      ...(refresh !== undefined && { refresh_token: refresh, expires_in: LASTS.token / 1_000 }),
    };
  },
};

/** `auth.*` and `oauth.v2.access` */
export const AUTH: Readonly<Record<string, Method>> = {
  "auth.test": test,
  "auth.revoke": revoke,
  "oauth.v2.access": access,
};

/** `apps.connections.open`, given how many sockets are open and a way to expect one more. */
export const connections = (open: () => number, expectOne: () => string): Readonly<Record<string, Method>> => ({
  "apps.connections.open": {
    takes: "app",
    tier: 1,
    run: () => {
      if (open() >= LIMIT.socketConnections) throw new Refused("too_many_websockets");
      return { url: expectOne() };
    },
  },
});
