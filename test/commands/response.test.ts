import { describe, expect, it } from "vitest";
import { registers } from "../support/begun.ts";

const { begun } = registers();

const ASK = 'request Amazon "Host our registers" kind:hosting_backup channel:email';

describe("An answer that says otherwise than one that somebody else has recorded", () => {
  it("names that one, and keeps both", async () => {
    const { world, olena } = await begun([ASK]);
    await olena.says('response AID-1 declined "They said no by phone"');
    const said = await world.as("petro").says('response AID-1 accepted_full "They said yes by mail"');
    expect(said.text).toContain(
      "Also recorded: declined · “They said no by phone” · recorded Mon 7 Mar 2022, 10:00 EET",
    );
    expect((await olena.says("history AID-1")).text).toContain("They said no by phone");
  });

  it("is not spoken of where both say the same, or where the other was automatic or unread", async () => {
    const { olena } = await begun([ASK]);
    await olena.says('response AID-1 acknowledged "We have it" automatic:yes');
    await olena.says('response AID-1 unread "A letter"');
    await olena.says('response AID-1 declined "No"');
    expect((await olena.says('response AID-1 declined "Still no"')).text).not.toContain("Also recorded");
  });
});
