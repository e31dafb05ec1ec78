import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { createInbox } from "../../db/inbox.ts";
import { createSpaces } from "../../db/spaces.ts";
import { freshDatabase } from "../support/database.ts";
import { seededRandom } from "../support/random.ts";

describe("what comes in", () => {
  let database: Database;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.close());

  const spaces = (platform: "slack" | "discord" = "discord") =>
    createSpaces({ database, random: seededRandom(platform) }, platform);

  it("from two platforms under one key is two things, each taken and forgotten by its own", async () => {
    const workspace = await spaces().workspaceFor("900000000000000001", "Office");
    const [slack, discord] = [createInbox(database, "slack"), createInbox(database, "discord")];
    expect(await slack.put(workspace, "same", { said: "in Slack" }, 0)).toBe(true);
    expect(await discord.put(workspace, "same", { said: "in Discord" }, 0)).toBe(true);
    expect(await discord.put(workspace, "same", { said: "again" }, 0)).toBe(false);
    expect((await discord.take(0, true)).map(({ arrival }) => arrival)).toEqual([{ said: "in Discord" }]);
    await discord.done(workspace, "same");
    expect((await slack.take(0, true)).map(({ arrival }) => arrival)).toEqual([{ said: "in Slack" }]);
    await database.drizzle.execute(sql`update inbox set at = now() - interval '3 hours'`);
    await slack.done(workspace, "same");
    await discord.prune(2);
    expect(await database.rows(sql`select platform from inbox`)).toEqual([{ platform: "slack" }]);
  });

  it("may be kept for a while under a key of its own, which nothing takes up", async () => {
    const workspace = await spaces().workspaceFor("900000000000000004", "Office");
    const inbox = createInbox(database, "discord");
    await inbox.keep(workspace, "kept/1", { command: "request" });
    await inbox.keep(workspace, "kept/1", { command: "response" });
    expect(await inbox.kept(workspace, "kept/1")).toEqual({ command: "response" });
    expect(await inbox.take(0, true)).toEqual([]);
    await inbox.put(workspace, "open", { kind: "call" }, 60);
    expect(await inbox.kept(workspace, "open")).toBeUndefined();
    await database.drizzle.execute(sql`update inbox set at = now() - interval '3 hours'`);
    await inbox.prune(2);
    expect(await inbox.kept(workspace, "kept/1")).toBeUndefined();
  });

  it("is handed to whoever works first, a few of each workspace at a time", async () => {
    const inbox = createInbox(database, "discord");
    for (const office of ["900000000000000005", "900000000000000006"]) {
      const workspace = await spaces().workspaceFor(office, "Office");
      for (let nth = 0; nth < 3; nth += 1) {
        await inbox.put(workspace, `${office}/${nth}`, { kind: "call", nth }, 60);
        await inbox.hand(workspace, `${office}/${nth}`);
      }
    }
    const first = await inbox.take(60, false, 4);
    expect(first.map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1]);
    expect(first.map(({ key }) => key).toSorted()).toEqual([
      "900000000000000005/0",
      "900000000000000005/1",
      "900000000000000006/0",
      "900000000000000006/1",
    ]);
    expect((await inbox.take(60, false, 4)).map(({ key }) => key).toSorted()).toEqual([
      "900000000000000005/2",
      "900000000000000006/2",
    ]);
    expect(await inbox.take(60, false, 4)).toEqual([]);
  });

  it("directly from a person is known by where they were last", async () => {
    const [office, partner] = ["900000000000000002", "900000000000000003"];
    const one = await spaces().workspaceFor(office, "Office");
    const other = await spaces().workspaceFor(partner, "Partner");
    expect(await spaces().whereabouts("olena")).toEqual([]);
    await spaces().seen(one, "olena", office);
    await spaces().seen(other, "olena", partner);
    await database.drizzle.execute(sql`update whereabouts set at = at - interval '1 hour' where space = ${partner}`);
    expect(await spaces().whereabouts("olena")).toMatchObject([
      { workspace: one, space: office },
      { workspace: other, space: partner },
    ]);
    await spaces().seen(other, "olena", partner);
    await database.drizzle.execute(sql`update whereabouts set at = at - interval '1 hour' where space = ${office}`);
    expect((await spaces().whereabouts("olena"))[0]).toMatchObject({ space: partner, secondsAgo: 0 });
    expect(await spaces("slack").whereabouts("olena")).toEqual([]);
    expect(await spaces().of(one)).toEqual([office]);
  });
});
