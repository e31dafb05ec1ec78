import { describe, expect, it } from "vitest";
import { expectTakenBack, refused, registers } from "../support/begun.ts";

const { begun } = registers();

const ASK = 'request SpaceX "5,000 satellite terminals" kind:equipment channel:social_public at:"2022-03-05 12:00"';
const ARRIVED =
  'delivery AID-1 "500 satellite terminals" mode:physical state:received at:2022-02-28 source:"Newspaper A"';

describe("a delivery", () => {
  it("without a pledge and before its request is recorded, marked and counted", async () => {
    const { olena } = await begun([ASK]);
    const { text } = await olena.says(ARRIVED);
    expect(text).toContain("AID-1: delivery recorded.");
    expect(text).toContain(
      "Delivery 1: 500 satellite terminals · received, Mon 28 Feb 2022 · by transport · without a pledge · " +
        "out of order: 5 days before the approach · reported",
    );
    expect(text).toContain("satellite terminals: asked 5,000 → delivered 500; missing: 4,500; not confirmed yet: 500");
  });

  it("tells how long it took from the approach, no sharper than it was dated", async () => {
    const { olena } = await begun([ASK]);
    const received = (at: string) =>
      olena.says(`delivery AID-1 "Terminals" mode:physical state:received at:"${at}"`).then(({ text }) => text);
    expect(await received("2022-03-07 10:00")).toContain("46 hours after the approach");
    expect(await received("2022-03-05 13:59")).toContain("119 minutes after the approach");
    expect(await received("2022-03-05 12:00")).toContain("less than a minute after the approach");
    expect(await received("2022-03-05 11:29")).toContain("out of order: 31 minutes before the approach");
    expect(await received("2022-03-06")).toContain("1 day after the approach");
    expect(await received("2022-03-05")).toContain("on the day of the approach");
    expect(await received("February 2022")).toContain("out of order: before the approach");
    expect(await received("unknown")).not.toContain("the approach ·");
  });

  it("that is told to have come on another day is counted to that day", async () => {
    const { olena } = await begun([ASK]);
    await olena.says('delivery AID-1 "Terminals" mode:physical state:received at:2022-03-06');
    const { text } = await olena.says("delivery AID-1 delivery:1 state:received at:2022-03-07");
    expect(text).toContain("received, Mon 7 Mar 2022");
    expect(text).toContain("2 days after the approach");
    expect(text).not.toContain("1 day after");
  });

  it("to a request that was never put is out of order, too", async () => {
    const { olena } = await begun(['request SpaceX "Terminals" kind:equipment']);
    expect((await olena.says(ARRIVED)).text).toContain("out of order: before any approach");
  });

  it("of a pledge names it, and goes from planned to received", async () => {
    const { world, olena } = await begun([ASK, 'pledge AID-1 "500 satellite terminals"']);
    const planned = await olena.says(
      'delivery AID-1 "Terminals" mode:physical state:planned pledge:1 at:2022-03-20 lines:"500 satellite terminals" recipients:hospitals',
    );
    expect(planned.text).toContain(
      "Terminals · planned, Sun 20 Mar 2022 · by transport · 500 satellite terminals · for hospitals · of pledge 1",
    );
    expect(planned.text).not.toContain("delivered");
    await world.passes("2022-03-21 10:00");
    expect((await olena.says("delivery AID-1 delivery:1 state:dispatched")).text).toContain("on its way, Mon 21 Mar");
    const received = await olena.says("delivery AID-1 delivery:1 state:received at:today");
    expect(received.text).toContain("received, Mon 21 Mar 2022");
    expect(received.text).toContain("asked 5,000 → announced 500 → delivered 500");
  });

  it("that is lost or called off has a reason, in whatever language the state is typed", async () => {
    const { olena } = await begun([ASK, ARRIVED]);
    for (const state of ["lost", "cancelled", "скасовано", '"втрачено або пошкоджено"']) {
      const asked = await olena.says(`delivery AID-1 delivery:1 state:${state}`);
      expect(asked.form?.fields.filter(({ required }) => required).map(({ option }) => option)).toEqual(["reason"]);
    }
    const { text } = await olena.says('delivery AID-1 delivery:1 state:lost reason:"Burnt at the depot"');
    expect(text).toContain("lost or damaged, Mon 7 Mar 2022, 10:00 EET · because: Burnt at the depot");
    expect(text).toContain("satellite terminals: asked 5,000\n");
  });

  it("is corrected, its goods and its worth too", async () => {
    const { olena } = await begun([ASK, ARRIVED]);
    const { text } = await olena.says(
      'delivery AID-1 edit:1 lines:"450 satellite terminals" amount:"$1.2m" basis:market recipients:ministries',
    );
    expect(text).toContain("$1,200,000 (market price), 450 satellite terminals · for ministries");
    expect(text).toContain("delivered 450");
  });

  it("of money is told by currency, and paid only by the recipient's word", async () => {
    const { olena } = await begun([]);
    const { text } = await olena.says(
      'delivery company:Fabrikam "Grant" mode:cash state:received amount:"5m USD" new:yes',
    );
    expect(text).toContain("Delivery 1: Grant · received");
    expect(text).toContain("USD: delivered $5,000,000");
    expect(text).not.toContain("the approach");
  });

  it("asks for what it lacks", async () => {
    const { olena } = await begun([ASK, ARRIVED]);
    const fields = async (line: string) =>
      (await olena.says(line)).form?.fields.map(({ option, required }) => `${option}${required ? "!" : ""}`);
    expect(await fields("delivery AID-1")).toEqual([
      "title!",
      "mode!",
      "state!",
      "at",
      "amount",
      "lines",
      "pledge",
      "source",
    ]);
    expect(await fields("delivery AID-1 delivery:1")).toEqual(["state!", "at", "reason"]);
  });

  it("reads and answers in Ukrainian", async () => {
    const { olena } = await begun([ASK, "team outreach language:uk"]);
    const { text } = await olena.says(
      'доставка AID-1 "500 терміналів" спосіб:перевезення стан-доставки:отримано дата:2022-02-28 речі:"500 терміналів; 20 кг борошна"',
    );
    expect(text).toContain("AID-1: доставку записано.");
    expect(text).toContain("Доставка 1: 500 терміналів · отримано, пн 28 лют. 2022 · перевезення");
    expect(text).toContain("поза порядком: за 5 днів до звернення · без джерела");
  });
});

