import { createEmulator } from "emulate";
import { freePort } from "../free-port.ts";
import { startSlack } from "./index.ts";

/** A Slack on which the same scenario can run, whoever made it. */
export interface Ground {
  readonly apiUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly email: string;
  /** A code from the consent page, as an installer brings it back. */
  code(scopes: readonly string[]): Promise<string>;
  /** What a person's press would have given the app. */
  trigger(token: string): Promise<string>;
  /** The id of #desk, where the app has to be before it can post. */
  joined(botUser: string): Promise<string>;
  readonly person: () => Promise<string>;
  close(): Promise<void>;
}

const REDIRECT = "http://127.0.0.1:1/slack/oauth_redirect";

const authorize = (base: string, client: string, scopes: readonly string[]): string => {
  const query = new URLSearchParams({ client_id: client, scope: scopes.join(","), redirect_uri: REDIRECT, state: "s" });
  return `${base}/oauth/v2/authorize?${query.toString()}`;
};

/** Our own. */
export const ourGround = async (): Promise<Ground> => {
  const slack = await startSlack();
  slack.app.redirectUrls = [REDIRECT];
  slack.app.shortcuts = [{ name: "Log", callbackId: "log", on: "global" }];
  const office = slack.workspace("Office");
  const olena = office.person("olena");
  const room = office.channel("#desk");
  olena.in("#desk");
  return {
    apiUrl: slack.apiUrl,
    clientId: slack.app.clientId,
    clientSecret: slack.app.clientSecret,
    redirectUri: REDIRECT,
    email: "olena@example.org",
    code: async (scopes) =>
      new URL(olena.allows(authorize(slack.url, slack.app.clientId, scopes))).searchParams.get("code") ?? "",
    trigger: async () => {
      await olena.shortcut("Log");
      return [...slack.world.triggers.keys()].at(-1) ?? "";
    },
    joined: async () => room.id,
    person: async () => olena.id,
    close: slack.close,
  };
};

const json = async (response: Response): Promise<Record<string, unknown>> =>
  // What emulate answers is an object, as Slack's answers are.
  (await response.json()) as Record<string, unknown>;

/** The npm package emulate, as strict as it can be made. */
export const emulateGround = async (): Promise<Ground> => {
  const client = { client_id: "1.2", client_secret: "secret" };
  const emulator = await createEmulator({
    service: "slack",
    // emulate says nothing about which one 0 became.
    port: await freePort(),
    seed: {
      slack: {
        team: { name: "Office", domain: "office" },
        users: [{ name: "olena", real_name: "Olena", email: "olena@example.org" }],
        channels: [{ name: "desk" }],
        oauth_apps: [{ ...client, name: "Aidline", redirect_uris: [REDIRECT], bot_name: "aidline", scopes: [] }],
        // What a test itself needs to look around, not the app.
        tokens: [
          {
            token: "xoxp-outside",
            type: "user",
            scopes: ["users:read", "channels:read", "channels:manage", "channels:write"],
          },
        ],
        strict_scopes: true,
      },
    },
  });
  const apiUrl = `${emulator.url}/api/`;
  const outside = async (method: string, given: Record<string, string> = {}) =>
    json(
      await fetch(`${apiUrl}${method}`, {
        method: "POST",
        headers: { authorization: "Bearer xoxp-outside", "content-type": "application/json" },
        body: JSON.stringify(given),
      }),
    );
  const named = (all: unknown, name: string): string =>
    Array.isArray(all) ? String(all.find((one: { name?: string }) => one.name === name)?.id) : "";
  const person = async (): Promise<string> => named((await outside("users.list")).members, "olena");

  return {
    apiUrl,
    clientId: client.client_id,
    clientSecret: client.client_secret,
    redirectUri: REDIRECT,
    email: "olena@example.org",
    person,
    code: async (scopes) => {
      const page = new URL(authorize(emulator.url, client.client_id, scopes));
      const response = await fetch(`${emulator.url}/oauth/v2/authorize/callback`, {
        method: "POST",
        redirect: "manual",
        body: new URLSearchParams({ ...Object.fromEntries(page.searchParams), user_id: await person() }),
      });
      return new URL(response.headers.get("location") ?? "").searchParams.get("code") ?? "";
    },
    trigger: async (token) => {
      const response = await fetch(`${apiUrl}views.generateTriggerId`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({ user_id: await person() }),
      });
      return String((await json(response)).trigger_id);
    },
    joined: async (botUser) => {
      const channel = named((await outside("conversations.list")).channels, "desk");
      await outside("conversations.invite", { channel, users: botUser });
      return channel;
    },
    close: emulator.close,
  };
};
