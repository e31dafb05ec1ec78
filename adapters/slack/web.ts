import { webApi } from "@slack/bolt";
import type { Log } from "../../src/ports.ts";
import { boltLogger } from "./logger.ts";

/** Milliseconds after which a call is given up; the courier holds a message for longer. */
const PATIENCE = 9_000;

/** Seconds to wait where Slack says "too many" but not how long. */
const UNSAID = 30;

/** One call of Slack's Web API, with the token of whoever it is made for. */
export type Call = (
  method: string,
  token: string | undefined,
  args: Readonly<Record<string, unknown>>,
) => Promise<object>;

/** Slack's Web API answers a 429 with the seconds to wait; a proxy before it may not, and the SDK gives up on that. */
const waitable = (answer: Response): Response => {
  if (answer.status !== 429 || /^\d+$/u.test(answer.headers.get("retry-after") ?? "")) return answer;
  return new Response(null, { status: 429, headers: { "retry-after": String(UNSAID) } });
};

/**
 * One client for all workspaces. It knows no token: each call brings its own, and no header is shared
 * (`clientOptions.headers` would send the first token to everybody's workspace). Nothing is repeated by
 * the SDK: what was sent and not answered may have arrived.
 */
export const createWeb = (slackApiUrl: string, log: Log): Call => {
  const client = new webApi.WebClient(undefined, {
    slackApiUrl,
    retryConfig: { retries: 0 },
    timeout: PATIENCE,
    rejectRateLimitedCalls: true,
    fetch: async (url, init) => waitable(await fetch(url, init)),
    logger: boltLogger(log),
  });
  return (method, token, args) => client.apiCall(method, { ...args, ...(token !== undefined && { token }) });
};
