import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { type Doubt, single, timeDoubt } from "../shared/signed.ts";

/** A request as it came over HTTP. */
export interface Signed {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The signature that Slack writes under a body: an HMAC-SHA256 over version, timestamp and body. */
export const signatureOf = (secret: string, timestamp: string, body: string): string =>
  `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;

const same = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/**
 * What speaks against a request, undefined when nothing does. Bolt's own check lets requests from the future
 * pass, which could be kept and played later. `now` is in seconds since 1970.
 */
export const doubtOf = ({ headers, body }: Signed, secret: string, now: number): Doubt | undefined => {
  const timestamp = single(headers["x-slack-request-timestamp"]);
  const signature = single(headers["x-slack-signature"]);
  const early = timeDoubt(timestamp, signature, now);
  if (early !== undefined) return early;
  return same(signature, signatureOf(secret, timestamp, body)) ? undefined : "wrong signature";
};
