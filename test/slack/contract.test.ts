import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { fault } from "../support/slack/index.ts";
import { openSlackHouse, type SlackHouse } from "../support/slack-house.ts";

const ASK =
  '/aid request Amazon "End AWS in Russia" kind:service_suspension channel:open_letter reply-by:"5 working days"';

describe.each(["HTTP", "Socket Mode"] as const)("people in Slack, over %s", (transport) => {
  let database: Database;
  let scene: SlackHouse;
  const people = new Map<string, ReturnType<SlackHouse["office"]["person"]>>();
  const person = (name: string, options = {}) => {
    const one = people.get(name) ?? scene.office.person(name, options);
    people.set(name, one);
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
    scene = await openSlackHouse({ database, transport });
    scene.office.channel("#outreach");
    await scene.office.channel("#closed", { kind: "private", app: false }).invite(person("olena"));
  });
  afterAll(async () => {
    await scene.close();
    await database.close();
  });

  it("get a menu for the bare command, privately", async () => {
    const olena = seat("olena");
    await olena.slash("/aid");
    expect(olena.news()).toContain("What");
    expect(seat("petro").sees()).not.toContain("[New request]");
  });

  it("see a change in the channel, and a refusal alone", async () => {
    const [olena, petro] = [seat("olena"), seat("petro")];
    await olena.slash(ASK);
    expect(petro.sees()).toContain("AID-1 · Amazon · End AWS in Russia");
    await olena.slash("/aid due AID-1 31 February");
    expect(olena.news()).toContain("31 February");
    expect(petro.sees()).not.toContain("31 February");
  });

  it("have what they typed brought back by a refusal, unless it is soon typed again", async () => {
    const olena = seat("olena");
    const line = 'request Amazon "End AWS in Russia & say so" kind:other by:"31 February"';
    await olena.slash(`/aid ${line}`);
    expect(olena.news()).toContain(line);
    await olena.slash("/aid show AID-999");
    expect(olena.news()).not.toContain("show AID-999");
  });

  it("are answered in a channel to which nobody invited the app", async () => {
    const olena = seat("olena", "#closed");
    await olena.slash("/aid show AID-1");
    expect(olena.news()).toContain("End AWS in Russia");
  });

  it("fill in what a line left out, and find what is wrong on its field", async () => {
    const olena = seat("olena");
    await olena.slash("/aid due AID-1");
    expect(olena.modal.sees()).toContain("AID-1");
    await olena.submit({ when: "31 February" });
    expect(olena.modal.sees()).toMatch(/31 February.*\n.*\D31 February/su);
    await olena.submit({ when: "18 March" });
    expect(olena.modal.sees()).toBe("");
    expect(olena.news()).toContain("Fri 18 Mar 2022");
  });

  it("put right in another form what a line said wrong and the first form only carried", async () => {
    const olena = seat("olena");
    await olena.slash('/aid request Northwind kind:equipment channel:email reply-by:asap at:"31 February"');
    expect(olena.modal.sees()).not.toContain("asap");
    await olena.submit({ title: "40 field kitchens" });
    expect(olena.modal.sees()).toContain("[asap]");
    expect(olena.modal.sees()).not.toContain("40 field kitchens");
    await olena.submit({ "reply-by": "2 days" });
    expect(olena.modal.sees()).toContain("31 February");
    await olena.submit({ at: "1 March" });
    expect(olena.modal.sees()).toBe("");
    expect(olena.news()).toContain("40 field kitchens");
    expect(olena.news()).toContain("“2 days” was understood as");
  });

  it("are offered what the register knows while they type", async () => {
    const olena = seat("olena");
    await olena.slash('/aid request "" kind:equipment');
    expect(await olena.offers("company", "amaz")).toContain("Amazon");
    expect((await olena.offers("company", "Zzz")).join()).toContain("as typed");
    await olena.cancel();
  });

  it("press a button of a card, and of an outdated card in vain", async () => {
    const olena = seat("olena");
    await olena.slash("/aid show AID-1");
    await olena.slash('/aid edit AID-1 title:"End all of AWS"');
    await olena.click("Chased", "End AWS in Russia");
    expect(`${olena.news()} ${olena.modal.sees()}`).toMatch(/changed|\[Record\]/u);
    if (olena.modal.view()) {
      await olena.submit({});
      expect(olena.news()).toContain("changed");
    }
  });

  it("log a message as a request, with its words, author and time", async () => {
    const [olena, petro] = [seat("olena"), seat("petro")];
    await petro.says("Please send us 20 generators\nfor the hospital");
    await olena.messageShortcut("Log as aid request", "20 generators");
    expect(olena.modal.sees()).toContain("Please send us 20 generators");
    await olena.submit({ company: "Fabrikam", kind: "equipment", channel: "email" });
    expect(olena.modal.sees()).toBe("");
    const approach = await lastFact("approach.made");
    expect(approach).toMatchObject({ from: "Petro", at: { on: "2022-03-07T07:00:00.000Z" } });
    expect(approach["text"]).toMatch(
      /^Please send us 20 generators\nfor the hospital\n\nhttps:\/\/office\.slack\.com\/archives\/C\w+\/p\d{16}$/u,
    );
  });

  it("record a message as a company's answer", async () => {
    const olena = seat("olena");
    await olena.says("They wrote: ten at most");
    await olena.messageShortcut("Record company’s answer", "ten at most");
    await olena.submit({ request: "AID-2", outcome: "accepted_partial" });
    expect(olena.news()).toContain("agreed in part");
    const response = await lastFact("response.recorded");
    expect(response).toMatchObject({ source: "Olena", outcome: "accepted_partial" });
    expect(response["text"]).toMatch(
      /^They wrote: ten at most\n\nhttps:\/\/office\.slack\.com\/archives\/C\w+\/p\d{16}$/u,
    );
    expect(response["stated"]).toMatchObject({ on: "2022-03-07T07:00:00.000Z" });
  });

  it("begin a request from anywhere", async () => {
    const olena = person("olena");
    await olena.shortcut("New aid request");
    expect(olena.modal.sees()).toContain("Kind");
    await olena.submit({ company: "Umbrella", title: "Vaccines", kind: "supplies" });
    expect(olena.in("@app").sees()).toContain("AID-4");
  });

  it("are heard in threads when they say its name", async () => {
    const olena = seat("olena");
    await olena.says("What about Amazon?");
    const thread = olena.thread("What about Amazon?");
    await thread.mention("show AID-1");
    expect(thread.sees()).toContain("End all of AWS");
  });

  it("are answered beside what they say to it where there is no thread yet, since one person alone sees nothing there", async () => {
    const olena = seat("olena");
    await olena.mention("show AID-1");
    expect(olena.news()).toContain("End all of AWS");
    await olena.mention('note AID-1 remark "They rang back"');
    expect(olena.sees()).toContain("They rang back");
  });

  it.each(["@us: show AID-1", "@us, show AID-1", "@us — show AID-1", "@us `show AID-1`"])(
    "are understood when they write %j",
    async (typed) => {
      const olena = seat("olena");
      await olena.mention(typed.replace("@us", ""));
      expect(olena.news()).toContain("End all of AWS");
    },
  );

  it("get the form of a mention behind a button, since a mention can open none", async () => {
    const olena = seat("olena");
    await olena.says("And this one?");
    const thread = olena.thread("And this one?");
    await thread.mention("due AID-1");
    await thread.click("Open the form");
    expect(thread.modal.sees()).toContain("AID-1");
    await thread.submit({ when: "21 March" });
    expect(thread.sees()).toContain("Mon 21 Mar 2022");
  });

  it("find their day on the Home tab, and act on it", async () => {
    const olena = person("olena");
    await olena.in("#outreach").slash("/aid assign AID-1 me");
    await olena.openHome();
    expect(olena.home.sees()).toContain("AID-1");
    expect(olena.home.buttons()).toContain("Help");
    await olena.home.click("Help");
    expect(olena.modal.sees()).toContain("/aid");
    await olena.cancel();
  });

  it("are known by the name, language and zone of their profile", async () => {
    const oksana = seat("oksana", "#outreach", { name: "Оксана", locale: "uk-UA", tz: "Europe/Lisbon" });
    await oksana.slash("/aid settings");
    expect(oksana.news()).toContain("Оксана");
    expect(oksana.news()).toContain("Europe/Lisbon");
    expect(oksana.news()).toContain("українська");
  });

  it.each(["guest", "single-channel guest"] as const)("take no part as a %s", async (standing) => {
    const visitor = seat(`visitor-${standing}`, "#outreach", { standing });
    await visitor.slash("/aid show AID-1");
    expect(visitor.news()).toContain("may not take part here");
    await visitor.slash("/aid due AID-1");
    expect(visitor.modal.sees()).toBe("");
  });

  it("take no part from another organisation's side of a shared channel, unless it is allowed", async () => {
    const partner = scene.slack.workspace("Partner");
    scene.office.channel("#shared", { sharedWith: [partner] });
    const olena = seat("olena", "#shared");
    await olena.slash("/aid show AID-1");
    await olena.slash("/aid due AID-1 22 March");
    const stranger = partner.person("stranger").in("#shared");
    await stranger.click("Undo");
    expect(stranger.news()).toContain("may not take part here");
    await olena.slash("/aid show AID-1");
    expect(olena.news()).toContain("Tue 22 Mar 2022");
  });

  it("are told what is missing when the form cannot be opened, with another way to it", async () => {
    const olena = seat("olena");
    scene.slack.faults.plant("views.open", fault.refuses("expired_trigger_id"), { times: 1 });
    await olena.slash("/aid due AID-1");
    expect(olena.modal.sees()).toBe("");
    await olena.click("Open the form");
    expect(olena.modal.sees()).toContain("AID-1");
    await olena.cancel();
  });

  it("set up the team of a channel by a reference to it", async () => {
    const olena = seat("olena");
    await olena.slash("/aid team Press channel:#outreach");
    expect(olena.news()).toContain("#outreach");
  });
});
