import { type Logger, LogLevel, webApi } from "@slack/bolt";
import { type Fields, isFields } from "./fields.ts";
import type { Slack } from "./index.ts";

const nothing = (): void => undefined;

/** The client prints every refusal, and here refusals are what is asked for. */
const silent: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => LogLevel.ERROR,
};

/** Slack's own client, which tries nothing twice. */
export const stockClient = (slack: Pick<Slack, "apiUrl">, token?: string): webApi.WebClient =>
  new webApi.WebClient(token, {
    slackApiUrl: slack.apiUrl,
    logger: silent,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
  });

/** What Slack answered, also when it said no. Anything else that goes wrong is thrown. */
export const answerTo = async (
  client: webApi.WebClient,
  method: string,
  given: Record<string, unknown> = {},
): Promise<Fields> => {
  try {
    return { ...(await client.apiCall(method, given)) };
  } catch (problem) {
    if (problem instanceof webApi.WebAPIPlatformError && isFields(problem.data)) return problem.data;
    throw problem;
  }
};
