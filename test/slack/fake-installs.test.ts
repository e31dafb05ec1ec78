import { afterEach, describe, expect, it } from "vitest";
import { type Slack, startSlack } from "../support/slack/index.ts";
import type { Person } from "../support/slack/people/person.ts";
import { answerTo, stockClient } from "../support/slack/stock-client.ts";

const REDIRECT = "https://aidline.example.org/slack/oauth_redirect";
const MANIFEST = {
  display_information: { name: "Aidline" },
  features: {
    bot_user: { display_name: "Aidline", always_online: true },
    slash_commands: [
      {
        command: "/aid",
        description: "Ask, hear, look",
        url: "https://aidline.example.org/slack/events",
        should_escape: true,
      },
    ],
    shortcuts: [{ name: "Log as aid request", type: "message", callback_id: "log", description: "Log it" }],
  },
  oauth_config: { redirect_urls: [REDIRECT], scopes: { bot: ["commands", "chat:write", "users:read"] } },
  settings: {
    event_subscriptions: { request_url: "https://aidline.example.org/slack/events", bot_events: ["app_uninstalled"] },
    interactivity: { is_enabled: true, request_url: "https://aidline.example.org/slack/events" },
    org_deploy_enabled: true,
    socket_mode_enabled: false,
    token_rotation_enabled: true,
  },
};

const open: Slack[] = [];
afterEach(async () => {
  for (const slack of open.splice(0)) await slack.close();
});

const fresh = async (): Promise<Slack> => {
  const slack = await startSlack();
  open.push(slack);
  slack.useManifest(MANIFEST);
  return slack;
};

const page = (slack: Slack, over: Readonly<Record<string, string>> = {}): string => {
  const asked = {
    client_id: slack.app.clientId,
    scope: slack.app.scopes.join(","),
    redirect_uri: REDIRECT,
    state: "s-1",
    ...over,
  };
  return `${slack.url}/oauth/v2/authorize?${new URLSearchParams(asked).toString()}`;
};

const codeIn = (address: string): string => new URL(address).searchParams.get("code") ?? "";

const exchange = (slack: Slack, given: Readonly<Record<string, string>>) =>
  answerTo(stockClient(slack), "oauth.v2.access", {
    client_id: slack.app.clientId,
    client_secret: slack.app.clientSecret,
    ...given,
  });

/** Installs as a person does, up to the token. */
const installed = async (slack: Slack, by: Person, consent = {}) => {
  const code = codeIn(by.allows(page(slack), consent));
  const answer = await exchange(slack, { code, redirect_uri: REDIRECT });
  return { answer, token: String(answer.access_token), refresh: String(answer.refresh_token) };
};

describe("The consent page", () => {
  it("sends the installer back with a code and the state", async () => {
    const slack = await fresh();
    const back = new URL(slack.workspace("Office").person("olena").allows(page(slack)));
    expect(back.origin + back.pathname).toBe(REDIRECT);
    expect(back.searchParams.get("state")).toBe("s-1");
    expect(back.searchParams.get("code")).toMatch(/\.code$/);
  });

  it("sends back who says no", async () => {
    const slack = await fresh();
    const back = slack.workspace("Office").person("olena").denies(page(slack));
    expect(back).toBe(`${REDIRECT}?error=access_denied&state=s-1`);
  });

  it("refuses another app, another address, and an app that wants nothing", async () => {
    const slack = await fresh();
    const olena = slack.workspace("Office").person("olena");
    expect(() => olena.allows(page(slack, { client_id: "1.1" }))).toThrow("Invalid client_id parameter");
    expect(() => olena.allows(page(slack, { redirect_uri: "https://evil.example.org/" }))).toThrow(
      /did not match any configured/,
    );
    expect(() => olena.allows(page(slack, { scope: "" }))).toThrow(/no scopes requested/);
  });
});

