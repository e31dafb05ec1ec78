import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { wallClock } from "../support/calendar-oracle.ts";
import { quickDatabase } from "../support/database.ts";
import { openWorld, type World } from "../support/world.ts";

/** What Aidline reminds of once a company has said yes, and of letters that wait for a lead: through the bot alone. */

let database: Database;
let world: World;

beforeAll(async () => {
  database = await quickDatabase();
});
beforeEach(async () => {
  world = await openWorld({ database, at: "2022-03-07 10:00", people: { dana: "lead", petro: "liaison" } });
  await admin().says("team Outreach digest-day:off");
  await admin().says('role petro liaison for:"Ministry of Health"');
});
afterEach(async () => {
  expect(world.faults).toEqual([]);
  expect(await world.flaws()).toEqual([]);
  await world.close();
});
afterAll(() => database.close());

const admin = () => world.as("admin");
const olena = () => world.as("olena");
const dana = () => world.as("dana");
const petro = () => world.as("petro");

/** What was posted so far: the day and the sentence of each reminder. */
const told = () => world.posts().map(({ at, text }) => `${at.slice(5, 10)} ${text.split("\n")[1]}`);
const last = () => {
  const post = world.posts().at(-1);
  if (!post) throw new Error("Nothing was posted");
  return post;
};
const kinds = async (kind: string) => (await world.deliveries()).filter((row) => row.startsWith(`${kind} `));

/** A request to give something, and a full yes to it on the same Monday. */
const agreed = async (more = "") => {
  await olena().says('request Contoso "Help hospitals" kind:funding channel:email owner:me');
  await olena().says(`response AID-1 accepted_full "Gladly" ${more}`);
};

const pledged = async () => {
  await agreed();
  await olena().says('pledge AID-1 "Grant" amount:"$10m" form:cash stage:committed');
  await olena().says('pledge AID-1 pledge:1 instalment:"USD 4m" due:2022-03-16');
  await olena().says('pledge AID-1 pledge:1 instalment:"USD 6m" due:2022-04-13');
};

describe("A pledge in two instalments", () => {
  it("is asked after before each, on its day and once when it has not come; what came is asked after no more", async () => {
    await pledged();
    await world.passes("2022-03-15 10:00");
    expect(told()).toEqual([
      "03-09 Instalment 1 of “Grant” ($4,000,000) is expected by Wed 16 Mar 2022.",
      "03-14 Instalment 1 of “Grant” ($4,000,000) is expected by Wed 16 Mar 2022.",
    ]);
    const came = await last().presses("It came", olena());
    expect(came.answer.replaces).toBe(true);
    expect(came.text).toContain("came: $4,000,000");
    await petro().says("confirm AID-1");
    world.reads();
    await world.passes("2022-04-30 12:00");
    expect(told()).toEqual([
      "04-06 Instalment 2 of “Grant” ($6,000,000) is expected by Wed 13 Apr 2022.",
      "04-11 Instalment 2 of “Grant” ($6,000,000) is expected by Wed 13 Apr 2022.",
      "04-13 Today is the day: instalment 2 of “Grant” ($6,000,000) is expected by Wed 13 Apr 2022.",
      "04-14 Instalment 2 of “Grant” ($6,000,000) has not come: it was expected by Wed 13 Apr 2022.",
      // The day that they named has passed for two weeks.
      "04-27 They agreed, but nothing more has been seen since Tue 15 Mar 2022.",
    ]);
    expect(world.posts()[3]?.view.tone).toBe("late");
    expect(world.posts()[3]?.text).toContain("@olena");
  });

  it("is asked after no more once they took it back, or the request was closed", async () => {
    await pledged();
    await olena().says('pledge AID-1 pledge:1 cancel:"They left the market"');
    await world.passes("2022-03-18 12:00");
    expect(told()).toEqual([]);
    await olena().says('pledge AID-1 "Loan" amount:"$1m" form:cash stage:committed');
    await olena().says('pledge AID-1 pledge:2 instalment:"USD 1m" due:2022-03-30');
    await olena().says("close AID-1 We have what we need");
    await world.passes("2022-06-01 12:00");
    expect(told()).toEqual([]);
  });

  it("is one message when both fall due together, and it says that there is another", async () => {
    await agreed();
    await olena().says('pledge AID-1 "Grant" amount:"$10m" form:cash stage:committed');
    await olena().says('pledge AID-1 pledge:1 instalment:"USD 4m" due:2022-03-11');
    await olena().says('pledge AID-1 pledge:1 instalment:"USD 6m" due:2022-03-11');
    await world.passes("2022-03-14 12:00");
    expect(told().at(-1)).toContain("03-14 Instalment 1 of “Grant” ($4,000,000) has not come");
    expect(last().text).toContain("1 more instalment of this request has not come.");
    expect((await kinds("instalment_late")).toSorted()).toEqual([
      "instalment_late SENT",
      "instalment_late SKIPPED: covered by instalment_late",
    ]);
  });

  it("is silent while the request is snoozed, and the end of the snooze speaks for what fell into it", async () => {
    await pledged();
    await olena().says('snooze AID-1 "18 March 10:00" Their bank is closed');
    await world.passes("2022-03-20 12:00");
    expect(told()).toEqual(["03-18 The snooze is over (Their bank is closed)."]);
  });
});

