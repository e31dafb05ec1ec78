import { isFields } from "../fields.ts";
import { LASTS } from "../limits.ts";
import type { World } from "../world.ts";
import { failed, type Parcel, type Receipt, type Retry, type Wire } from "./delivery.ts";
import { signed } from "./signature.ts";

/** A request as it went out, so that a test can send it again, later, or damaged. */
export interface SentRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const FORM = "application/x-www-form-urlencoded";

const bodyOf = (parcel: Parcel): readonly [type: string, body: string] => {
  switch (parcel.kind) {
    case "slash_commands":
      return [FORM, new URLSearchParams(parcel.payload).toString()];
    case "interactive":
      return [FORM, new URLSearchParams({ payload: JSON.stringify(parcel.payload) }).toString()];
    case "events_api":
      return ["application/json", JSON.stringify(parcel.payload)];
  }
};

const answerIn = (text: string): Receipt["answer"] => {
  if (text === "") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : text;
  } catch {
    return text;
  }
};

/**
 * Signed requests to the app's request URLs, one process after the other. The app has three seconds by Slack's clock;
 * a test whose clock stands still is not left hanging: after ten of the machine's, the same happens.
 */
export const httpWire = (world: World, sent: SentRequest[], seconds: () => number): Wire => {
  let turn = 0;
  const patience = 10_000;

  const post = async (request: SentRequest, signal: AbortSignal, from: number): Promise<Receipt> => {
    const response = await fetch(request.url, { method: "POST", headers: request.headers, body: request.body, signal });
    const text = await response.text();
    const took = performance.now() - from;
    const noRetry = response.headers.get("x-slack-no-retry") === "1";
    if (response.status !== 200)
      return failed("dispatch_failed", took, noRetry ? undefined : "http_error", response.status);
    return { ok: true, answer: answerIn(text), error: undefined, status: 200, took, again: undefined };
  };

  return {
    send: async (parcel: Parcel, retry?: Retry) => {
      const url = world.app.requestUrls[turn % world.app.requestUrls.length];
      turn += 1;
      if (url === undefined) return failed("dispatch_failed", 0, "connection_failed");
      const [type, body] = bodyOf(parcel);
      const headers = {
        "content-type": type,
        "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        ...signed(world.app.signingSecret, body, seconds()),
        ...(retry && { "x-slack-retry-num": String(retry.number), "x-slack-retry-reason": retry.reason }),
      };
      const request: SentRequest = { url, headers, body };
      sent.push(request);
      const gone = new AbortController();
      const callOff = world.clock.alarm(LASTS.acknowledgement, () => gone.abort());
      const hung = setTimeout(() => gone.abort(), patience);
      const from = performance.now();
      try {
        return await post(request, gone.signal, from);
      } catch {
        const took = performance.now() - from;
        return gone.signal.aborted
          ? failed("operation_timeout", took, "http_timeout")
          : failed("dispatch_failed", took, "connection_failed");
      } finally {
        callOff();
        clearTimeout(hung);
      }
    },
  };
};
