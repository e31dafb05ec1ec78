import type { Keys } from "./seal.ts";

/** How Slack is reached. With a signing secret it calls us by HTTP, with an app token we call it; both are fine. */
export interface SlackSettings {
  /** `https://slack.com/api/`, or that of another cloud of Slack's. */
  readonly apiUrl: string;
  /** Of the one Slack workspace that is served without installing by OAuth. */
  readonly botToken: string | undefined;
  readonly signingSecret: string | undefined;
  readonly appToken: string | undefined;
  /** Other Slack workspaces install the app by OAuth, as this app. */
  readonly client: { readonly id: string; readonly secret: string } | undefined;
  /** Under which tokens are kept; needed for OAuth. */
  readonly keys: Keys;
  /** 0 takes any that is free. */
  readonly port: number;
  /** Where browsers reach us: `https://aid.example.org`. */
  readonly url: string | undefined;
}
