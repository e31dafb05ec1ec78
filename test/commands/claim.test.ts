import { beforeEach, describe, expect, it } from "vitest";
import { registers } from "../support/begun.ts";
import type { World } from "../support/world.ts";

/** What sources say differently stands side by side until somebody settles it, through the bot alone. */

const { begun } = registers();
let world: World;

beforeEach(async () => {
  ({ world } = await begun([], { people: { iryna: "observer" } }));
  await olena().says('request Amazon "Cloud backups" kind:hosting_backup channel:email owner:me');
  await olena().says(
    'pledge AID-1 "Cloud backups" stage:committed form:in_kind amount:"USD 75m" basis:donor_estimate recipients:ministries source:"Example Times"',
  );
});

const olena = () => world.as("olena");
const taras = () => world.as("taras");

const disputed = () => olena().says('claim AID-1 pledge:1 field:amount value:"USD 37.5m" source:"CBi"');

describe("A claim on a pledge", () => {
  it("is kept beside our own value, and the card says that the sources differ until it is settled", async () => {
    const said = await disputed();
    expect(said.text).toContain("AID-1: another source says otherwise; both are kept.");
    expect(said.text).toContain("Disputed: amount: pledge 1: $75,000,000 (our record); USD 37.5m (CBi)");
    expect(said.text).toContain("Next: The sources differ: choose which to go by.");
    const card = await olena().says("show AID-1");
    expect(card.text).toContain("disputed: amount: USD 37.5m (CBi)");
    expect((await olena().says("list")).text).toContain("Cloud backups · disputed");
  });

  it("is settled by one press, and shows who chose", async () => {
    await disputed();
    const settled = await (await olena().says("show AID-1")).presses("Go by “USD 37.5m” (pledge 1)", taras());
    expect(settled.text).toContain("AID-1: settled which source we go by.");
    const row = "Settled: amount: pledge 1: USD 37.5m (CBi), chosen by taras; otherwise: $75,000,000 (our record)";
    expect(settled.text).toContain(row);
    const card = await olena().says("show AID-1");
    expect(card.text).toContain(row);
    expect(card.text).toContain("$37,500,000");
    expect((await olena().says("list")).text).not.toContain("disputed");
    expect(card.buttons.filter((label) => label.startsWith("Go by"))).toEqual([]);
  });

  it("is settled on our own value, and then the totals stay", async () => {
    await disputed();
    const settled = await (await olena().says("show AID-1")).presses("Go by “$75,000,000” (pledge 1)");
    expect(settled.text).toContain("$75,000,000 (our record), chosen by olena; otherwise: USD 37.5m (CBi)");
    expect((await olena().says("show AID-1")).text).toContain("$75,000,000");
  });

  it("is settled by typing, whatever the spelling, or on a value that no source named", async () => {
    await disputed();
    expect((await olena().says('claim AID-1 pledge:1 field:amount choose:"37,500,000 USD"')).text).toContain(
      "USD 37.5m (CBi), chosen by olena",
    );
    const own = await olena().says('claim AID-1 pledge:1 field:amount choose:"USD 40m"');
    expect(own.text).toContain("USD 40m (unsourced), chosen by olena; otherwise: $75,000,000 (our record)");
    expect((await olena().says("show AID-1")).text).toContain("$40,000,000");
    expect((await olena().says("history AID-1")).text).toContain(
      "A word without a source differs on pledge 1, amount: USD 40m",
    );
  });

  it("is undone with what it settled, and known only from its day on", async () => {
    await world.passes("1d");
    const said = await disputed();
    await world.passes("1d");
    expect((await said.presses("Undo")).answer.view.tone).not.toBe("refused");
    expect((await olena().says("show AID-1")).text).not.toContain("CBi");
    expect((await olena().says("show AID-1 as-of:2022-03-07")).text).not.toContain("CBi");
    expect((await olena().says("show AID-1 as-of:2022-03-08")).text).toContain("CBi");
  });

  it("may differ in who received it, and in whether it was money at all", async () => {
    await olena().says('claim AID-1 pledge:1 field:recipients value:"150+ charities" source:"CBi"');
    const form = await olena().says('claim AID-1 pledge:1 field:form value:cash source:"CBi"');
    expect(form.text).toContain("Disputed: form: pledge 1: in kind (our record); money (CBi)");
    const settled = await form.presses("Go by “money” (pledge 1)");
    expect(settled.text).toContain("money (CBi), chosen by olena");
    expect((await olena().says("show AID-1")).buttons).toContain("Go by “150+ charities” (pledge 1)");
  });
});

