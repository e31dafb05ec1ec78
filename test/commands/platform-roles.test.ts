import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { openTwoPlatforms, type TwoPlatforms } from "../support/two-platforms.ts";

/** What a platform says of people, and what the register makes of it. */

let database: Database;
let world: TwoPlatforms;
let server: ReturnType<TwoPlatforms["server"]>;
let nth = 0;

beforeAll(async () => {
  database = await quickDatabase();
  world = await openTwoPlatforms(database);
});
beforeEach(async () => {
  nth += 1;
  server = world.server("discord", `D${nth}`);
  await server("admin").says("settings all:yes newcomers:observer");
});
afterAll(() => database.close());

const ASK = 'request Contoso "Terminals" kind:other channel:email';
const tone = async (account: string, groups: readonly string[], line = ASK) =>
  (await server(account, { groups }).says(line)).answer.view.tone;

describe("A role of the platform", () => {
  it("gives whoever has it at that moment at least its role, and never less than their own", async () => {
    expect(await tone("8", ["123"])).toBe("refused");
    const { text } = await server("admin").says("role <@&123> coordinator");
    expect(text).toContain("Whoever has discord:123 is at least coordinator here.");
    expect(text).toContain("discord:123 · coordinator");
    expect(text).toContain('/aid role "discord:123" "no role"');
    expect(await tone("8", ["9", "123"])).not.toBe("refused");
    expect(await tone("8", [])).toBe("refused");
    expect(await tone("admin", ["123"], "role <@&9> lead")).not.toBe("refused");
    expect((await server("8", { groups: ["123"] }).says("role")).text).toContain("observer · 1");
    expect(await world.flaws(await world.register(`D${nth}`))).toEqual([]);
  });

  it("is of its own platform alone", async () => {
    await server("admin").says("role <@&123> coordinator");
    const slack = world.server("slack", `T${nth}`);
    await slack("boss").says("help");
    const code = world.code((await server("admin").says("link server")).text);
    await slack("boss").says(`link server ${code}`);
    expect((await slack("8", { groups: ["123"] }).says(ASK)).answer.view.tone).toBe("refused");
  });

  it("is taken back, from wherever its name is known", async () => {
    await server("admin").says("role <@&123> coordinator");
    expect((await server("admin").says('role "discord:123" none')).text).toContain("gives no role any more");
    expect(await tone("8", ["123"])).toBe("refused");
    expect((await server("admin").says("role")).text).not.toContain("discord:123");
  });

  it.each(["English", "Ukrainian"])("is taken back by the line that stands under it in %s", async (language) => {
    await server("admin").says(`settings language:${language}`);
    const { text } = await server("admin").says("role <@&123> coordinator");
    const [line = ""] = /(?<=\/aid ).+discord:123.+(?=\.$)/mu.exec(text) ?? [];
    expect(line).toContain(language === "English" ? "no role" : "без ролі");
    expect((await server("admin").says(line)).text).not.toContain("· discord:123");
    expect((await server("admin").says("role")).text).not.toContain("discord:123");
  });

  it("is no ladder: nobody hands out, or takes, more than they have", async () => {
    await server("admin").says("role <@&5> lead");
    const lead = server("8", { groups: ["5"] });
    expect((await lead.says("role <@&123> admin")).answer.view.tone).toBe("refused");
    expect((await lead.says("role <@&123> lead")).answer.view.tone).not.toBe("refused");
    await server("admin").says("role <@&6> admin");
    expect((await lead.says("role <@&6> none")).answer.view.tone).toBe("refused");
    expect((await server("9").says("role <@&123> coordinator")).answer.view.tone).toBe("refused");
    expect((await lead.says("link server")).text).toContain("it needs the role “admin”");
  });

  it("is no way to lose the last admin, and takes no word that is for people", async () => {
    await server("admin").says("role <@&6> admin");
    expect((await server("admin").says("role me lead")).text).toContain("Somebody has to stay admin");
    expect((await server("admin").says("role <@&6> left")).answer.view.tone).toBe("refused");
    expect((await server("admin").says("role me none")).answer.view.tone).toBe("refused");
  });
});

describe("A guest", () => {
  const guest = () => server("9", { outsider: true });

  it("is turned away, privately and in their language, and is not even written down", async () => {
    const { text, answer } = await guest().says("help");
    expect(answer).toMatchObject({ audience: "caller", view: { tone: "refused" } });
    expect(text).toContain("may not take part here");
    expect((await guest().speaking("uk").says("list")).text).toContain("не беруть участі");
    expect((await server("admin").says("role")).text).not.toContain("9");
  });

  it("is turned away before a form opens, and offered nothing to choose from", async () => {
    await server("admin").says(ASK);
    const invocation = guest().invocation({ command: "show", options: {} });
    expect((await world.bot.meet(invocation)).away?.view.tone).toBe("refused");
    expect(await world.bot.suggest(invocation, "request", "")).toEqual([]);
    expect((await world.bot.meet(server("9").invocation("list"))).away).toBeUndefined();
  });

  it("takes part once a lead has said so, until a lead says otherwise", async () => {
    expect((await server("8").says("settings guests:yes")).answer.view.tone).toBe("refused");
    expect((await server("admin").says("settings guests:yes")).text).toContain(
      "Guests and partners: may take part, with the role of newcomers",
    );
    expect((await guest().says("list")).answer.view.tone).not.toBe("refused");
    expect((await world.bot.meet(guest().invocation("list"))).away).toBeUndefined();
    await server("admin").says("settings guests:no");
    expect((await guest().says("list")).answer.view.tone).toBe("refused");
  });

  it("never founds a register", async () => {
    const fresh = world.server("slack", `fresh-${nth}`);
    expect((await fresh("9", { outsider: true }).says("help")).answer.view.tone).toBe("refused");
    expect((await fresh("8").says("role")).text).toContain("admin · 1");
  });
});
