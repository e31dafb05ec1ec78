import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Slack } from "../../adapters/slack/index.ts";
import type { SlackSettings } from "../../adapters/slack/settings.ts";
import type { Database } from "../../db/database.ts";
import { createSlackInstalls } from "../../db/slack-installs.ts";
import type { Id } from "../../src/domain/request.ts";
import type { View } from "../../src/view/view.ts";
import { quickDatabase } from "../support/database.ts";
import { seededRandom } from "../support/random.ts";
import { openSlackHouse, type SlackHouse } from "../support/slack-house.ts";

const URL_OF_OURS = "https://aid.example.org";
const SAYS: View = { title: ["AID-1 is late"], tone: "late", blocks: [] };
const KEYS = (...ids: readonly string[]) => ids.map((id) => ({ id, key: seededRandom(id).bytes(32) }));

describe("installing in Slack", { timeout: 60_000 }, () => {
  let database: Database;
  let scene: SlackHouse;
  let adapter: Slack;
  let oauth: Partial<SlackSettings>;

  const start = async (settings: Partial<SlackSettings> = {}) =>
    scene.open({ settings: { ...scene.settings, ...oauth, ...settings } });
  beforeEach(async () => {
    database = await quickDatabase();
    scene = await openSlackHouse({ database, started: false });
    const { clientId, clientSecret } = scene.slack.app;
    oauth = { botToken: undefined, client: { id: clientId, secret: clientSecret }, keys: KEYS("k1"), url: URL_OF_OURS };
    adapter = await start();
  });
  afterEach(async () => {
    await scene.close();
    await database.close();
  });

  /** A browser that keeps one cookie, and finds our public address on this machine. */
  const browser = () => {
    let cookie = "";
    return async (address: string): Promise<{ status: number; text: string; location: string; headers: Headers }> => {
      const url = new URL(address.replace(URL_OF_OURS, `http://127.0.0.1:${adapter.port()}`));
      const answered = await fetch(url, { redirect: "manual", headers: { cookie } });
      cookie = answered.headers.get("set-cookie")?.split(";")[0] ?? cookie;
      const { status, headers } = answered;
      return { status, text: await answered.text(), location: headers.get("location") ?? "", headers };
    };
  };
  type Workspace = SlackHouse["office"];
  const install = async (by: ReturnType<Workspace["person"]>, scopes?: readonly string[]) => {
    const visit = browser();
    const { location } = await visit(`${URL_OF_OURS}/slack/install`);
    return visit(by.allows(location, scopes ? { scopes } : {}));
  };
  const workspaceOf = async (team: string): Promise<Id> => {
    const [row] = await database.rows<{ id: Id }>(
      sql`select workspace_id as id from installation where space = ${team}`,
    );
    return row?.id ?? "";
  };
  const founded = (name: string) => {
    const workspace = scene.slack.workspace(name);
    const founder = workspace.person(`founder-${name.toLowerCase()}`);
    const channel = workspace.channel("#outreach");
    return { workspace, founder, channel };
  };
  const post = async (
    { workspace, channel }: Pick<ReturnType<typeof founded>, "workspace" | "channel">,
    by = adapter,
  ) =>
    by.post({
      workspace: await workspaceOf(workspace.id),
      place: { platform: "slack", id: channel.id, name: "#outreach" },
      view: SAYS,
      key: "abcdefghjkmnpqrstuvwxyz2",
      language: "en",
    });

  it("takes one way through Slack's consent page, and greets who did it with one step to do", async () => {
    const { founder } = founded("North");
    const done = await install(founder);
    expect([done.status, done.text]).toEqual([200, expect.stringContaining("Aidline is installed")]);
    founder.in("#outreach");
    const direct = founder.in("@app");
    expect(direct.sees()).toContain("one step is left");
    await direct.click("Set up this channel");
    await direct.submit({ name: "Outreach", channel: "#outreach", language: "uk" });
    expect(direct.sees()).toContain("Outreach");
    await founder.in("#outreach").slash("/aid team Outreach");
    expect(founder.in("#outreach").news()).toContain("Outreach");
  });

  it("names each permission that is missing, with what does not work and how to mend it", async () => {
    const { founder } = founded("North");
    await install(founder, ["commands", "chat:write", "im:write"]);
    const seen = founder.in("@app").sees();
    expect(seen).toContain("2 permissions are missing");
    expect(seen).toMatch(/users:read: without it/u);
    expect(seen).toMatch(/app_mentions:read: without it/u);
    expect(seen).toContain("OAuth & Permissions");
    expect(seen).not.toContain("commands: without it");
  });

  it("is finished once, in the browser that began it, within a quarter of an hour", async () => {
    const { workspace, founder } = founded("North");
    const visit = browser();
    const { location } = await visit(`${URL_OF_OURS}/slack/install`);
    const back = founder.allows(location);
    expect((await browser()(back)).status).toBe(400);
    expect(await workspaceOf(workspace.id)).toBe("");
    expect((await visit(back)).status).toBe(200);
    expect((await visit(back)).status).toBe(400);

    const late = browser();
    const begun = await late(`${URL_OF_OURS}/slack/install`);
    await database.drizzle.execute(sql`update slack_state set until = now() - interval '1 second'`);
    expect((await late(founder.allows(begun.location))).status).toBe(400);

    expect(await workspaceOf(workspace.id)).not.toBe("");
  });

  it("leaves everything as it was when somebody says no, or makes a request up", async () => {
    const { workspace, founder } = founded("North");
    const visit = browser();
    const { location } = await visit(`${URL_OF_OURS}/slack/install`);
    const declined = await visit(founder.denies(location));
    expect([declined.status, declined.text]).toEqual([200, expect.stringContaining("Nothing was installed")]);
    for (const query of ["", "?code=1", "?state=1&code=1", "?error=%3Cscript%3E"])
      expect((await browser()(`${URL_OF_OURS}/slack/oauth_redirect${query}`)).status).toBe(400);
    expect(await workspaceOf(workspace.id)).toBe("");
  });

  it("keeps no token that can be read in the database", async () => {
    const { founder } = founded("North");
    await install(founder);
    const kept = await database.rows<{ sealed: string }>(sql`select sealed from slack_install`);
    expect(kept).toHaveLength(1);
    for (const token of scene.slack.world.tokens.keys()) expect(JSON.stringify(kept)).not.toContain(token);
  });

  it("never lets two Slack workspaces share a token, however their calls mingle", async () => {
    const all = ["North", "South", "East"].map(founded);
    for (const { founder } of all) await install(founder);
    const before = scene.slack.calls.length;
    await Promise.all(
      Array.from({ length: 8 }, () =>
        all.map(async (one) => {
          await Promise.all([post(one), one.founder.in("#outreach").slash("/aid list")]);
        }),
      ).flat(),
    );
    const { tokens, channels, users } = scene.slack.world;
    const calls = scene.slack.calls.slice(before).filter(({ method }) => method !== "response_url");
    expect(calls.length).toBeGreaterThanOrEqual(24);
    for (const { given, token, headers } of calls) {
      const asked = channels.get(String(given["channel"]))?.team ?? users.get(String(given["user"]))?.team;
      expect(tokens.get(token)?.installation?.team?.id).toBe(asked);
      expect(headers.authorization).toBe(`Bearer ${token}`);
    }
  });

  it.each([
    ["removes the app", (one: ReturnType<Workspace["install"]>) => one.uninstall()],
    ["withdraws its tokens", (one: ReturnType<Workspace["install"]>) => one.revoke()],
  ])("ends at once when somebody %s, and begins again with a new install", async (_, end) => {
    const here = founded("North");
    await install(here.founder);
    await post(here);
    const other = await start();
    await end(here.workspace.install());
    for (const one of [adapter, other]) await expect(post(here, one)).rejects.toMatchObject({ permanent: true });
    // That it is gone is written down while the refusal is told.
    await expect.poll(() => scene.log.some(({ event }) => event === "slack.gone")).toBe(true);
    const posts = scene.slack.calls.filter(({ method }) => method === "chat.postMessage").length;
    await expect(post(here)).rejects.toMatchObject({ name: "Undeliverable" });
    expect(scene.slack.calls.filter(({ method }) => method === "chat.postMessage")).toHaveLength(posts);
    expect((await install(here.founder)).status).toBe(200);
    await expect(post(here)).resolves.toMatchObject({ id: expect.any(String) });
  });

  it("has its tokens renewed in time, once, however many processes ask", async () => {
    scene.slack.app.rotates = true;
    const here = founded("North");
    await install(here.founder);
    const clock = { now: scene.clock.now, elapsed: () => performance.now() };
    const settings = { ...scene.settings, ...oauth };
    const book = () => createSlackInstalls({ database, random: seededRandom("more"), clock: scene.clock });
    const several = [];
    for (let nth = 0; nth < 3; nth += 1) several.push(await scene.open({ settings, clock, book: book() }));
    await database.drizzle.execute(
      sql`update slack_install set expires_at = ${new Date(Date.parse(scene.clock.now()) + 12 * 3_600_000).toISOString()}`,
    );
    const renewals = () => scene.slack.calls.filter(({ given }) => given["grant_type"] === "refresh_token").length;

    await Promise.all(several.map((one) => post(here, one)));
    expect(renewals()).toBe(0);
    scene.clock.set(new Date(Date.parse(scene.clock.now()) + 11 * 3_600_000).toISOString());
    await Promise.all(several.map((one) => post(here, one)));
    expect(renewals()).toBe(1);
    scene.clock.set(new Date(Date.parse(scene.clock.now()) + 2 * 3_600_000).toISOString());
    await Promise.all(several.map((one) => post(here, one)));
    expect(renewals()).toBe(1);
  });

  it("is read with an older key, and kept under the newer one from then on", async () => {
    const here = founded("North");
    await install(here.founder);
    const newer = await start({ keys: KEYS("k2", "k1") });
    await post(here, newer);
    const [row] = await database.rows<{ sealed: string }>(sql`select sealed from slack_install`);
    expect(row?.sealed).toMatch(/^k2\./u);
    await post(here, await start({ keys: KEYS("k2") }));
  });

  it("for a whole organisation gives all its workspaces one register", async () => {
    const union = scene.slack.organisation("Union");
    const [north, south] = ["North", "South"].map((name) => union.workspace(name));
    const visit = browser();
    const { location } = await visit(`${URL_OF_OURS}/slack/install`);
    const founder = north?.person("founder");
    expect((await visit(founder?.allows(location, { wholeOrganisation: true }) ?? "")).status).toBe(200);
    const [here, there] = [north, south].map((one) => {
      one?.channel("#outreach");
      return one?.person("olena").in("#outreach");
    });
    await here?.slash('/aid request Amazon "End AWS" kind:other');
    await there?.slash("/aid show AID-1");
    expect(there?.news()).toContain("End AWS");
    await there?.slash("/aid due AID-1");
    await there?.submit({ When: "18 March" });
    expect(there?.news()).toContain("Fri 18 Mar 2022");
    await there?.click("Undo");
    expect(there?.news()).toContain("taken back");
  });

  it("makes whoever did it the admin, whoever speaks first", async () => {
    const { workspace, founder } = founded("North");
    await install(founder);
    const early = workspace.person("early").in("#outreach");
    await early.slash("/aid role early admin");
    expect(early.news()).toContain("Your role does not allow this");
    await founder.in("#outreach").slash("/aid settings all:yes name:Northerners");
    expect(founder.in("#outreach").news()).toContain("Settings recorded");
  });

  it("is no way into another register", async () => {
    const [north, south] = [founded("North"), founded("South")];
    for (const { founder } of [north, south]) await install(founder);
    await north.founder.in("#outreach").slash('/aid request Amazon "End AWS" kind:other');
    await south.founder.in("#outreach").slash("/aid show AID-1");
    expect(south.founder.in("#outreach").news()).not.toContain("End AWS");
    // Not even when a message is addressed to the other's channel.
    const astray = { ...south, workspace: north.workspace };
    await expect(post(astray)).rejects.toMatchObject({ permanent: true });
    expect(await workspaceOf(north.workspace.id)).not.toBe(await workspaceOf(south.workspace.id));
  });
});

describe("a token in the settings", () => {
  it("that Slack does not take stops the start with what to do", async () => {
    const database = await quickDatabase();
    const scene = await openSlackHouse({ database, started: false });
    try {
      const settings = { ...scene.settings, botToken: "xoxb-wrong" };
      await expect(scene.open({ settings })).rejects.toThrow(/SLACK_BOT_TOKEN \(invalid_auth\).*OAuth & Permissions/u);
      await scene.slack.close();
      await expect(scene.open()).rejects.toThrow(/cannot be reached/u);
    } finally {
      await scene.close().catch(() => undefined);
      await database.close();
    }
  });
});