describe("A code", () => {
  it("becomes a token once, within ten minutes, for the address it was asked with", async () => {
    const slack = await fresh();
    const olena = slack.workspace("Office").person("olena");
    const code = codeIn(olena.allows(page(slack)));
    expect(await exchange(slack, { code })).toMatchObject({ error: "bad_redirect_uri" });
    expect(await exchange(slack, { code, redirect_uri: REDIRECT, client_secret: "guess" })).toMatchObject({
      error: "bad_client_secret",
    });
    expect(await exchange(slack, { code, redirect_uri: REDIRECT })).toMatchObject({
      ok: true,
      team: { name: "Office" },
      authed_user: { id: olena.id },
      scope: "commands,chat:write,users:read",
      is_enterprise_install: false,
    });
    expect(await exchange(slack, { code, redirect_uri: REDIRECT })).toMatchObject({ error: "invalid_code" });
    const late = codeIn(olena.allows(page(slack)));
    slack.clock.advance(10 * 60_000 + 1);
    expect(await exchange(slack, { code: late, redirect_uri: REDIRECT })).toMatchObject({ error: "invalid_code" });
  });

  it("gives no more than was allowed", async () => {
    const slack = await fresh();
    const { token } = await installed(slack, slack.workspace("Office").person("olena"), { scopes: ["commands"] });
    expect(await answerTo(stockClient(slack, token), "users.info", { user: "U1" })).toMatchObject({
      error: "missing_scope",
      needed: "users:read",
      provided: "commands",
    });
  });
});

describe("A token that rotates", () => {
  it("lives for twelve hours, and is renewed once by its refresh token", async () => {
    const slack = await fresh();
    const { answer, token, refresh } = await installed(slack, slack.workspace("Office").person("olena"));
    expect(answer).toMatchObject({ expires_in: 43_200, refresh_token: expect.stringMatching(/^xoxe-1-/) });
    const whoAmI = (one: string) => answerTo(stockClient(slack, one), "auth.test");
    slack.clock.advance(12 * 3_600_000 - 1);
    expect(await whoAmI(token)).toMatchObject({ ok: true });
    slack.clock.advance(1);
    expect(await whoAmI(token)).toMatchObject({ error: "token_expired" });
    const renew = () => exchange(slack, { grant_type: "refresh_token", refresh_token: refresh });
    const renewed = await renew();
    expect(await whoAmI(String(renewed.access_token))).toMatchObject({ ok: true });
    expect(renewed.refresh_token).not.toBe(refresh);
    expect(await renew()).toMatchObject({ error: "invalid_refresh_token" });
    expect(await exchange(slack, { grant_type: "password" })).toMatchObject({ error: "invalid_grant_type" });
  });
});

describe("Two workspaces", () => {
  it("have tokens, bots and channels of their own", async () => {
    const slack = await fresh();
    const [kyiv, lviv] = [slack.workspace("Kyiv"), slack.workspace("Lviv")];
    const [one, two] = [await installed(slack, kyiv.person("olena")), await installed(slack, lviv.person("petro"))];
    expect(one.answer.bot_user_id).not.toBe(two.answer.bot_user_id);
    const desk = lviv.channel("#desk").id;
    const post = (token: string) =>
      answerTo(stockClient(slack, token), "chat.postMessage", { channel: desk, text: "a" });
    expect(await post(one.token)).toMatchObject({ error: "channel_not_found" });
    expect(await post(two.token)).toMatchObject({ ok: true });
    expect(slack.calls.filter(({ method }) => method === "chat.postMessage").map(({ token }) => token)).toEqual([
      one.token,
      two.token,
    ]);
  });

  it("that share a channel see each other's people there", async () => {
    const slack = await fresh();
    const [kyiv, lviv] = [slack.workspace("Kyiv"), slack.workspace("Lviv")];
    const { token } = kyiv.install();
    const desk = kyiv.channel("#shared", { sharedWith: [lviv] }).id;
    const petro = lviv.person("petro").in("#shared");
    await answerTo(stockClient(slack, token), "chat.postMessage", { channel: desk, text: "hello" });
    expect(petro.sees()).toBe("Aidline: hello");
    expect(() => lviv.person("maria").in("#other")).toThrow("There is no channel #other in the workspace of maria");
  });
});

