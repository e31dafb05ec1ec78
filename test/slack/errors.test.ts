import { webApi } from "@slack/bolt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { classified } from "../../adapters/slack/errors.ts";
import { createSlack, type Slack } from "../../adapters/slack/index.ts";
import { OPTIONAL_SCOPES, SCOPES } from "../../adapters/slack/scopes.ts";
import type { Database } from "../../db/database.ts";
import { createSlackInstalls } from "../../db/slack-installs.ts";
import type { Place } from "../../src/domain/parties.ts";
import type { Id } from "../../src/domain/request.ts";
import { speak } from "../../src/language/say.ts";
import { type Outgoing, Undeliverable } from "../../src/ports.ts";
import { REMINDERS } from "../../src/view/gallery-reminders.ts";
import type { View } from "../../src/view/view.ts";
import { quickDatabase } from "../support/database.ts";
import { collectedLog } from "../support/log.ts";
import { seededRandom } from "../support/random.ts";
import { fault } from "../support/slack/index.ts";
import { openSlackHouse, type SlackHouse } from "../support/slack-house.ts";

const SAYS: View = { title: ["AID-1 is late"], tone: "late", blocks: [] };
const TOKEN = "abcdefghjkmnpqrstuvwxyz2";

describe("a message for Slack", () => {
  let database: Database;
  let scene: SlackHouse;
  let adapter: Slack;
  let place: Place;
  let workspace: Id;
  beforeAll(async () => {
    database = await quickDatabase();
    const scopes = [...Object.keys(SCOPES), ...Object.keys(OPTIONAL_SCOPES)];
    scene = await openSlackHouse({ database, started: false, scopes });
    adapter = await scene.open();
    workspace = await scene.register();
    place = { platform: "slack", id: scene.office.channel("#outreach").id, name: "#outreach" };
  });
  afterAll(async () => {
    scene.slack.faults.releaseAll();
    await scene.close();
    await database.close();
  });

  const message = (to = place, view = SAYS): Outgoing => ({ workspace, place: to, view, key: TOKEN, language: "en" });
  const post = (to = place, view = SAYS) => adapter.post(message(to, view));
  /** How posting ends, in the courier's words. */
  const fate = async (to = place): Promise<string> => {
    try {
      await post(to);
      return "sent";
    } catch (error) {
      if (!(error instanceof Undeliverable)) return "unknown";
      if (error.retryAfter !== undefined) return `again after ${error.retryAfter} s`;
      return error.permanent ? "never" : "again";
    }
  };
  const during = async (what: Parameters<SlackHouse["slack"]["faults"]["plant"]>[1]): Promise<string> => {
    const one = scene.slack.faults.plant("chat.postMessage", what);
    try {
      const ended = await fate();
      expect(one.hits()).toBe(1);
      return ended;
    } finally {
      one.remove();
    }
  };

  it("carries its token where it can be found again, and names its channel and time", async () => {
    const posted = await post();
    expect(posted).toEqual({ place, id: expect.stringMatching(/^C\w+\/\d+\.\d+$/u) });
    const given = scene.slack.calls.findLast(({ method }) => method === "chat.postMessage")?.given;
    expect(JSON.parse(String(given?.["metadata"]))).toEqual({
      event_type: "aidline_delivery",
      event_payload: { token: TOKEN },
    });
    expect(JSON.parse(String(given?.["blocks"]))[0].block_id).toBe(`aidline-${TOKEN}`);
    await adapter.edit(posted, message(place, { ...SAYS, title: ["AID-1 is done"] }));
    expect(scene.office.person("reader").in("#outreach").sees()).toContain("AID-1 is done");
  });

  it("says in words what a Slack that knows no charts refuses to draw, posted and edited", async () => {
    const figures = { title: "Totals", categories: ["Asked"], series: [{ name: "Now", values: [22] }] };
    const facts = { kind: "facts", facts: [{ label: "Asked", value: ["22"] }], chart: figures } as const;
    const view: View = { ...SAYS, title: ["Digest"], blocks: [facts] };
    const isDrawn = { if: (given: object) => JSON.stringify(given).includes("data_visualization") };
    const refused = ["chat.postMessage", "chat.update"].map((method) =>
      scene.slack.faults.plant(method, fault.refuses("invalid_blocks"), isDrawn),
    );
    const seen = () => scene.office.person("reader").in("#outreach").sees();
    const posted = await post(place, view);
    expect(seen()).toMatch(/Digest\s+Asked: 22/u);
    await adapter.edit(posted, message(place, { ...view, title: ["Digest of all"] }));
    expect(seen()).toMatch(/Digest of all\s+Asked: 22/u);
    expect(refused.map((one) => one.hits())).toEqual([1, 1]);
    for (const one of refused) one.remove();
  });

  it("goes to a person directly", async () => {
    const olena = scene.office.person("olena");
    const posted = await post({ platform: "slack", id: `@${olena.id}`, name: "@Olena" });
    expect(olena.in("@app").sees()).toContain("AID-1 is late");
    await adapter.edit(posted, message(place, { ...SAYS, title: ["It was done"] }));
    expect(olena.in("@app").sees()).toContain("It was done");
  });

  it.each([
    ["channel_not_found", "never"],
    ["is_archived", "never"],
    ["account_inactive", "never"],
    ["token_revoked", "never"],
    ["missing_scope", "never"],
    ["msg_blocks_too_long", "never"],
    ["not_in_channel", "again"],
    ["service_unavailable", "again"],
    ["an_error_of_next_year", "again"],
    ["internal_error", "unknown"],
    ["fatal_error", "unknown"],
  ])("that Slack refuses with %s is sent %s", async (error, ends) => {
    expect(await during(fault.refuses(error))).toBe(ends);
  });

  it.each([
    ["not_in_channel", "place"],
    ["is_archived", "place"],
    ["token_revoked", "workspace"],
    ["msg_too_long", "message"],
  ])("that Slack refuses with %s tells whether the whole %s does", async (word, refuses) => {
    const one = scene.slack.faults.plant("chat.postMessage", fault.refuses(word), { times: 1 });
    const refusal = await post().catch((thrown: unknown) => thrown);
    one.remove();
    expect(refusal).toMatchObject({ refuses });
    const keys = refusal instanceof Undeliverable ? refusal.budgets?.map(({ key }) => key) : undefined;
    // What closes is the workspace's, not the channel's: so it opens again when the app is back.
    expect(keys).toEqual(
      refuses === "workspace" ? ["post", "edit", "find"].map((deed) => `slack/${workspace}/${deed}`) : undefined,
    );
  });

  it("is found again by its token alone, among our own, and taken away once or twice", async () => {
    const key = "zyxwvutsrqpnmkjhgfedcba2";
    const posted = await adapter.post({ ...message(), key });
    await adapter.post(message());
    const reader = scene.office.person("reader");
    await reader.in("#outreach").says(`aidline-${key}`);
    const since = "2022-03-07T00:00:00.000Z";
    const sought = { workspace, place, keys: [key], since };
    expect(await adapter.find(sought)).toEqual([{ ...posted, key }]);
    expect(await adapter.find({ ...sought, since: "2022-04-01T00:00:00.000Z" })).toEqual([]);
    const reply = await adapter.post({ ...message(), key, under: posted });
    expect(await adapter.find({ ...sought, under: posted })).toEqual([
      { ...posted, key },
      { ...reply, key },
    ]);
    await adapter.remove(workspace, posted);
    await adapter.remove(workspace, posted);
    expect(await adapter.find(sought)).toEqual([]);
    const direct: Place = { platform: "slack", id: `@${reader.id}`, name: "@reader" };
    const told = await adapter.post({ ...message(direct), key });
    expect(await adapter.find({ ...sought, place: direct })).toEqual([{ ...told, key }]);
  });

  it("is found by each thing that it says, of which the first is its own", async () => {
    const [key, ...further] = ["first", "second", "third"].map((one) => one.padEnd(24, "x")) as [
      string,
      string,
      string,
    ];
    const summary = REMINDERS["reminder-summary"]?.(speak("en"));
    if (!summary) throw new Error("The gallery has a summary");
    const at = await adapter.post({ ...message(), view: summary, key, further });
    const sought = { workspace, place, since: "2022-03-07T00:00:00.000Z" };
    const all = { ...sought, keys: [further[1] ?? "", key, further[0] ?? "", "another"] };
    const stands = [
      { ...at, key, part: "first" },
      { ...at, key: further[0], part: "further" },
      { ...at, key: further[1], part: "further" },
    ];
    expect(await adapter.find(all)).toEqual(stands);
    const posted = scene.slack.world.messages.at(-1);
    if (!posted) throw new Error("It was posted");
    Object.assign(posted, { metadata: undefined });
    expect(await adapter.find(all)).toEqual(stands);
    expect(await adapter.find({ ...sought, keys: [further[1] ?? ""] })).toHaveLength(1);
  });

  it("is looked for with others in one look, each by its own token", async () => {
    const keys = ["twelvetwelvetwelvetwelve", "thirteenthirteenthirteen"] as const;
    const posted = [
      await adapter.post({ ...message(), key: keys[0] }),
      await adapter.post({ ...message(), key: keys[1] }),
    ];
    const before = scene.slack.calls.length;
    const sought = { workspace, place, keys: [keys[1], "another", keys[0]], since: "2022-03-07T00:00:00.000Z" };
    expect(await adapter.find(sought)).toEqual(posted.map((one, nth) => ({ ...one, key: keys[nth] })));
    expect(scene.slack.calls.length - before).toBe(1);
  });

  it("is looked for on all pages of the history, within reason", async () => {
    const key = "pagespagespagespagespa22";
    const posted = await adapter.post({ ...message(), key });
    const { messages } = scene.slack.world;
    const [model] = messages.slice(-1);
    if (!model) throw new Error("nothing was posted");
    for (let nth = 0; nth < 450; nth += 1)
      messages.push({ ...model, ts: scene.slack.world.ts(), metadata: undefined, blocks: [] });
    const sought = { workspace, place, keys: [key], since: "2022-03-07T00:00:00.000Z" };
    expect(await adapter.find(sought)).toEqual([{ ...posted, key }]);
    for (let nth = 0; nth < 1_600; nth += 1)
      messages.push({ ...model, ts: scene.slack.world.ts(), metadata: undefined, blocks: [] });
    await expect(adapter.find(sought)).rejects.toMatchObject({ message: "history too long", permanent: true });
    messages.splice(0, messages.length);
  });

  it("that nobody may look for is not found: no, and not nothing", async () => {
    const one = scene.slack.faults.plant("conversations.history", fault.refuses("missing_scope"));
    const sought = { workspace, place, keys: [TOKEN], since: "2022-03-07T00:00:00.000Z" };
    await expect(adapter.find(sought)).rejects.toMatchObject({ name: "Undeliverable", permanent: true });
    one.remove();
  });

  it("that comes too soon is sent after the time that Slack says", async () => {
    expect(await during(fault.rateLimited(17))).toBe("again after 17 s");
    expect(await during({ kind: "status", status: 429 })).toBe("again after 30 s");
    expect(await fate()).toBe("sent");
  });

  it("is repeated by nobody but the courier", async () => {
    expect(await during(fault.serverError(503))).toBe("unknown");
    expect(await during(fault.serverErrorAfterApplying())).toBe("unknown");
    expect(await during({ kind: "status", status: 404 })).toBe("again");
    expect(await during({ kind: "status", status: 408 })).toBe("unknown");
    expect(await during(fault.drop())).toBe("unknown");
    expect(await during(fault.dropAfterApplying())).toBe("unknown");
  });

  it("to another platform, or to a message that is none, is never sent", async () => {
    expect(await fate({ ...place, platform: "discord" })).toBe("never");
    await expect(adapter.edit({ place, id: "m1" }, message())).rejects.toMatchObject({ permanent: true });
  });

  it("waits while the bot starts: nobody knows yet by whose token it goes", async () => {
    const early = createSlack({
      settings: scene.settings,
      inbox: scene.inbox,
      book: createSlackInstalls({ database, random: seededRandom("early") }),
      clock: { now: scene.clock.now, elapsed: () => 0 },
      random: seededRandom("early"),
      log: collectedLog().log,
      limiter: scene.house.limiter,
      zone: "Europe/Kyiv",
      language: "en",
      alone: true,
      duties: { serves: true, works: true },
    });
    await expect(early.post(message())).rejects.toMatchObject({ permanent: false, retryAfter: 5 });
  });

  it("is given up within ten seconds", { timeout: 20_000 }, async () => {
    const from = performance.now();
    expect(await during(fault.hang())).toBe("unknown");
    expect(performance.now() - from).toBeLessThan(10_000);
  });
});

describe("an error on the way to Slack", () => {
  const network = (code: string) =>
    new webApi.WebAPIRequestError(new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) }));

  it.each([
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ENETUNREACH",
    "UND_ERR_CONNECT_TIMEOUT",
    "CERT_HAS_EXPIRED",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
  ])("before anything was sent is a no: %s", (code) => {
    expect(classified(network(code))).toMatchObject({ name: "Undeliverable", permanent: false });
  });

  it.each(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET", "UND_ERR_HEADERS_TIMEOUT", "ABORT_ERR", ""])(
    "after that is nobody knows: %s",
    (code) => {
      const error = network(code);
      expect(classified(error)).toBe(error);
    },
  );

  it("that is a page of a proxy's is nobody knows, and quotes nothing", () => {
    const page = new webApi.WebAPIPlatformError({ ok: false, error: "<html>Bad gateway</html>" });
    expect(classified(page)).toBe(page);
    expect(String(classified(new webApi.WebAPIHTTPError(403, "Forbidden", {}, "<html>secret</html>")))).not.toContain(
      "secret",
    );
  });
});
