import { beforeEach, describe, expect, it } from "vitest";
import { registers } from "../support/begun.ts";
import type { World } from "../support/world.ts";

/** A lead reads what is to go out in public, by the commands and the buttons alone. */

const { begun } = registers();
let world: World;

beforeEach(async () => {
  ({ world } = await begun([], { people: { dana: "lead", petro: "observer" } }));
});

const olena = () => world.as("olena");
const dana = () => world.as("dana");

const LETTER =
  'request Northwind "Stop sales" kind:sales_suspension channel:open_letter to:"Jo Reed" text:"We ask you to stop at once" reply-by:"5 working days"';

/** Olena's letter under the rule that a lead reads what is public. */
const proposed = async () => {
  await dana().says("settings approval:public");
  return olena().says(LETTER);
};

describe("Where a lead reads what is public first", () => {
  it("keeps a public request as a draft with all that was typed, and marks nothing as sent", async () => {
    const asked = await proposed();
    expect(asked.text).toContain("AID-1: this waits for a lead’s approval; it has not gone out to Northwind.");
    expect(asked.text).toContain("Next: Approve it, or send it back.");
    expect(asked.text).toContain("To go out: open letter · to Jo Reed · an answer is asked for by “5 working days”");
    expect(asked.text).toContain("We ask you to stop at once");
    const card = await olena().says("show AID-1");
    expect(card.text).toContain("Approval: asked by olena");
    expect(card.text).toContain("not sent yet");
    expect(card.text).not.toContain("expected by");
    expect(card.buttons.slice(0, 2)).toEqual(["Approve", "Return"]);
    expect(card.buttons).not.toContain("Put it to them");
  });

  it("records it as approved by one press once it went out, with the clock counted from then", async () => {
    const asked = await proposed();
    await world.passes("1d");
    const approved = await asked.presses("Approve", dana());
    expect(approved.text).toContain("AID-1: approved; it has not been sent yet.");
    expect(approved.text).toContain("approved by dana");
    expect(approved.text).not.toContain("their own request");
    expect((await olena().says("show AID-1")).text).toContain("not sent yet");
    await world.passes("1d");
    const sent = await (await olena().says("show AID-1")).presses("Sent");
    expect(sent.text).toContain("AID-1: Northwind has been asked.");
    // Wednesday 9 March and five working days.
    expect(sent.text).toContain("Answer expected by Wed 16 Mar 2022");
    const history = await olena().says("history AID-1");
    expect(history.text).toContain("Approach 1: open letter, Wed 9 Mar 2022, 10:00 EET, to Jo Reed");
    expect(history.text).toContain("Approval asked for, open letter, “We ask you to stop at once”");
    expect((await olena().says("show AID-1")).buttons).not.toContain("Sent");
  });

  it("sends it back with a word, in the form that the button opens, and takes it again when it is changed", async () => {
    const asked = await proposed();
    const form = await asked.presses("Return", dana());
    expect(form.form?.fields.map(({ option }) => option)).toEqual(["return"]);
    const back = await form.fills({ return: "Name the law that we rely on" });
    expect(back.text).toContain("AID-1: sent back; nothing has gone out.");
    const card = await olena().says("show AID-1");
    expect(card.text).toContain("returned by dana");
    expect(card.text).toContain("“Name the law that we rely on”");
    expect(card.text).toContain("Next: Change it as the lead asks, then ask for approval again.");
    const again = await olena().says('approach AID-1 open_letter text:"Under the law of 2014 we ask you to stop"');
    expect(again.text).toContain("AID-1: this waits for a lead’s approval");
    expect(again.text).toContain("Under the law of 2014");
    await again.presses("Approve", dana());
    expect((await olena().says("approach AID-1 approved:yes")).text).toContain("AID-1: Northwind has been asked.");
    expect((await olena().says("show AID-1")).text).not.toContain("returned by");
  });

  it("asks again with the same words by one press", async () => {
    const asked = await proposed();
    await (await asked.presses("Return", dana())).fills({ return: "Wait for Monday" });
    const again = await (await olena().says("show AID-1")).presses("Ask for approval");
    expect(again.text).toContain("To go out: open letter");
    expect(again.text).toContain("We ask you to stop at once");
  });

  it("lets nobody approve but a lead, nor mark it as sent before", async () => {
    const asked = await proposed();
    const head = await world.head();
    expect((await asked.presses("Approve", olena())).text).toContain("it needs the role “lead”");
    expect((await world.as("petro").says("approve AID-1")).text).toContain("Your role does not allow this");
    for (const line of ["approach AID-1 open_letter", "approach AID-1 email", "approach AID-1 approved:yes"])
      expect((await olena().says(line)).text, line).toContain("AID-1 does not go out before a lead has approved it.");
    expect((await dana().says("approach AID-1 call")).text).toContain("does not go out before");
    expect((await olena().says("approve AID-1 ask:yes")).text).toContain("AID-1 already waits for a lead’s approval.");
    expect((await dana().says('approve AID-1 ask:yes return:"No"')).answer.view.tone).toBe("refused");
    expect(await world.head()).toBe(head);
    await dana().says("approve AID-1");
    expect((await dana().says("approve AID-1")).text).toContain("AID-1 does not wait for approval.");
  });

  it("asks anew when other words are to go out than those that were approved", async () => {
    await (await proposed()).presses("Approve", dana());
    const other = await olena().says('approach AID-1 approved:yes text:"We demand it"');
    expect(other.text).toContain("AID-1: this waits for a lead’s approval");
    expect((await olena().says("show AID-1")).text).toContain("not sent yet");
  });

  it("is asked before an open request is repeated in public, while its clock runs on", async () => {
    await dana().says("settings approval:public");
    await olena().says('request Contoso "Terminals" kind:equipment channel:email reply-by:"5 working days" owner:me');
    const asked = await olena().says('chase AID-1 rung:public_post channel:social_public text:"Where are they?"');
    expect(asked.text).toContain("AID-1: this waits for a lead’s approval");
    expect(asked.text).toContain("Their move; meanwhile ours: approve it.");
    expect(asked.text).toContain("Answer expected by Mon 14 Mar 2022");
    expect((await dana().says("digest")).text).toContain("AID-1");
    const sent = await (await asked.presses("Approve", dana())).presses("Sent", olena());
    expect(sent.text).toContain("AID-1: Contoso has been approached again.");
    expect((await olena().says("history AID-1")).text).toMatch(/Approach 2: public post, .*, public post/);
    // A letter that is not public needs nobody.
    expect((await olena().says("chase AID-1 call anyway:yes")).text).toContain("AID-1: Contoso has been reminded.");
  });

  it("keeps each letter of a batch until it is approved", async () => {
    await dana().says("settings approval:public");
    const batch = await olena().says(
      'batch "Northwind, Contoso" "Stop sales" kind:sales_suspension channel:open_letter text:"Dear all" reply-by:2022-03-21',
    );
    expect(batch.text).toContain("2 awaiting approval");
    expect((await dana().says("approve AID-2")).text).toContain("Dear all");
    const sent = await olena().says("approach AID-2 approved:yes");
    expect(sent.text).toContain("Answer expected by Mon 21 Mar 2022");
  });

  it("is not asked for a lead's own request, nor without the rule, nor for what is not public", async () => {
    await olena().says('request Fabrikam "Stop sales" kind:sales_suspension channel:open_letter');
    expect((await olena().says("show AID-1")).text).toContain("Their move");
    await dana().says("settings approval:public");
    expect((await dana().says(LETTER)).text).toContain("AID-2: Northwind has been asked.");
    const mail = await olena().says('request Contoso "Terminals" kind:equipment channel:email');
    expect(mail.text).toContain("AID-3: Contoso has been asked.");
    expect((await olena().says("settings approval:none")).text).toContain("it needs the role “lead”");
    expect((await dana().says("settings")).text).toContain("Approval: public requests");
  });

  it("refuses a date that has passed while it waited, and takes a new one", async () => {
    await dana().says("settings approval:public");
    await olena().says('request Northwind "Stop sales" kind:sales_suspension channel:open_letter reply-by:2022-03-09');
    await dana().says("approve AID-1");
    await world.passes("5d");
    const head = await world.head();
    expect((await olena().says("approach AID-1 approved:yes")).text).toContain("2022-03-09");
    expect(await world.head()).toBe(head);
    const sent = await olena().says("approach AID-1 approved:yes reply-by:2022-03-21");
    expect(sent.text).toContain("Answer expected by Mon 21 Mar 2022");
  });
});

