import { describe, expect, it } from "vitest";
import { expectTakenBack, refused, registers } from "../support/begun.ts";

const { begun } = registers();

const ASK = 'request Amazon "Host our registers" kind:hosting_backup channel:email items:"10 PB of data"';
const READ =
  'progress AID-1 data "more than 10 million GB" at:2022-03-01 breakdown:"27 ministries, 18 universities, dozens of companies" tags:"tax, banking" source:"Newspaper C"';

describe("a reading", () => {
  it("tells the number, its bound and its wording, its shares and what it covers", async () => {
    const { olena } = await begun([ASK]);
    const { text } = await olena.says(READ);
    expect(text).toContain("AID-1: reading recorded.");
    expect(text).toContain(
      "Reading 1: data: at least 10 PB · “more than 10 million GB” · Tue 1 Mar 2022 · " +
        "27 ministries, 18 universities, dozens of companies · covers tax, banking · reported",
    );
    expect(text).toContain("data: asked 10 PB → delivered at least 10 PB");
    expect((await olena.says("show AID-1")).text).toContain("Promised and received · fulfilled");
  });

  it("needs no quotation marks, and records what nobody counted", async () => {
    const { olena } = await begun([ASK]);
    expect((await olena.says("progress AID-1 data more than 5 TB")).text).toContain("data: at least 5 TB");
    expect((await olena.says("progress AID-1 companies dozens")).text).toContain("companies: “dozens”");
  });

  it("is held against the one before: the latest of a metric holds, and both stay", async () => {
    const { olena } = await begun([ASK, READ]);
    const { text } = await olena.says('progress AID-1 Data "12 PB" at:2022-03-05');
    expect(text).toContain("Reading 2: data: 12 PB");
    const card = (await olena.says("show AID-1")).text;
    expect(card).toContain("Reading 2: data: 12 PB");
    expect(card).not.toContain("Reading 1");
    expect((await olena.says("history AID-1")).text).toContain("Reading 1, data, at least 10 PB");
  });

  it("that is lower needs a reason, unless it is the older one", async () => {
    const { world, olena } = await begun([ASK, READ]);
    expect(await refused(world, olena, 'progress AID-1 data "5 TB"')).toContain(
      "This is lower than the last reading of data: more than 10 million GB.",
    );
    expect((await olena.says('progress AID-1 data "5 TB" reason:"Counted anew"')).text).toContain(
      "data: 5 TB · “5 TB” · Mon 7 Mar 2022, 10:00 EET · because: Counted anew",
    );
    expect((await olena.says('progress AID-1 data "1 TB" at:2022-02-25')).text).toContain("reading recorded");
  });

  it("covers more with every tag, of a pledge and a delivery where that is said", async () => {
    const { olena } = await begun([
      ASK,
      'pledge AID-1 "Backups"',
      'delivery AID-1 "Drives" mode:physical state:received',
    ]);
    await olena.says(`${READ} pledge:1 delivery:1`);
    const { text } = await olena.says('progress AID-1 reading:1 tags:"property records, tax"');
    expect(text).toContain("covers tax, banking, property records · of pledge 1 · of delivery 1");
  });

  it("asks for what it lacks", async () => {
    const { olena } = await begun([ASK, READ]);
    const fields = async (line: string) => (await olena.says(line)).form?.fields.map(({ option }) => option);
    expect(await fields("progress AID-1")).toEqual(["metric", "quantity", "at", "breakdown", "tags", "source"]);
    expect(await fields("progress AID-1 reading:1")).toEqual(["tags"]);
  });

  it("is taken of a company outside of any request", async () => {
    const { olena } = await begun([]);
    const { text } = await olena.says('progress company:Fabrikam "people reached" "about 3,000" new:yes');
    expect(text).toContain("Reading 1: people reached: about 3,000");
  });

  it("reads and answers in Ukrainian", async () => {
    const { olena } = await begun([ASK, "team outreach language:uk"]);
    const { text } = await olena.says(
      'поступ AID-1 дані "понад 10 млн ГБ" розподіл:"27 міністерств, десятки компаній" теми:"податки, банки"',
    );
    expect(text).toContain("AID-1: показник записано.");
    expect(text).toContain("дані: щонайменше 10 ПБ · «понад 10 млн ГБ»");
    expect(text).toContain("27 міністерств, десятки компаній · охоплює: податки, банки · без джерела");
  });

  it.each([
    ["data lots-and-lots", "could not be read"],
    ["data -5", "zero or less"],
    ["reading:9 tags:tax", "There is no reading 9."],
    ["reading:1 tags:tax source:Times", "does not belong to this"],
    ["data 12 PB pledge:9", "There is no pledge 9."],
    ['data "12 PB" at:tomorrow', "has not come yet"],
  ])("that makes no sense is refused: %s", async (words, why) => {
    const { world, olena } = await begun([ASK, READ]);
    expect(await refused(world, olena, `progress AID-1 ${words}`)).toContain(why);
  });

  it.each([READ, 'progress AID-1 data "12 PB"', "progress AID-1 reading:1 tags:property"])(
    "is as it was after an undo of: %s",
    async (line) => {
      const { olena } = await begun([ASK]);
      if (line !== READ) await olena.says(READ);
      await expectTakenBack(olena, line);
    },
  );

  it("is shown as it was known on an earlier day", async () => {
    const { world, olena } = await begun([ASK, READ]);
    await world.passes("2022-03-09 10:00");
    await olena.says('progress AID-1 data "12 PB"');
    expect((await olena.says("show AID-1 as-of:2022-03-08")).text).toContain("data: at least 10 PB");
    expect((await olena.says("show AID-1")).text).toContain("data: 12 PB");
  });
});
