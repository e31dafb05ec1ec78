import { sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { erase, mentionsIn } from "../../db/erasing.ts";
import { rebuild } from "../../db/rebuild.ts";
import { verify } from "../../db/verify.ts";
import { fromEpoch, plusMilliseconds } from "../../src/domain/time.ts";
import type { Answer } from "../../src/ports.ts";
import { build, type House } from "../../src/process/house.ts";
import { createVirtualClock, type VirtualClock } from "../../src/process/virtual-clock.ts";
import { plain } from "../../src/view/plain.ts";
import { onBothDatabases } from "../support/grounds.ts";
import { collectedLog } from "../support/log.ts";
import { seededRandom } from "../support/random.ts";
import { scriptedAdapter } from "../support/scripted-adapter.ts";

const ACCOUNTS: Readonly<Record<string, string>> = { Olena: "U17OLENA", "Bohdan Koval": "U93KV" };

onBothDatabases("erasing somebody", (ground) => {
  let house: House;
  let clock: VirtualClock;
  beforeAll(async () => {
    clock = createVirtualClock("2022-03-07T10:00:00.000Z");
    house = await build(ground().database, {
      log: collectedLog().log,
      zone: "UTC",
      language: "en",
      clock,
      random: seededRandom("erasing"),
      time: "virtual",
      stay: "running",
    });
  });

  let spaces = 0;
  /** A register of its own, in which anybody may say something. */
  const opened = async () => {
    spaces += 1;
    const space = `erasing-${spaces}`;
    const place = { platform: "slack", id: `C${space}`, name: "#desk" } as const;
    const says = (name: string, input: string): Promise<Answer> =>
      house.bot.handle({ platform: "slack", space, place, speaker: { account: ACCOUNTS[name] ?? "", name }, input });
    await says("Olena", 'request Contoso "Stop sales" kind:sales_suspension channel:email to:"Jane Doe"');
    const [found] = await ground().database.rows<{ id: string }>(
      sql`select workspace_id as id from installation where space = ${space}`,
    );
    if (!found) throw new Error("whoever says something has a register");
    return { ws: found.id, says };
  };

  /** All that the database holds of a workspace, as text. */
  const everything = async (ws: string): Promise<string> => {
    const tables = await ground().database.rows<{ name: string }>(
      sql`select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'workspace_id'`,
    );
    let all = "";
    for (const { name } of tables) {
      const [held] = await ground().database.rows<{ text: string | null }>(
        sql`select string_agg(t::text, chr(10)) as text from ${sql.identifier(name)} t where workspace_id = ${ws}`,
      );
      all += held?.text ?? "";
    }
    return all;
  };

  const wordsOf = (found: Awaited<ReturnType<typeof mentionsIn>>["personal"]): readonly string[] =>
    found.map(({ of, entry, words }) => `${of} ${entry.fact.type}: ${words.join(", ")}`);

  it("shows first in which words about persons they are named, in whatever alphabet, and with what these go", async () => {
    const { ws, says } = await opened();
    await says("Olena", 'company Contoso contact:"jane DOE" contact-role:Press contact-handle:jane@contoso.example');
    await says("Olena", 'response AID-1 declined spokesperson:"Джейн Дое, VP" reason:"not now"');
    await says("Olena", 'response AID-1 declined spokesperson:"Jane Doefield"');
    const before = await everything(ws);
    const found = await mentionsIn(ground().database, ws, "Jane Doe");
    expect(wordsOf(found.personal)).toEqual([
      "AID-1 approach.made: Jane Doe",
      "Contoso contact.set: jane DOE, Press, jane@contoso.example",
    ]);
    expect(wordsOf((await mentionsIn(ground().database, ws, "Джейн Дое")).personal)).toEqual([
      "AID-1 response.recorded: Джейн Дое, VP",
    ]);
    expect(await everything(ws)).toBe(before);
  });

  it("leaves nothing of them in any table, and a journal that is whole", async () => {
    const { ws, says } = await opened();
    const other = await opened();
    await says("Olena", 'company Contoso contact:"Jane Doe" contact-handle:jane@contoso.example');
    await says("Olena", 'response AID-1 declined spokesperson:"Jane Doe, VP"');
    expect(await everything(ws)).toMatch(/jane/iu);
    const { personal } = await erase(ground().database, ws, "Jane Doe");
    expect(personal).toHaveLength(3);
    expect(await everything(ws)).not.toMatch(/jane/iu);
    expect(await everything(other.ws)).toContain("Jane Doe");
    expect((await verify(ground().database, ws)).flaws).toEqual([]);
    expect(await rebuild(ground().database, ws, { repair: false })).toEqual([]);
    expect(await erase(ground().database, ws, "Jane Doe")).toEqual({ personal: [], kept: [], active: [], cards: 0 });
    const { view } = await says("Olena", "show AID-1");
    expect(plain(view, { language: "en", zone: "UTC" })).toContain("declined");
  });

  it("tells of the words that stay, since they are links of the chain", async () => {
    const { ws, says } = await opened();
    await says("Olena", 'edit AID-1 title:"Stop sales, as we wrote to Jane Doe"');
    const { personal, kept } = await erase(ground().database, ws, "Jane Doe");
    expect(wordsOf(personal)).toEqual(["AID-1 approach.made: Jane Doe"]);
    expect(wordsOf(kept)).toEqual(["AID-1 request.edited: Stop sales, as we wrote to Jane Doe"]);
    expect(await everything(ws)).toContain("as we wrote to Jane Doe");
  });

  it("paints the cards anew on which they stood", async () => {
    const { ws, says } = await opened();
    const { adapter, shown } = scriptedAdapter("slack");
    const edits: string[] = [];
    const crew = house.crewFor([
      {
        ...adapter,
        edit: async (_, { view }) => void edits.push(plain(view, { language: "en", zone: "UTC" })),
      },
    ]);
    await says("Bohdan Koval", "assign AID-1 me");
    clock.set(plusMilliseconds(clock.now(), 60_000));
    await crew.round(clock.now());
    expect(shown.map(({ text }) => text).join()).toContain("Bohdan Koval");
    await says("Olena", 'role "Bohdan Koval" left');
    clock.set(plusMilliseconds(clock.now(), 60_000));
    await crew.round(clock.now());
    await ground().database.rows(
      sql`insert into whereabouts (workspace_id, platform, account, space, at) values (${ws}, 'slack', 'U93KV', 'office', now())`,
    );
    edits.length = 0;
    const { cards } = await erase(ground().database, ws, "Bohdan Koval");
    expect(cards).toBe(1);
    await crew.painter.round(fromEpoch(Date.now() + 60_000));
    expect(edits).toHaveLength(1);
    expect(edits[0]).not.toContain("Bohdan");
    // What was said to them directly was their first explanation.
    expect(shown.map(({ place }) => place.id)).toContain("@U93KV");
    expect(await everything(ws)).not.toMatch(/Bohdan|U93KV/u);
  });

  it("refuses a member until they have left, and writes nothing then", async () => {
    const { ws, says } = await opened();
    await says("Bohdan Koval", "assign AID-1 me");
    const before = await everything(ws);
    const refused = await erase(ground().database, ws, "Bohdan Koval");
    expect(refused.active.map(({ name }) => name)).toEqual(["Bohdan Koval"]);
    expect(await everything(ws)).toBe(before);
    await says("Olena", 'role "Bohdan Koval" left');
    await erase(ground().database, ws, "Bohdan Koval");
    expect(await everything(ws)).not.toContain("Bohdan");
    await says("Bohdan Koval", "help");
    expect((await mentionsIn(ground().database, ws, "Bohdan Koval")).active).toHaveLength(1);
  });
});