describe("A lead's word on a draft", () => {
  it("can be asked for without any rule, and shows whose own request it was", async () => {
    await dana().says('request Northwind "Stop sales" kind:sales_suspension');
    const asked = await dana().says("approve AID-1 ask:yes");
    const own = await asked.presses("Approve");
    expect(own.text).toContain("approved by dana (their own request)");
    expect((await dana().says("approach AID-1 call")).text).toContain("AID-1: Northwind has been asked.");
  });

  it("is taken back by undo, and known as it was on a past day", async () => {
    const asked = await proposed();
    await world.passes("1d");
    const approved = await asked.presses("Approve", dana());
    const undone = await approved.presses("Undo");
    expect(undone.text).toContain("Awaiting approval.");
    await world.passes("1d");
    await dana().says("approve AID-1");
    expect((await olena().says("show AID-1 as-of:2022-03-07")).text).toContain("Awaiting approval.");
    expect((await olena().says("show AID-1")).text).toContain("approved by dana");
  });

  it("is too late once the request went out, and nothing points back to it", async () => {
    await dana().says('request Contoso "Terminals" kind:equipment channel:email');
    for (const line of ["approve AID-1", 'approve AID-1 return:"No"', "approach AID-1 approved:yes"]) {
      const { text } = await dana().says(line);
      expect(text, line).toContain("AID-1 has already gone out.");
      expect(text, line).toContain("to take it back: /aid withdraw AID-1");
    }
    expect((await dana().says('withdraw AID-1 "Asked too early"')).text).toContain("withdrawn");
    expect((await dana().says("approach AID-1 approved:yes")).text).toContain("/aid reopen AID-1");
  });

  it("refuses the button of a card that has changed since", async () => {
    const asked = await proposed();
    await olena().says('edit AID-1 title:"Stop all sales"');
    const pressed = await asked.presses("Approve", dana());
    expect(pressed.answer.view.tone).toBe("refused");
    expect(pressed.text).toContain("the request has changed since this was shown");
  });

  it("is said in Ukrainian, too", async () => {
    await proposed();
    await dana().says("settings language:uk");
    const card = await dana().says("показати AID-1");
    expect(card.text).toContain("Погодження: просить olena");
    expect(card.buttons.slice(0, 2)).toEqual(["Погодити", "На доопрацювання"]);
    expect((await dana().says('погодити AID-1 повернути:"Додайте закон"')).answer.view.tone).not.toBe("refused");
    expect((await dana().says("показати AID-1")).text).toContain("повертає dana");
  });
});
