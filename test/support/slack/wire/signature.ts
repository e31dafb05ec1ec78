import { createHmac } from "node:crypto";

/** The headers by which an app knows a request for Slack's own (v0). */
export const signed = (secret: string, body: string, seconds: number): Readonly<Record<string, string>> => ({
  "x-slack-request-timestamp": String(seconds),
  "x-slack-signature": `v0=${createHmac("sha256", secret).update(`v0:${seconds}:${body}`).digest("hex")}`,
});
