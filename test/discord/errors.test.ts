import { DiscordAPIError, HTTPError } from "discord.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { classified } from "../../adapters/discord/errors.ts";
import type { Discord } from "../../adapters/discord/index.ts";
import { markIn, markOf } from "../../adapters/discord/mark.ts";
import { createRestraint } from "../../adapters/discord/restraint.ts";
import type { Database } from "../../db/database.ts";
import type { Place } from "../../src/domain/parties.ts";
import type { Id } from "../../src/domain/request.ts";
import { speak } from "../../src/language/say.ts";
import { type Outgoing, Undeliverable } from "../../src/ports.ts";
import { REMINDERS } from "../../src/view/gallery-reminders.ts";
import type { View } from "../../src/view/view.ts";
import { quickDatabase } from "../support/database.ts";
import { fault } from "../support/discord/index.ts";
import { type DiscordHouse, openDiscordHouse } from "../support/discord-house.ts";
import { collectedLog } from "../support/log.ts";

const SAYS: View = { title: ["AID-1 is late"], tone: "late", blocks: [] };
const POST = "POST /channels/{channel}/messages";
const SINCE = "2022-03-07T06:00:00.000Z";

describe("a message for Discord", () => {
  let database: Database;
  let scene: DiscordHouse;
  let adapter: Discord;
  let place: Place;
  let workspace: Id;
  let keys = 0;
  beforeAll(async () => {
    database = await quickDatabase();
    scene = await openDiscordHouse({ database, started: false });
    adapter = await scene.open();
    workspace = await scene.spaces.workspaceFor(scene.office.id, "Office");
    place = { platform: "discord", id: scene.office.channel("#outreach").id, name: "#outreach" };
  });
  afterAll(async () => {
    await scene.close();
    await database.close();
  });

  /** Tokens as deliveries have them: each delivery its own. */
  const token = (): string => `abcdefghjkmnpqrstuvwx${String((keys += 1)).padStart(3, "0")}`;
  const message = (to = place, view = SAYS, key = token()): Outgoing => ({
    workspace,
    place: to,
    view,
    key,
    language: "en",
  });
  /** How posting ends, in the courier's words. */
  const fate = async (to = place, key = token()): Promise<string> => {
    try {
      await adapter.post(message(to, SAYS, key));
      return "sent";
    } catch (error) {
      if (!(error instanceof Undeliverable)) return "unknown";
      if (error.retryAfter !== undefined) return `again after ${error.retryAfter} s`;
      return error.permanent ? "never" : "again";
    }
  };
  const during = async (what: Parameters<DiscordHouse["discord"]["faults"]["plant"]>[1], key = token()) => {
    const one = scene.discord.faults.plant(POST, what);
    try {
      let ended: string | undefined;
      // Until the bucket of the channel has room, nothing reaches Discord.
      const reach = async (): Promise<number> => {
        ended = await fate(place, key);
        return one.hits();
      };
      await expect.poll(reach, { timeout: 20_000 }).toBe(1);
      return ended;
    } finally {
      one.remove();
    }
  };
  const said = () => scene.discord.calls.findLast(({ route }) => route === POST)?.given as Record<string, unknown>;
  const posted = () => scene.discord.world.messages.filter((one) => one.channel === place.id && !one.deleted);

  it("carries its token twice: where Discord refuses doubles, and where it is found again", async () => {
    const out = message();
    const at = await adapter.post(out);
    expect(at).toEqual({ place, id: expect.stringMatching(/^\d+\/\d+$/u) });
    expect(said()).toMatchObject({ nonce: out.key, enforce_nonce: true, allowed_mentions: { parse: [] } });
    expect(markIn(said()["components"])).toEqual(markOf(out.key));
    expect(await adapter.find({ workspace, place, keys: [out.key], since: SINCE })).toEqual([{ ...at, key: out.key }]);
    expect(await adapter.find({ workspace, place, keys: ["another"], since: SINCE })).toEqual([]);
  });

  it("is found by each thing that it says, of which the first is its own", async () => {
    const keys = Array.from({ length: 10 }, token);
    const [key = "", ...further] = keys;
    const several = REMINDERS["reminder-summary"]?.(speak("en")) ?? SAYS;
    const at = await adapter.post({ ...message(place, several, key), further });
    const found = await adapter.find({ workspace, place, keys: [...keys, "another"], since: SINCE });
    expect(found).toEqual([
      { ...at, key, part: "first" },
      ...further.map((one) => ({ ...at, key: one, part: "further" })),
    ]);
    expect(await adapter.find({ workspace, place, keys: [further[4] ?? ""], since: SINCE })).toHaveLength(1);
  });

  it("is one message however often it is sent", async () => {
    const key = token();
    const before = posted().length;
    expect(await during(fault.serverErrorAfterApplying(), key)).toBe("unknown");
    expect(await fate(place, key)).toBe("sent");
    expect(posted().length).toBe(before + 1);
  });

  it("is edited in place, keeps its mark, and notifies nobody", async () => {
    const out = message();
    const at = await adapter.post(out);
    await adapter.edit(at, { ...out, view: { ...SAYS, title: ["AID-1 is done"] } });
    const edit = scene.discord.calls.findLast(({ route }) => route.startsWith("PATCH /channels/{channel}/messages"));
    expect(edit?.given).toMatchObject({ allowed_mentions: { parse: [] } });
    expect(await adapter.find({ workspace, place, keys: [out.key], since: SINCE })).toEqual([{ ...at, key: out.key }]);
    await adapter.remove(workspace, at);
    await adapter.remove(workspace, at);
    await expect(adapter.edit(at, out)).rejects.toMatchObject({ permanent: true, gone: true });
    expect(await adapter.find({ workspace, place, keys: [out.key], since: SINCE })).toEqual([]);
  });

  it("goes to a person directly, with the server it is about, and never to one who does not want that", async () => {
    const olena = scene.office.person("olena");
    const to: Place = { platform: "discord", id: `@${olena.id}`, name: "@Olena" };
    const at = await adapter.post(message(to));
    expect(olena.in("@app").sees()).toContain("Office");
    await adapter.edit(at, message(to, { ...SAYS, title: ["It was done"] }));
    expect(olena.in("@app").sees()).toContain("It was done");
    olena.takesDirectMessages(false);
    expect(await fate(to)).toBe("never");
  });

  it("stands in the thread under another one, opened by whoever comes first", async () => {
    const card = await adapter.post(message());
    const under = { ...message(), under: card };
    const first = await adapter.post(under);
    const second = await adapter.post({ ...message(), under: card });
    const [, thread] = card.id.split("/");
    expect([first, second].map(({ id }) => id.split("/")[0])).toEqual([thread, thread]);
    const sought = { workspace, place, since: SINCE, keys: [under.key] };
    expect(await adapter.find({ ...sought, under: card })).toEqual([{ ...first, key: under.key }]);
    expect(await adapter.find(sought)).toEqual([]);
    expect(await adapter.find({ ...sought, under: { place, id: `${thread}/${thread}1` } })).toEqual([]);
  });

  it("is found with others in one look, each by its own token", async () => {
    const [one, two] = [message(), message()];
    const at = [await adapter.post(one), await adapter.post(two)];
    const looks = () => scene.discord.calls.filter(({ route }) => route === "GET /channels/{channel}/messages").length;
    const before = looks();
    const found = await adapter.find({ workspace, place, keys: [two.key, "another", one.key], since: SINCE });
    expect(found).toEqual([
      { ...at[0], key: one.key },
      { ...at[1], key: two.key },
    ]);
    expect(looks() - before).toBe(1);
  });

  it("is found behind more than one page of talk", async () => {
    const out = message();
    const at = await adapter.post(out);
    const petro = scene.office.person("petro").in("#outreach");
    for (let nth = 0; nth < 120; nth += 1) await petro.says(`talk ${nth}`);
    expect(await adapter.find({ workspace, place, keys: [out.key], since: SINCE })).toEqual([{ ...at, key: out.key }]);
  });

  it("of one register is never posted in a channel of another's", async () => {
    const partner = scene.discord.guild("Partner");
    const theirs: Place = { platform: "discord", id: partner.channel("#aid").id, name: "#aid" };
    expect(await fate(theirs)).toBe("never");
    await expect(adapter.post(message(theirs))).rejects.toThrow("not a channel of this register's");
    // Whoever has just invited the app is greeted meanwhile.
    await scene.discord.until(() =>
      JSON.stringify(scene.discord.world.messages.at(-1)?.components).includes("Partner"),
    );
    expect(await fate({ ...place, platform: "slack" })).toBe("never");
    await expect(adapter.edit({ place, id: "m1" }, message())).rejects.toMatchObject({ permanent: true });
  });

  it.each([
    ["unknownChannel", "never"],
    ["missingAccess", "again"],
    ["missingPermissions", "again"],
    ["closedDms", "never"],
    ["unauthorized", "never"],
    ["archived", "again"],
  ] as const)("that Discord refuses with %s is sent %s", async (name, ends) => {
    expect(await during(fault.refuses(name))).toBe(ends);
  });

  it("that comes too soon is sent after the time that Discord says", async () => {
    expect(await during(fault.rateLimited(17))).toBe("again after 17 s");
    expect(await fate()).toMatch(/^again after \d+ s$|^sent$/u);
  });

  it("is repeated by nobody but the courier", async () => {
    const elsewhere = { ...place, id: scene.office.channel("#elsewhere").id };
    place = elsewhere;
    expect(await during(fault.serverError(503))).toBe("unknown");
    expect(await during(fault.drop())).toBe("unknown");
    expect(await during(fault.dropAfterApplying())).toBe("unknown");
    expect(await during(fault.reset())).toBe("unknown");
  });

  it("is given up within ten seconds", { timeout: 20_000 }, async () => {
    const from = performance.now();
    expect(await during(fault.hang())).toBe("unknown");
    expect(performance.now() - from).toBeLessThan(10_000);
    scene.discord.faults.releaseAll();
  });

  it("is not taken for absent where nobody may read the history: no, and not nothing", async () => {
    const { id, overwrite } = scene.office.channel("#hushed");
    const hushed: Place = { platform: "discord", id, name: "#hushed" };
    const out = message(hushed);
    const at = await adapter.post(out);
    const sought = { workspace, place: hushed, keys: [out.key], since: SINCE };
    overwrite("app", { deny: ["READ_MESSAGE_HISTORY"] });
    await expect(adapter.find(sought)).rejects.toMatchObject({ name: "Undeliverable", permanent: true });
    overwrite("app", { allow: ["READ_MESSAGE_HISTORY"] });
    expect(await adapter.find(sought)).toEqual([{ ...at, key: out.key }]);
    expect(await adapter.find({ ...sought, keys: ["another"] })).toEqual([]);
  });

  it("stops at once when the app is removed from the server, and goes on when it is back", async () => {
    scene.office.kick();
    await expect.poll(() => fate()).toBe("never");
    scene.office.invite();
    await expect.poll(() => fate()).toBe("sent");
  });

  it("is not taken for one under the same token that says less", async () => {
    const [key = "", ...further] = Array.from({ length: 10 }, token);
    const several = { ...message(place, REMINDERS["reminder-summary"]?.(speak("en")) ?? SAYS, key), further };
    const alone = await adapter.post(message(place, SAYS, key));
    const together = await adapter.post(several);
    expect(together).not.toEqual(alone);
    expect(await adapter.post(several)).toEqual(together);
    expect(await adapter.post(message(place, SAYS, key))).toEqual(alone);
    const found = await adapter.find({ workspace, place, keys: [key], since: SINCE });
    expect(found.map(({ id }) => id)).toEqual(expect.arrayContaining([alone.id, together.id]));
  });
});