describe("A claim on another part", () => {
  it("is taken on deliveries, readings, answers and approaches", async () => {
    await olena().says('delivery AID-1 "Drives" mode:physical state:received at:2022-03-01');
    await olena().says('progress AID-1 data "10 million GB" at:2022-03-05');
    await olena().says('response AID-1 accepted_partial "Some of it" source:"Example Times"');
    const lines = [
      [
        'delivery:1 field:date value:"last week"',
        "Disputed: date: delivery 1: 2022-03-01 (our record); last week (CBi)",
      ],
      [
        'reading:1 field:quantity value:"8 PB"',
        "Disputed: quantity: reading 1: 10 million GB (our record); 8 PB (CBi)",
      ],
      [
        "response:1 field:outcome value:accepted_full",
        "Disputed: outcome: answer 1: agreed in part (our record); agreed (CBi)",
      ],
      ['approach:1 value:"last week"', "Disputed: date: approach 1: "],
    ] as const;
    for (const [line, row] of lines)
      expect((await olena().says(`claim AID-1 ${line} source:CBi`)).text, line).toContain(row);
    expect((await olena().says("show AID-1")).text).toContain("CBi says: last week");
    const settled = await olena().says('claim AID-1 approach:1 choose:"last week"');
    expect(settled.text).toContain("last week (CBi), chosen by olena");
    expect((await olena().says("show AID-1")).text).not.toContain("Date disputed");
    expect((await olena().says("history AID-1")).text).toContain("For approach 1 we go by this date: last week");
  });

  it("is taken on a company's own record, too", async () => {
    await olena().says('response company:Fabrikam extent:suspend text:"Cut its links" trigger:own_initiative');
    await olena().says('pledge company:Fabrikam "Relief" stage:announced form:cash amount:"USD 1m"');
    const said = await olena().says('claim company:Fabrikam pledge:1 field:amount value:"USD 2m" source:CBi');
    const settled = await said.presses("Go by “USD 2m” (pledge 1)");
    expect(settled.text).toContain("USD 2m (CBi), chosen by olena");
    expect((await olena().says("company Fabrikam")).text).toContain("chosen by olena");
  });

  it("on an answer is settled by one press, which tells what was settled on and by whom", async () => {
    await olena().says('response AID-1 accepted_partial "No new customers" extent:pause_new source:"Newspaper B"');
    const said = await olena().says("claim AID-1 response:1 field:extent value:suspend source:CBi");
    expect((await said.presses("Go by “suspended”")).text).toContain(
      "Settled: extent: answer 1: suspended (CBi), chosen by olena; otherwise: new business paused (our record)",
    );
    expect((await olena().says("show AID-1")).text).toContain("Answer: agreed in part, suspended · “No new customers”");
  });

  it("asks what it is about when no part is named", async () => {
    await olena().says('response AID-1 accepted_full "All of it"');
    const head = await world.head();
    const asked = await olena().says('claim AID-1 field:date value:"last week" source:CBi');
    expect(asked.text).toContain("AID-1: what is it about?");
    expect(asked.buttons).toEqual(["Approach 1", "Answer 1", "Pledge 1: Cloud backups"]);
    expect(await world.head()).toBe(head);
    expect((await asked.presses("Pledge 1: Cloud backups")).text).toContain("last week (CBi)");
  });
});

