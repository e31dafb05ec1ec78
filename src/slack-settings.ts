import { z } from "zod";
import type { Setting } from "./setting.ts";

/** Bytes of a key for AES-256. */
const KEY = 32;

const PORT = 3000;

const keysIn = (text: string): readonly { readonly id: string; readonly key: Uint8Array }[] =>
  text.split(",").map((part) => {
    const [id = "", key = ""] = part.trim().split(":");
    return { id, key: new Uint8Array(Buffer.from(key, "base64")) };
  });

const areKeys = (text: string): boolean =>
  keysIn(text).every(({ id, key }) => /^\w{1,20}$/u.test(id) && key.length === KEY);

const isPort = (text: string): boolean => /^\d{1,5}$/u.test(text) && Number(text) <= 65_535;

/** What an operator may set about Slack. */
export const SLACK_SETTINGS = [
  {
    name: "SLACK_BOT_TOKEN",
    comment: "Slack: the token of the app in your Slack workspace, from OAuth & Permissions",
    example: "xoxb-1234-5678-abcd",
    schema: z.string().regex(/^xoxb-\S+$/u),
    wanted: "a token that begins with xoxb-",
    secret: true,
  },
  {
    name: "SLACK_APP_TOKEN",
    comment: "Slack: the app's own token with connections:write. With it no public address is needed",
    example: "xapp-1-A1-1234-abcd",
    schema: z.string().regex(/^xapp-\S+$/u),
    wanted: "a token that begins with xapp-",
    secret: true,
  },
  {
    name: "SLACK_SIGNING_SECRET",
    comment: "Slack: the signing secret from Basic Information. With it Slack calls a public address over HTTPS",
    example: "0123456789abcdef0123456789abcdef",
    schema: z.string().regex(/^\S{8,100}$/u),
    wanted: "the signing secret of your app",
    secret: true,
  },
  {
    name: "AIDLINE_SLACK_PORT",
    comment: `Slack: the port on which its calls and installing browsers are awaited. Default: ${PORT}`,
    example: "3000",
    schema: z.string().refine(isPort),
    wanted: "a port from 0 to 65535",
  },
  {
    name: "AIDLINE_URL",
    comment:
      "The public address under which browsers and Slack reach that port, for installing by OAuth and for the manifest",
    example: "https://aid.example.org",
    schema: z.string().regex(/^https?:\/\/[^\s/]+$/u),
    wanted: "an address without a path",
  },
  {
    name: "SLACK_CLIENT_ID",
    comment: "Slack: lets other Slack workspaces install the app by OAuth; from Basic Information",
    example: "1234567890.1234567890",
    schema: z.string().regex(/^[\w.]+$/u),
    wanted: "the client id of your app",
  },
  {
    name: "SLACK_CLIENT_SECRET",
    comment: "Slack: goes with SLACK_CLIENT_ID",
    example: "0123456789abcdef0123456789abcdef",
    schema: z.string().regex(/^\S+$/u),
    wanted: "the client secret of your app",
    secret: true,
  },
  {
    name: "AIDLINE_SLACK_KEYS",
    comment:
      "Slack: keys under which tokens of installed workspaces are kept, NAME:KEY with 32 bytes in base64 (openssl rand -base64 32). The first one is used; older ones follow after a comma",
    example: "k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    schema: z.string().refine(areKeys),
    wanted: "NAME:KEY, with 32 bytes in base64",
    secret: true,
  },
  {
    name: "SLACK_API_URL",
    comment: "Slack: where its API is, for another cloud of Slack's. Default: https://slack.com/api/",
    example: "https://slack.com/api/",
    schema: z.string().regex(/^https?:\/\/\S+\/$/u),
    wanted: "an address that ends in a slash",
  },
] as const satisfies readonly Setting[];

/** A setting's value, where it is set and right. */
type Value = (name: (typeof SLACK_SETTINGS)[number]["name"]) => string | undefined;

/** What is missing beside what is set, one sentence each. */
export const slackFaults = (value: Value): readonly string[] => {
  const way = value("SLACK_APP_TOKEN") ?? value("SLACK_SIGNING_SECRET");
  const home = value("SLACK_BOT_TOKEN") ?? value("SLACK_CLIENT_ID");
  const oauth = ["SLACK_CLIENT_SECRET", "AIDLINE_SLACK_KEYS", "AIDLINE_URL"] as const;
  return [
    ...(home !== undefined && way === undefined
      ? ["Slack needs SLACK_APP_TOKEN (no public address) or SLACK_SIGNING_SECRET (with one) beside the token."]
      : []),
    ...(way !== undefined && home === undefined
      ? ["Slack needs SLACK_BOT_TOKEN (one Slack workspace) or SLACK_CLIENT_ID (installing by OAuth) as well."]
      : []),
    ...(value("SLACK_CLIENT_ID") === undefined
      ? []
      : oauth.filter((name) => value(name) === undefined).map((name) => `SLACK_CLIENT_ID needs ${name} as well.`)),
  ];
};

/** What is set about Slack, as adapters/slack/settings.ts explains it; undefined when it is to be left alone. */
export const slackIn = (value: Value) => {
  const [botToken, id, secret] = [value("SLACK_BOT_TOKEN"), value("SLACK_CLIENT_ID"), value("SLACK_CLIENT_SECRET")];
  if (botToken === undefined && id === undefined) return undefined;
  const keys = value("AIDLINE_SLACK_KEYS");
  return {
    apiUrl: value("SLACK_API_URL") ?? "https://slack.com/api/",
    botToken,
    signingSecret: value("SLACK_SIGNING_SECRET"),
    appToken: value("SLACK_APP_TOKEN"),
    client: id !== undefined && secret !== undefined ? { id, secret } : undefined,
    keys: keys === undefined ? [] : keysIn(keys),
    port: Number(value("AIDLINE_SLACK_PORT") ?? PORT),
    url: value("AIDLINE_URL"),
  };
};

/** How Slack is reached. */
export type SlackSettings = NonNullable<ReturnType<typeof slackIn>>;