describe("a delivery that makes no sense", () => {
  it.each([
    ["delivery:9 state:received", "There is no delivery 9."],
    ['"Aid" mode:physical state:received pledge:9', "There is no pledge 9."],
    ['"Aid" mode:physical state:received at:tomorrow', "has not come yet"],
    ["delivery:1 state:received amount:$5", "does not belong to this"],
    ['"Aid" mode:balloon state:received', "is not one of the choices"],
    ["delivery:1 state:verified", "is not one of the choices"],
    ["edit:1 pledge:9", "There is no pledge 9."],
  ])("is refused: %s", async (words, why) => {
    const { world, olena } = await begun([ASK, ARRIVED]);
    expect(await refused(world, olena, `delivery AID-1 ${words}`)).toContain(why);
  });

  it("does not move once it was called off", async () => {
    const { world, olena } = await begun([ASK, ARRIVED, "delivery AID-1 delivery:1 state:cancelled reason:Sold"]);
    for (const words of ["delivery:1 state:received", "edit:1 title:Other"])
      expect(await refused(world, olena, `delivery AID-1 ${words}`)).toContain("Delivery 1 was cancelled.");
  });
});

describe("the past of a delivery", () => {
  it.each([
    ARRIVED,
    'delivery AID-1 edit:1 lines:"400 satellite terminals"',
    "delivery AID-1 delivery:1 state:lost reason:Burnt",
  ])("is as it was after an undo of: %s", async (line) => {
    const { olena } = await begun([ASK]);
    if (line !== ARRIVED) await olena.says(ARRIVED);
    await expectTakenBack(olena, line);
  });

  it("is shown as it was known on an earlier day", async () => {
    const { world, olena } = await begun([ASK, 'delivery AID-1 "Terminals" mode:physical state:dispatched']);
    await world.passes("2022-03-09 10:00");
    await olena.says("delivery AID-1 delivery:1 state:received");
    expect((await olena.says("show AID-1 as-of:2022-03-08")).text).toContain("Terminals · on its way");
    expect((await olena.says("show AID-1")).text).toContain("Terminals · received, Wed 9 Mar 2022");
  });
});

describe("a part of what was announced", () => {
  it("does not count as all of it, and the request stays theirs", async () => {
    const { olena } = await begun([
      'request SpaceX "Terminals" kind:equipment channel:email',
      'pledge AID-1 "1000 terminals" lines:"1000 terminals"',
    ]);
    const { text } = await olena.says(
      'delivery AID-1 "200 terminals" lines:"200 terminals" pledge:1 mode:physical state:received',
    );
    expect(text).not.toContain("close");
    expect((await olena.says("list")).text).toContain("fulfilled in part");
  });
});

describe("a delivery that came before the answer", () => {
  it("does not turn the reminder of a late answer into a question about the delivery", async () => {
    const { world, olena } = await begun([
      'request Amazon "500 terminals" kind:equipment channel:email reply-by:2022-03-08 owner:me',
    ]);
    await olena.says('delivery AID-1 "20 terminals" mode:physical state:received');
    await world.passes("2022-03-09 10:00");
    const late = world.posts().find(({ text }) => text.includes("No answer yet"));
    expect(late?.text).toContain("Next: Chase them, or set a new date.");
  });
});

describe("a company that brought something and was never recorded as having answered", () => {
  it("is not listed among the silent", async () => {
    const { world, olena } = await begun([ASK]);
    await world.passes("2022-03-21 10:00");
    expect((await olena.says("digest")).text).toContain("Silent longest");
    await olena.says(ARRIVED);
    expect((await olena.says("digest")).text).not.toContain("Silent longest");
  });
});
