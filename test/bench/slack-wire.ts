import { signed } from "../support/slack/wire/signature.ts";
import type { Line } from "./script.ts";

/** What all processes of the Slack bench agree on. */
export const SECRET = "bench-signing-secret";

/** The person who types in every workspace: who seeded it, and so its admin. */
export const ACCOUNT = "U1";

/** Where Slack's requests go to. */
export const PATH = "/slack/events";

/** A command as it goes over the wire, with a serial number by which its answer is known. */
export interface Command extends Line {
  readonly serial: number;
  /** Who hears the answer. A refusal goes to the caller alone, and would be quick. */
  readonly audience: "caller" | "channel";
}

/** A request that only has to be written to a connection. */
export interface Prepared {
  readonly serial: number;
  readonly audience: Command["audience"];
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: string;
}

/** Slack's own request for a typed command, signed now: it is to be sent within five minutes. */
export const prepared = ({ serial, space, input, audience }: Command, slackUrl: string): Prepared => {
  const body = new URLSearchParams({
    token: "verification",
    team_id: `T${space}`,
    team_domain: `team-${space}`,
    channel_id: `C${space}`,
    channel_name: "outreach",
    user_id: ACCOUNT,
    user_name: "olena",
    command: "/aid",
    text: input,
    api_app_id: "A1",
    is_enterprise_install: "false",
    response_url: `${slackUrl}/reply/${serial}`,
    trigger_id: `${serial}.${process.pid}.bench`,
  }).toString();
  return {
    serial,
    audience,
    body,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "content-length": Buffer.byteLength(body),
      "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
      ...signed(SECRET, body, Math.floor(Date.now() / 1000)),
    },
  };
};
