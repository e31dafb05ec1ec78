import { beforeEach, describe, expect, it } from "vitest";
import { registers } from "../support/begun.ts";
import type { World } from "../support/world.ts";

/** The recipient's word, through the bot alone: one press, and it is evidence. */

const { begun } = registers();
let world: World;

beforeEach(async () => {
  ({ world } = await begun([], { people: { petro: "liaison", iryna: "observer" } }));
  await world.as("admin").says('role petro liaison for:"Ministry of Health"');
  await olena().says('request Contoso "500 terminals" kind:equipment channel:email owner:me');
});

const olena = () => world.as("olena");
const petro = () => world.as("petro");

const delivered = (title = "500 terminals", more = "state:received") =>
  olena().says(`delivery AID-1 "${title}" mode:physical ${more}`);

describe("A liaison", () => {
  it("is recorded with the recipient for whom they speak", async () => {
    expect((await olena().says("role")).text).toContain("petro · for Ministry of Health");
    const given = await world.as("admin").says('role petro liaison for:"Ministry of Defence"');
    expect(given.text).toContain("petro: liaison, for Ministry of Defence");
  });

  it("confirms what was received by one press, which becomes evidence of the recipient's voice", async () => {
    const card = await delivered();
    expect(card.text).toContain("Next: Ask the recipient whether it arrived; their word is one press.");
    expect(card.text).toContain("unsourced");
    const shown = await petro().says("show AID-1");
    const confirmed = await shown.presses("Confirm");
    expect(confirmed.text).toContain("AID-1: Ministry of Health confirms that delivery 1 arrived.");
    expect(confirmed.text).toContain("confirmed by the recipient");
    expect((await petro().says("show AID-1")).buttons).not.toContain("Confirm");
    expect((await olena().says("history AID-1")).text).toContain("Evidence 1: confirmation");
  });

  it("takes back a press of their own, and nothing of anybody else's", async () => {
    await delivered("500 terminals", "state:planned");
    const confirmed = await petro().says("confirm AID-1");
    expect(confirmed.text).toContain("received, confirmed by the recipient");
    const undone = await confirmed.presses("Undo");
    expect(undone.text).toContain("AID-1: the last change is taken back.");
    expect((await olena().says("show AID-1")).text).toContain("500 terminals · planned");
    expect((await petro().says("undo AID-1")).text).toContain("The last change is not yours: it is by olena.");
  });

  it("is told when they press twice, and nothing is doubled", async () => {
    await delivered();
    const shown = await petro().says("show AID-1");
    await shown.presses("Confirm");
    const head = await world.head();
    const again = await shown.presses("Confirm");
    expect(again.text).toContain("Ministry of Health already confirmed delivery 1, Mon 7 Mar 2022, 10:00 EET");
    expect((await petro().says("confirm AID-1")).text).toContain("Nothing was recorded again.");
    expect(await world.head()).toBe(head);
  });

  it("is asked which one when several wait, and takes the only one that does", async () => {
    await delivered("300 terminals");
    await delivered("200 terminals");
    const head = await world.head();
    const asked = await petro().says("confirm AID-1");
    expect(asked.text).toContain("AID-1: 2 deliveries are not confirmed yet. Which one arrived?");
    expect(asked.buttons).toEqual(["1: 300 terminals", "2: 200 terminals"]);
    expect(await world.head()).toBe(head);
    expect((await asked.presses("2: 200 terminals")).text).toContain("delivery 2 arrived");
    expect((await petro().says("confirm AID-1")).text).toContain("delivery 1 arrived");
  });

  it("makes a delivery that was on its way one that arrived", async () => {
    await delivered("500 terminals", "state:dispatched");
    const confirmed = await petro().says('confirm AID-1 quote:"All 500 are in use"');
    expect(confirmed.text).toContain("delivery 1 arrived");
    expect((await olena().says("history AID-1")).text).toContain("Delivery 1: received");
    const undone = await olena().says("undo AID-1");
    expect(undone.answer.view.tone).toBe("refused"); // it is the liaison's
    await world.as("admin").says("undo AID-1");
    expect((await olena().says("show AID-1")).text).toContain("on its way");
  });

  it("speaks for their recipient alone, and for nobody before that is recorded", async () => {
    await delivered();
    const head = await world.head();
    expect((await petro().says('confirm AID-1 by:"Ministry of Defence"')).answer.view.tone).toBe("refused");
    await world.as("marta").says("help");
    await world.as("admin").says("role marta liaison");
    const before = await world.head();
    expect(before).toBeGreaterThan(head);
    const marta = await world.as("marta").says("confirm AID-1");
    expect(marta.text).toContain("It is not recorded for which recipient marta speaks.");
    expect(marta.text).toContain('A lead records it: /aid role "marta" liaison for:"…".');
    expect(await world.head()).toBe(before);
  });

  it("may do nothing else that changes the register", async () => {
    await delivered();
    const head = await world.head();
    for (const line of [
      'evidence AID-1 quote:"Yes"',
      "close AID-1 Done",
      'delivery AID-1 "10 more" mode:physical state:received',
    ])
      expect((await petro().says(line)).text, line).toContain("Your role does not allow this");
    expect(await world.head()).toBe(head);
  });
});

