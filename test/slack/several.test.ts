import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Slack } from "../../adapters/slack/index.ts";
import type { Database } from "../../db/database.ts";
import type { View } from "../../src/view/view.ts";
import { quickDatabase } from "../support/database.ts";
import { seededRandom } from "../support/random.ts";
import { openSlackHouse, type SlackHouse } from "../support/slack-house.ts";

/** Two Slack workspaces in one register, and a third with a register of its own beside it. */

const URL_OF_OURS = "https://aid.example.org";
const SAYS: View = { title: ["AID-1 is late"], tone: "late", blocks: [] };

describe("several Slack workspaces in one register", { timeout: 60_000 }, () => {
  let database: Database;
  let scene: SlackHouse;
  let adapter: Slack;

  const installIn = async (name: string) => {
    const workspace = scene.slack.workspace(name);
    const founder = workspace.person(`founder-${name.toLowerCase()}`);
    const channel = workspace.channel(`#${name.toLowerCase()}`);
    const visit = async (address: string, cookie = "") =>
      fetch(address.replace(URL_OF_OURS, `http://127.0.0.1:${adapter.port()}`), {
        redirect: "manual",
        headers: { cookie },
      });
    const begun = await visit(`${URL_OF_OURS}/slack/install`);
    const cookie = begun.headers.get("set-cookie")?.split(";")[0] ?? "";
    await visit(founder.allows(begun.headers.get("location") ?? ""), cookie);
    return { workspace, founder, channel, desk: founder.in(`#${name.toLowerCase()}`) };
  };
  type Office = Awaited<ReturnType<typeof installIn>>;
  let north: Office;
  let south: Office;
  let east: Office;

  const registerOf = async ({ workspace }: Office): Promise<string> => {
    const [row] = await database.rows<{ id: string }>(
      sql`select workspace_id as id from installation where space = ${workspace.id}`,
    );
    return row?.id ?? "";
  };
  /** A message of a register's, in a channel of one of the three. */
  const post = async (register: Office, place: Office, key = "a".repeat(24)) =>
    adapter.post({
      workspace: await registerOf(register),
      place: { platform: "slack", id: place.channel.id, name: "#there" },
      view: { ...SAYS, title: [`AID-1 is late (${register.workspace.id})`] },
      key,
      language: "en",
    });
  /** The last code that somebody was shown. */
  const codeIn = (text: string): string => text.match(/\b[0-9A-Z]{5}-[0-9A-Z]{5}\b/gu)?.at(-1) ?? "";

  /** Whose tokens were used since then, and of whose register that was which they posted. */
  const tokensUsed = (since: number) =>
    scene.slack.calls.slice(since).flatMap(({ token, given }) => {
      const owner = scene.slack.world.tokens.get(token)?.installation?.team?.id;
      const of = /AID-1 is late \((\w+)\)/u.exec(JSON.stringify(given))?.[1];
      return owner === undefined ? [] : [{ owner, of }];
    });

  beforeEach(async () => {
    database = await quickDatabase();
    scene = await openSlackHouse({ database, started: false });
    const { clientId, clientSecret } = scene.slack.app;
    const client = { id: clientId, secret: clientSecret };
    const keys = [{ id: "k1", key: seededRandom("k1").bytes(32) }];
    adapter = await scene.open({
      settings: { ...scene.settings, botToken: undefined, client, keys, url: URL_OF_OURS },
    });
    [north, south, east] = [await installIn("North"), await installIn("South"), await installIn("East")];
    await north.desk.slash("/aid link server");
    await south.desk.slash(`/aid link server ${codeIn(north.desk.sees())}`);
  });
  afterEach(async () => {
    await scene.close();
    await database.close();
  });

  it("answer people in either by its own token, from one register", async () => {
    expect(await registerOf(south)).toBe(await registerOf(north));
    await north.desk.slash('/aid request Amazon "End AWS" kind:other channel:email');
    await south.desk.slash("/aid show AID-1");
    expect(south.desk.news()).toContain("End AWS");
    await east.desk.slash("/aid show AID-1");
    expect(east.desk.news()).not.toContain("End AWS");
  });

  it("get what is posted where the channel is, whichever of the two that is", async () => {
    for (const place of [north, south, south, north]) {
      const posted = await post(north, place);
      expect(place.desk.news()).toContain("AID-1 is late");
      await adapter.edit(posted, {
        workspace: await registerOf(north),
        place: posted.place,
        view: { ...SAYS, title: ["AID-1 was answered"] },
        key: "a".repeat(24),
        language: "en",
      });
      expect(place.desk.sees()).toContain("AID-1 was answered");
    }
  });

  it("are asked by trial once for each channel, and then known", async () => {
    await post(north, south);
    const since = scene.slack.calls.length;
    await post(north, south, "b".repeat(24));
    expect(tokensUsed(since).map(({ owner }) => owner)).toEqual([south.workspace.id]);
  });

  it("never lend a token to the register beside them, nor borrow its, however all mingles", async () => {
    const since = scene.slack.calls.length;
    const all = [north, south, east];
    await Promise.allSettled(
      all.flatMap((register) =>
        all.flatMap((place) => [post(register, place), post(register, place), register.desk.slash("/aid list")]),
      ),
    );
    const used = tokensUsed(since).filter(({ of }) => of !== undefined);
    // Each of the two tries both tokens where it has to, and the third one tries its own alone.
    expect(new Set(used.map(({ of, owner }) => `${of} by ${owner}`))).toEqual(
      new Set([
        ...[north, south].flatMap((of) => [north, south].map((by) => `${of.workspace.id} by ${by.workspace.id}`)),
        `${east.workspace.id} by ${east.workspace.id}`,
      ]),
    );
    expect(used.length).toBeGreaterThanOrEqual(18);
    for (const [register, place] of [
      [north, east],
      [east, south],
    ] as const)
      await expect(post(register, place)).rejects.toMatchObject({ permanent: true, message: "channel_not_found" });
  });

  it("go on in the one when the other removes the app, and nothing that was for it is given up", async () => {
    await post(north, south);
    await south.workspace.install().uninstall();
    const waits = { name: "Undeliverable", permanent: false, refuses: "place", budgets: undefined };
    await expect(post(north, south)).rejects.toMatchObject(waits);
    await expect(post(north, north)).resolves.toMatchObject({ id: expect.any(String) });
    await north.workspace.install().uninstall();
    await expect(post(north, south)).rejects.toMatchObject({ permanent: true, refuses: "workspace" });
  });

  it("keep their tokens through the joining, and have them renewed afterwards", async () => {
    scene.slack.app.rotates = true;
    const west = await installIn("West");
    await north.desk.slash("/aid link server");
    await west.desk.slash(`/aid link server ${codeIn(north.desk.sees())}`);
    await database.drizzle.execute(
      sql`update slack_install set expires_at = now() + interval '1 hour' where team = ${west.workspace.id}`,
    );
    const renewals = () => scene.slack.calls.filter(({ given }) => given["grant_type"] === "refresh_token").length;
    for (let nth = 0; nth < 2; nth += 1)
      await expect(post(north, west)).resolves.toMatchObject({ id: expect.any(String) });
    expect(renewals()).toBe(1);
    expect(scene.log.filter(({ level }) => level === "error")).toEqual([]);
  });
});
