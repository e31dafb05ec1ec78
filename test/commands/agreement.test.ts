import { beforeEach, describe, expect, it } from "vitest";
import { registers } from "../support/begun.ts";
import type { World } from "../support/world.ts";

/** Papers that were signed or are to be, through the bot alone. */

const { begun } = registers();
let world: World;

beforeEach(async () => {
  ({ world } = await begun([], { people: { iryna: "observer" } }));
  await olena().says('request Amazon "Cloud backups" kind:hosting_backup channel:email owner:me');
});

const olena = () => world.as("olena");

const MEMO =
  'agreement AID-1 "Memorandum on digital cooperation" kind:memorandum parties:"Ministry; Amazon Web Services, Inc." signatories:"M. Fedorov; L. Maxwell" signed:2022-03-01 until:"December 2022" renews:"the plan of February"';

describe("An agreement", () => {
  it("is told with its parties, who signed it when, until when it holds and what it goes on from", async () => {
    const said = await olena().says(MEMO);
    expect(said.text).toContain("AID-1: agreement recorded.");
    const row = [
      "Memorandum on digital cooperation",
      "memorandum",
      "between Ministry, Amazon Web Services, Inc.",
      "signed Tue 1 Mar 2022",
      "by M. Fedorov, L. Maxwell",
      "holds until Sat 31 Dec 2022",
      "goes on from the plan of February",
      "unsourced",
    ].join(" · ");
    expect(said.text).toContain(`Agreement 1: ${row}`);
    expect((await world.as("iryna").says("show AID-1")).text).toContain("Agreements · 1");
  });

  it("is changed by its number, and is documented once its paper is kept", async () => {
    await olena().says(MEMO);
    const changed = await olena().says('agreement AID-1 agreement:1 until:2023-06-30 signatories:"M. Fedorov"');
    expect(changed.text).toContain("holds until Fri 30 Jun 2023");
    expect(changed.text).toContain("by M. Fedorov ·");
    expect((await olena().says("history AID-1")).text).toContain("Agreement 1 changed: holds until, signatories");
    const kept = await olena().says(
      "evidence AID-1 https://example.org/memo.pdf kind:document agreement:1 voice:recipient",
    );
    expect(kept.text).toContain("Known by now: agreement 1: documented");
  });

  it("may be one that nobody has signed yet, and may be a company's own", async () => {
    const said = await olena().says('agreement company:Fabrikam "Framework contract" kind:contract parties:Fabrikam');
    expect(said.text).toContain("not signed yet");
    expect((await olena().says("company Fabrikam")).text).toContain("Framework contract · contract · between Fabrikam");
  });

  it("may be dated otherwise by another source", async () => {
    await olena().says(MEMO);
    const said = await olena().says('claim AID-1 agreement:1 field:date value:"last week" source:"Example Times"');
    expect((await olena().says("show AID-1")).text).toContain("disputed: date: last week (Example Times)");
    expect((await said.presses("Go by “2022-03-01” (agreement 1)")).text).toContain("chosen by olena");
  });

  it("is undone, and known on a past day as it was", async () => {
    await world.passes("1d");
    const said = await olena().says(MEMO);
    await world.passes("1d");
    await olena().says("agreement AID-1 agreement:1 until:2023-06-30");
    expect((await olena().says("show AID-1 as-of:2022-03-07")).text).not.toContain("Memorandum");
    expect((await olena().says("show AID-1 as-of:2022-03-08")).text).toContain("Sat 31 Dec 2022");
    await olena().says("undo AID-1");
    expect((await olena().says("show AID-1")).text).toContain("Sat 31 Dec 2022");
    await olena().says("undo AID-1");
    expect((await olena().says("show AID-1")).text).not.toContain("Memorandum");
    expect((await said.presses("Undo")).answer.view.tone).toBe("refused");
  });

  it("is asked for in a form, and refused when it makes no sense", async () => {
    const form = await olena().says("agreement AID-1");
    expect(form.form?.fields.map(({ option }) => option)).toEqual([
      "title",
      "kind",
      "parties",
      "signatories",
      "signed",
    ]);
    await olena().says(MEMO);
    const head = await world.head();
    for (const [line, sentence] of [
      ["agreement:7 until:2023-01-01", "There is no agreement 7."],
      ["agreement:1 until:2022-02-01", "An agreement cannot end before it was signed."],
      ["Grant signed:2022-03-01 until:2022-02-28", "An agreement cannot end before it was signed."],
      ["agreement:1 until:someday", "could not be read as a date"],
      ['agreement:1 parties:"; ;"', "is empty"],
      ["agreement:1 kind:pact", "“pact” is not one of the choices"],
    ] as const)
      expect((await olena().says(`agreement AID-1 ${line}`)).text, line).toContain(sentence);
    expect((await world.as("iryna").says(MEMO)).text).toContain("it needs the role");
    expect(await world.head()).toBe(head);
  });

  it("is said in Ukrainian, too", async () => {
    await world.as("admin").says("team Outreach language:uk");
    const said = await olena().says(
      'угода AID-1 "Меморандум про цифрову співпрацю" вид:меморандум сторони:"Мінцифри; Amazon" підписано:2022-03-01 до:2022-12-31',
    );
    expect(said.text).toContain("AID-1: угоду записано.");
    expect(said.text).toContain("сторони: Мінцифри, Amazon · підписано вт 1 бер. 2022");
  });
});
