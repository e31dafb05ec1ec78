import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** Seconds by which Slack's clock and ours may differ, in either direction. */
const WINDOW = 300;

/** A request as it came over HTTP. */
export interface Signed {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Why a request is not taken for Slack's. */
export type Doubt = "no signature" | "bad timestamp" | "too old" | "from the future" | "wrong signature";

/** The signature that Slack writes under a body: an HMAC-SHA256 over version, timestamp and body. */
export const signatureOf = (secret: string, timestamp: string, body: string): string =>
  `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;

const same = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};

const single = (header: string | string[] | undefined): string => (typeof header === "string" ? header : "");

/**
 * What speaks against a request, undefined when nothing does. Bolt's own check lets requests from the future
 * pass, which could be kept and played later. `now` is in seconds since 1970.
 */
export const doubtOf = ({ headers, body }: Signed, secret: string, now: number): Doubt | undefined => {
  const timestamp = single(headers["x-slack-request-timestamp"]);
  const signature = single(headers["x-slack-signature"]);
  if (timestamp === "" || signature === "") return "no signature";
  if (!/^\d{1,12}$/u.test(timestamp)) return "bad timestamp";
  const age = now - Number(timestamp);
  if (age > WINDOW) return "too old";
  if (age < -WINDOW) return "from the future";
  return same(signature, signatureOf(secret, timestamp, body)) ? undefined : "wrong signature";
};
