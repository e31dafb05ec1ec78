import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { doubtOf, signatureOf } from "../../adapters/slack/verify.ts";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { openSlackHouse, type SlackHouse } from "../support/slack-house.ts";

const SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
const NOW = 1_700_000_000;
const BODY =
  "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&command=%2Faid&text=%D0%BF%D1%80%D0%B8%D0%B2%D1%96%D1%82";

const signed = (
  over: { at?: number | string; secret?: string; body?: string; by?: (signature: string) => string } = {},
) => {
  const timestamp = String(over.at ?? NOW);
  const signature = signatureOf(over.secret ?? SECRET, timestamp, over.body ?? BODY);
  return {
    body: BODY,
    headers: { "x-slack-request-timestamp": timestamp, "x-slack-signature": over.by?.(signature) ?? signature },
  };
};
const doubt = (over: Parameters<typeof signed>[0], more: object = {}): string | undefined => {
  const made = signed(over);
  return doubtOf({ ...made, headers: { ...made.headers, ...more } }, SECRET, NOW);
};

describe("a signature of Slack's", () => {
  it("is the one that Slack's documentation shows", () => {
    const body =
      "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    expect(signatureOf(SECRET, "1531420618", body)).toBe(
      "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
    );
  });

  it.each([0, 1, 299, 300, -1, -299, -300])("holds %i seconds away from now", (away) => {
    expect(doubt({ at: NOW + away })).toBeUndefined();
  });

  it.each([
    [-301, "too old"],
    [-302, "too old"],
    [-3_600, "too old"],
    [-86_400, "too old"],
    [-NOW, "too old"],
    [301, "from the future"],
    [302, "from the future"],
    [3_600, "from the future"],
    [86_400 * 365, "from the future"],
  ])("does not hold %i seconds away: %s", (away, why) => {
    expect(doubt({ at: NOW + away })).toBe(why);
  });

  it.each([
    "",
    " ",
    "NaN",
    "-1",
    "1e9",
    "0x10",
    "1700000000.5",
    " 1700000000",
    "1700000000 ",
    "١٧٠٠٠٠٠٠٠٠",
    "9".repeat(13),
  ])("does not hold for the time %j", (at) => {
    expect(doubt({ at })).toMatch(/no signature|bad timestamp/u);
  });

  it.each<[string, (signature: string) => string]>([
    ["of another version", (one) => one.replace("v0", "v1")],
    ["without its version", (one) => one.slice(3)],
    ["in capitals", (one) => one.toUpperCase()],
    ["cut by a character", (one) => one.slice(0, -1)],
    ["longer by a character", (one) => `${one}0`],
    ["with one bit changed", (one) => one.slice(0, -1) + (one.endsWith("0") ? "1" : "0")],
    ["twice", (one) => `${one},${one}`],
    ["of nothing", () => "v0="],
  ])("does not hold %s", (_, by) => {
    expect(doubt({ by })).toBe("wrong signature");
  });

  it("does not hold by another secret, or over another body or time", () => {
    expect(doubt({ secret: "another" })).toBe("wrong signature");
    expect(doubt({ body: `${BODY}&text=x` })).toBe("wrong signature");
    expect(doubt({}, { "x-slack-request-timestamp": String(NOW + 1) })).toBe("wrong signature");
  });

  it.each([
    { "x-slack-signature": undefined },
    { "x-slack-request-timestamp": undefined },
    { "x-slack-signature": ["v0=1", "v0=2"] },
  ])("is missed where %j", (more) => {
    expect(doubt({}, more)).toBe("no signature");
  });
});

