import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../db/database.ts";
import type { Inline, Text, View } from "../src/view/view.ts";
import { quickDatabase } from "./support/database.ts";
import { openWorld, type World, type WorldOptions } from "./support/world.ts";

/** How the bot behaves towards people, through the bot alone: it asks before, it tells whose, it pings nobody. */

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

/** A world that begins on Monday 7 March 2022, unless said otherwise. */
const given = async (options: Partial<WorldOptions> = {}): Promise<World> => {
  world = await openWorld({ database, at: "2022-03-07 10:00", ...options });
  return world;
};

const olena = () => world.as("olena");
const taras = () => world.as("taras");
const admin = () => world.as("admin");

/** Logs a request of Olena's and answers with what she then sees. */
const logged = (company: string, more = "") =>
  olena().says(`request ${company} "End cloud services" kind:service_suspension channel:email owner:me ${more}`);

const reminders = () => world.posts().filter(({ text }) => !text.startsWith("Digest"));

describe("Questions before something is written", () => {
  it("asks before a second Amazon is made, and takes the one that was meant", async () => {
    await given();
    await logged("Amazon");
    const head = await world.head();
    const near = await taras().says('request Amazn "Hosting of our backups" kind:hosting_backup channel:email');
    expect(near.text).toContain("The register has no “Amazn”, but it has Amazon. Which one is meant?");
    expect(near.answer.audience).toBe("caller");
    expect(await world.head()).toBe(head + 1); // Taras joined; nothing else
    expect((await near.presses("Use Amazon")).text).toContain("AID-2: Amazon has been asked.");
  });

  it("adds the near-miss as new when that is what was meant", async () => {
    await given();
    await logged("Amazon");
    const near = await taras().says('request Amazn "Hosting of our backups" kind:hosting_backup channel:email');
    expect((await near.presses("Add Amazn as new")).text).toContain("Amazn is new in the register.");
    expect((await olena().says("company Amazn")).text).toContain("Amazn");
    expect((await olena().says("company Amazon")).text).not.toContain("AID-2");
  });

  it("shows an open request of the same kind before another one is logged", async () => {
    await given();
    await logged("Amazon");
    const second = await taras().says('request Amazon "Close the shop" kind:service_suspension channel:email');
    expect(second.text).toContain("Amazon already has an open request of this kind: AID-1 “End cloud services”.");
    expect((await taras().says("list")).text).not.toContain("AID-2");
  });

  it("shows that another team wrote to the company in the last days, and not what it wrote long ago", async () => {
    await given();
    await logged("Amazon");
    await admin().in("#health").says("team Health quiet:20:00-08:00");
    const asks = 'request Amazon "Medicine for two hospitals" kind:supplies channel:email';
    const collision = await taras().in("#health").says(asks);
    expect(collision.text).toContain("Team outreach wrote to Amazon recently: AID-1 “End cloud services”.");
    await world.passes("15d");
    expect((await taras().in("#health").says(asks)).text).toContain("AID-2: Amazon has been asked.");
  });
});

describe("Two people at once", () => {
  it("shows the present value and the proposed one when edits cross, and changes it only when told to", async () => {
    await given();
    await logged("Amazon", "reply-by:2022-03-14");
    await olena().says("due AID-1 2022-03-16");
    await world.passes("1h");
    await olena().says("due AID-1 2022-03-17");
    const crossing = await taras().says("due AID-1 2022-03-25");
    expect(crossing.text).toContain("olena has just set AID-1 to Thu 17 Mar 2022. Change it to Fri 25 Mar 2022?");
    expect((await crossing.presses("Keep it as it is")).text).toContain("expected by Thu 17 Mar 2022");
    expect((await crossing.presses("Change it")).text).toContain("expected by Fri 25 Mar 2022");
  });

  it("asks again when the value changed once more before the answer", async () => {
    await given();
    await logged("Amazon", "reply-by:2022-03-14");
    await olena().says("due AID-1 2022-03-17");
    const crossing = await taras().says("due AID-1 2022-03-25");
    await olena().says("due AID-1 2022-03-18");
    const pressed = await crossing.presses("Change it");
    expect(pressed.answer.view.tone).toBe("refused");
    expect((await olena().says("show AID-1")).text).toContain("expected by Fri 18 Mar 2022");
  });

  it("has one effect and one answer for one event that arrives twice", async () => {
    await given();
    const line = 'request Amazon "End cloud services" kind:service_suspension channel:email';
    const first = await olena().says(line, "event-1");
    const head = await world.head();
    const second = await olena().says(line, "event-1");
    expect(second.answer).toEqual(first.answer);
    expect(await world.head()).toBe(head);
    expect((await olena().says("list")).text).not.toContain("AID-2");
  });

  it("has one effect for one event that arrives twice at the same time", async () => {
    await given();
    await olena().says("help");
    const line = 'request Amazon "End cloud services" kind:service_suspension channel:email';
    const [first, second] = await Promise.all([olena().says(line, "event-1"), olena().says(line, "event-1")]);
    expect(second.answer).toEqual(first.answer);
    expect((await olena().says("list")).text).not.toContain("AID-2");
  });
});

