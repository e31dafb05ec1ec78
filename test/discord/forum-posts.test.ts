import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Discord } from "../../adapters/discord/index.ts";
import type { Database } from "../../db/database.ts";
import type { Posted } from "../../src/domain/delivery.ts";
import type { Place } from "../../src/domain/parties.ts";
import type { Id } from "../../src/domain/request.ts";
import { LANGUAGES, PHASES, type Phase } from "../../src/domain/vocabulary.ts";
import { CATALOGUES } from "../../src/language/say.ts";
import type { Outgoing } from "../../src/ports.ts";
import { quickDatabase } from "../support/database.ts";
import { fault } from "../support/discord/index.ts";
import { type DiscordHouse, openDiscordHouse } from "../support/discord-house.ts";

const OPEN = "POST /channels/{channel}/threads";
const SINCE = "2022-03-07T06:00:00.000Z";

type Room = ReturnType<DiscordHouse["office"]["channel"]>;
type Permissions = NonNullable<Parameters<Room["overwrite"]>[1]["allow"]>;

describe("A post in a forum", { timeout: 20_000 }, () => {
  let database: Database;
  let scene: DiscordHouse;
  let adapter: Discord;
  let workspace: Id;
  let count = 0;

  beforeAll(async () => {
    database = await quickDatabase();
    scene = await openDiscordHouse({ database, transport: "HTTP", started: false });
    workspace = await scene.spaces.workspaceFor(scene.office.id, "Office");
  });
  // Each process may make fifty calls a second, and tests are quick.
  beforeEach(async () => {
    adapter = await scene.open();
  });
  afterAll(async () => {
    await scene.close();
    await database.close();
  });

  /** A forum of its own for a test, what it shows to people, and letters to it. */
  const forum = (options: Parameters<DiscordHouse["office"]["channel"]>[1] = {}, allow: Permissions = []) => {
    count += 1;
    const name = `board-${count}`;
    const room = scene.office.channel(name, { kind: "forum", ...options });
    room.overwrite("app", { allow });
    const place: Place = { platform: "discord", id: room.id, name };
    const reader = scene.office.person(`reader-${count}`);
    const letter = (title: string, over: Partial<Outgoing> = {}): Outgoing => ({
      workspace,
      place,
      view: { title: [title], tone: "plain", blocks: [] },
      key: `abcdefghjkmnpqrstuvw${String((count += 1)).padStart(4, "x")}`,
      language: "en",
      ...over,
    });
    return {
      room,
      place,
      letter,
      sees: () => reader.in(name).sees(),
      inside: (title: string) => reader.in(name).thread(title).sees(),
    };
  };
  const of = (phase: Phase) => ({ phase });
  const find = async ({ place, key }: Outgoing) =>
    (await adapter.find({ workspace, place, keys: [key], since: SINCE })).map(({ id }) => ({ place, id }));
  const calls = (route: string): number => scene.discord.calls.filter((one) => one.route === route).length;

  it("has a title that Discord takes, and the id of its first message", async () => {
    const { letter, sees } = forum();
    const { id } = await adapter.post(letter(`AID-1 · ${"Nimbora ".repeat(30)}`));
    expect(id).toMatch(/^(?<post>\d+)\/\k<post>$/u);
    expect(sees()).toMatch(/^# AID-1 · Nimbora .{70,}$/u);
  });

  it("says by its tag how its request stands, and makes the tags once where it may", async () => {
    const { room, letter, sees } = forum({ tags: ["Health"] }, ["MANAGE_CHANNELS"]);
    const card = letter("AID-1", of("waiting"));
    const at = await adapter.post(card);
    expect(sees()).toBe("# [Waiting] AID-1");
    await adapter.edit(at, { ...card, phase: "late" });
    expect(sees()).toBe("# [Late] AID-1");
    expect(room.channel.tags.map(({ name }) => name)).toHaveLength(1 + PHASES.length);
    expect(calls("PATCH /channels/{channel}")).toBe(2);
    await adapter.edit(at, { ...letter("AID-1"), key: card.key });
    expect(sees()).toBe("# AID-1");
  });

  it("goes without where it may not make them, and asks for that once", async () => {
    const { letter, sees } = forum({ tags: ["!Late"] });
    const before = calls("PATCH /channels/{channel}");
    const at = await adapter.post(letter("AID-1", of("waiting")));
    await adapter.post(letter("AID-2", of("late")));
    await adapter.edit(at, letter("AID-1", of("answered")));
    expect(sees()).toBe("# AID-1\n# AID-2");
    expect(calls("PATCH /channels/{channel}")).toBe(before + 1);
  });

  it("takes the words that people made themselves, in any case and either language", async () => {
    const { letter, sees } = forum({ tags: ["LATE", "Чекаємо"] });
    await adapter.post(letter("AID-1", of("late")));
    await adapter.post(letter("AID-2", of("waiting")));
    expect(sees()).toBe("# [LATE] AID-1\n# [Чекаємо] AID-2");
  });

  it("makes as many tags as there is room for, the one that is needed first", async () => {
    const tags = Array.from({ length: 19 }, (_, nth) => `T${nth}`);
    const { room, letter, sees } = forum({ tags }, ["MANAGE_CHANNELS"]);
    await adapter.post(letter("AID-1", of("withdrawn")));
    expect(sees()).toBe("# [Withdrawn] AID-1");
    await adapter.post(letter("AID-2", of("late")));
    expect(room.channel.tags).toHaveLength(20);
    expect(sees()).toContain("\n# AID-2");
  });

  it("keeps the tags that people gave it, five at most with its own", async () => {
    const tags = ["A", "B", "C", "D", "E"];
    const { room, letter, sees } = forum({ tags }, ["MANAGE_CHANNELS"]);
    const card = letter("AID-1", of("waiting"));
    const at = await adapter.post(card);
    const [mine] = room.channel.tags.slice(-PHASES.length).map(({ id }) => id);
    expect(mine).toBeDefined();
    const post = room.thread("AID-1");
    for (const { id } of room.channel.tags.slice(0, 4)) post.tag(id);
    await adapter.edit(at, { ...card, phase: "late" });
    expect(sees()).toBe("# [A] [B] [C] [D] [Late] AID-1");
  });

  it("bears a tag where the forum wants one, and is refused where there is none", async () => {
    const { letter, sees } = forum({ tags: ["!Ours", "General"], requiresTag: true });
    const at = await adapter.post(letter("Digest"));
    await adapter.edit(at, letter("Digest"));
    expect(sees()).toBe("# [General] Digest");
    const closed = forum({ tags: ["!Ours"], requiresTag: true });
    await expect(adapter.post(closed.letter("Digest"))).rejects.toMatchObject({ refuses: "place" });
  });

  it("takes what is said of its request, under the tag of that moment", async () => {
    const { room, letter, sees, inside } = forum({}, ["MANAGE_CHANNELS"]);
    const near = await adapter.post(letter("AID-1", of("waiting")));
    room.thread("AID-1").archive();
    const reminder = letter("AID-1 is late", { near, ...of("late") });
    const at = await adapter.post(reminder);
    expect(sees()).toBe("# [Late] AID-1");
    expect(inside("AID-1")).toContain("AID-1 is late");
    expect(await find(reminder)).toEqual([at]);
    const record = letter("Olena: done", { under: near });
    expect((await adapter.post(record)).id.split("/")[0]).toBe(near.id.split("/")[0]);
    expect(sees()).toBe("# [Late] AID-1");
  });

  it("that was taken away is gone; what is said of its request then has a post of its own", async () => {
    const { room, letter, sees } = forum();
    const card = letter("AID-1");
    const near = await adapter.post(card);
    room.thread("AID-1").delete();
    await expect(adapter.edit(near, card)).rejects.toMatchObject({ gone: true });
    await expect(adapter.post(letter("Olena: done", { under: near }))).rejects.toMatchObject({ permanent: false });
    await adapter.post(letter("AID-1 is late", { near }));
    expect(sees()).toBe("# AID-1 is late");
  });

  it("that was locked stays as it is, and what is said of its request has a post of its own", async () => {
    const { room, letter, sees } = forum();
    const card = letter("AID-1");
    const near = await adapter.post(card);
    room.thread("AID-1").lock();
    await expect(adapter.edit(near, card)).rejects.toMatchObject({ permanent: true, gone: false });
    room.thread("AID-1").archive();
    await expect(adapter.edit(near, card)).rejects.toMatchObject({ permanent: true, gone: false });
    await adapter.post(letter("AID-1 is late", { near }));
    expect(sees()).toBe("# AID-1 (locked, archived)\n# AID-1 is late");
    room.overwrite("app", { allow: ["MANAGE_THREADS"] });
    await adapter.edit(near, card);
    expect(sees()).toContain("# AID-1 (locked)\n");
  });

  it("keeps its old title where Discord lets no title change any more, and is changed all the same", async () => {
    const { letter, sees, inside } = forum();
    const card = letter("AID-1 · Tents");
    const at = await adapter.post(card);
    const held = scene.discord.faults.plant("PATCH /channels/{channel}", fault.rateLimited(600));
    await adapter.edit(at, { ...card, view: { ...card.view, title: ["AID-1 · Many tents"] } });
    held.remove();
    expect(sees()).toBe("# AID-1 · Tents");
    expect(inside("AID-1 · Tents")).toContain("AID-1 · Many tents");
  });

  it.each([
    ["was taken although Discord said that it failed", fault.serverErrorAfterApplying()],
    ["was taken although the line broke", fault.dropAfterApplying()],
  ])("that %s is not opened twice: whoever asks again is shown it, also in the archive", async (_, what) => {
    const { room, letter, sees } = forum();
    const card = letter("AID-1");
    const planted = scene.discord.faults.plant(OPEN, what, { times: 1 });
    await expect(adapter.post(card)).rejects.not.toMatchObject({ name: "Undeliverable" });
    expect(planted.hits()).toBe(1);
    const [at] = await find(card);
    room.thread("AID-1").archive();
    expect(await find(card)).toEqual([at]);
    expect(await adapter.post(card)).toEqual(at);
    expect(sees()).toBe("# AID-1 (archived)");
  });

  it("that was not taken is asked for again only after a look", async () => {
    const { letter, sees } = forum();
    const card = letter("AID-1");
    scene.discord.faults.plant(OPEN, fault.drop(), { times: 1 });
    await expect(adapter.post(card)).rejects.not.toMatchObject({ name: "Undeliverable" });
    // It may still come: whoever asks at once is told that nobody knows.
    await expect(adapter.post(card)).rejects.not.toMatchObject({ name: "Undeliverable" });
    expect(sees()).toBe("");
    expect(await find(card)).toEqual([]);
    await adapter.post(card);
    expect(sees()).toBe("# AID-1");
  });

  it("that is a double is taken away whole, or as far as is ours", async () => {
    const { room, letter, sees, inside } = forum();
    const post = async (title: string): Promise<Posted> => adapter.post(letter(title));
    await adapter.remove(workspace, await post("AID-1"));
    expect(inside("AID-1")).toBe("");
    room.overwrite("app", { allow: ["MANAGE_THREADS"] });
    const second = await post("AID-2");
    await adapter.remove(workspace, second);
    await adapter.remove(workspace, second);
    expect(sees()).not.toContain("AID-2");
  });
});

it("Every phase has a word in every language that fits a tag, and no two the same", () => {
  for (const language of LANGUAGES) {
    const words = PHASES.map((phase) => CATALOGUES[language][`phase.${phase}`] ?? "");
    expect(words.filter((word) => word === "" || word.length > 20)).toEqual([]);
    expect(new Set(words).size).toBe(PHASES.length);
  }
});
