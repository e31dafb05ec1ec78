import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { openWorld, type World } from "../support/world.ts";

let database: Database;
let world: World;

beforeAll(async () => {
  database = await quickDatabase();
});
afterEach(async () => {
  // Whatever a test did: no fault of ours, and a register that its journal explains.
  expect(world.faults).toEqual([]);
  expect(await world.flaws()).toEqual([]);
  await world.close();
});
afterAll(() => database.close());

const given = async (): Promise<World> => {
  world = await openWorld({
    database,
    at: "2022-03-07 10:00",
    people: { lidia: "lead", oksana: "observer" },
  });
  return world;
};
const olena = () => world.as("olena");
const lidia = () => world.as("lidia");
const oksana = () => world.as("oksana");

/** Two companies that are one, each with a request, an action of its own and a person. */
const twoOfOne = async (): Promise<void> => {
  await olena().says("request Amazon Terminals kind:equipment channel:email");
  await olena().says('response company:Amazon text:"Stops sales" extent:suspend source:"Newspaper A"');
  await olena().says('company "AWS Cloud" alias:"Амазон Клауд" contact:"Lee Park" country:US new:yes');
  await olena().says('request "AWS Cloud" Backups kind:hosting_backup channel:call');
  await world.passes("1h");
  await olena().says('response company:"AWS Cloud" extent:pause_new text:"No new customers" source:"Newspaper B"');
  await olena().says('response company:"AWS Cloud" disputes:1 extent:exit source:"Newspaper C"');
  await olena().says('note company:"AWS Cloud" question "Who pays?"');
  await olena().says('note company:"AWS Cloud" answer:1 text:"They do"');
};

describe("A company's card", () => {
  it("tells what is open apart from what is closed or withdrawn", async () => {
    await given();
    for (const asked of ["Terminals kind:equipment", "Generators kind:supplies", "Backups kind:hosting_backup"])
      await olena().says(`request Amazon ${asked} channel:email`);
    await olena().says("close AID-2 They stopped answering");
    await lidia().says("withdraw AID-3 Logged twice");
    const { text } = await olena().says("company Amazon");
    expect(text).toMatch(/Open requests · 1\n.*AID-1 .*Terminals.*\n+Closed · 2\n(.*AID-[23].*\n){2}/);
    expect(text).toMatch(/AID-2 .*Generators.*closed/);
    await olena().says("close AID-1 Done");
    expect((await olena().says("company Amazon")).text).toMatch(/No open requests\.\n+Closed · 3\n/);
  });
});

