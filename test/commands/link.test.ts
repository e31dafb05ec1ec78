import { sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { openTwoPlatforms, type TwoPlatforms } from "../support/two-platforms.ts";

/** One person on two platforms, by a code that works once. */

let database: Database;
let world: TwoPlatforms;
let slack: ReturnType<TwoPlatforms["server"]>;
let discord: ReturnType<TwoPlatforms["server"]>;
let servers = 0;

const wait = (minutes: number): void =>
  world.clock.set(new Date(Date.parse(world.clock.now()) + minutes * 60_000).toISOString());

/** A Slack workspace and a Discord server in one register, with an admin in each. */
beforeEach(async () => {
  database ??= await quickDatabase();
  world ??= await openTwoPlatforms(database);
  servers += 1;
  slack = world.server("slack", `T${servers}`);
  discord = world.server("discord", `${servers}`);
  const { text } = await slack("admin").says("link server");
  await discord("7").says(`link server ${world.code(text)}`);
});
afterAll(() => database.close());

const register = () => world.register(`T${servers}`);

/** Everything that the journal, and the answers kept for repeats, say. */
const written = async (): Promise<string> =>
  JSON.stringify(
    await database.rows(sql`
      select j.body::text, p.body::text as personal, null as answer from journal j left join journal_personal p using (workspace_id, seq)
      union all select null, null, answer::text from ingress union all select null, null, call from parked_call
      union all select null, null, digest from link_code`),
  );

describe("A person's code", () => {
  it("makes one member of two accounts: what they do on either platform is theirs", async () => {
    await slack("olena").says('request Contoso "500 terminals" kind:equipment channel:email owner:me');
    const given = await slack("olena").says("link");
    expect(given.answer.audience).toBe("caller");
    expect(given.text).toContain("10 minutes");
    const joined = await discord("8").says(`link ${world.code(given.text)}`);
    expect(joined.answer.audience).toBe("caller");
    expect(joined.text).toContain("one person from now on: olena, coordinator");
    expect((await discord("8").says("mine")).text).toContain("500 terminals");
    expect((await slack("admin").says("role")).text).not.toContain("8 ·");
    await discord("8").says("due AID-1 2022-03-18");
    expect((await slack("olena").says("history AID-1")).text).toMatch(/olena/u);
    expect(await world.flaws(await register())).toEqual([]);
  });

  it("is read in any spelling, and works once", async () => {
    const code = world.code((await slack("olena").says("link")).text);
    expect((await discord("8").says(`link ${code.toLowerCase().replace("-", " ")}`)).text).toContain("olena");
    const again = await discord("9").says(`link ${code}`);
    expect(again.answer.view.tone).toBe("refused");
    expect(again.answer.audience).toBe("caller");
    expect(again.text).toContain("used already");
  });

  it("is good for ten minutes, and ends when another one is asked for", async () => {
    const code = world.code((await slack("olena").says("link")).text);
    wait(11);
    expect((await discord("8").says(`link ${code}`)).text).toContain("ten minutes of this code are over");
    const first = world.code((await slack("olena").says("link")).text);
    const second = world.code((await slack("olena").says("link")).text);
    expect((await discord("8").says(`link ${first}`)).text).toContain("Nobody gave this code");
    expect((await discord("8").says(`link ${second}`)).text).toContain("olena");
  });

  it("is not for the account that asked for it, and not for another register", async () => {
    const code = world.code((await slack("olena").says("link")).text);
    expect((await slack("olena").says(`link ${code}`)).text).toContain("your own code");
    const elsewhere = world.server("discord", `elsewhere-${servers}`);
    expect((await elsewhere("8").says(`link ${code}`)).text).toContain("works in one register alone");
  });

  it("cannot be guessed: after five wrong ones in an hour even a right one has to wait", async () => {
    const guesses = ["AAAAA-AAAAA", "BBBBB-BBBBB", "CCCCC-CCCCC", "DDDDD-DDDDD", "EEEEE-EEEEE"];
    for (const guess of guesses) {
      expect((await discord("8").says(`link ${guess}`)).text).toContain("Nobody gave this code");
      wait(1);
    }
    const code = world.code((await slack("olena").says("link")).text);
    expect((await discord("8").says(`link ${code}`)).text).toMatch(/Wait for 5[56] min/u);
    expect((await discord("9").says(`link ${code}`)).text).toContain("olena");
    wait(56);
    const later = world.code((await slack("olena").says("link")).text);
    expect((await discord("8").says(`link ${later}`)).text).toContain("one person");
  });

  it("is written down nowhere, however often the event is repeated", async () => {
    const given = await slack("olena").says("link", "event-1");
    const code = world.code(given.text);
    const again = await slack("olena").says("link", "event-1");
    expect(again.text).toContain("not kept");
    await discord("8").says(`link ${code}`, "event-2");
    const all = await written();
    for (const spelling of [code, code.replace("-", ""), code.toLowerCase()]) expect(all).not.toContain(spelling);
    expect(JSON.stringify(world.log)).not.toContain(code);
  });
});

describe("Two members who are one person", () => {
  const both = async (): Promise<string> => {
    await slack("olena").says('request Contoso "500 terminals" kind:equipment channel:email owner:me');
    wait(1);
    await discord("8").says('request Northwind "Backup" kind:other channel:email owner:me');
    await discord("8").says("assign AID-1 stand-in:me");
    return world.code((await slack("olena").says("link")).text);
  };

  it("keep everything: accounts and requests go to the older one, and history says who did what", async () => {
    expect((await discord("8").says(`link ${await both()}`)).text).toContain("olena");
    const mine = (await slack("olena").says("mine")).text;
    expect(mine).toContain("500 terminals");
    expect(mine).toContain("Backup");
    expect((await discord("8").says("history AID-2")).text).toContain("8");
    expect((await slack("admin").says("role")).text.match(/olena/gu)).toHaveLength(1);
    expect((await slack("admin").says("role 8 lead")).answer.view.tone).toBe("refused");
    expect(await world.flaws(await register())).toEqual([]);
  });

  it("is the older one also when the older one types the code of the newer", async () => {
    await both();
    const code = world.code((await discord("8").says("link")).text);
    expect((await slack("olena").says(`link ${code}`)).text).toContain("one person from now on: olena");
    expect((await discord("8").says("mine")).text).toContain("Backup");
  });

  it("have the giver's role, which the giver was told; nobody gets one from whoever types", async () => {
    await discord("8").says("help");
    await slack("olena").says("help");
    const lower = world.code((await discord("8").says("link")).text);
    const refused = await slack("admin").says(`link ${lower}`);
    expect(refused.answer.view.tone).toBe("refused");
    expect(refused.text).toContain("higher than that of 8");
    const given = await slack("admin").says("link");
    expect(given.text).toContain("with your role (admin)");
    expect((await discord("8").says(`link ${world.code(given.text)}`)).text).toContain("admin, admin");
    expect((await discord("8").says("role olena lead")).text).toContain("olena: lead");
  });

  it("leave an admin behind, whoever of two admins is merged into the other", async () => {
    await discord("8").says("help");
    await slack("admin").says("role 8 admin");
    const code = world.code((await discord("8").says("link")).text);
    expect((await slack("admin").says(`link ${code}`)).text).toContain("admin, admin");
    expect((await slack("admin").says("role me lead")).text).toContain("Somebody has to stay admin");
  });

  it("are not joined by somebody who has left", async () => {
    await discord("8").says("help");
    const code = world.code((await discord("8").says("link")).text);
    await slack("admin").says("role 8 left");
    expect((await slack("olena").says(`link ${code}`)).text).toContain("may no longer give it");
  });
});