describe("A delivery without the recipient's word", () => {
  const received = (title = "500 beds") =>
    olena().says(`delivery AID-1 "${title}" mode:physical state:received recipients:"Ministry of Health"`);

  it("is asked after three days, seven, then weekly, until a liaison confirms it on the reminder itself", async () => {
    await agreed();
    await received();
    await world.passes("2022-03-29 12:00");
    const sentence =
      "Delivery 1 “500 beds” was recorded as received on Mon 7 Mar 2022; the recipient has not confirmed it yet.";
    expect(told()).toEqual(["03-10", "03-14", "03-21", "03-28"].map((day) => `${day} ${sentence}`));
    expect(last().text).toContain("Next: Ask the recipient whether it arrived; their word is one press.");
    const confirmed = await last().presses("Confirm", petro());
    expect(confirmed.answer.replaces).toBe(true);
    expect(confirmed.text).toContain("AID-1: Ministry of Health confirms that delivery 1 arrived.");
    world.reads();
    await world.passes("2022-05-01 12:00");
    expect(told()).toEqual([]);
    expect(await kinds("unconfirmed")).toContain("unconfirmed SKIPPED: superseded");
  });

  it("is not asked after any more when they have not got it", async () => {
    await agreed();
    await received();
    await world.passes("2022-03-10 12:00");
    const form = await last().presses("They have not got it", olena());
    const lost = await form.fills({ state: "lost_or_damaged", reason: "Burnt at the depot" });
    expect(lost.answer.replaces).toBe(true);
    expect(lost.text).toContain("Burnt at the depot");
    world.reads();
    await world.passes("2022-03-23 12:00");
    expect(told()).toEqual([]);
    // From the last sign of life on it is silence like any other.
    await world.passes("2022-03-24 12:00");
    expect(told()).toEqual(["03-24 They agreed, but nothing has been seen since Thu 10 Mar 2022."]);
  });

  it("is counted with the others that wait, each confirmed by its own number", async () => {
    await agreed();
    await received("300 beds");
    await received("200 beds");
    await world.passes("2022-03-10 12:00");
    expect(told()).toHaveLength(1);
    expect(last().text).toContain("1 more delivery waits for the recipient’s word.");
    const confirmed = await last().presses("Confirm", petro());
    const which = told()[0]?.includes("300 beds") ? 1 : 2;
    expect(confirmed.text).toContain(`delivery ${which} arrived`);
    world.reads();
    await world.passes("2022-03-14 12:00");
    expect(told()).toEqual([expect.stringContaining(which === 1 ? "200 beds" : "300 beds")]);
  });

  it("follows a delivery to the stand-in while its owner is away", async () => {
    await agreed();
    await received();
    await world.as("taras").says("help");
    await olena().says("assign AID-1 stand-in:taras");
    await olena().says("settings away:2022-03-31");
    await world.passes("2022-03-10 12:00");
    expect(last().text).toContain("@taras (stands in for olena)");
  });
});