describe("Two companies that turn out to be one", () => {
  it("are shown first, and only made one when that is meant", async () => {
    await given();
    await twoOfOne();
    const before = await world.head();
    const asked = await lidia().says('company Amazon merge:"AWS Cloud"');
    expect(asked.text).toContain("Make AWS Cloud one with Amazon? 1 request moves, and 2 records.");
    expect(asked.text).toContain("cannot be taken back");
    expect(await world.head()).toBe(before);
    expect((await asked.presses("Leave them apart")).text).not.toContain("Backups");
    expect(await world.head()).toBe(before);
  });

  it("lose no request, no name, no person and nothing that was heard", async () => {
    await given();
    await twoOfOne();
    const merged = await (await lidia().says('company Amazon merge:"AWS Cloud"')).presses("They are one: Amazon");
    expect(merged.text).toContain("AWS Cloud is now part of Amazon; 1 request moved.");
    const card = (await lidia().says('company "Амазон Клауд"')).text;
    for (const kept of ["AWS Cloud", "Lee Park", "US", "#1", "Stops sales", "#2", "No new customers", "Newspaper B"])
      expect(card).toContain(kept);
    expect(card).toContain("Open requests · 2");
    expect(card).toContain("answered");
    expect((await olena().says("show AID-2")).text).toContain("AID-2 · Amazon · Backups");
    expect((await olena().says('list company:"AWS Cloud"')).text).toContain("AID-1");
    // Numbers go on from where both ended.
    const third = await olena().says('response company:Amazon text:"Back to normal" source:"Newspaper A"');
    expect(third.text).toContain("#3");
  });

  it("are two on every day before they were found to be one", async () => {
    await given();
    await twoOfOne();
    await world.passes("2d");
    await (await lidia().says('company Amazon merge:"AWS Cloud"')).presses("They are one: Amazon");
    expect((await olena().says("show AID-2 as-of:2022-03-08")).text).toContain("AID-2 · AWS Cloud · Backups");
    expect((await olena().says("company Amazon as-of:2022-03-08")).text).not.toContain("No new customers");
    expect((await olena().says("matrix as-of:2022-03-08")).text).toContain("AWS Cloud");
    expect((await olena().says("matrix")).text).not.toContain("AWS Cloud");
  });

  it("are judged on a day before by what each was asked itself, with the subsidiaries of that day", async () => {
    await given();
    await olena().says('request Google "End ads" kind:sales_suspension channel:email');
    await olena().says('response AID-1 accepted_full "Ended" extent:exit source:"Newspaper A"');
    await olena().says('request Alphabet "End cloud" kind:service_suspension channel:email');
    await olena().says('response AID-2 accepted_partial "Less" extent:reduce source:"Newspaper A"');
    await olena().says("company YouTube new:yes");
    await world.passes("2d");
    await (await lidia().says("company Google merge:Alphabet")).presses("They are one: Google");
    await olena().says("company YouTube parent:Google");
    const card = (await lidia().says("company Google")).text;
    for (const now of ["the least of 2 requests", "YouTube"]) expect(card).toContain(now);
    const then = (await lidia().says("company Google as-of:2022-03-08")).text;
    expect(then).toContain("How far they went");
    for (const later of ["AID-2", "YouTube"]) expect(then).not.toContain(later);
  });

  it("stay one whatever is taken back afterwards: undo passes over the move of a request", async () => {
    await given();
    await twoOfOne();
    await olena().says("edit AID-2 title:Copies");
    await (await lidia().says('company Amazon merge:"AWS Cloud"')).presses("They are one: Amazon");
    expect((await lidia().says("history AID-2")).text).not.toMatch(/[0-9a-f]{8}-/u);
    const undone = await lidia().says("undo AID-2");
    expect(undone.text).toContain("AID-2 · Amazon · Backups");
    expect((await lidia().says("list company:Amazon")).text).toContain("AID-2 Amazon · Backups");
  });

  it("bring their subsidiaries along, and a subsidiary that takes over its parent has none above it", async () => {
    await given();
    await olena().says("company Alphabet new:yes");
    await olena().says("company Google parent:Alphabet new:yes");
    await olena().says("company YouTube parent:Alphabet new:yes");
    await (await lidia().says("company Google merge:Alphabet")).presses("They are one: Google");
    const card = (await lidia().says("company Google")).text;
    expect(card).toContain("YouTube");
    expect(card).not.toContain("Parent");
  });

  it("are what notes about either are about, by the number that the part has now", async () => {
    await given();
    await twoOfOne();
    await olena().says('note AID-1 counter_measure "Blocked" about:"AWS Cloud #1"');
    await olena().says('note company:"AWS Cloud" remark "Two letters" about:"#1"');
    await olena().says('note AID-1 interest "Asked too" about:"AWS Cloud"');
    expect((await olena().says("show AID-1")).text).toContain("Blocked, about AWS Cloud, answer 1");
    await world.passes("2d");
    await (await lidia().says('company Amazon merge:"AWS Cloud"')).presses("They are one: Amazon");
    const card = (await olena().says("show AID-1")).text;
    expect(card).toContain("Blocked, about Amazon, answer 2");
    expect(card).toContain("Asked too, about Amazon");
    expect((await olena().says("company Amazon")).text).toContain("Two letters · about Amazon, answer 2");
    expect((await olena().says("show AID-1 as-of:2022-03-08")).text).toContain("Blocked, about AWS Cloud, answer 1");
  });

  it("are not made one by somebody who coordinates, nor with themselves", async () => {
    await given();
    await twoOfOne();
    const before = await world.head();
    expect((await olena().says('company Amazon merge:"AWS Cloud"')).text).toContain("lead");
    expect((await lidia().says("company Amazon merge:amazon")).text).toContain("That is Amazon itself.");
    expect(await world.head()).toBe(before);
  });
});

describe("A parent", () => {
  it("is told with its subsidiaries' requests only when asked", async () => {
    await given();
    await olena().says("request Google Stop kind:sales_suspension channel:email");
    await olena().says("company YouTube parent:Google new:yes");
    await olena().says("request YouTube Moderate kind:content_moderation channel:email");
    expect((await olena().says("company Google")).text).not.toContain("Moderate");
    expect((await olena().says("company Google subsidiaries:yes")).text).toContain("Moderate");
  });

  it("cannot be its own subsidiary's subsidiary", async () => {
    await given();
    await olena().says("company Google new:yes");
    await olena().says("company YouTube parent:Google new:yes");
    const before = await world.head();
    expect((await olena().says("company Google parent:YouTube")).text).toContain("That is Google itself.");
    expect(await world.head()).toBe(before);
  });
});

