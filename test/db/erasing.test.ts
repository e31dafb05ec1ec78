import { sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { erase, mentionsIn } from "../../db/erasing.ts";
import { rebuild } from "../../db/rebuild.ts";
import { verify } from "../../db/verify.ts";
import { namingOf } from "../../src/domain/naming.ts";
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

const READER = { language: "en", zone: "UTC" } as const;

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

  let [spaces, keys] = [0, 0];
  /** A register of its own, in which anybody may say something; what Slack sends comes under a key. */
  const opened = async () => {
    spaces += 1;
    const space = `erasing-${spaces}`;
    const place = { platform: "slack", id: `C${space}`, name: "#desk" } as const;
    const says = (name: string, input: string, account = ACCOUNTS[name] ?? ""): Promise<Answer> =>
      house.bot.handle({
        platform: "slack",
        space,
        place,
        speaker: { account, name },
        input,
        key: `key-${(keys += 1)}`,
      });
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

  const sought = (typed: string) => {
    const naming = namingOf(typed);
    if (!naming) throw new Error(`${typed} is no name`);
    return { typed, naming };
  };
  const erased = (ws: string, name: string) => erase(ground().database, ws, sought(name));
  const mentioned = (ws: string, name: string) => mentionsIn(ground().database, ws, sought(name));

  const wordsOf = (found: Awaited<ReturnType<typeof mentionsIn>>["personal"]): readonly string[] =>
    found.map(
      ({ of, entry, words, beside }) =>
        `${of} ${entry.fact.type}: ${[words, beside]
          .map((all) => all.join(", "))
          .join(" | ")
          .replace(/ \| $/u, "")}`,
    );

  it("shows first in which words about persons they are named, in whatever alphabet, and with what these go", async () => {
    const { ws, says } = await opened();
    await says("Olena", 'company Contoso contact:"jane DOE" contact-role:Press contact-handle:jane@contoso.example');
    await says("Olena", 'response AID-1 declined spokesperson:"Джейн Дое, VP" reason:"not now"');
    await says("Olena", 'response AID-1 declined spokesperson:"Jane Doefield"');
    const before = await everything(ws);
    expect(wordsOf((await mentioned(ws, "Jane Doe")).personal)).toEqual([
      "AID-1 approach.made: Jane Doe",
      "Contoso contact.set: jane DOE | Press, jane@contoso.example",
    ]);
    expect(wordsOf((await mentioned(ws, "Джейн Дое")).personal)).toEqual(["AID-1 response.recorded: Джейн Дое, VP"]);
    expect(await everything(ws)).toBe(before);
  });

  it("takes nobody for them who has only a part of their name, and no part of a name for what a company is in law", async () => {
    const { ws, says } = await opened();
    await says("Olena", 'response AID-1 declined spokesperson:"Ann Smith"');
    await says("Olena", 'response AID-1 declined spokesperson:"Pat Smith"');
    await says("Olena", "response AID-1 declined spokesperson:Smith");
    expect(wordsOf((await mentioned(ws, "Pat Smith")).personal)).toEqual(["AID-1 response.recorded: Pat Smith"]);
    expect(wordsOf((await mentioned(ws, "Smith")).personal)).toEqual(["AID-1 response.recorded: Smith"]);
    expect(wordsOf((await mentioned(ws, "slack")).personal)).toEqual([]);
  });

  it("leaves nothing of them in any table, and a journal that is whole", async () => {
    const { ws, says } = await opened();
    const other = await opened();
    await says("Olena", 'company Contoso contact:"Jane Doe" contact-handle:jane@contoso.example');
    await says("Olena", 'response AID-1 declined spokesperson:"Jane Doe, VP"');
    await says("Olena", "show AID-1");
    expect(await everything(ws)).toMatch(/jane/iu);
    const { personal } = await erased(ws, "Jane Doe");
    expect(personal).toHaveLength(3);
    expect(await everything(ws)).not.toMatch(/jane/iu);
    expect(await everything(other.ws)).toContain("Jane Doe");
    expect((await verify(ground().database, ws)).flaws).toEqual([]);
    expect(await rebuild(ground().database, ws, { repair: false })).toEqual([]);
    expect(await erased(ws, "Jane Doe")).toMatchObject({ personal: [], kept: [], members: [], cards: 0 });
    const { view } = await says("Olena", "show AID-1");
    expect(plain(view, READER)).toContain("declined");
  });

  it("answers an event that comes again with what was said, and one that named them with nothing of that", async () => {
    const { ws, says } = await opened();
    await says("Olena", 'response AID-1 declined spokesperson:"Jane Doe, VP"');
    const shown = await says("Olena", "show AID-1");
    expect(plain(shown.view, READER)).toContain("Jane Doe");
    const helped = await says("Olena", "help");
    await erased(ws, "Jane Doe");
    keys -= 2;
    expect(plain((await says("Olena", "show AID-1")).view, READER)).toBe("—");
    expect(await says("Olena", "help")).toEqual(helped);
  });

  it("does not bring back whoever stood there before an entry was put right", async () => {
    const { ws, says } = await opened();
    await says("Olena", 'response AID-1 declined spokesperson:"John Roe"');
    await says("Olena", 'response AID-1 edit:1 spokesperson:"Jane Doe"');
    expect(wordsOf((await mentioned(ws, "Jane Doe")).personal)).toContain("AID-1 response.edited: Jane Doe");
    await erased(ws, "Jane Doe");
    const { view } = await says("Olena", "show AID-1");
    expect(plain(view, READER)).not.toContain("John Roe");
  });

  it("tells of the words that stay, since they are links of the chain", async () => {
    const { ws, says } = await opened();
    await says("Olena", 'edit AID-1 title:"Stop sales, as we wrote to Jane Doe"');
    const { personal, kept } = await erased(ws, "Jane Doe");
    expect(wordsOf(personal)).toEqual(["AID-1 approach.made: Jane Doe"]);
    expect(wordsOf(kept)).toEqual(["AID-1 request.edited: Stop sales, as we wrote to Jane Doe"]);
    expect(await everything(ws)).toContain("as we wrote to Jane Doe");
  });

  it("paints the cards anew on which they stood", async () => {
    const { ws, says } = await opened();
    const { adapter, shown } = scriptedAdapter("slack");
    const edits: string[] = [];
    const crew = house.crewFor([{ ...adapter, edit: async (_, { view }) => void edits.push(plain(view, READER)) }]);
    await says("Bohdan Koval", "assign AID-1 me");
    clock.set(plusMilliseconds(clock.now(), 60_000));
    await crew.round(clock.now());
    expect(shown.map(({ text }) => text).join()).toContain("Bohdan Koval");
    await says("Bohdan Koval", "settings direct:yes");
    await says("Bohdan Koval", "due AID-1 tomorrow");
    await says("Olena", 'role "Bohdan Koval" left');
    clock.set(plusMilliseconds(clock.now(), 60_000));
    await crew.round(clock.now());
    await ground().database.rows(
      sql`insert into whereabouts (workspace_id, platform, account, space, at) values (${ws}, 'slack', 'U93KV', 'office', now())`,
    );
    edits.length = 0;
    const { cards, open } = await erased(ws, "Bohdan Koval");
    expect({ cards, open }).toEqual({ cards: 1, open: 0 });
    await crew.painter.round(fromEpoch(Date.now() + 60_000));
    expect(edits).toHaveLength(1);
    expect(edits[0]).not.toContain("Bohdan");
    // What was said to them directly was their first explanation.
    expect(shown.map(({ place }) => place.id)).toContain("@U93KV");
    expect(await everything(ws)).not.toMatch(/Bohdan|U93KV/u);
    // Nothing is said to them any more.
    const before = shown.length;
    clock.set(plusMilliseconds(clock.now(), 3 * 86_400_000));
    await crew.round(clock.now());
    expect(shown.slice(before).map(({ place }) => place.id)).not.toContain("@U93KV");
  });

  it("refuses a member until they have left, and writes nothing then", async () => {
    const { ws, says } = await opened();
    await says("Bohdan Koval", "assign AID-1 me");
    const before = await everything(ws);
    expect((await erased(ws, "Bohdan Koval")).members).toMatchObject([{ name: "Bohdan Koval", active: true }]);
    expect(await everything(ws)).toBe(before);
    await says("Olena", 'role "Bohdan Koval" left');
    await erased(ws, "Bohdan Koval");
    expect(await everything(ws)).not.toContain("Bohdan");
    await says("Bohdan Koval", "help");
    expect((await mentioned(ws, "Bohdan Koval")).members).toMatchObject([{ active: true }]);
  });

  it("finds a member by the account alone, where another of that name stays", async () => {
    const { ws, says } = await opened();
    await says("Olena", "help", "U17OTHER");
    const [both] = [await mentioned(ws, "Olena")];
    expect(both.members).toHaveLength(2);
    expect((await erased(ws, "U17OTHER")).members).toMatchObject([{ active: true }]);
    await says("Olena", "role <@U17OTHER> left");
    const { personal, members } = await erased(ws, "U17OTHER");
    expect(members).toHaveLength(1);
    expect(wordsOf(personal)).toEqual(["Olena member.joined: Olena, U17OTHER"]);
    const after = await everything(ws);
    expect(after).not.toContain("U17OTHER");
    expect(after).toContain("U17OLENA");
  });
});
