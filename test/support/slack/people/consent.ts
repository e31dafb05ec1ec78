import { addInstallation } from "../installing.ts";
import type { Installation, User } from "../model.ts";
import type { World } from "../world.ts";

/** What somebody chooses on the consent page. */
export interface Consent {
  /** For the whole organisation, not for their workspace alone. */
  readonly wholeOrganisation?: boolean;
  /** Fewer scopes than were asked for, as when optional ones are unticked. */
  readonly scopes?: readonly string[];
}

/** What the page was asked for. Throws in the words that Slack's page shows. */
const asked = (world: World, authorizeUrl: string) => {
  const url = new URL(authorizeUrl);
  const given = (name: string): string => url.searchParams.get(name) ?? "";
  const redirectUri = given("redirect_uri");
  const scopes = given("scope").split(/[ ,]+/).filter(Boolean);
  if (url.pathname !== "/oauth/v2/authorize") throw new Error(`${authorizeUrl} is not the consent page`);
  if (given("client_id") !== world.app.clientId) throw new Error("Invalid client_id parameter");
  if (scopes.length === 0) throw new Error("Invalid permissions requested: no scopes requested");
  const registered = world.app.redirectUrls.some((one) => redirectUri.startsWith(one));
  if (redirectUri !== "" && !registered)
    throw new Error(`redirect_uri did not match any configured URIs: ${redirectUri}`);
  const back = redirectUri || world.app.redirectUrls[0];
  if (back === undefined) throw new Error("redirect_uri did not match any configured URIs");
  return { redirectUri, back, scopes, state: url.searchParams.get("state") };
};

const backTo = (back: string, given: Readonly<Record<string, string | null>>): string => {
  const url = new URL(back);
  for (const [name, value] of Object.entries(given)) if (value !== null) url.searchParams.set(name, value);
  return url.href;
};

/** Presses Allow. */
export const allowed = (world: World, user: User, authorizeUrl: string, consent: Consent): string => {
  const { redirectUri, back, scopes, state } = asked(world, authorizeUrl);
  const team = world.teams.get(user.team);
  if (consent.wholeOrganisation === true && (!team?.org || !world.app.orgReady))
    throw new Error("This app cannot be installed for an organisation");
  const at = consent.wholeOrganisation === true ? { team: undefined, org: team?.org } : { team, org: team?.org };
  const installation: Installation = addInstallation(world, at, consent.scopes ?? scopes, user.id);
  const code = `${world.id("")}.code`;
  world.codes.set(code, { installation, redirectUri, at: world.clock.now(), used: false });
  return backTo(back, { code, state });
};

/** Presses Cancel. */
export const denied = (world: World, authorizeUrl: string): string => {
  const { back, state } = asked(world, authorizeUrl);
  return backTo(back, { error: "access_denied", state });
};
