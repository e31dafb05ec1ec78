import { z } from "zod";
import type { Call } from "./web.ts";

/** Tokens as Slack gives them, for a refresh token or a code. */
export interface Tokens {
  readonly token: string;
  readonly refresh: string | undefined;
  /** Seconds for which the token holds. */
  readonly holds: number | undefined;
}

/** Exchanges a refresh token, which works once. */
export type Exchange = (refresh: string) => Promise<Tokens>;

const ANSWER = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().optional(),
  expires_in: z.number().optional(),
});

/** Reads the tokens of an answer to `oauth.v2.access`. Throws when there are none. */
export const tokensIn = (answer: unknown): Tokens => {
  const { access_token, refresh_token, expires_in } = ANSWER.parse(answer);
  return { token: access_token, refresh: refresh_token, holds: expires_in };
};

/** The exchange for one app. */
export const createExchange =
  (call: Call, app: { readonly id: string; readonly secret: string }): Exchange =>
  async (refresh) =>
    tokensIn(
      await call("oauth.v2.access", undefined, {
        client_id: app.id,
        client_secret: app.secret,
        grant_type: "refresh_token",
        refresh_token: refresh,
      }),
    );