describe("A yes after which nothing is seen", () => {
  it("is asked after every fourteen days, and from the last sign of life on", async () => {
    await agreed();
    await world.passes("2022-04-05 12:00");
    expect(told()).toEqual([
      "03-21 They agreed, but nothing has been seen since Mon 7 Mar 2022.",
      "04-04 They agreed, but nothing has been seen since Mon 7 Mar 2022.",
    ]);
    await olena().says('progress AID-1 "beds" "200 beds"');
    await olena().says('delivery AID-1 "300 beds" mode:physical state:dispatched');
    world.reads();
    await world.passes("2022-04-18 12:00");
    expect(told()).toEqual([]);
    await world.passes("2022-04-19 12:00");
    expect(told()).toEqual(["04-19 They agreed, but nothing more has been seen since Tue 5 Apr 2022."]);
  });

  it("is not asked after on the day after we chased them", async () => {
    await agreed();
    await world.passes("2022-03-18 12:00");
    await olena().says("chase AID-1 call");
    await world.passes("2022-03-22 12:00");
    expect(told()).toEqual([]);
    await world.passes("2022-03-23 12:00");
    expect(told()).toEqual(["03-23 They agreed, but nothing has been seen since Mon 7 Mar 2022."]);
  });

  it("is a promise where they pledged and never answered", async () => {
    await olena().says('request Contoso "Help hospitals" kind:funding channel:email owner:me');
    await olena().says('pledge AID-1 "Grant" amount:"$10m" form:cash source:"Example Times"');
    await world.passes("2022-03-21 12:00");
    expect(told()).toEqual(["03-21 They promised it, but nothing has been seen since Mon 7 Mar 2022."]);
  });

  it("waits for the date that they named, and then says that nothing came", async () => {
    await agreed("until:2022-03-30");
    await world.passes("2022-04-08 12:00");
    expect(told()).toEqual([
      "03-23 What they agreed to is expected by Wed 30 Mar 2022.",
      "03-28 What they agreed to is expected by Wed 30 Mar 2022.",
      "03-30 The date they named has come: Wed 30 Mar 2022.",
      "03-31 Nothing has come yet: it was expected by Wed 30 Mar 2022.",
      "04-07 Still nothing has come, long after the date: it was expected by Wed 30 Mar 2022.",
    ]);
    expect(last().text).toContain("Next: Move to the next rung of the ladder, or set a new date.");
    const form = await last().presses("Something came", olena());
    await form.fills({ title: "500 beds", mode: "physical", state: "received" });
    world.reads();
    await world.passes("2022-04-10 12:00");
    expect(told()).toEqual([]);
  });
});

describe("An agreement that ends", () => {
  it("is spoken of thirty days before and seven", async () => {
    await olena().says('request Contoso "Help hospitals" kind:funding channel:email owner:me reply-by:2022-12-01');
    await olena().says('agreement AID-1 "Memorandum on beds" kind:memorandum until:2022-05-06');
    await world.passes("2022-05-20 12:00");
    expect(told()).toEqual([
      "04-06 The agreement “Memorandum on beds” holds until Fri 6 May 2022: 30 days left.",
      "04-29 The agreement “Memorandum on beds” holds until Fri 6 May 2022: 7 days left.",
    ]);
  });
});

