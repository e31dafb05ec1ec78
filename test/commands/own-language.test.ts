import { describe, expect, it } from "vitest";
import { registers } from "../support/begun.ts";

const { begun } = registers();

const ASK = 'request Contoso "500 terminals" kind:equipment channel:email';

describe("A language that somebody chose", () => {
  const chosen = async () => {
    const { world } = await begun([ASK]);
    const olena = world.as("olena").speaking("en");
    await olena.says("settings language:uk");
    return olena;
  };

  it("is theirs where a line cannot be read, too", async () => {
    const olena = await chosen();
    expect((await olena.says("shwo AID-1")).text).toContain("Команди «shwo» немає.");
    expect((await olena.says("due AID-1 on:tomorrow")).text).toMatch(/[а-яіїє]{4}/u);
  });

  it("is that of their forms, and of what is wrong on one of their fields", async () => {
    const olena = await chosen();
    const { form } = await olena.says("request Contoso kind:tents");
    expect(form?.submit).toBe("Записати");
    const kind = form?.fields.find(({ option }) => option === "kind");
    expect(kind?.label).toBe("Вид");
    expect(kind?.fault).toMatch(/[а-яіїє]{4}/u);
  });
});