describe("the door for Slack's requests", () => {
  let database: Database;
  let scene: SlackHouse;
  let url = "";
  beforeAll(async () => {
    database = await quickDatabase();
    scene = await openSlackHouse({ database });
    scene.office.channel("#outreach");
    url = scene.slack.app.requestUrls[0] ?? "";
  });
  afterAll(async () => {
    await scene.close();
    await database.close();
  });

  /** Posts as Slack does; every request that should be let in is one of its own. */
  let count = 0;
  const posted = async (
    over: { body?: string; type?: string; away?: number; secret?: string; path?: string; unsigned?: boolean } = {},
  ): Promise<number> => {
    count += 1;
    const fields = { command: "/aid", team_id: scene.office.id, user_id: scene.office.person(`u${count}`).id };
    const slash = new URLSearchParams({ ...fields, channel_id: "C1", text: "help", trigger_id: `t${count}` });
    const body = over.body ?? slash.toString();
    const at = String(Math.floor(Date.now() / 1_000) + (over.away ?? 0));
    const secret = over.secret ?? scene.slack.app.signingSecret;
    const signature = { "x-slack-request-timestamp": at, "x-slack-signature": signatureOf(secret, at, body) };
    const headers = {
      "content-type": over.type ?? "application/x-www-form-urlencoded",
      ...(over.unsigned ? {} : signature),
    };
    const answered = await fetch(new URL(over.path ?? "", url), { method: "POST", headers, body });
    await answered.text();
    return answered.status;
  };

  it.each([
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-8",
    "Application/X-WWW-Form-Urlencoded;charset=UTF-8",
  ])("lets in what is signed, as %s", async (type) => {
    expect(await posted({ type })).toBe(200);
  });

  it("is closed to what is unsigned, signed by another, too old, or from the future", async () => {
    expect(await posted({ unsigned: true })).toBe(401);
    expect(await posted({ secret: "another" })).toBe(401);
    expect(await posted({ away: -310 })).toBe(401);
    expect(await posted({ away: 310 })).toBe(401);
  });

  it("answers Slack's own checks of certificate and address", async () => {
    expect(await posted({ body: "ssl_check=1&token=x", unsigned: true })).toBe(200);
    const body = JSON.stringify({ type: "url_verification", challenge: "c" });
    expect(await posted({ body, type: "application/json" })).toBe(200);
    expect(await posted({ body, type: "application/json", unsigned: true })).toBe(401);
  });

  it("refuses a body that is no JSON, that is too long, and any other path", async () => {
    expect(await posted({ body: "{", type: "application/json" })).toBe(400);
    expect(await posted({ body: `text=${"x".repeat(1_100_000)}` })).toBe(413);
    expect(await posted({ path: "/slack/else" })).toBe(404);
    expect((await fetch(url)).status).toBe(404);
    expect((await fetch(new URL("/health", url))).status).toBe(200);
  });

  it("goes on when somebody hangs up in the middle", async () => {
    const { port } = new URL(url);
    const half = request({ port, method: "POST", path: "/slack/events", headers: { "content-length": 100 } });
    half.on("error", () => undefined);
    half.write("text=");
    await new Promise((resolve) => setImmediate(resolve));
    half.destroy();
    expect(await posted()).toBe(200);
  });

  it("says no more than yes to what it does not know", async () => {
    const team = { team: { id: scene.office.id }, user: { id: "U1" } };
    const strange = (payload: object) =>
      posted({ body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString() });
    expect(await strange({ type: "workflow_step_edit", ...team })).toBe(200);
    expect(await strange({ type: "block_actions", ...team, actions: [] })).toBe(200);
    expect(await strange({ type: "view_submission", ...team, view: {} })).toBe(200);
    expect(await strange({})).toBe(200);
  });

  it("says which setting helps when its port is taken", async () => {
    const settings = { ...scene.settings, port: Number(new URL(url).port) };
    await expect(scene.open({ settings })).rejects.toThrow("AIDLINE_SLACK_PORT");
  });

  it("does nothing for a Slack workspace that has not installed the app", async () => {
    // What was let in before is acknowledged at once, and done a little later.
    await expect.poll(() => scene.waiting(), { timeout: 10_000 }).toBe(0);
    const body = new URLSearchParams({
      command: "/aid",
      team_id: "T0OTHER",
      user_id: "U1",
      channel_id: "C1",
      trigger_id: "t",
    });
    expect(await posted({ body: body.toString() })).toBe(200);
    expect(await scene.waiting()).toBe(0);
  });
});
