import { describe, expect, it } from "vitest";
import { send } from "../../../adapters/console/deal.ts";
import { formLines } from "../../../adapters/console/form-text.ts";
import { failureLines, readStory, runSteps } from "../../../adapters/console/story.ts";
import { scriptedStage } from "./scripted.ts";

/** Runs a story against the scripted bot; undefined when every expectation was met. */
const run = async (text: string, stage = scriptedStage()): Promise<string | undefined> => {
  const failure = await runSteps(readStory(text).steps, stage);
  return failure && failureLines("a.story", failure).join("\n");
};

describe("a story", () => {
  it("meets what it expects", async () => {
    expect(
      await run(`
as coordinator
in #outreach
/aid show AID-1
expect "What is"
`),
    ).toBeUndefined();
    expect(await run('/aid show\nexpect "AID-1" "Amazon" "Snooze"\nexpect not "late"')).toBeUndefined();
  });

  it("stops at the first expectation that is not met, and says what it saw", async () => {
    expect(await run('# one\n/aid show\nexpect "AID-2"\nexpect "AID-3"')).toBe(
      'a.story:3\n  the line: expect "AID-2"\n  expected: "AID-2"\n  seen:     AID-1 Amazon [1] Snooze [2] Done',
    );
    expect(await run('/aid show\nexpect not "Amazon"')).toContain('an answer without "Amazon"');
    expect(await run('expect "AID-1"')).toContain("no answer yet");
  });

  it("presses a button of the newest message that has it", async () => {
    const stage = scriptedStage();
    expect(await run('/aid show\npress "done"\nexpect "AID-1 is done"\npress "Reopen"', stage)).toBeUndefined();
    expect(stage.bot.asked.at(-1)?.input).toEqual({ command: "reopen", options: {} });
  });

  it("names the buttons there are when the one pressed is not", async () => {
    expect(await run('/aid show\npress "Chase"')).toContain(
      'There is no button "Chase" here. There is: "Snooze", "Done".',
    );
    expect(await run('press "Chase"')).toContain("no button yet");
  });

  it("fills the open form, choices by their words or numbers", async () => {
    const snoozed = '/aid snooze\nexpect form "Reason" "Two days"\nfill reason:"promised" until:';
    expect(await run(`${snoozed}"A week"\nexpect "Snoozed: promised, 1w"`)).toBeUndefined();
    expect(await run(`${snoozed}1\nexpect "Snoozed: promised, 48h"`)).toBeUndefined();
    expect(await run(`${snoozed}1\nexpect form`)).toContain("no form, but Snoozed");
  });

  it("keeps a form open while something in it is wrong, and shows the fault on its field", async () => {
    expect(
      await run('/aid snooze\nfill until:1\nexpect form "Say why." "= 48h"\nfill reason:x\nexpect "Snoozed: x, 48h"'),
    ).toBeUndefined();
  });

  it("says above an open form what is wrong with something that it only carries", async () => {
    expect(
      await run('/aid snooze\nfill reason:nowhere\nexpect form "! request: There is no AID-1." "= nowhere"'),
    ).toBeUndefined();
  });

  it("says under a field why what it opens with will not do, until it is sent", async () => {
    const stage = scriptedStage();
    const amount = { option: "amount", label: "Amount", kind: "text", required: true, value: "1 XYZ" } as const;
    const call = { command: "snooze", options: {} };
    const form = { title: "Pledge", call, fields: [{ ...amount, fault: "No XYZ is known." }], submit: "Record" };
    expect(formLines({ form, faults: {} }, "en")).toContain("  ! No XYZ is known.");
    await send(stage, { form, faults: {} }, { amount: "1 USD" });
    expect(stage.room.form()).toMatchObject({ form: { fields: [{ ...amount, value: "1 USD" }] } });
    expect(JSON.stringify(stage.room.form())).not.toContain("No XYZ is known.");
  });

  it("cannot fill what is not there", async () => {
    expect(await run("fill reason:x")).toContain("No form is open");
    expect(await run("/aid snooze\ncancel\nfill reason:x")).toContain("No form is open");
    expect(await run("/aid snooze\nfill why:x")).toContain('no field "why". It has: reason, until.');
  });

  it("lets time pass, each thing at its own moment", async () => {
    const text = `at 2022-03-07 09:00
advance 48h
expect 2 posts in #outreach "AID-1"
expect post in #outreach "reminder of 2022-03-09"
expect none in #leads
advance 1 hour
expect none in #outreach`;
    const stage = scriptedStage();
    expect(await run(text, stage)).toBeUndefined();
    expect(stage.sights.map((sight) => sight.kind === "message" && sight.message.at)).toEqual([
      "2022-03-08T00:00:00.000Z",
      "2022-03-09T00:00:00.000Z",
    ]);
    expect(await run("advance 3 days\nexpect 2 posts in #outreach")).toContain("2022-03-08");
  });

  it("counts days by the calendar of its zone, also when clocks change", async () => {
    const stage = scriptedStage();
    await run("at 2022-03-26 09:00\nadvance 1 day", stage);
    expect(stage.now()).toBe("2022-03-27T06:00:00.000Z");
  });

  it("never goes back in time", async () => {
    expect(await run("at 2022-03-06 09:00")).toContain("time does not go back");
  });

  it("turns a reminder into the record of what was done with it", async () => {
    const stage = scriptedStage();
    expect(await run('in #outreach\nadvance 1 day\npress "Done"\nexpect "AID-1 is done"', stage)).toBeUndefined();
    expect(stage.sights.at(-1)).toMatchObject({
      kind: "message",
      changed: true,
      message: { place: { id: "#outreach" }, view: { title: ["AID-1 is done"] } },
    });
  });

  it("does so too when the button had to ask first", async () => {
    const stage = scriptedStage();
    expect(await run('in #outreach\nadvance 1 day\npress "Snooze"\nfill reason:later', stage)).toBeUndefined();
    expect(stage.sights.at(-1)).toMatchObject({
      kind: "message",
      changed: true,
      message: { view: { title: ["Snoozed: later, no end"] } },
    });
  });

  it("shows a private answer to nobody else, nor its buttons", async () => {
    const stage = scriptedStage();
    expect(await run('as ann\n/aid mine\nexpect "Yours"\nas bob\nexpect "Yours"', stage)).toContain("no answer yet");
  });

  it("introduces newcomers, and has the first of them give the others their roles", async () => {
    const stage = scriptedStage();
    await run("as ann\nas desk-2, lead, uk", stage);
    expect(stage.bot.asked.map(({ speaker, input }) => [speaker.name, speaker.language, input])).toEqual([
      ["ann", undefined, { command: "help", options: {} }],
      ["desk-2", "uk", { command: "help", options: {} }],
      ["ann", undefined, { command: "role", options: { member: "desk-2", role: "lead" } }],
    ]);
  });

  it("begins in the zone and language of its head, at the moment of its first line of time", () => {
    const story = readStory("# head\nzone Europe/Kyiv\nlanguage uk\nas ann\nat 2022-03-07 09:00");
    expect(story).toMatchObject({ zone: "Europe/Kyiv", language: "uk", opening: "2022-03-07T07:00:00.000Z" });
    expect(readStory("/aid show")).toMatchObject({ zone: "UTC", language: "en", opening: undefined });
  });

  it("cannot move to another zone half way", async () => {
    expect(await run("/aid show\nzone UTC")).toContain("stands at the head of a story");
  });
});

describe("a room", () => {
  it("posts once per key, and edits what it posted", () => {
    const { room, sights } = scriptedStage();
    const place = { platform: "console", id: "#outreach", name: "#outreach" } as const;
    const once = room.post(place, { title: ["one"], tone: "plain", blocks: [] }, "token", "en");
    expect(room.post(place, { title: ["two"], tone: "plain", blocks: [] }, "token", "en")).toEqual(once);
    expect(sights).toHaveLength(1);
    room.edit(once, { title: ["three"], tone: "plain", blocks: [] }, "en");
    expect(sights.at(-1)).toMatchObject({ changed: true, message: { id: once.id, view: { title: ["three"] } } });
  });
});
