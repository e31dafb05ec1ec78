import { describe, expect, it } from "vitest";
import { registers } from "../support/begun.ts";

const { begun } = registers();

const ASK = 'request Amazon "Host our registers" kind:hosting_backup channel:email reply-by:"5 working days"';

describe("a record as it was known on a past day", () => {
  it("says so before anything else, and offers nothing but the way back", async () => {
    const { world, olena } = await begun([ASK]);
    await world.passes("2d");
    await olena.says("response AID-1 accepted_full");
    const then = await olena.says("show AID-1 as-of:2022-03-08");
    expect(then.text).toContain("As known on Tue 8 Mar 2022, 23:59 EET\nTheir move");
    expect(then.buttons).toEqual(["Show it as it is now"]);
    expect((await then.presses("Show it as it is now")).text).toContain("Answer: agreed");
  });

  it("was not there before it was recorded, and that is what is said", async () => {
    const { olena } = await begun([ASK]);
    for (const [line, name] of [
      ["show AID-1", "AID-1"],
      ["company Amazon", "Amazon"],
    ] as const)
      expect((await olena.says(`${line} as-of:yesterday`)).text).toContain(
        `${name} was not in the register on that day.`,
      );
  });

  it("tells of a company what changed, and of nobody's settings", async () => {
    const { olena } = await begun([ASK]);
    await olena.says("company Amazon country:US sector:cloud");
    const { text } = await olena.says("history company:Amazon");
    expect(text).toContain("Company changed: sector: cloud; country: US");
  });

  it("does so for a company too", async () => {
    const { world, olena } = await begun([ASK]);
    await world.passes("2d");
    const then = await olena.says("company Amazon as-of:2022-03-08");
    expect(then.text).toContain("As known on Tue 8 Mar 2022, 23:59 EET");
    expect(then.buttons).toEqual(["Show it as it is now"]);
    expect((await then.presses("Show it as it is now")).text).not.toContain("As known on");
  });
});
