import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Slack } from "../../adapters/slack/index.ts";
import type { SlackSettings } from "../../adapters/slack/settings.ts";
import type { Database } from "../../db/database.ts";
import { createSlackInstalls } from "../../db/slack-installs.ts";
import type { Id } from "../../src/domain/request.ts";
import type { InstallBook } from "../../src/ports.ts";
import type { View } from "../../src/view/view.ts";
import { quickDatabase } from "../support/database.ts";
import { seededRandom } from "../support/random.ts";
import { fault } from "../support/slack/index.ts";
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
    { workspace, channel }: { readonly workspace: { readonly id: string }; readonly channel: { readonly id: string } },
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

  it("is greeted as one that was here before, with nothing to begin anew", async () => {
    const { founder } = founded("North");
    await install(founder, ["commands", "chat:write", "im:write"]);
    const direct = founder.in("@app");
    const before = direct.sees();
    expect(before).toContain("one step is left");
    await install(founder);
    const greeting = direct.sees().slice(before.length);
    expect(greeting).toContain("Aidline is installed again");
    expect(greeting).not.toMatch(/one step is left|missing/u);
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

  it("is begun twice in one browser, and finished in either window", async () => {
    const { founder } = founded("North");
    const visit = browser();
    const windows = [await visit(`${URL_OF_OURS}/slack/install`), await visit(`${URL_OF_OURS}/slack/install`)];
    for (const { location } of windows) expect((await visit(founder.allows(location))).status).toBe(200);
  });

  it("begins with us, though Slack's own page led here with a code for which nobody asked", async () => {
    const { workspace, founder } = founded("North");
    const visit = browser();
    const { status, location } = await visit(`${URL_OF_OURS}/slack/oauth_redirect?code=1`);
    expect(status).toBe(302);
    expect(await workspaceOf(workspace.id)).toBe("");
    expect((await visit(founder.allows(location))).status).toBe(200);
  });

  it("leaves everything as it was when somebody says no, or makes a request up", async () => {
    const { workspace, founder } = founded("North");
    const visit = browser();
    const { location } = await visit(`${URL_OF_OURS}/slack/install`);
    const declined = await visit(founder.denies(location));
    expect([declined.status, declined.text]).toEqual([200, expect.stringContaining("Nothing was installed")]);
    for (const query of ["", "?state=1&code=1", "?error=%3Cscript%3E"])
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
    expect(here.founder.in("@app").news()).toContain("what waited goes out now");
    await expect(post(here)).resolves.toMatchObject({ id: expect.any(String) });
  });

  it("outlives a farewell to an older install that comes late", async () => {
    const here = founded("North");
    await install(here.founder);
    const { events } = scene.slack;
    events.hold();
    for (const one of scene.slack.world.installations) one.removed = true;
    for (const one of scene.slack.world.tokens.values()) one.revoked = true;
    await events.send(here.workspace.id, { type: "app_uninstalled" });
    await install(here.founder);
    await events.release();
    await expect.poll(() => scene.log.some(({ event }) => event === "slack.late_farewell")).toBe(true);
    await expect(post(here)).resolves.toMatchObject({ id: expect.any(String) });
  });

  it("outlives a farewell while Slack cannot be asked, which is asked later", async () => {
    const here = founded("North");
    await install(here.founder);
    const away = scene.slack.faults.plant("auth.test", fault.drop());
    await scene.slack.events.send(here.workspace.id, { type: "app_uninstalled" });
    await expect.poll(() => away.hits()).toBe(1);
    await expect(post(here)).resolves.toMatchObject({ id: expect.any(String) });
    away.remove();
    await here.workspace.install().uninstall();
    await start();
    expect(scene.log.map(({ event }) => event)).toContain("slack.gone");
    expect(await scene.waiting()).toBe(0);
  });

  it("ends for a whole organisation, though Slack does not say that it was for the whole", async () => {
    const union = scene.slack.organisation("Union");
    const north = union.workspace("North");
    const visit = browser();
    const { location } = await visit(`${URL_OF_OURS}/slack/install`);
    await visit(north.person("founder").allows(location, { wholeOrganisation: true }));
    await union.install().uninstall();
    await expect
      .poll(() => database.rows(sql`select team, gone from slack_install`))
      .toEqual([{ team: union.org.id, gone: expect.any(String) }]);
  });

  it("is asked for in words where there is none, and what was typed comes back", async () => {
    const { workspace, founder } = founded("North");
    // From the app's own page, of which we hear nothing.
    workspace.install();
    const seat = founder.in("#outreach");
    await seat.slash("/aid list company:Amazon");
    expect(seat.news()).toContain("not installed in this Slack workspace");
    expect(seat.news()).toContain("list company:Amazon");
    await seat.says("we can send 20 generators");
    await seat.messageShortcut("Log as aid request", "20 generators");
    await expect.poll(() => seat.news()).toContain("not installed in this Slack workspace");
    expect(await database.rows(sql`select * from inbox`)).toEqual([]);
    expect((await install(founder)).status).toBe(200);
    await seat.slash("/aid list");
    expect(seat.news()).not.toContain("not installed");
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

  /** A token that has to be exchanged within the hour, of a workspace and of our register. */
  const ageing = async () => {
    scene.slack.app.rotates = true;
    const here = founded("North");
    await install(here.founder);
    scene.clock.set(new Date(Date.parse(scene.clock.now()) + 11 * 3_600_000).toISOString());
    await database.drizzle.execute(
      sql`update slack_install set expires_at = ${new Date(Date.parse(scene.clock.now()) + 3_600_000).toISOString()}`,
    );
    const clock = { now: scene.clock.now, elapsed: () => performance.now() };
    const book = () => createSlackInstalls({ database, random: seededRandom("more"), clock: scene.clock });
    const settings = { ...scene.settings, ...oauth };
    const open = (kept: InstallBook = book()) => scene.open({ settings, clock, book: kept });
    const end = () => scene.clock.set(new Date(Date.parse(scene.clock.now()) + 2 * 3_600_000).toISOString());
    return { here, book, open, end };
  };
  const isRenewal = { if: (given: object) => "grant_type" in given };

  it("ends when the answer to its exchange was lost, and begins again with a new install", async () => {
    const { here, open, end } = await ageing();
    scene.slack.faults.plant("oauth.v2.access", fault.dropAfterApplying(), { ...isRenewal, times: 1 });
    const one = await open();
    // What it has holds for another hour.
    await expect(post(here, one)).resolves.toMatchObject({ id: expect.any(String) });
    await database.drizzle.execute(sql`update slack_install set renewing_until = null`);
    end();
    await expect(post(here, one)).rejects.toMatchObject({
      name: "Undeliverable",
      permanent: true,
      refuses: "workspace",
    });
    expect(await database.rows(sql`select gone from slack_install`)).toEqual([{ gone: "invalid_refresh_token" }]);
    expect((await install(here.founder)).status).toBe(200);
    await expect(post(here, one)).resolves.toMatchObject({ id: expect.any(String) });
  });

  it.each([
    ["Slack cannot be reached", fault.drop(), { permanent: false, retryAfter: 20 }],
    ["Slack does not know how far it came", fault.refuses("internal_error"), { permanent: false, retryAfter: 20 }],
    ["the secret of the app is wrong", fault.refuses("bad_client_secret"), { permanent: true, refuses: "workspace" }],
  ])("waits with what is to be sent while %s", async (_, why, refusal) => {
    const { here, open, end } = await ageing();
    const one = await open();
    end();
    scene.slack.faults.plant("oauth.v2.access", why, { ...isRenewal, times: 1 });
    await expect(post(here, one)).rejects.toMatchObject({ name: "Undeliverable", ...refusal });
    await database.drizzle.execute(sql`update slack_install set renewing_until = null`);
    await expect(post(here, one)).resolves.toMatchObject({ id: expect.any(String) });
  });

  it("keeps its exchanged tokens, though the database is away just then", async () => {
    const { here, book, open, end } = await ageing();
    let broken = 0;
    const kept = book();
    const one = await open({
      ...kept,
      renewed: async (...given) => {
        broken += 1;
        if (broken === 1) throw new Error("connection lost");
        return kept.renewed(...given);
      },
    });
    await post(here, one);
    end();
    await expect(post(here, await open())).resolves.toMatchObject({ id: expect.any(String) });
  });

  it("that is made anew while the tokens of the one before are exchanged keeps its own", async () => {
    const { here, open } = await ageing();
    const one = await open();
    const slow = scene.slack.faults.plant("oauth.v2.access", fault.hangAfterApplying(), isRenewal);
    const posting = post(here, one);
    await slow.struck;
    for (const each of scene.slack.world.installations) each.removed = true;
    expect((await install(here.founder)).status).toBe(200);
    slow.release();
    await expect(posting).resolves.toMatchObject({ id: expect.any(String) });
    await expect(post(here)).resolves.toMatchObject({ id: expect.any(String) });
  });

  it("is not ended by a process that stood still while another exchanged its tokens", async () => {
    const { here, open, end } = await ageing();
    const [one, other] = [await open(), await open()];
    end();
    const slow = scene.slack.faults.plant("oauth.v2.access", fault.hang(), { ...isRenewal, times: 1 });
    const posting = post(here, one);
    await slow.struck;
    await database.drizzle.execute(sql`update slack_install set renewing_until = null`);
    await post(here, other);
    slow.release();
    await expect(posting).resolves.toMatchObject({ id: expect.any(String) });
    expect(await database.rows(sql`select gone from slack_install`)).toEqual([{ gone: null }]);
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

  it("of which no key can read the tokens has certainly sent nothing, and goes on once the key is back", async () => {
    const here = founded("North");
    await install(here.founder);
    const keyless = await start({ keys: KEYS("k2") });
    const refusal = { name: "Undeliverable", permanent: true, refuses: "workspace" };
    await expect(post(here, keyless)).rejects.toMatchObject(refusal);
    await expect(post(here, await start())).resolves.toMatchObject({ id: expect.any(String) });
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
    await there?.slash("/aid request");
    expect(await there?.offers("Company", "Ama")).toContain("Amazon");
  });

  it("for a whole organisation goes on in the others when one workspace is taken out of it", async () => {
    const union = scene.slack.organisation("Union");
    const [north, south] = [union.workspace("North"), union.workspace("South")];
    const visit = browser();
    const { location } = await visit(`${URL_OF_OURS}/slack/install`);
    await visit(north.person("founder").allows(location, { wholeOrganisation: true }));
    const [out, still] = [north.channel("#outreach"), south.channel("#outreach")];
    scene.slack.faults.plant("chat.postMessage", fault.refuses("team_access_not_granted"), {
      if: ({ channel }) => channel === out.id,
    });
    const workspace = { id: union.org.id };
    await expect(post({ workspace, channel: out })).rejects.toMatchObject({
      permanent: false,
      refuses: "place",
    });
    await expect(post({ workspace, channel: still })).resolves.toMatchObject({ id: expect.any(String) });
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