describe("an error on the way to Discord", () => {
  const request = { body: { components: ["secret"] }, files: undefined };

  it.each(["ENOTFOUND", "ECONNREFUSED", "UND_ERR_CONNECT_TIMEOUT", "CERT_HAS_EXPIRED"])(
    "before anything was sent is a no: %s",
    (code) => {
      expect(classified(Object.assign(new Error(code), { code }))).toMatchObject({ name: "Undeliverable" });
    },
  );

  it.each(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET", ""])("after that is nobody knows: %s", (code) => {
    expect(classified(Object.assign(new Error(code), { code }))).not.toBeInstanceOf(Undeliverable);
  });

  it("quotes nothing of what was sent, nor the ticket in its address", () => {
    const url = "https://discord.com/api/v10/webhooks/1/secret";
    const made = [
      new HTTPError(502, "secret", "POST", url, request),
      new DiscordAPIError({ code: 50_035, message: "secret" }, 50_035, 400, "POST", url, request),
    ];
    for (const error of made.map(classified))
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error)).replace(error.stack ?? "", "")).not.toContain(
        "secret",
      );
  });
});

describe("requests that Discord calls invalid", () => {
  it("stop long before Discord bars us for them, until ten minutes have passed since the first", () => {
    let now = 0;
    const { log, entries } = collectedLog();
    const restraint = createRestraint({ elapsed: () => now }, log);
    for (let nth = 0; nth < 999; nth += 1) restraint.count([401, 403, 429][nth % 3] ?? 0, false);
    for (const [status, shared] of [
      [200, false],
      [404, false],
      [429, true],
    ] as const)
      restraint.count(status, shared);
    expect(restraint.holds()).toBeUndefined();
    now = 60_000;
    restraint.count(403, false);
    expect(restraint.holds()).toBe(540);
    expect(entries.map(({ event }) => event)).toEqual(["discord.held_back"]);
    now = 600_000;
    expect(restraint.holds()).toBeUndefined();
  });
});