describe("A letter that waits for a lead", () => {
  const LETTER =
    'request Northwind "Stop sales" kind:sales_suspension channel:open_letter text:"We ask you to stop at once" owner:me';

  it("asked for on Friday evening is spoken of on Monday morning, then each working morning, until the press", async () => {
    await dana().says("settings approval:public");
    await world.passes("2022-03-11 19:30");
    await olena().says(LETTER);
    await world.passes("2022-03-15 12:00");
    const sentence = "This has waited for a lead’s approval since Fri 11 Mar 2022, 19:30 EET; it has not gone out.";
    expect(told()).toEqual([`03-14 ${sentence}`, `03-15 ${sentence}`]);
    expect(last().text).toContain("We ask you to stop at once");
    // Nobody is pinged who did not choose it.
    expect(last().text).toContain("For: any lead");
    expect(last().text).not.toContain("@");
    const approved = await last().presses("Approve", dana());
    expect(approved.answer.replaces).toBe(true);
    world.reads();
    await world.passes("2022-03-20 12:00");
    expect(told()).toEqual([]);
  });

  it("is told in the team's channel, pinging the leads who chose it, even where its owner is told directly", async () => {
    await dana().says("settings approval:public");
    await dana().says("settings direct:yes");
    await olena().says("settings direct:yes");
    await olena().says(LETTER);
    await world.passes("2022-03-08 12:00");
    expect(last().place.name).toBe("#outreach");
    expect(last().text).toContain("@dana");
    expect(last().text).not.toContain("@olena");
    const back = await (await last().presses("Return", dana())).fills({ return: "Name the law" });
    expect(back.answer.replaces).toBe(true);
    world.reads();
    await world.passes("2022-03-10 12:00");
    expect(told()).toEqual([]);
  });

  it("of an open request hides nothing of what its owner has to hear", async () => {
    await dana().says("settings approval:public");
    await olena().says('request Contoso "Stop sales" kind:sales_suspension channel:email reply-by:2022-03-08 owner:me');
    await olena().says('chase AID-1 rung:public_post channel:social_public text:"Where are they?"');
    await world.passes("2022-03-08 12:00");
    expect(told().toSorted()).toEqual([
      "03-08 This has waited for a lead’s approval since Mon 7 Mar 2022, 10:00 EET; it has not gone out.",
      "03-08 Today is the day: an answer is expected by Tue 8 Mar 2022.",
    ]);
  });
});

describe("A team that changes", () => {
  it("takes its planned reminders along to its new channel, and nothing is said twice", async () => {
    await agreed();
    await olena().says("settings direct:no");
    await admin().says("team Outreach channel:front");
    await world.passes("2022-03-21 12:00");
    expect(world.posts().map(({ place }) => place.name)).toEqual(["#front"]);
    expect(await kinds("nothing_seen")).toEqual(
      expect.arrayContaining(["nothing_seen SENT", "nothing_seen SKIPPED: superseded"]),
    );
  });

  it.each([
    { setting: "morning:11:00", moment: "2022-03-21 11:00" },
    { setting: "quiet:20:00-10:00", moment: "2022-03-21 10:00" },
    { setting: 'day-off:"2022-03-21 Own day"', moment: "2022-03-22 09:00" },
    { setting: 'workdays:"tue,wed,thu"', moment: "2022-03-22 09:00" },
    { setting: "zone:Europe/Lisbon", moment: "2022-03-21 11:00" },
    { setting: "morning:08:30", moment: "2022-03-21 08:30" },
  ])("moves them with $setting", async ({ setting, moment }) => {
    await agreed();
    expect((await admin().says(`team Outreach ${setting}`)).answer.view.tone).not.toBe("refused");
    await world.passes("2022-03-25 20:00");
    expect(world.posts().map(({ at }) => wallClock(at, "Europe/Kyiv"))).toEqual([moment]);
  });
});

describe("All of this in Ukrainian", () => {
  it("reads like a letter of a colleague", async () => {
    await admin().says("team Outreach language:uk");
    await pledged();
    await olena().says('delivery AID-1 "500 ліжок" mode:physical state:received');
    await world.passes("2022-03-17 12:00");
    expect(told()).toEqual([
      "03-09 Частину 1 обіцянки «Grant» (4 000 000 USD) очікуємо до ср 16 бер. 2022.",
      "03-10 Доставку 1 «500 ліжок» записано як отриману пн 7 бер. 2022, але отримувач її ще не підтвердив.",
      "03-14 Доставку 1 «500 ліжок» записано як отриману пн 7 бер. 2022, але отримувач її ще не підтвердив.",
      "03-16 Термін спливає сьогодні: частину 1 обіцянки «Grant» (4 000 000 USD) очікуємо до ср 16 бер. 2022.",
      "03-17 Частина 1 обіцянки «Grant» (4 000 000 USD) не надійшла: її очікували до ср 16 бер. 2022.",
    ]);
    expect(last().text).toContain("[1] Надійшло");
  });
});
