import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../db/database.ts";
import { quickDatabase } from "./support/database.ts";
import { openWorld } from "./support/world.ts";

let database: Database;
beforeAll(async () => {
  database = await quickDatabase();
});
afterAll(() => database.close());

describe("The sample campaign", () => {
  it.each(["en", "uk"] as const)(
    "is logged and goes at one press, leaving nothing but its journal (%s)",
    async (language) => {
      const world = await openWorld({ database, at: "2022-03-07 10:00", language });
      const place = { platform: "console", id: "general", name: "#general" } as const;
      const speaker = { account: "admin", name: "admin", language };
      const input = { command: "campaign", options: { code: "SAMPLE", sample: "yes" } };
      await world.bot.handle({ platform: "console", space: world.space, place, speaker, input });
      const admin = world.as("admin");
      expect((await admin.says("list all:yes")).text).toContain("AID-3");
      const card = await admin.says("campaign SAMPLE");
      await card.presses(language === "en" ? "Remove the sample" : "Прибрати приклад");
      expect((await admin.says("list all:yes")).text).not.toContain("AID-");
      expect((await admin.says("campaign")).text).not.toContain("SAMPLE");
      expect((await admin.says("company Contoso")).text).not.toContain("AID-");
      expect(await world.flaws()).toEqual([]);
      expect(world.faults).toEqual([]);
      await world.close();
    },
  );

  it("is offered to whoever sets up the first team, once, and never mixed with real work", async () => {
    const world = await openWorld({ database, at: "2022-03-07 10:00" });
    const admin = world.as("admin");
    const card = await admin.says("team Outreach");
    expect((await card.presses("Log a sample to try out")).text).toContain("SAMPLE");
    expect((await admin.says("late")).text).toContain("Northwind");
    expect((await card.presses("Log a sample to try out")).text).toContain("SAMPLE");
    expect((await admin.says("list all:yes")).text).not.toContain("AID-4");
    expect((await admin.says("team Legal")).buttons).not.toContain("Log a sample to try out");
    expect(world.faults).toEqual([]);
    await world.close();
  });
});