describe("A claim", () => {
  it("is refused for what is not there or makes no sense, and the journal stays", async () => {
    const head = await world.head();
    const refused = [
      ['pledge:7 field:amount value:"USD 1" source:x', "There is no pledge 7."],
      ["approach:1 field:amount value:10 source:x", "is not one of the choices"],
      ['pledge:1 field:amount value:"a lot" source:x', "names no currency"],
      ["pledge:1 field:form value:gold source:x", "“gold” is not one of the choices"],
      ['pledge:1 field:date value:"when pigs fly" source:x', "could not be read as a date"],
      ['pledge:1 delivery:1 field:amount value:"USD 1" source:x', "does not belong"],
    ] as const;
    for (const [line, sentence] of refused)
      expect((await olena().says(`claim AID-1 ${line}`)).text, line).toContain(sentence);
    expect((await world.as("iryna").says("claim AID-1 pledge:1 field:amount value:1 source:x")).text).toContain("role");
    expect(await world.head()).toBe(head);
    await disputed();
    const then = await world.head();
    expect((await disputed()).text).toContain("There is nothing to change");
    expect(await world.head()).toBe(then);
  });

  it("is said in Ukrainian, too", async () => {
    await world.as("admin").says("team Outreach language:uk");
    const said = await olena().says('розбіжність AID-1 обіцянка:1 поле:сума значення:"37,5 млн дол." джерело:CBi');
    expect(said.text).toContain("Розбіжність: сума: обіцянка 1: 75 000 000 USD (наш запис); 37,5 млн дол. (CBi)");
    expect(said.buttons).toContain("Узяти «37,5 млн дол.» (обіцянка 1)");
    expect((await said.presses("Узяти «37,5 млн дол.» (обіцянка 1)")).text).toContain("обрано: olena");
  });
});

describe("A claim on a whole campaign", () => {
  it("stands beside our own count and never in it, the latest of each source", async () => {
    await world.as("admin").says('campaign FRONT "Digital front" start:2022-02-24');
    await olena().says('request Google "Stop sales" kind:sales_suspension channel:email campaign:FRONT');
    await olena().says('request Contoso "A draft" kind:equipment campaign:FRONT');
    const said = await olena().says(
      'claim campaign:FRONT metric:companies value:"50+" source:"Example Times" url:https://example.org/count',
    );
    expect(said.text).toContain("Digital front: recorded beside our own count.");
    expect(said.text).toContain("Our own register: 1 company, 1 request.");
    expect(said.text).toContain("at least 50 companies (Example Times) · https://example.org/count · recorded");
    await olena().says('claim campaign:FRONT metric:companies value:"60+" source:"Example Times"');
    const card = await world.as("iryna").says("campaign FRONT");
    expect(card.text).toContain("at least 60 companies (Example Times)");
    expect(card.text).not.toContain("at least 50");
    const head = await world.head();
    const again = await olena().says('claim campaign:FRONT metric:companies value:"60+" source:"Example Times"');
    expect(again.answer.view.tone).toBe("refused");
    expect((await olena().says("claim campaign:NOPE metric:x value:1 source:y")).text).toContain(
      "There is no campaign",
    );
    expect((await olena().says("claim campaign:FRONT metric:x value:1kg2 source:y")).answer.view.tone).toBe("refused");
    expect(await world.head()).toBe(head);
  });

  it.each([1, 2, 5, 21, 50])("needs no case of the word for what is counted in Ukrainian: %i", async (count) => {
    const admin = world.as("admin");
    await admin.says('campaign FRONT "Digital front" start:2022-02-24');
    await admin.says("settings language:uk");
    await admin.says("команда Outreach мова:українська");
    const line = `розбіжність кампанія:FRONT показник:компанії значення:"${count}+" джерело:«Приклад-Таймс»`;
    await admin.says(line);
    for (const look of ["кампанія FRONT", "зведення"])
      expect((await admin.says(look)).text, look).toContain(`компанії: щонайменше ${count} (Приклад-Таймс)`);
  });
});