describe("An organisation", () => {
  it("installs once for all its workspaces, and has to say which one it means", async () => {
    const slack = await fresh();
    const org = slack.organisation("Ministry");
    const [kyiv, lviv] = [org.workspace("Kyiv"), org.workspace("Lviv")];
    const { answer, token } = await installed(slack, kyiv.person("olena"), { wholeOrganisation: true });
    expect(answer).toMatchObject({ team: null, enterprise: { id: org.org.id }, is_enterprise_install: true });
    const ask = (method: string, given: Record<string, unknown>) => answerTo(stockClient(slack, token), method, given);
    expect(await ask("users.list", {})).toMatchObject({ error: "missing_argument" });
    expect(await ask("users.list", { team_id: lviv.id })).toMatchObject({ ok: true });
    for (const workspace of [kyiv, lviv])
      expect(await ask("chat.postMessage", { channel: workspace.channel("#desk").id, text: "a" })).toMatchObject({
        ok: true,
      });
    expect(kyiv.person("petro").id).toMatch(/^W/);
  });

  it("cannot install an app that is not made for it", async () => {
    const slack = await fresh();
    slack.useManifest({ ...MANIFEST, settings: { ...MANIFEST.settings, org_deploy_enabled: false } });
    const olena = slack.organisation("Ministry").workspace("Kyiv").person("olena");
    expect(() => olena.allows(page(slack), { wholeOrganisation: true })).toThrow(
      /cannot be installed for an organisation/,
    );
  });
});

describe("A manifest", () => {
  it("says what people can type and press", async () => {
    const slack = await fresh();
    expect(slack.app).toMatchObject({
      commands: [{ command: "/aid", escapes: true }],
      shortcuts: [{ name: "Log as aid request", callbackId: "log", on: "message" }],
      scopes: ["commands", "chat:write", "users:read"],
      events: ["app_uninstalled"],
      rotates: true,
    });
    slack.useManifest({ ...MANIFEST, settings: { ...MANIFEST.settings, interactivity: { is_enabled: false } } });
    const office = slack.workspace("Office");
    office.install();
    await expect(office.person("olena").shortcut("log")).rejects.toThrow(/no global shortcut "log"/);
  });

  const features = MANIFEST.features;
  const [command] = features.slash_commands;
  const [shortcut] = features.shortcuts;
  it.each<[what: string, over: Readonly<Record<string, unknown>>, says: RegExp]>([
    ["a name of 36", { display_information: { name: "a".repeat(36) } }, /display_information\/name/],
    ["a short long description", { display_information: { name: "a", long_description: "short" } }, /long_description/],
    ["no name", { display_information: {} }, /missing required field: name/],
    [
      "51 commands",
      { features: { ...features, slash_commands: Array.from({ length: 51 }, () => command) } },
      /no more than 50/,
    ],
    [
      "a command without a slash",
      { features: { ...features, slash_commands: [{ ...command, command: "aid" }] } },
      /must begin with \//,
    ],
    [
      "11 shortcuts",
      { features: { ...features, shortcuts: Array.from({ length: 11 }, () => shortcut) } },
      /no more than 10/,
    ],
    [
      "a shortcut's name of 25",
      { features: { ...features, shortcuts: [{ ...shortcut, name: "a".repeat(25) }] } },
      /less than 25/,
    ],
    ["an address in the clear", { oauth_config: { redirect_urls: ["http://a.example.org/"] } }, /https/],
    ["a word that does not exist", { features: { ...features, slashes: [] } }, /invalid additional property: slashes/],
    [
      "nowhere to send events",
      { settings: { event_subscriptions: { bot_events: ["app_uninstalled"] } } },
      /required without Socket Mode/,
    ],
  ])("is refused for %s", async (_, over, says) => {
    const slack = await fresh();
    expect(() => slack.useManifest({ ...MANIFEST, ...over })).toThrow(
      expect.objectContaining({
        error: "invalid_manifest",
        more: expect.objectContaining({ errors: [expect.stringMatching(says)] }),
      }),
    );
  });
});