describe("A name that is withheld", () => {
  const withheld = async (): Promise<void> => {
    await given();
    await olena().says("request Rostec Terminals kind:equipment channel:email reply-by:48h owner:olena campaign:");
    await olena().says('company Rostec alias:"Ростех" contact:"Ivan Petrenko"');
    await olena().says('response company:Rostec text:"Stops sales" source:"Newspaper A"');
    await olena().says('note AID-1 counter_measure "Fined" about:"Rostec #1"');
    await world.passes("1d");
    await lidia().says('company Rostec redact:"Company 7"');
  };

  it("is in no view, whoever asks and for whatever day", async () => {
    await withheld();
    for (const line of [
      "show AID-1",
      "show AID-1 as-of:yesterday",
      "list",
      "list as-of:yesterday",
      "late",
      "mine",
      "matrix",
      "matrix as-of:yesterday",
      "digest",
      "digest as-of:yesterday",
      "history AID-1",
      'history company:"Company 7"',
      'history company:"Company 7" as-of:yesterday',
      ...[1, 2, 3, 4, 5].flatMap((entry) => [
        `history AID-1 entry:${entry}`,
        `history company:"Company 7" entry:${entry}`,
      ]),
      "why AID-1",
      'company "Company 7"',
      'company "Company 7" as-of:yesterday',
      'request "Company 7" Radios kind:equipment channel:email',
      'batch "Company 7" Radios kind:expertise channel:email',
    ]) {
      const { text } = await olena().says(line);
      expect([line, text]).toEqual([line, expect.not.stringMatching(/Rostec|Ростех|Petrenko/u)]);
    }
    await world.passes("3d");
    expect(world.posts().length).toBeGreaterThan(0);
    for (const { text } of world.posts().filter(({ at }) => at > "2022-03-08T09"))
      expect(text).not.toMatch(/Rostec|Ростех/u);
  });

  it.each(["before", "after"])(
    "is in no view of a company that turned out to be it %s it was withheld",
    async (when) => {
      await given();
      await olena().says("company Nordwind new:yes");
      await olena().says("request Rostec Terminals kind:equipment channel:email");
      await olena().says("request RT-Global Radios kind:equipment channel:email new:yes");
      await world.passes("1d");
      const merge = async (line: string, button: string) => (await lidia().says(line)).presses(button);
      await merge("company Rostec merge:RT-Global", "They are one: Rostec");
      if (when === "after") await merge("company Nordwind merge:Rostec", "They are one: Nordwind");
      await lidia().says(`company ${when === "after" ? "Nordwind" : "Rostec"} redact:"Company 7"`);
      if (when === "before") await merge('company "Company 7" merge:Nordwind', "They are one: Company 7");
      await world.passes("1d");
      const lines = [
        "list as-of:2022-03-07",
        "matrix as-of:2022-03-07",
        "show AID-2 as-of:2022-03-07",
        "digest 2022-03-07",
      ];
      for (const line of [...lines, "history AID-1", "list"]) {
        const { text } = await oksana().says(line);
        expect([line, text]).toEqual([line, expect.not.stringMatching(/Rostec|RT-Global|Nordwind/u)]);
        expect(text.includes("Company 7") || line.startsWith("history"), text).toBe(true);
      }
      const past = await oksana().says("list as-of:2022-03-07");
      await lidia().says('company "Company 7" redact:no');
      expect(past.text).not.toContain("RT-Global");
      expect((await oksana().says("list as-of:2022-03-07")).text).toContain("RT-Global");
    },
  );

  it("is read by a lead on the company's own card, which nobody else sees", async () => {
    await withheld();
    const card = await lidia().says('company "Company 7"');
    expect(card.text).toContain("Rostec");
    expect(card.answer.audience).toBe("caller");
  });

  it("is not read by somebody who was a lead then and is none today", async () => {
    await withheld();
    await world.passes("2d");
    await lidia().says("role oksana lead");
    await world.as("oksana").says("role lidia observer");
    expect((await lidia().says('company "Company 7"')).text).not.toContain("Rostec");
    expect((await lidia().says('company "Company 7" as-of:yesterday')).text).not.toContain("Rostec");
  });

  it("still finds the company for those who work with it, and nothing for those who only look", async () => {
    await withheld();
    expect((await olena().says('note company:Rostec remark "Seen"')).text).toContain("Company 7");
    expect((await oksana().says("company Rostec")).text).not.toContain("Company 7");
    expect((await oksana().says("list company:Ростех")).text).not.toContain("Company 7");
    expect((await oksana().says('company "company 7"')).text).toContain("Company 7");
  });

  it("is shown again when a lead says so", async () => {
    await withheld();
    expect((await olena().says('company "Company 7" redact:no')).text).toContain("lead");
    await lidia().says('company "Company 7" redact:no');
    expect((await olena().says("show AID-1")).text).toContain("Rostec");
  });
});

describe("How far a company went", () => {
  it("is the least of its steps, with what that rests on, and can be asked of any past day", async () => {
    await given();
    await olena().says('request Amazon "End cloud" kind:service_suspension channel:email at:2022-03-01');
    await olena().says('request Amazon "End the shop" kind:sales_suspension channel:email at:2022-03-01');
    await olena().says('response AID-1 accepted_partial "No new customers" extent:pause_new effective:2022-03-05');
    await olena().says('response AID-2 accepted_full "Shop closed" extent:exit effective:2022-03-05');
    const card = (await olena().says("company Amazon")).text;
    expect(card).toContain(
      "How far they went: new business paused · the least of 2 requests: AID-1 new business paused, AID-2",
    );
    await world.passes("2d");
    await olena().says('response AID-1 accepted_full "All of it" extent:exit effective:2022-03-09');
    expect((await olena().says("company Amazon")).text).not.toContain("new business paused");
    const then = (await olena().says("company Amazon as-of:2022-03-08")).text;
    expect(then).toContain("new business paused · the least of 2 requests");
    expect(then).toContain("as of Tue 8 Mar 2022");
  });

  it("is left out where it was never asked to stop anything", async () => {
    await given();
    await olena().says("request SpaceX Terminals kind:equipment channel:email");
    expect((await olena().says("company SpaceX")).text).not.toContain("How far");
  });
});
