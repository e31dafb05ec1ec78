import { describe, expect, it } from "vitest";
import { registers } from "../support/begun.ts";

/** What `giving` tells of goods: through the bot alone. */

const { begun } = registers();

const ASK = 'request Contoso "500 terminals" kind:equipment channel:email owner:me';

describe("giving", () => {
  it("says how many of which goods, as far as the title does not, and in the reader's language", async () => {
    const { olena } = await begun([
      ASK,
      'pledge AID-1 "Equipment" lines:"500 terminals; 20 generators" stage:committed',
      'delivery AID-1 "300 terminals" mode:physical state:received pledge:1',
      'delivery company:Fabrikam "Medicines" mode:physical state:received lines:"40 pallets; bandages" amount:"5m USD"',
    ]);
    const { text } = await olena.says("giving");
    expect(text).toContain("AID-1 Contoso · Equipment · pledge 1 · 500 terminals, 20 generators · committed");
    expect(text).toContain("AID-1 Contoso · 300 terminals · delivery 1 · received");
    expect(text).toContain("Fabrikam · Medicines · delivery 1 · $5,000,000 · 40 pallets, bandages · received");
    await olena.says("settings language:uk");
    expect((await olena.says("внески Contoso")).text).toContain("обіцянка 1 · 500 terminals, 20 generators · твердо");
  });

  it("says them as they were known on a past day", async () => {
    const { world, olena } = await begun([ASK, 'pledge AID-1 "Equipment" lines:"500 terminals"']);
    await world.passes("2d");
    await olena.says('pledge AID-1 pledge:1 stage:committed lines:"450 terminals"');
    expect((await olena.says("giving")).text).toContain("450 terminals · committed");
    expect((await olena.says("giving as-of:yesterday")).text).toContain("500 terminals · announced");
  });

  it("says the quantity that was settled on, and counts what one line cannot hold", async () => {
    const many = Array.from({ length: 7 }, (_, no) => `${no + 1} things${"abcdefg"[no]}`).join("; ");
    const { olena } = await begun([
      ASK,
      `delivery AID-1 "All sorts" mode:physical state:received lines:"${many}"`,
      'delivery AID-1 "Vans" mode:physical state:received lines:"12 vans"',
      'claim AID-1 delivery:2 field:quantity value:"10 vans" source:"Example Times"',
      'claim AID-1 delivery:2 field:quantity choose:"10 vans"',
    ]);
    const { text } = await olena.says("giving");
    expect(text).toContain("5 thingse, and 2 more not shown");
    expect(text).toContain("Vans · delivery 2 · 10 vans");
  });
});