describe("Taking back", () => {
  it("undoes at one press, and redoes at one press", async () => {
    await given();
    await logged("Amazon", "reply-by:2022-03-14");
    const before = (await olena().says("show AID-1")).text;
    const moved = await olena().says("due AID-1 2022-03-25");
    const undone = await moved.presses("Undo");
    expect(undone.text).toContain("AID-1: the last change is taken back.");
    expect(undone.text).toContain("Taken back: Answer expected by Fri 25 Mar 2022");
    expect(unversioned((await olena().says("show AID-1")).text)).toBe(unversioned(before));
    const redone = await undone.presses("Redo");
    expect(redone.text).toContain("AID-1: what was taken back holds again.");
    expect(redone.text).toContain("Holds again: Answer expected by Fri 25 Mar 2022");
    expect(unversioned((await redone.presses("Undo")).text)).toBe(unversioned(undone.text));
  });

  it("asks before an undo takes a whole request away, and does so at one press of its logging's own button", async () => {
    await given();
    const first = await logged("Amazon");
    const head = await world.head();
    const asked = await olena().says("undo AID-1");
    expect(asked.text).toContain("The last change of AID-1 “End cloud services” is its logging.");
    expect((await asked.presses("Keep it as it is")).text).toContain("AID-1");
    expect(await world.head()).toBe(head);
    expect((await asked.presses("Take AID-1 out")).text).toContain("it is no longer in the register");
    expect((await first.presses("Undo")).text).toContain("There is no request AID-1");
    expect((await (await logged("Google")).presses("Undo")).text).toContain("it is no longer in the register");
  });

  it("brings a whole request back at one press, as it was, and takes it out again at another", async () => {
    await given();
    await logged("Amazon", "reply-by:2022-03-14");
    const before = (await olena().says("show AID-1")).text;
    const gone = await (await olena().says("undo AID-1")).presses("Take AID-1 out");
    expect((await olena().says("list")).text).not.toContain("AID-1");
    const back = await gone.presses("Redo");
    expect(back.text).toContain("AID-1: what was taken back holds again.");
    expect(back.text).toContain("Holds again: Request logged: End cloud services");
    expect(unversioned((await olena().says("show AID-1")).text)).toBe(unversioned(before));
    expect((await olena().says("list")).text).toContain("AID-1");
    expect((await gone.presses("Redo")).answer.view.tone).toBe("refused");
    const again = await back.presses("Undo");
    expect(again.text).toContain("it is no longer in the register");
    expect((await again.presses("Redo")).text).toContain("Answer expected by Mon 14 Mar 2022");
    expect((await gone.presses("Redo")).answer.view.tone).toBe("refused");
  });

  it("reminds of a request that is back as if it had never been gone, and of nothing twice", async () => {
    await given();
    await logged("Amazon", "reply-by:2022-03-16");
    await world.passes("2022-03-14 10:00");
    const before = reminders().map(({ text }) => text.split("\n")[1]);
    expect(before).toEqual([expect.stringContaining("Wed 16 Mar 2022"), expect.stringContaining("Wed 16 Mar 2022")]);
    const gone = await (await olena().says("undo AID-1")).presses("Take AID-1 out");
    await world.passes("2022-03-15 10:00");
    expect(reminders()).toHaveLength(2);
    await gone.presses("Redo");
    await world.passes("2022-03-16 08:59");
    expect(reminders()).toHaveLength(2);
    await world.passes("2022-03-18 10:00");
    expect(
      reminders()
        .slice(2)
        .map(({ text }) => text.split("\n")[1]),
    ).toEqual([expect.stringContaining("Today is the day"), expect.stringContaining("No answer yet")]);
  });

  it("brings a whole request back for whoever may take it out, and to the company that its own has become", async () => {
    await given({ people: { lead: "lead" } });
    await logged("Amazon", "reply-by:2022-03-14");
    await logged("Google");
    const gone = await (await world.as("lead").says("undo AID-1")).presses("Take AID-1 out");
    expect((await gone.presses("Redo", taras())).text).toContain("The last change is not yours");
    await world.as("lead").says("company Google merge:Amazon anyway:yes");
    const back = await gone.presses("Redo");
    expect(back.text).toContain("AID-1 · Google");
    expect((await back.presses("Undo")).text).toContain("no longer in the register");
  });

  it("takes no request away by an answer to a question that is out of date", async () => {
    await given();
    await logged("Amazon");
    const asked = await olena().says("undo AID-1");
    await olena().says("due AID-1 2022-03-25");
    expect((await asked.presses("Take AID-1 out")).answer.view.tone).toBe("refused");
    expect((await olena().says("show AID-1")).text).toContain("25 Mar 2022");
  });

  it("names whoever an undone change was about", async () => {
    await given();
    await taras().says("help");
    await olena().says('request Amazon "End cloud services" kind:service_suspension channel:email');
    await olena().says("assign AID-1 taras");
    expect((await olena().says("undo AID-1")).text).toContain("Taken back: Owner: taras");
  });

  it("undoes somebody else's change for a lead only, and says whose it is", async () => {
    await given({ people: { lead: "lead" } });
    await logged("Amazon", "reply-by:2022-03-14");
    await olena().says("due AID-1 2022-03-25");
    expect((await taras().says("undo AID-1")).text).toContain("The last change is not yours: it is by olena");
    expect((await world.as("lead").says("undo AID-1")).text).toContain("expected by Mon 14 Mar 2022");
  });
});

