import type { Member, Place, Team } from "../domain/parties.ts";
import { CARD_PLATFORMS } from "../domain/vocabulary.ts";

/**
 * Where somebody who owns a request for the first time is told what that means: directly, on a platform where
 * cards stand, the team's own first. Undefined where nobody can be reached like that.
 */
export const introductionPlace = (member: Member, team: Pick<Team, "place">): Place | undefined => {
  const known = member.accounts.filter(({ platform }) => CARD_PLATFORMS.includes(platform));
  const account = known.find(({ platform }) => platform === team.place.platform) ?? known[0];
  return member.active && account
    ? { platform: account.platform, id: `@${account.account}`, name: `@${member.name}` }
    : undefined;
};
