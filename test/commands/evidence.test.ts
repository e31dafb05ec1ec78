import { beforeEach, describe, expect, it } from "vitest";
import { registers } from "../support/begun.ts";
import type { World } from "../support/world.ts";

/** Where something is known from, and what a note is about, through the bot alone. */

const { begun } = registers();
let world: World;

beforeEach(async () => {
  ({ world } = await begun([], { at: "2022-08-08 10:00", people: { iryna: "observer" } }));
  await olena().says('request Amazon "Cloud backups" kind:hosting_backup channel:email owner:me');
  await olena().says('pledge AID-1 "Cloud backups" stage:committed form:in_kind amount:"USD 75m" basis:donor_estimate');
  await olena().says('delivery AID-1 "Drives" mode:physical state:received at:2022-03-01');
});

const olena = () => world.as("olena");

describe("Evidence of a delivery", () => {
  it("supports no answer: what nobody has a source for stays unsourced", async () => {
    await olena().says('response AID-1 accepted_partial "Some of it"');
    await olena().says('delivery AID-1 "Drives" mode:physical state:received');
    await olena().says('evidence AID-1 quote:"They came" kind:press publisher:"Newspaper C" delivery:1');
    expect((await olena().says("show AID-1")).text).toMatch(/Answer: agreed in part.*“Some of it” · unsourced/u);
  });
});

describe("Evidence", () => {
  it("raises the level of the part that it supports, by whose word it is", async () => {
    const rising = [
      ['https://example.org/1 kind:press publisher:"Example Times" delivery:1', "delivery 1: reported"],
      [
        'quote:"We sent them" kind:letter voice:donor by:"Its press office" delivery:1',
        "delivery 1: confirmed by the company",
      ],
      [
        'quote:"They are here" voice:recipient by:"Ministry of Health" delivery:1',
        "delivery 1: confirmed by the recipient",
      ],
      ["https://example.org/2.jpg kind:photo delivery:1", "delivery 1: documented"],
    ] as const;
    for (const [line, level] of rising)
      expect((await olena().says(`evidence AID-1 ${line}`)).text, line).toContain(`Known by now: ${level}`);
    expect((await olena().says("show AID-1")).text).toContain("documented");
    // The pledge is another part, and known by nothing.
    expect((await olena().says("show AID-1")).text).toContain("unsourced");
  });

  it("is kept with its archived copy, its excerpt and its dates; the link is shown and never fetched", async () => {
    const said = await olena().says(
      'evidence AID-1 https://example.org/a kind:press quote:"More than 10 million GB" publisher:"Example Times" published:"July 2022" archive:https://archive.example.org/a pledge:1',
    );
    expect(said.text).toContain(
      "Evidence 1: press · Example Times · July 2022 (as stated: “July 2022”) · “More than 10 million GB” · https://example.org/a · archived copy: https://archive.example.org/a",
    );
    expect(said.text).toContain("Known by now: pledge 1: reported");
    expect((await olena().says("history AID-1")).text).toContain("Evidence 1: press, on pledge 1, Example Times");
  });

  it("that its own source is not sure of confirms nothing", async () => {
    const said = await olena().says(
      'evidence AID-1 quote:"It is unclear" voice:recipient by:"A clerk" delivery:1 uncertain:yes',
    );
    expect(said.text).toContain("the source itself is not sure");
    expect(said.text).toContain("Known by now: delivery 1: reported");
    expect((await olena().says("show AID-1")).buttons).toContain("Confirm");
  });

  it("may support an answer, an approach, a note, or a company's own record", async () => {
    await olena().says('response AID-1 accepted_full "All of it" source:"Example Times"');
    await olena().says('note AID-1 remark "They were quick"');
    for (const [part, level] of [
      ["response:1", "answer 1: reported"],
      ["approach:1", "approach 1: reported"],
      ["note:1", "note 1: reported"],
    ] as const)
      expect((await olena().says(`evidence AID-1 https://example.org/x kind:press ${part}`)).text, part).toContain(
        level,
      );
    await olena().says('delivery company:Fabrikam "Medicine" mode:physical state:received');
    const own = await olena().says('evidence company:Fabrikam quote:"It is here" voice:recipient by:Clinic delivery:1');
    expect(own.text).toContain("Known by now: delivery 1: confirmed by the recipient");
  });

  it("is refused for what is not there, and for two parts at once", async () => {
    const head = await world.head();
    for (const [line, sentence] of [
      ["https://example.org delivery:7", "There is no delivery 7."],
      ["https://example.org note:1", "There is no note 1."],
      ["https://example.org response:1", "There is no answer number 1."],
      ["https://example.org pledge:1 delivery:1", "does not belong"],
      ["ftp://example.org", "ftp://example.org"],
      ["https://example.org voice:god", "“god” is not one of the choices"],
    ] as const)
      expect((await olena().says(`evidence AID-1 ${line}`)).text, line).toContain(sentence);
    expect((await world.as("iryna").says("evidence AID-1 https://example.org")).text).toContain("it needs the role");
    expect(await world.head()).toBe(head);
  });

  it("is undone, and known on a past day only as far as it was", async () => {
    await world.passes("1d");
    const line = 'evidence AID-1 quote:"They are here" voice:recipient by:"Ministry" delivery:1';
    const said = await olena().says(line);
    expect((await olena().says("show AID-1 as-of:2022-08-08")).text).not.toContain("confirmed by the recipient");
    const undone = await said.presses("Undo");
    expect(undone.answer.view.tone).not.toBe("refused");
    expect((await olena().says("show AID-1")).text).not.toContain("confirmed by the recipient");
  });

  it("is said in Ukrainian, too", async () => {
    await world.as("admin").says("team Outreach language:uk");
    const said = await olena().says(
      'доказ AID-1 цитата:"Усе надійшло" голос:отримувач чиє-слово:"МОЗ" доставка:1 непевно:так',
    );
    expect(said.text).toContain("отримувач: МОЗ · «Усе надійшло» · саме джерело не певне");
    expect(said.text).toContain("Наскільки відомо: доставка 1: повідомлено");
  });
});