describe("Whoever coordinates", () => {
  it("records a recipient's word that they heard, and is asked whose it is", async () => {
    await delivered("500 terminals", 'state:received recipients:"City Hospital 4"');
    const asked = await olena().says("confirm AID-1");
    expect(asked.text).toContain("AID-1: who of the recipients says that delivery 1 “500 terminals” arrived?");
    expect(asked.buttons).toEqual(["City Hospital 4", "Ministry of Health", "Somebody else"]);
    const form = await asked.presses("Somebody else");
    expect(form.form?.fields.map(({ option }) => option)).toEqual(["by", "quote"]);
    expect((await form.fills({ by: "Dr Koval" })).text).toContain("Dr Koval confirms that delivery 1 arrived");
    // Another recipient's word is another piece of evidence.
    expect((await olena().says('confirm AID-1 by:"City Hospital 4"')).text).toContain("City Hospital 4 confirms");
    expect((await olena().says('confirm AID-1 delivery:1 by:"dr koval"')).text).toContain("already confirmed");
  });

  it("confirms what a company gave outside any request", async () => {
    await olena().says('delivery company:Fabrikam "Medicine" mode:physical state:received');
    const said = await olena().says('confirm company:Fabrikam by:"City Hospital 4"');
    expect(said.text).toContain("Fabrikam: City Hospital 4 confirms that delivery 1 arrived.");
  });

  it("knows on a past day only what was confirmed by then", async () => {
    await delivered();
    await world.passes("2d");
    await petro().says("confirm AID-1");
    expect((await olena().says("show AID-1 as-of:2022-03-08")).text).not.toContain("confirmed by the recipient");
    expect((await olena().says("show AID-1")).text).toContain("confirmed by the recipient");
  });
});

describe("A confirmation", () => {
  it("is refused to an observer, for what is not there, and for what was called off", async () => {
    const nothing = await olena().says("confirm AID-1");
    expect(nothing.text).toContain("AID-1 has no delivery that could be confirmed.");
    await delivered("500 terminals", 'state:cancelled reason:"No need"');
    const head = await world.head();
    expect((await world.as("iryna").says("confirm AID-1")).text).toContain("it needs the role “liaison”");
    expect((await petro().says("confirm AID-1")).text).toContain("no delivery that could be confirmed");
    expect((await petro().says("confirm AID-1 delivery:7")).text).toContain("There is no delivery 7.");
    expect((await petro().says("confirm AID-1 delivery:1")).text).toContain("Delivery 1 was cancelled.");
    expect(await world.head()).toBe(head);
  });

  it("of an old card is refused when something else has changed since", async () => {
    await delivered();
    const shown = await petro().says("show AID-1");
    await olena().says('delivery AID-1 delivery:1 state:lost_or_damaged reason:"It was somebody else\'s"');
    expect((await shown.presses("Confirm")).text).toContain("the request has changed since this was shown");
  });

  it("is said in Ukrainian, too", async () => {
    await delivered();
    await petro().says("settings language:uk");
    const shown = await petro().says("показати AID-1");
    expect(shown.buttons).toContain("Підтвердити отримання");
    await world.as("admin").says("team Outreach language:uk");
    expect((await petro().says("підтвердити AID-1")).text).toContain(
      "Ministry of Health підтверджує, що доставка 1 надійшла",
    );
  });
});
