import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { type DiscordHouse, openDiscordHouse } from "../support/discord-house.ts";

const LETTER = `Dear all, 20 generators. ${"A long letter goes on. ".repeat(140)} Yours, Northwind`;

describe("words in Discord that are longer than a form takes", () => {
  let database: Database;
  let scene: DiscordHouse;
  let herself: ReturnType<DiscordHouse["office"]["person"]>;
  let olena: ReturnType<ReturnType<DiscordHouse["office"]["person"]>["in"]>;

  const textOf = async (type: string): Promise<string> => {
    const [row] = await database.rows<{ text: string }>(sql`
      select coalesce(p.body ->> 'text', j.body ->> 'text') as text from journal j
      left join journal_personal p on p.workspace_id = j.workspace_id and p.seq = j.seq
      where j.type = ${type} order by j.seq desc limit 1`);
    return row?.text ?? "";
  };

  beforeAll(async () => {
    database = await quickDatabase();
    scene = await openDiscordHouse({ database });
    scene.office.channel("#outreach");
    herself = scene.office.person("olena");
    olena = herself.in("#outreach");
    const said = await scene.office.person("petro").in("#outreach").says("20 generators");
    // Who pays Discord may write twice as much as its people here.
    said.content = LETTER;
  });
  afterAll(async () => {
    await scene.close();
    await database.close();
  });

  it("are logged as a request with a mark where they were cut, and with the whole way back to them", async () => {
    await olena.messageMenu("Log as aid request", "Yours, Northwind");
    await olena.submit({ company: "Fabrikam", kind: "equipment", channel: "email" });
    const text = await textOf("approach.made");
    expect(text).toMatch(/…\n\nhttps:\/\/discord\.com\/channels\/\d+\/\d+\/\d+$/u);
    expect(text.length).toBeLessThanOrEqual(3_000);
    expect(text.length).toBeGreaterThan(2_900);
  });

  it("are recorded as a company's answer", async () => {
    await olena.messageMenu("Record company’s answer", "Yours, Northwind");
    await olena.submit({ request: "AID-1", outcome: "accepted_partial" });
    expect(olena.news()).toContain("agreed in part");
    expect(await textOf("response.recorded")).toMatch(
      /^Dear all, 20 generators\. .*…\n\nhttps:\/\/discord\.com\/channels\/\d+\/\d+\/\d+$/u,
    );
  });

  it("stand in the form that asks for what a line left out, whole, to be made shorter", async () => {
    await olena.slash("aid line", { words: `request Umbrella text:"${LETTER}"` });
    expect(olena.modal.sees()).toContain("Yours, Northwind");
  });

  it("of a message are in a form that could not be opened at once", async () => {
    const message = { text: LETTER, author: "Petro", at: "2022-03-07T07:00:00.000Z", link: "https://discord.com/x" };
    await scene.leave(olena, { kind: "menu", menu: "record_response", message });
    await scene.open();
    const direct = herself.in("@app");
    await direct.until("Open the form");
    await direct.press("Open the form");
    await expect.poll(() => direct.modal.sees()).toContain("Dear all, 20 generators.");
  });
});
