import { describe, expect, it } from "vitest";
import { registers } from "../support/begun.ts";

const { begun } = registers();

const LETTER = 'batch "Nova, Contoso" "Stop sales" kind:sales_suspension channel:email reply-by:"next friday"';

describe("A letter to many", () => {
  it("is answered with the date that was understood, and with who is new", async () => {
    const { olena } = await begun(["company Contoso new:yes"]);
    const { text } = await olena.says(LETTER);
    expect(text).toMatch(/AID-1 · Nova · created · new in the register\n/);
    expect(text).toMatch(/AID-2 · Contoso · created\n/);
    expect(text.match(/“next friday” was understood as Fri 18 Mar 2022\./g)).toHaveLength(1);
  });

  it("says nothing of a date where none was named", async () => {
    const { olena } = await begun([]);
    expect((await olena.says(LETTER.replace(/ reply-by.*/, ""))).text).not.toContain("understood");
  });
});
