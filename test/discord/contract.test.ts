import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { type DiscordHouse, openDiscordHouse } from "../support/discord-house.ts";

const ASK = { company: "Amazon", title: "End AWS in Russia", kind: "service_suspension", channel: "open_letter" };

describe.each(["the gateway", "HTTP"] as const)("people in Discord, over %s", { timeout: 30_000 }, (transport) => {
  let database: Database;
  let scene: DiscordHouse;
  const people = new Map<string, ReturnType<DiscordHouse["office"]["person"]>>();
  const person = (handle: string, options = {}) => {
    const name = `${handle.slice(0, 1).toUpperCase()}${handle.slice(1)}`;
    const one = people.get(handle) ?? scene.office.person(handle, { name, ...options });
    people.set(handle, one);
    return one;
  };
  const seat = (name: string, channel = "#outreach", options = {}) => person(name, options).in(channel);

  /** What the journal says that happened last of a kind, the words of persons included. */
  const lastFact = async (type: string): Promise<Readonly<Record<string, unknown>>> => {
    const [row] = await database.rows<{ fact: Readonly<Record<string, unknown>> }>(sql`
      select j.body || coalesce(p.body, '{}') as fact from journal j
      left join journal_personal p on p.workspace_id = j.workspace_id and p.seq = j.seq
      where j.type = ${type} order by j.seq desc limit 1`);
    return row?.fact ?? {};
  };

  beforeAll(async () => {
    database = await quickDatabase();
    scene = await openDiscordHouse({ database, transport });
    scene.office.channel("#outreach");
  });
  afterAll(async () => {
    await scene.close();
    await database.close();
  });

  it("get a menu for the bare word, privately", async () => {
    const olena = seat("olena");
    await olena.slash("aid line");
    expect(olena.news()).toContain("What would you like to do?");
    expect(seat("petro").sees()).not.toContain("New request");
  });

  it("see a change in the channel, and a refusal alone", async () => {
    const [olena, petro] = [seat("olena"), seat("petro")];
    await olena.slash("aid request", { ...ASK, "reply-by": "5 working days" });
    await petro.until("Amazon");
    expect(petro.sees()).toContain("End AWS in Russia");
    await olena.slash("aid steer due", { request: "AID-1", when: "31 February" });
    expect(olena.news()).toContain("31 February");
    expect(petro.sees()).not.toContain("31 February");
  });

  it("have what they typed brought back by a refusal, unless it is soon typed again", async () => {
    const olena = seat("olena");
    await olena.slash("aid request", { ...ASK, "reply-by": "31 February" });
    expect(olena.news()).toContain('title:"End AWS in Russia"');
    const line = 'request Amazon "End AWS in Russia & say so" kind:other by:"31 February"';
    await olena.slash("aid line", { words: line });
    expect(olena.news()).toContain(line);
    await olena.slash("aid line", { words: "show AID-999" });
    expect(olena.news()).not.toContain("show AID-999");
  });

  it("may type a whole line, in either language", async () => {
    const olena = seat("olena");
    await olena.slash("aid line", { words: "показати AID-1" });
    expect(olena.news()).toContain("End AWS in Russia");
    await olena.slash("aid line", { words: "shwo AID-1" });
    expect(olena.news()).toContain("show");
  });

  it("fill in what was left out, and are led back to it when it cannot be read", async () => {
    const olena = seat("olena");
    await olena.slash("aid steer due", { request: "AID-1" });
    expect(olena.modal.sees()).toContain("AID-1");
    await olena.submit({ when: "31 February" });
    expect(olena.modal.sees()).toBe("");
    expect(olena.news()).toContain("31 February");
    await olena.press("Open the form");
    await olena.submit({ when: "18 March" });
    expect(olena.news()).toContain("Fri 18 Mar 2022");
  });

  it("have their forms in the language that they chose here, whatever Discord says", async () => {
    const petro = seat("petro");
    await petro.slash("aid setup settings", { language: "uk" });
    await petro.slash("aid steer due", { request: "AID-1" });
    expect(petro.modal.sees()).toContain("Коли");
    await petro.submit({ when: "31 February" });
    await petro.press("Відкрити форму");
    await petro.submit({ when: "19 March" });
    expect(petro.news()).toContain("19 бер.");
    await petro.slash("aid setup settings", { language: "en" });
  });

  it("go on in a second form where one has no room for all that is asked", async () => {
    const olena = seat("olena");
    await olena.slash("aid request");
    expect(olena.modal.sees()).toContain("Company");
    await olena.submit({ company: "Contoso", title: "Send ".repeat(40), kind: "equipment" });
    expect(olena.modal.sees()).toBe("");
    expect(olena.news()).toContain("AID-2");
  });

  it("are offered what the register knows while they type", async () => {
    const olena = seat("olena");
    expect(await olena.offers("aid request", "company", "amaz")).toContain("Amazon");
    expect((await olena.offers("aid request", "company", "Zzz")).join()).toContain("Zzz");
    expect((await olena.offers("aid request", "kind", "equip")).length).toBeGreaterThan(0);
    expect((await olena.offers("aid show", "request", "")).join()).toContain("AID-1");
  });

  it("press a button of a card, and of an outdated card in vain", async () => {
    const olena = seat("olena");
    await olena.slash("aid show", { request: "AID-1" });
    await olena.slash("aid steer edit", { request: "AID-1", title: "End all of AWS" });
    await olena.press("Chased", "End AWS in Russia");
    if (olena.modal.open()) await olena.submit({});
    expect(olena.news()).toContain("changed");
  });

  it("log a message as a request, with its words, author and time", async () => {
    const [olena, petro] = [seat("olena"), seat("petro")];
    await petro.says("Please send us 20 generators\nfor the hospital");
    await olena.messageMenu("Log as aid request", "20 generators");
    expect(olena.modal.sees()).toContain("Please send us 20 generators");
    await olena.submit({ company: "Fabrikam", kind: "equipment", channel: "email" });
    expect(olena.modal.sees()).toBe("");
    const approach = await lastFact("approach.made");
    expect(approach).toMatchObject({ from: "Petro", at: { on: expect.stringMatching(/^2022-03-07T07:0/u) } });
    expect(approach["text"]).toMatch(
      /^Please send us 20 generators\nfor the hospital\n\nhttps:\/\/discord\.com\/channels\/\d+\/\d+\/\d+$/u,
    );
  });

  it("record a message as a company's answer", async () => {
    const olena = seat("olena");
    await olena.says("They wrote: ten at most");
    await olena.messageMenu("Record company’s answer", "ten at most");
    await olena.submit({ request: "AID-3", outcome: "accepted_partial" });
    expect(olena.news()).toContain("agreed in part");
    const response = await lastFact("response.recorded");
    expect(response).toMatchObject({ source: "Olena", outcome: "accepted_partial" });
    expect(response["text"]).toMatch(/^They wrote: ten at most\n\nhttps:\/\/discord\.com\/channels\/\d+\/\d+\/\d+$/u);
  });

  it("assign a request from somebody's own menu", async () => {
    const olena = seat("olena");
    await seat("petro").slash("aid help");
    await olena.userMenu("Assign a request", person("petro"));
    await olena.submit({ request: "AID-1" });
    await olena.slash("aid show", { request: "AID-1" });
    expect(olena.news()).toContain("Petro");
  });

  it("are known by the name and language of their Discord, and by their roles", async () => {
    const oksana = seat("oksana", "#outreach", { name: "oxi", nick: "Оксана", locale: "uk" });
    await oksana.slash("aid налаштувати налаштування");
    expect(oksana.news()).toContain("Оксана");
    expect(oksana.news()).toContain("українська");
  });

  it("speak to the app alone once they have been in a server, and read which one it answers for", async () => {
    const olena = person("olena").in("@app");
    await olena.slash("aid show", { request: "AID-1" });
    expect(olena.news()).toContain("End all of AWS");
    expect(olena.news()).toContain("Office");
    const stranger = scene.discord.person("stranger").in("@app");
    await stranger.slash("aid show", { request: "AID-1" });
    expect(stranger.news()).toContain("Use Aidline in a server first");
  });

  it("are asked which server they mean where they were in several, and act on what it is about", async () => {
    const partner = scene.discord.guild("Partner");
    partner.channel("#aid");
    const olena = person("olena");
    partner.admit(olena);
    await olena.in("#aid").slash("aid request", { ...ASK, title: "Another AID-1" });
    await database.drizzle.execute(sql`update whereabouts set at = at - interval '1 day'`);
    const direct = olena.in("@app");
    await direct.slash("aid show", { request: "AID-1" });
    expect(direct.news()).toContain("Which server do you mean?");
    await direct.press("Partner");
    await direct.slash("aid show", { request: "AID-1" });
    expect(direct.news()).toContain("Another AID-1");
    // A card from before is still about the office.
    await direct.press("History", "End all of AWS");
    expect(direct.news()).toContain("End all of AWS");
    // Who has left a server learns nothing of it any more.
    partner.dismiss(olena);
    await direct.slash("aid show", { request: "AID-1" });
    expect(direct.news()).toContain("You are no longer in that server");
  });

  it("set up the team of a channel by choosing it", async () => {
    const olena = seat("olena");
    await olena.slash("aid setup team", { name: "Desk", channel: "outreach" });
    expect(olena.news()).toContain("#outreach");
  });

  it("are answered in a thread, for its channel", async () => {
    const olena = seat("olena");
    const { id, channel } = await olena.says("What about Fabrikam?");
    const { apiUrl, app } = scene.discord;
    await fetch(`${apiUrl}/v10/channels/${channel}/messages/${id}/threads`, {
      method: "POST",
      headers: { authorization: `Bot ${app.token}`, "content-type": "application/json" },
      body: JSON.stringify({ name: "Fabrikam" }),
    });
    const thread = olena.thread("Fabrikam");
    await thread.slash("aid request", { company: "Fabrikam", title: "Tents", kind: "equipment" });
    await thread.slash("aid line", { words: "show Tents" });
    await thread.slash("aid setup team", { name: "Desk", quiet: "20:00-08:00" });
    expect(thread.news()).toContain("#outreach");
    expect(olena.thread("Fabrikam").sees()).toContain("#outreach");
  });
});
