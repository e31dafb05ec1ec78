import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { fault } from "../support/slack/index.ts";
import { openSlackHouse, type SlackHouse } from "../support/slack-house.ts";

/** Whom somebody names in Slack need not have spoken to the app: Slack knows them. */

describe("people who are mentioned in Slack", { timeout: 60_000 }, () => {
  let database: Database;
  let scene: SlackHouse;
  let olena: ReturnType<ReturnType<SlackHouse["office"]["person"]>["in"]>;

  const asked = (): number => scene.slack.calls.filter(({ method }) => method === "users.info").length;

  beforeAll(async () => {
    database = await quickDatabase();
    scene = await openSlackHouse({ database });
    scene.office.channel("#outreach");
    olena = scene.office.person("olena", { name: "Olena Kovalenko" }).in("#outreach");
    for (const [handle, name] of [
      ["petro", "Petro Bondar"],
      ["iryna", "Iryna Savchuk"],
      ["taras", "Taras Melnyk"],
      ["marko", "Marko Hnatiuk"],
    ])
      scene.office.person(handle ?? "", { name: name ?? "" });
    scene.office.person("visitor", { name: "Vera Visitor", standing: "guest" });
    await olena.slash('/aid request Amazon "End AWS" kind:other channel:email');
  });
  afterAll(async () => {
    await scene.close();
    await database.close();
  });

  it("are given a request before they have said a word, by a typed name and by the person picker", async () => {
    await olena.slash("/aid assign AID-1 @petro");
    expect(olena.news()).toContain("Petro Bondar");
    await olena.slash("/aid assign AID-1");
    await olena.submit({ Person: "iryna" });
    expect(olena.modal.sees()).toBe("");
    expect(olena.news()).toContain("Iryna Savchuk");
    await olena.slash("/aid role");
    expect(olena.news()).toMatch(/Petro Bondar[^]*Iryna Savchuk|Iryna Savchuk[^]*Petro Bondar/u);
  });

  it("are asked about once, and not when the register knows them", async () => {
    const before = asked();
    await olena.slash("/aid assign AID-1 @petro");
    expect(olena.news()).toContain("Petro Bondar");
    expect(asked()).toBe(before);
  });

  it("are not given anything as guests, whose name the refusal says, and nobody joins", async () => {
    await olena.slash("/aid assign AID-1 @visitor");
    expect(olena.news()).toContain("Vera Visitor is a guest here");
    await olena.slash("/aid role");
    expect(olena.news()).not.toContain("Vera");
  });

  it("are people: the app itself is given nothing, whoever is let in", async () => {
    await olena.slash("/aid settings guests:yes");
    onTestFinished(async () => void (await olena.slash("/aid settings guests:no")));
    const { botUser } = scene.installed;
    const { handle = "" } = scene.slack.world.users.get(botUser) ?? {};
    await olena.slash(`/aid assign AID-1 @${handle}`);
    expect(olena.news()).toContain("is a guest here, an app");
  });

  it("are asked about by name where somebody else has just given it to another", async () => {
    await olena.slash("/aid assign AID-1 @petro");
    const petro = scene.office.person("petro").in("#outreach");
    await petro.slash("/aid assign AID-1 @marko");
    expect(petro.news()).toContain("Marko Hnatiuk");
    expect(petro.news()).not.toContain("<@");
  });

  it("are only looked for where nothing is given to them", async () => {
    await olena.slash("/aid list owner:@taras");
    expect(olena.news()).toContain("Nobody here is called “Taras Melnyk”");
  });

  it("are refused as they were typed while Slack does not say who they are", async () => {
    const silence = scene.slack.faults.plant("users.info", fault.refuses("user_not_found"));
    onTestFinished(() => silence.remove());
    const { id } = scene.office.person("nobody");
    await olena.slash("/aid assign AID-1 @nobody");
    expect(olena.news()).toContain(`Nobody here is called “<@${id}|nobody>”`);
  });

  it("are the authors of what they said, also where Slack says too late for a form who they are", async () => {
    const marta = scene.office.person("marta", { name: "Marta Lysenko" }).in("#outreach");
    await marta.says("Please send us 20 generators");
    const slow = scene.slack.faults.plant("users.info", fault.hang());
    onTestFinished(() => slow.remove());
    await olena.messageShortcut("Log as aid request", "20 generators");
    slow.remove();
    slow.release();
    await olena.submit({ company: "Fabrikam", kind: "equipment", channel: "email" });
    await olena.slash("/aid history AID-2 entry:2");
    expect(olena.news()).toContain("Marta Lysenko");
  });

  it("stand in what people write by their names, as the channels do", async () => {
    await olena.slash('/aid note AID-1 remark "Ask @petro and @taras in #outreach"');
    expect(olena.news()).toContain("Ask @Petro Bondar and @Taras Melnyk in #outreach");
    await olena.slash("/aid role");
    expect(olena.news()).not.toContain("Taras");
  });
});
