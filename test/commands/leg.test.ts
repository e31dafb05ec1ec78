import { describe, expect, it } from "vitest";
import { expectTakenBack, refused, registers } from "../support/begun.ts";

const { begun } = registers();

const BEGIN = [
  'request Amazon "Host our registers" kind:hosting_backup channel:email',
  'delivery AID-1 "Suitcase-sized drives" mode:physical state:dispatched',
];
const OUT =
  'leg AID-1 delivery:1 direction:out from:Warsaw to:Kyiv carrier:"Example Freight" tracking:EF-77 units:"SB-1, SB-2" dispatched:2022-03-05';

describe("a leg", () => {
  it("tells the way, who carries it, and where each numbered unit is", async () => {
    const { olena } = await begun(BEGIN);
    const { text } = await olena.says(OUT);
    expect(text).toContain("AID-1: leg recorded.");
    expect(text).toContain(
      "Leg 1, out · Warsaw → Kyiv · Example Freight · tracking EF-77 · units SB-1, SB-2 · dispatched Sat 5 Mar 2022",
    );
    expect(text).toContain("SB-1: on its way, Example Freight, Sat 5 Mar 2022");
    const arrived = await olena.says("leg AID-1 delivery:1 leg:1 received:today");
    expect(arrived.text).toContain("received Mon 7 Mar 2022");
    expect(arrived.text).toContain("SB-2: at its place, Kyiv, Mon 7 Mar 2022");
  });

  it("back takes nothing away from what was delivered", async () => {
    const { olena } = await begun([
      'request Amazon "10 drives" kind:equipment channel:email',
      'delivery AID-1 "10 drives" mode:physical state:received',
    ]);
    await olena.says('leg AID-1 delivery:1 to:Kyiv units:"SB-1, SB-2" received:today');
    const { text } = await olena.says("leg AID-1 delivery:1 direction:back from:Kyiv units:SB-1 received:today");
    expect(text).toContain("Leg 2, back · Kyiv → ?");
    expect(text).toContain("delivered, on its way back");
    expect(text).toContain("SB-1: back home");
    expect(text).toContain("drives: asked 10 → delivered 10");
    expect((await olena.says("show AID-1")).text).toContain("Where the units are\n- SB-1: back home");
  });

  it("asks for what it lacks, and needs no direction to go out", async () => {
    const { olena } = await begun(BEGIN);
    const fields = async (line: string) =>
      (await olena.says(line)).form?.fields.map(({ option, required }) => `${option}${required ? "!" : ""}`);
    expect(await fields("leg AID-1")).toEqual([
      "delivery!",
      "to!",
      "direction",
      "from",
      "carrier",
      "units",
      "dispatched",
    ]);
    expect(await fields("leg AID-1 delivery:1 leg:1")).toEqual(["received!", "carrier", "tracking", "dispatched"]);
    expect((await olena.says("leg AID-1 delivery:1 to:Lviv")).text).toContain("Leg 1, out · ? → Lviv");
  });

  it("reads and answers in Ukrainian", async () => {
    const { olena } = await begun([...BEGIN, "team outreach language:uk"]);
    const { text } = await olena.says(
      "етап AID-1 доставка:1 напрямок:назад від:Київ кому:Сіетл перевізник:Пошта місця:SB-1 відправлено:вчора",
    );
    expect(text).toContain("AID-1: етап записано.");
    expect(text).toContain("Етап 1, назад · Київ → Сіетл · Пошта · місця SB-1 · відправлено: нд 6 бер. 2022");
    expect(text).toContain("SB-1: у дорозі");
  });

  it.each([
    ["delivery:9 to:Kyiv", "There is no delivery 9."],
    ["delivery:1 leg:3 received:today", "There is no leg 3."],
    ["delivery:1 to:Kyiv dispatched:tomorrow", "has not come yet"],
    ["delivery:1 to:Kyiv dispatched:2022-03-05 received:2022-03-04", "A delivery cannot arrive before it left."],
    ["delivery:1 to:Kyiv direction:sideways", "is not one of the choices"],
  ])("that makes no sense is refused: %s", async (words, why) => {
    const { world, olena } = await begun(BEGIN);
    expect(await refused(world, olena, `leg AID-1 ${words}`)).toContain(why);
  });

  it("carries at most 200 numbered units", async () => {
    const { world, olena } = await begun(BEGIN);
    const many = Array.from({ length: 201 }, (_, at) => `U${at}`).join(", ");
    expect(await refused(world, olena, `leg AID-1 delivery:1 units:"${many}"`)).toContain("does not fit");
  });

  it.each([OUT, "leg AID-1 delivery:1 leg:1 received:today"])("is as it was after an undo of: %s", async (line) => {
    const { olena } = await begun(BEGIN);
    if (line !== OUT) await olena.says(OUT);
    await expectTakenBack(olena, line);
  });

  it("is shown as it was known on an earlier day", async () => {
    const { world, olena } = await begun([...BEGIN, OUT]);
    await world.passes("2022-03-09 10:00");
    await olena.says("leg AID-1 delivery:1 leg:1 received:today");
    expect((await olena.says("show AID-1 as-of:2022-03-08")).text).toContain("SB-1: on its way, Example Freight");
    expect((await olena.says("show AID-1")).text).toContain("SB-1: at its place, Kyiv");
  });
});
