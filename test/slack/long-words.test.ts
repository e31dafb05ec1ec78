import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { fault } from "../support/slack/index.ts";
import { openSlackHouse, type SlackHouse } from "../support/slack-house.ts";
import { slowBot } from "../support/slow.ts";

const LETTER = `Dear all, 20 generators. ${"A long letter goes on. ".repeat(140)} Yours, Northwind`;

describe("words in Slack that are longer than a form takes", () => {
  let database: Database;
  let scene: SlackHouse;
  let olena: ReturnType<ReturnType<SlackHouse["office"]["person"]>["in"]>;

  const textOf = async (type: string): Promise<string> => {
    const [row] = await database.rows<{ text: string }>(sql`
      select coalesce(p.body ->> 'text', j.body ->> 'text') as text from journal j
      left join journal_personal p on p.workspace_id = j.workspace_id and p.seq = j.seq
      where j.type = ${type} order by j.seq desc limit 1`);
    return row?.text ?? "";
  };

  beforeAll(async () => {
    database = await quickDatabase();
    scene = await openSlackHouse({ database });
    scene.office.channel("#outreach");
    olena = scene.office.person("olena").in("#outreach");
    await scene.office.person("petro").in("#outreach").says(LETTER);
  });
  afterAll(async () => {
    await scene.close();
    await database.close();
  });

  it("are logged as a request with a mark where they were cut, and with the whole way back to them", async () => {
    await olena.messageShortcut("Log as aid request", "Yours, Northwind");
    await olena.submit({ company: "Fabrikam", kind: "equipment", channel: "email" });
    expect(olena.modal.sees()).toBe("");
    const text = await textOf("approach.made");
    expect(text).toMatch(/…\n\nhttps:\/\/office\.slack\.com\/archives\/C\w+\/p\d{16}$/u);
    expect(text.length).toBeLessThanOrEqual(3_000);
    expect(text.length).toBeGreaterThan(2_900);
  });

  it("are recorded as a company's answer", async () => {
    await olena.messageShortcut("Record company’s answer", "Yours, Northwind");
    await olena.submit({ request: "AID-1", outcome: "accepted_partial" });
    expect(olena.news()).toContain("agreed in part");
    expect(await textOf("response.recorded")).toMatch(
      /^Dear all, 20 generators\. .*…\n\nhttps:\/\/office\.slack\.com\/archives\/C\w+\/p\d{16}$/u,
    );
  });

  it("stand in the form that asks for what a line left out, once, to be made shorter", async () => {
    await olena.slash(`/aid request Umbrella text:"${LETTER}"`);
    expect(olena.modal.sees()).toMatch(/Text: \[Dear all, 20 generators\. .*…\]/u);
    await olena.cancel();
  });

  it("are told of a form that could not be opened for another reason than the time it took", async () => {
    scene.slack.faults.plant("views.open", fault.refuses("invalid_arguments"), { times: 1 });
    await olena.slash("/aid request Umbrella");
    expect(olena.news()).toContain("The form could not be opened.");
    scene.slack.faults.plant("views.open", fault.refuses("expired_trigger_id"), { times: 1 });
    await olena.slash("/aid request Umbrella");
    expect(olena.news()).toContain("too little time");
  });

  it("of a message are in a form that opened too late, however many", async () => {
    scene.slack.faults.plant("views.open", fault.refuses("expired_trigger_id"), { times: 1 });
    await olena.messageShortcut("Record company’s answer", "Yours, Northwind");
    await olena.click("Open the form");
    expect(olena.modal.sees()).toMatch(/Text .optional.: \[Dear all, 20 generators\. .*…\n\nhttps:\S+\]/u);
    await olena.cancel();
  });

  it("have a button where no form can be opened, in any alphabet", async () => {
    const words = "Компанія відповіла листом. ".repeat(20);
    await olena.says("And this one?");
    const thread = olena.thread("And this one?");
    await thread.mention(`response AID-1 text:"${words}"`);
    await thread.click("Open the form");
    await thread.submit({ outcome: "accepted_partial" });
    expect(await textOf("response.recorded")).toBe(words.trim());
  });
});

describe("a form in Slack that closed before anybody knew what is wrong with it", () => {
  it("opens again with every word", async () => {
    const database = await quickDatabase();
    const scene = await openSlackHouse({ database, started: false, patient: false });
    scene.office.channel("#outreach");
    const { bot, release } = slowBot(scene.house.bot);
    await scene.open({}, bot);
    const olena = scene.office.person("olena").in("#outreach");
    const words = "Відповідь компанії. ".repeat(30);
    await olena.slash(`/aid request Amazon`);
    await olena.until("Kind");
    await olena.submit({ title: "End AWS", kind: "other", channel: "email", "reply-by": "31 February", text: words });
    release();
    await olena.until("Open the form");
    await olena.click("Open the form");
    expect(await olena.until("31 February]")).toContain("31 February]");
    await olena.submit({ "reply-by": "18 March" });
    await olena.until("Amazon has been asked");
    await scene.close();
    await database.close();
  });
});