describe("Who reads it, and in which language", () => {
  it("speaks the caller's language in private and the channel's in the channel", async () => {
    await given();
    const ukrainian = olena().speaking("uk");
    await ukrainian.says("help");
    const channel = await ukrainian.says(
      'request Amazon "End cloud services" kind:service_suspension channel:email reply-by:2022-03-14',
    );
    expect(channel.answer).toMatchObject({ audience: "channel", language: "en" });
    expect(channel.text).toContain("Answer expected by Mon 14 Mar 2022");
    const own = await ukrainian.says("show AID-1");
    expect(own.answer).toMatchObject({ audience: "caller", language: "uk" });
    expect(own.text).toContain("14 бер. 2022");
    const refused = await ukrainian.says("show AID-99");
    expect(refused.answer).toMatchObject({ audience: "caller", language: "uk" });
    expect(refused.text).not.toMatch(/There is no request/);
    const others = await taras().says("show AID-1");
    expect(others.text).toContain("Mon 14 Mar 2022");
  });

  it("speaks the channel's language to everybody there, and in its posts", async () => {
    await given();
    await admin().says("team Outreach language:uk");
    const asked = await olena().says(
      'request Amazon "End cloud services" kind:service_suspension channel:email reply-by:2022-03-08 owner:me',
    );
    expect(asked.answer.language).toBe("uk");
    await world.passes("2022-03-08 12:00");
    expect(world.posts().map(({ language }) => language)).toEqual(["uk"]);
    expect(world.posts()[0]?.text).toMatch(/Вт 8 бер\. 2022|вт 8 бер\. 2022/u);
  });

  it("reminds in a direct message only who chose it, from that moment on", async () => {
    await given();
    await logged("Amazon", "reply-by:2022-03-08");
    await olena().says("settings direct:yes");
    await taras().says('request Google "Stop sales" kind:sales_suspension channel:email owner:me reply-by:2022-03-08');
    await world.passes("2022-03-08 12:00");
    expect(
      reminders()
        .map(({ place, text }) => [place.id, text.slice(0, 5)])
        .toSorted(([one = ""], [other = ""]) => (one < other ? -1 : 1)),
    ).toEqual([
      ["#outreach", "AID-2"],
      ["@olena", "AID-1"],
    ]);
  });

  it("pings nobody who did not choose it, whatever is typed", async () => {
    await given();
    await taras().says("help");
    const rude = "<!channel> @everyone <@taras> @here";
    const asked = await olena().says(
      `request Amazon "${rude}" kind:service_suspension channel:email owner:taras text:"${rude}" reply-by:2022-03-08`,
    );
    const noted = await olena().says(`note AID-1 concern "${rude}" holder:"@everyone"`);
    const shown = await olena().says("show AID-1");
    for (const { answer } of [asked, noted, shown]) expect(pings(answer.view)).toEqual([]);
    await world.passes("2022-03-08 12:00");
    // The owner of a request is told when its day comes; nobody else is.
    expect(reminders().flatMap(({ view }) => pings(view))).toEqual(["taras"]);
  });
});

