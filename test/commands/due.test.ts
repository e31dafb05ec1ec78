import { describe, expect, it } from "vitest";
import { registers } from "../support/begun.ts";

const { begun } = registers();

const ASK = 'request Contoso "500 terminals" kind:equipment channel:email';

describe("The time that is left", () => {
  it.each([
    ["10:18", "18 minutes left", "лишилося 18 хвилин"],
    ["90 minutes", "90 minutes left", "лишилося 90 хвилин"],
    ["1 minute", "1 minute left", "лишилася 1 хвилина"],
    ["2 hours", "2 hours left", "лишилися 2 години"],
    ["12:59", "2 hours left", "лишилися 2 години"],
    ["72h", "72 hours left", "лишилися 72 години"],
    ["mon 06:00", "6 days left", "лишилося 6 днів"],
  ])("until %s is never told as more than it is", async (when, en, uk) => {
    const { world } = await begun([ASK]);
    const admin = world.as("admin");
    expect((await admin.says(`due AID-1 "${when}"`)).text).toContain(`: ${en}.`);
    await admin.says("settings language:uk");
    expect((await admin.says("show AID-1")).text).toContain(`: ${uk}.`);
  });

  it("on a stopped clock is not rounded up, either", async () => {
    const { world } = await begun([ASK, "due AID-1 13:58", "pause AID-1 They asked"]);
    const admin = world.as("admin");
    expect((await admin.says("show AID-1")).text).toContain("with 3 hours to go");
    await admin.says("resume AID-1");
    await admin.says('due AID-1 "45 minutes"');
    expect((await admin.says("pause AID-1 They asked")).text).toContain("with 45 minutes to go");
  });
});

describe("A new date for a clock that is stopped", () => {
  it("starts it, and says so", async () => {
    const { world } = await begun([ASK, "due AID-1 2022-03-14", 'pause AID-1 "They asked which ports"']);
    const admin = world.as("admin");
    expect((await admin.says("due AID-1 2022-03-16")).text).toContain(
      "The clock was stopped (“They asked which ports”); with the new date it runs again.",
    );
    expect((await admin.says("due AID-1 2022-03-17")).text).not.toContain("stopped");
    await admin.says("undo AID-1");
    expect((await admin.says("undo AID-1")).text).toContain("Clock stopped since Mon 7 Mar 2022");
  });

  it.each([
    ["nothing was sent", 'request Contoso "500 terminals" kind:equipment', undefined],
    ["it is our move", ASK, 'delivery AID-1 "500 terminals" mode:physical state:received'],
  ])("does not say so while %s, and so no clock runs", async (_, ask, then) => {
    const { world } = await begun([ask, "due AID-1 2022-03-14", 'pause AID-1 "They asked"', ...(then ? [then] : [])]);
    const { text } = await world.as("admin").says("due AID-1 2022-03-16");
    expect(text).toContain("AID-1: a new date is set.");
    expect(text).not.toContain("runs again");
  });
});

describe("A date that was set", () => {
  it("is said back as it was set, whatever other date the request has", async () => {
    const { world } = await begun([
      'request Contoso "Stop sales" kind:sales_suspension channel:email reply-by:2022-03-14',
      'response AID-1 accepted_partial "half" extent:pause_new',
    ]);
    const admin = world.as("admin");
    expect((await admin.says("promise AID-1 2022-03-31")).text).toContain(
      "“2022-03-31” was understood as Thu 31 Mar 2022.",
    );
    expect((await admin.says("due AID-1 2022-03-16")).text).toContain(
      "“2022-03-16” was understood as Wed 16 Mar 2022.",
    );
  });
});

describe("The clock of a letter of today", () => {
  const TODAY = "request Contoso Terminals kind:equipment channel:email at:today reply-by:2022-03-15 owner:me";

  it("gives way to a date that they named after it, before noon", async () => {
    const { world } = await begun([TODAY, "promise AID-1 2022-03-10"]);
    await world.passes("2022-03-11 12:00");
    expect(world.posts().map(({ text }) => text.split("\n")[1])).toEqual([
      "An answer is expected by Thu 10 Mar 2022.",
      "The date they named has come: Thu 10 Mar 2022.",
      "No answer yet: it was expected by Thu 10 Mar 2022.",
    ]);
  });

  it("is stopped by an answer that came after it, before noon, and runs when it is of a later letter", async () => {
    const { world } = await begun([TODAY, "response AID-1 accepted_full Gladly"]);
    const admin = world.as("admin");
    expect((await admin.says("show AID-1")).text).toContain("the clock is stopped");
    await admin.says("approach AID-1 email at:today reply-by:2022-03-16");
    expect((await admin.says("show AID-1")).text).toContain("Answer expected by Wed 16 Mar 2022");
  });
});
