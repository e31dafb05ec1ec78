import { describe, expect, it } from "vitest";
import { registers } from "../support/begun.ts";

const { begun } = registers();

const ASK = 'request Contoso "500 terminals" kind:equipment channel:email reply-by:"8 working days"';

describe("a snooze", () => {
  it("says that it silences, and for how long", async () => {
    const { olena } = await begun([ASK]);
    const { text } = await olena.says('snooze AID-1 "fri 17:00" They promised to call');
    expect(text).toContain("AID-1: reminders are silenced for now; the date stays.");
    expect(text).toContain("until Fri 11 Mar 2022, 17:00 EET: They promised to call");
  });

  it.each([
    ["now", "AID-1: the snooze is over."],
    ["зараз", "AID-1: the snooze is over."],
  ])("ended with %s says so, and not that it silences", async (now, sentence) => {
    const { olena } = await begun([ASK, 'snooze AID-1 "fri 17:00" They promised to call']);
    const { text } = await olena.says(`snooze AID-1 ${now} "Back to work"`);
    expect(text).toContain(sentence);
    expect(text).not.toContain("silenced");
  });

  it("ended by its button says so", async () => {
    const { olena } = await begun([ASK, 'snooze AID-1 "fri 17:00" They promised to call']);
    const { text } = await (await olena.says("show AID-1")).presses("End the snooze");
    expect(text).toContain("AID-1: the snooze is over.");
  });
});