describe("Who may do what", () => {
  it("lets an observer look and not log", async () => {
    await given({ people: { watcher: "observer" } });
    await logged("Amazon");
    const head = await world.head();
    const watcher = world.as("watcher");
    expect((await watcher.says("show AID-1")).text).toContain("End cloud services");
    for (const line of [
      'request Google "Stop sales" kind:sales_suspension',
      "close AID-1 Done",
      "undo AID-1",
      "company Google new:yes",
      "digest",
    ]) {
      const { answer, text } = await watcher.says(line);
      if (line === "digest") expect(text).toContain("Digest");
      else {
        expect(answer.view.tone).toBe("refused");
        expect(text).toMatch(/it needs the role “(coordinator|liaison)”/u);
      }
    }
    expect(await world.head()).toBe(head);
  });

  it("lets a lead change the team and hand out roles up to their own, and a coordinator neither", async () => {
    await given({ people: { lead: "lead" } });
    await logged("Amazon");
    const refused = [
      await olena().says("team Outreach quiet:21:00-07:00"),
      await olena().says("role taras lead"),
      await olena().says("settings all:yes zone:UTC"),
      await world.as("lead").says("role olena admin"),
    ];
    expect(refused.map(({ answer }) => answer.view.tone)).toEqual(["refused", "refused", "refused", "refused"]);
    expect((await world.as("lead").says("team Outreach quiet:21:00-07:00")).text).toContain("21:00");
    expect((await world.as("lead").says("role olena lead")).text).toContain("olena: lead");
  });

  it("keeps the last admin", async () => {
    await given();
    expect((await admin().says("role me coordinator")).text).toContain("Somebody has to stay admin.");
    expect((await admin().says("role me left")).text).toContain("Somebody has to stay admin.");
    await olena().says("help");
    await admin().says("role olena admin");
    expect((await admin().says("role me coordinator")).text).toContain("admin: coordinator");
  });
});

/** What a card says apart from how often and when it changed. */
const unversioned = (text: string): string => text.replace(/^Version \d+, last changed .*$/m, "");

/** Names of people whom a platform would notify. */
const pings = (view: View): readonly string[] => {
  const inText = (text: Text): readonly string[] => text.flatMap(inNode);
  const inNode = (node: Inline): readonly string[] => {
    if (typeof node === "string") return [];
    if ("strong" in node) return inText(node.strong);
    return "member" in node && node.ping ? [node.member] : [];
  };
  return [
    ...inText(view.title),
    ...view.blocks.flatMap((block) => {
      if (block.kind === "facts") return block.facts.flatMap(({ value }) => inText(value));
      if (block.kind === "list") return block.items.flatMap(inText);
      if (block.kind === "rows") return block.rows.flat().flatMap(inText);
      return block.kind === "buttons" ? [] : inText(block.text);
    }),
  ];
};