describe("A note", () => {
  it("thanks with the month that is known, about the step that earned it", async () => {
    const said = await olena().says(
      'note AID-1 recognition "Ukrainian peace prize" holder:"The president" at:"July 2022" about:"delivery 1"',
    );
    expect(said.text).toContain("about AID-1, delivery 1");
    expect((await olena().says("show AID-1")).text).toContain(
      "Recognition: Ukrainian peace prize, The president, July 2022 (as stated: “July 2022”), about AID-1, delivery 1",
    );
  });

  it("tells of a counter-measure with the step that caused it, one press away", async () => {
    await olena().says('response AID-1 accepted_partial "No new customers"');
    await olena().says('request Meta "Block state media" kind:content_moderation channel:email');
    const said = await olena().says(
      'note AID-2 counter_measure "The site is blocked" holder:"A regulator" about:"aid-1 #1"',
    );
    expect(said.text).toContain("about AID-1, answer 1");
    expect((await said.presses("Show AID-1")).text).toContain("Cloud backups");
    expect((await olena().says("show AID-2")).text).toContain(
      "Counter-measures: The site is blocked, A regulator, about AID-1, answer 1",
    );
  });

  it("links a company's action, and keeps words that name nothing of ours", async () => {
    await olena().says('response company:Cogent extent:suspend text:"Cut its links" trigger:own_initiative');
    const linked = await olena().says(
      'note AID-1 concern "Civilians lose information" holder:"An analyst" about:"cogent #1"',
    );
    expect(linked.text).toContain("about Cogent, answer 1");
    const free = await olena().says(
      'note AID-1 interest "Asks about the same service" holder:"Another state" about:"the whole plan"',
    );
    expect(free.text).toContain("about the whole plan");
    expect((await olena().says("show AID-1")).text).toContain(
      "Interest of others: Asks about the same service, Another state",
    );
  });

  it("is not linked to what is not there", async () => {
    const head = await world.head();
    for (const [link, sentence] of [
      ["AID-9", "There is no request AID-9."],
      ["AID-1 #4", "There is no answer 4."],
      ["delivery 3", "There is no delivery 3."],
      ["AID-1 pledge 9", "There is no pledge 9."],
    ] as const)
      expect((await olena().says(`note AID-1 remark "x" about:"${link}"`)).text, link).toContain(sentence);
    expect(await world.head()).toBe(head);
  });

  it("reads its link in Ukrainian, and shows it so", async () => {
    await world.as("admin").says("team Outreach language:uk");
    const said = await olena().says('нотатка AID-1 відзнака "Дякуємо" про:"доставка 1"');
    expect(said.text).toContain("стосується: AID-1, доставка 1");
  });
});
