import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { fault } from "../support/slack/index.ts";
import { openSlackHouse, type SlackHouse } from "../support/slack-house.ts";

const ask = (company: string): string =>
  `/aid request ${company} "End AWS in Russia" kind:service_suspension channel:open_letter reply-by:"5 working days"`;

describe("The living card of a request, in Slack", () => {
  let database: Database;
  let scene: SlackHouse;
  beforeAll(async () => {
    database = await quickDatabase();
    scene = await openSlackHouse({ database });
    scene.office.channel("#outreach");
    await seat("olena").slash("/aid team Outreach");
  });
  afterAll(async () => {
    await scene.close();
    await database.close();
  });

  const people = new Map<string, ReturnType<SlackHouse["office"]["person"]>>();
  const person = (name: string) => {
    const one = people.get(name) ?? scene.office.person(name);
    people.set(name, one);
    return one;
  };
  const seat = (name: string, place = "#outreach") => person(name).in(place);
  /** The messages of the channel as somebody sees them who only reads. */
  const seen = (place = "#outreach"): string => seat("reader", place).sees();
  const times = (text: string, words: string): number => text.split(words).length - 1;
  const minutes = (count: number): Promise<void> =>
    scene.pass(new Date(Date.parse(scene.clock.now()) + count * 60_000).toISOString());

  it("is posted once where its team is, and whoever logged it is answered alone", async () => {
    await seat("olena").slash(ask("Amazon"));
    expect(times(seen(), "Amazon")).toBe(1);
    expect(seen()).toContain("AID-1 · Amazon · End AWS in Russia");
    expect(seen()).toContain("Their move");
    expect(seat("olena").sees()).toContain("AID-1: Amazon has been asked");
  });

  it("is edited in place whatever the way of the change, and its thread tells who did what", async () => {
    await seat("petro", "@app").slash('/aid response AID-1 accepted_partial "Half of it"');
    expect(times(seen(), "AID-1 · Amazon")).toBe(1);
    expect(seen()).toContain("agreed in part");
    expect(seat("reader").thread("AID-1 · Amazon").sees()).toMatch(/Petro: .*Half of it/u);
  });

  it("answers whoever presses it where they pressed, not in its thread", async () => {
    const before = scene.slack.calls.length;
    await seat("olena").click("History");
    expect(seat("olena").news()).toContain("Half of it");
    const calls = scene.slack.calls.slice(before).map(({ method, given }) => [method, given["thread_ts"]]);
    expect(calls).toContainEqual(["response_url", undefined]);
    expect(calls.map(([method]) => method)).not.toContain("chat.postEphemeral");
  });

  it("stays a card when one of its buttons is pressed", async () => {
    const olena = seat("olena");
    await olena.click("Assign");
    await olena.submit({ member: "olena" });
    expect(seen()).toMatch(/AID-1 · Amazon[^]*Owner\n.*Olena/u);
    expect(times(seen(), "AID-1 · Amazon")).toBe(1);
  });

  it("is explained, once, to whom a request is given for the first time", async () => {
    await seat("olena").slash("/aid assign AID-1 petro");
    await seat("olena").slash("/aid assign AID-1 olena");
    await seat("olena").slash("/aid assign AID-1 petro");
    await minutes(1);
    const direct = seat("petro", "@app").sees();
    expect(direct).toContain("AID-1 to Amazon is yours: your first request here");
    expect(times(direct, "your first request here")).toBe(1);
    expect(direct).toContain("Its card is in #outreach");
  });

  it("shows the last of several changes that it could not be told of at once", async () => {
    const cut = scene.slack.faults.plant("chat.update", fault.serverErrorAfterApplying());
    const olena = seat("olena", "@app");
    await olena.slash("/aid edit AID-1 title:First");
    await olena.slash("/aid edit AID-1 title:Second");
    cut.remove();
    await minutes(3);
    expect(seen()).toContain("AID-1 · Amazon · Second");
    expect(seen()).not.toContain("Amazon · First");
  });

  it("comes back with the next change when somebody took it away", async () => {
    const [card] = scene.slack.world.messages.filter(({ text }) => text.includes("AID-1 · Amazon"));
    if (card) card.deleted = true;
    expect(seen()).not.toContain("AID-1 · Amazon");
    await seat("olena", "@app").slash("/aid edit AID-1 title:Third");
    await minutes(1);
    expect(times(seen(), "AID-1 · Amazon · Third")).toBe(1);
  });

  it("says so when its logging is taken back", async () => {
    await seat("olena").slash(ask("Contoso"));
    expect(seen()).toContain("AID-2 · Contoso");
    await seat("olena").slash("/aid undo AID-2");
    await seat("olena").click("Take AID-2 out");
    expect(seen()).not.toContain("AID-2 · Contoso");
    expect(seen()).toContain("This request was taken back");
  });

  it("is no reason to be silent where it cannot be posted", async () => {
    const closed = scene.office.channel("#closed", { kind: "private", app: false });
    await closed.invite(person("olena"));
    const olena = seat("olena", "#closed");
    await olena.slash("/aid team Closed");
    await olena.slash(`${ask("Fabrikam")} team:Closed`);
    expect(seat("olena", "#closed").sees()).toContain("AID-3: Fabrikam has been asked");
    expect(seat("olena", "#closed").sees()).not.toContain("only you): AID-3");
  });

  it("moves with its team", async () => {
    const there = scene.office.channel("#elsewhere");
    await seat("olena").slash(`/aid team Outreach channel:<#${there.id}|elsewhere>`);
    await minutes(1);
    expect(seen("#elsewhere")).toContain("AID-1 · Amazon · Third");
    expect(seen()).toContain("Its card is in #elsewhere now");
    expect(seen()).not.toContain("[They replied]");
  });

  it("is known to have arrived when somebody presses a button of it", async () => {
    const inDoubt = () =>
      database.rows(sql`select id from delivery where platform = 'slack' and state in ('SENDING', 'UNKNOWN')`);
    const cut = scene.slack.faults.plant("chat.postMessage", fault.serverErrorAfterApplying());
    const olena = seat("olena", "#elsewhere");
    await olena.slash(ask("Globex"));
    cut.remove();
    expect(await inDoubt()).not.toEqual([]);
    await olena.click("Assign");
    expect(await inDoubt()).toEqual([]);
    await olena.submit({ member: "olena" });
  });
});
