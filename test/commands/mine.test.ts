import { describe, expect, it } from "vitest";
import { registers } from "../support/begun.ts";

const { begun } = registers();

describe("What is somebody's", () => {
  it("begins with what waits for them, however much else has a date", async () => {
    const waiting = Array.from(
      { length: 16 },
      (_, nth) =>
        `request "Company ${nth}" "Case ${nth}" kind:equipment new:yes channel:email owner:me reply-by:2022-03-14`,
    );
    const { world } = await begun([...waiting, 'request Fabrikam "Draft" kind:equipment new:yes owner:me']);
    const { text } = await world.as("admin").says("mine");
    expect(text).toContain("Your open requests · 17");
    expect(text).toMatch(/We must act · 1\n- AID-17/u);
    expect((await world.as("admin").says("menu")).text).toContain(
      "1 request waits for you; 17 open requests are yours.",
    );
  });
});
