import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { fault } from "../support/slack/index.ts";
import { openSlackHouse, type SlackHouse } from "../support/slack-house.ts";

/** Who is not of the Slack workspace takes part where a lead has said so, and the register alone decides it. */

describe("guests and partners in Slack", { timeout: 60_000 }, () => {
  let database: Database;
  let scene: SlackHouse;

  let olena: ReturnType<SlackHouse["office"]["person"]>;
  let lead: ReturnType<typeof olena.in>;

  let partners: ReturnType<SlackHouse["slack"]["workspace"]>;
  let people = 0;

  beforeAll(async () => {
    database = await quickDatabase();
    scene = await openSlackHouse({ database });
    partners = scene.slack.workspace("Partner");
    scene.office.channel("#outreach");
    scene.office.channel("#shared", { sharedWith: [partners] });
    olena = scene.office.person("olena");
    lead = olena.in("#outreach");
    await lead.slash('/aid request Amazon "End AWS" kind:other channel:email');
  });
  beforeEach(() => lead.slash("/aid settings guests:no"));
  afterAll(async () => {
    await scene.close();
    await database.close();
  });

  const guest = () => scene.office.person(`guest-${(people += 1)}`, { standing: "guest" });
  const partner = () => partners.person(`partner-${(people += 1)}`);
  const arrivals = [
    ["guest", "#outreach", guest],
    ["partner", "#shared", partner],
  ] as const;

  /** A card with buttons, where they can press them: people of other organisations have no commands. */
  const before = async (channel: string, arrive: () => ReturnType<typeof guest>) => {
    const seat = arrive().in(channel);
    await olena.in(channel).slash("/aid due AID-1 22 March");
    return seat;
  };

  it.each(arrivals)("are told in private how a %s is let in, and open no form", async (name, channel, arrive) => {
    const seat = await before(channel, arrive);
    await seat.click("New date");
    expect(seat.modal.sees()).toBe("");
    expect(seat.news()).toContain("may not take part here");
    expect(seat.sees()).toContain("settings guests:yes");
    expect(lead.sees()).not.toContain("may not take part here");
    await lead.slash("/aid role");
    expect(lead.news()).not.toContain(name);
  });

  it.each(arrivals)("come in as a %s when a lead says so, and out again", async (_, channel, arrive) => {
    await lead.slash("/aid settings guests:yes");
    const seat = await before(channel, arrive);
    await seat.click("New date");
    expect(seat.modal.sees()).toContain("AID-1");
    await lead.slash("/aid settings guests:no");
    await seat.click("New date");
    expect(seat.news()).toContain("may not take part here");
    await lead.slash("/aid show AID-1");
    expect(lead.news()).toContain("Tue 22 Mar 2022");
  });

  it("are offered what is in the register while they type, as a partner who was let in", async () => {
    await lead.slash("/aid settings guests:yes");
    const seat = await before("#shared", partner);
    await seat.mention("menu");
    await seat.until("New request");
    await seat.click("New request");
    await seat.until("Kind");
    expect(await seat.offers("company", "Amaz")).toContain("Amazon");
  });

  it("stay outside as a partner, though a member has logged what they said", async () => {
    const seat = await before("#shared", partner);
    await seat.says("we can send 20 generators");
    await olena.in("#shared").messageShortcut("Log as aid request", "20 generators");
    await seat.click("New date");
    expect(seat.modal.sees()).toBe("");
    expect(seat.news()).toContain("may not take part here");
  });

  it("are asked again when they send a form that they opened before", async () => {
    await lead.slash("/aid settings guests:yes");
    const seat = await before("#outreach", guest);
    await seat.click("New date");
    await lead.slash("/aid settings guests:no");
    await seat.submit({ When: "18 March" });
    expect(seat.sees()).toContain("may not take part here");
    await lead.slash("/aid show AID-1");
    expect(lead.news()).toContain("Tue 22 Mar 2022");
  });

  it("see nothing of the register on their Home tab", async () => {
    const visitor = guest();
    await visitor.openHome();
    expect(visitor.home.sees()).not.toContain("AID-1");
    await lead.slash("/aid settings guests:yes");
    await visitor.openHome();
    expect(visitor.home.sees()).toContain("Settings");
  });

  it("are not told from members while Slack says nothing of them, and are asked to come again with what they typed", async () => {
    const petro = scene.office.person("petro").in("#outreach");
    const silence = scene.slack.faults.plant("users.info", fault.refuses("internal_error"));
    await petro.slash("/aid show AID-1");
    expect(petro.news()).toContain("Slack did not say who you are");
    expect(petro.news()).toContain("show AID-1");
    silence.remove();
    await petro.slash("/aid show AID-1");
    expect(petro.news()).toContain("End AWS");
  });

  it("are asked about once more where the line to Slack broke", async () => {
    const iryna = scene.office.person("iryna").in("#outreach");
    const cut = scene.slack.faults.plant("users.info", fault.drop(), { times: 1 });
    await iryna.slash("/aid show AID-1");
    expect(iryna.news()).toContain("End AWS");
    await cut.struck;
  });

  it.each([
    ["says that it never will say", fault.refuses("missing_scope")],
    ["wants us to wait", fault.rateLimited(30)],
  ])("are not asked about again where Slack %s", async (_, what) => {
    const asked = (): number => scene.slack.calls.filter(({ method }) => method === "users.info").length;
    const before = asked();
    const person = scene.office.person(`member-${(people += 1)}`).in("#outreach");
    const silence = scene.slack.faults.plant("users.info", what);
    await person.slash("/aid show AID-1");
    silence.remove();
    expect(person.news()).toContain("Slack did not say who you are");
    expect(asked() - before).toBe(1);
  });
});

describe("partners of an organisation with several workspaces", { timeout: 60_000 }, () => {
  it("are told from its own people, who are at home in each of them", async () => {
    const database = await quickDatabase();
    const scene = await openSlackHouse({ database, started: false });
    onTestFinished(async () => {
      await scene.close();
      await database.close();
    });
    const ministry = scene.slack.organisation("Ministry");
    const [desk, beside] = [ministry.workspace("Desk"), ministry.workspace("Beside")];
    const partners = scene.slack.workspace("Partner");
    await scene.open({ settings: { ...scene.settings, botToken: desk.install().token } });
    desk.channel("#shared", { sharedWith: [partners, beside] });
    const olena = desk.person("olena").in("#shared");
    await olena.slash('/aid request Amazon "End AWS" kind:other channel:email');
    await olena.slash("/aid due AID-1 22 March");
    const eve = partners.person("eve").in("#shared");
    await eve.click("New date");
    expect(eve.news()).toContain("may not take part here");
    const petro = beside.person("petro").in("#shared");
    await petro.click("New date");
    expect(petro.modal.sees()).toContain("AID-1");
  });
});
