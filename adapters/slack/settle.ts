import { z } from "zod";
import { classified, refusesToken, slackCode } from "./errors.ts";
import type { Grant } from "./installs.ts";
import { SlackTrouble } from "./trouble.ts";
import type { Call } from "./web.ts";

const WHO = z.object({
  team_id: z.string(),
  team: z.string().default(""),
  user_id: z.string(),
  enterprise_id: z.string().nullish(),
  is_enterprise_install: z.boolean().nullish(),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
});

/** Asks Slack whose a token is and what it may do. Throws SlackTrouble, which says what to do. */
export const grantOf = async (call: Call, token: string): Promise<Grant> => {
  const answer = await call("auth.test", token, {}).catch((error: unknown) => {
    const code = slackCode(error);
    throw new SlackTrouble(
      code === undefined
        ? "Slack cannot be reached, so Aidline did not start. Look at the network, and start it again."
        : `Slack does not take SLACK_BOT_TOKEN (${code}). Copy it again from "OAuth & Permissions" of your app; it begins with xoxb-.`,
    );
  });
  const { team_id, team, user_id, enterprise_id, is_enterprise_install, response_metadata } = WHO.parse(answer);
  return {
    team: is_enterprise_install ? (enterprise_id ?? team_id) : team_id,
    name: team === "" ? team_id : team,
    enterprise: enterprise_id ?? undefined,
    botUser: user_id,
    installer: undefined,
    scopes: response_metadata?.scopes ?? [],
    token,
    refresh: undefined,
    holds: undefined,
  };
};

/** Asks Slack whether it takes a token at this moment. Rejects where Slack does not say. */
export const createWorks =
  (call: Call) =>
  async (token: string): Promise<boolean> => {
    try {
      await call("auth.test", token, {});
      return true;
    } catch (error) {
      if (refusesToken(error)) return false;
      throw classified(error);
    }
  };
