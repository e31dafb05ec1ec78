import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { OPTIONAL_SCOPES, SCOPES } from "../../adapters/slack/scopes.ts";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { fault } from "../support/slack/index.ts";
import { openSlackHouse, type SlackHouse } from "../support/slack-house.ts";

const ALL = [...Object.keys(SCOPES), ...Object.keys(OPTIONAL_SCOPES)];
const DUE = "2022-03-15T07:00:00.000Z";

describe("a reminder in Slack", { timeout: 60_000 }, () => {
  let database: Database;
  let scene: SlackHouse;
  beforeEach(async () => {
    database = await quickDatabase();
  });
  afterEach(async () => {
    await scene.close();
    await database.close();
  });

  /** One request that is due a week after it was logged; all that comes before that day has been said. */
  const open = async (scopes: readonly string[] = ALL) => {
    scene = await openSlackHouse({ database, scopes });
    const channel = scene.office.channel("#outreach");
    const person = scene.office.person("olena");
    const olena = person.in("#outreach");
    await olena.slash("/aid team Outreach channel:#outreach");
    await olena.slash('/aid request Northwind "Send terminals" kind:equipment channel:email reply-by:2022-03-15');
    await scene.pass("2022-03-15T06:59:00.000Z");
    const posts = () => scene.slack.calls.filter(({ method }) => method === "chat.postMessage").length;
    const seen = () =>
      scene.slack.world.messages.filter(
        ({ channel: at, ts, deleted, metadata }) =>
          at === channel.id &&
          !deleted &&
          metadata?.event_type === "aidline_delivery" &&
          Number(ts) * 1_000 >= Date.parse(DUE),
      );
    return { person, channel, posts, seen };
  };
  const rows = async () => {
    const found = await database.rows<{ state: string; reason: string | null; kind: string; repeat: boolean }>(sql`
      select d.state, d.reason, i.kind, d.repeat from delivery d join intent i on i.workspace_id = d.workspace_id and i.id = d.intent_id
      where d.attempts > 0 and i.kind = 'today' order by d.due_at`);
    return found.map(
      ({ kind, state, reason, repeat }) =>
        `${kind} ${state}${reason === null ? "" : `: ${reason}`}${repeat ? " (repeat)" : ""}`,
    );
  };

  it.each([
    ["cut the connection after it took it", fault.dropAfterApplying(), 1],
    ["said that it failed and took it", fault.serverErrorAfterApplying(), 1],
    ["cut the connection before it took it", fault.drop(), 2],
  ])("is posted once when Slack %s", async (_, what, attempts) => {
    const { seen, posts } = await open();
    const before = posts();
    scene.slack.faults.plant("chat.postMessage", what, { times: 1 });
    await scene.pass(DUE);
    expect(await rows()).toEqual([expect.stringMatching(/^today UNKNOWN/u)]);
    await scene.pass("2022-03-15T07:05:00.000Z");
    expect(await rows()).toEqual(["today SENT"]);
    expect(posts()).toBe(before + attempts);
    expect(seen()).toHaveLength(1);
  });

  it("that came in spite of everything, later than any request may, is taken away again", async () => {
    const { seen } = await open();
    scene.slack.faults.plant("chat.postMessage", fault.drop(), { times: 1 });
    await scene.pass(DUE);
    await scene.pass("2022-03-15T07:01:30.000Z");
    const [message] = seen();
    if (message) scene.slack.world.messages.push({ ...message, ts: scene.slack.world.ts() });
    expect(seen()).toHaveLength(2);
    await scene.pass("2022-03-15T07:05:00.000Z");
    expect(seen()).toEqual([message]);
    expect(await rows()).toEqual(["today SENT: 1 doubles taken away"]);
  });

  it("is repeated, and says so, where nobody lets us look", async () => {
    const { seen } = await open(Object.keys(SCOPES));
    scene.slack.faults.plant("chat.postMessage", fault.dropAfterApplying(), { times: 1 });
    await scene.pass(DUE);
    await scene.pass("2022-03-15T07:01:00.000Z");
    expect(await rows()).toEqual(["today SENT (repeat)"]);
    expect(seen()).toHaveLength(2);
    const said = scene.slack.calls.findLast(({ method }) => method === "conversations.history");
    expect(said?.answer).toMatchObject({ ok: false, error: "missing_scope" });
  });

  it("waits while Slack does not let us look just now", async () => {
    const { seen } = await open();
    scene.slack.faults.plant("chat.postMessage", fault.dropAfterApplying(), { times: 1 });
    const busy = scene.slack.faults.plant("conversations.history", fault.rateLimited(30));
    await scene.pass(DUE);
    await scene.pass("2022-03-15T07:01:00.000Z");
    expect(await rows()).toEqual([expect.stringMatching(/UNKNOWN: rate limited/u)]);
    busy.remove();
    await scene.pass("2022-03-15T07:02:00.000Z");
    expect(await rows()).toEqual(["today SENT"]);
    expect(seen()).toHaveLength(1);
  });

  it("is told of to the leads, directly and once, when its channel is gone", async () => {
    const { person, channel } = await open();
    const room = scene.slack.world.channels.get(channel.id);
    if (room) room.archived = true;
    await scene.pass("2022-03-17T12:00:00.000Z");
    expect(await rows()).toEqual(["today DEAD: is_archived"]);
    const told = person.in("@app").sees();
    expect(told.match(/cannot say something in #outreach/gu)).toHaveLength(1);
    expect(told).toContain("is_archived");
  });

  it("waits, and nobody tries in vain, once the token is withdrawn; and goes out when it is back", async () => {
    const { posts, seen } = await open();
    for (const token of scene.slack.world.tokens.values()) if (token.kind === "bot") token.revoked = true;
    const before = posts();
    await scene.pass(DUE);
    await scene.pass("2022-03-15T07:09:00.000Z");
    expect(posts()).toBe(before + 1);
    expect(await rows()).toEqual([expect.stringMatching(/PENDING: (token_revoked|account_inactive|invalid_auth)/u)]);
    for (const token of scene.slack.world.tokens.values()) if (token.kind === "bot") token.revoked = false;
    await scene.open();
    await scene.pass("2022-03-15T07:10:00.000Z");
    expect(seen()).toHaveLength(1);
  });
});
