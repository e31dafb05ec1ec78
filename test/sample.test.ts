import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Embedded } from "../db/database.ts";
import { sampleCalls } from "../src/sample.ts";
import { freshDatabase } from "./support/database.ts";
import { openWorld } from "./support/world.ts";

let database: Embedded;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

describe("The sample campaign", () => {
  it.each(["en", "uk"] as const)(
    "is logged by ordinary commands and goes at one press, leaving nothing but its journal (%s)",
    async (language) => {
      const world = await openWorld({ database, at: "2022-03-07 10:00", language });
      const place = { platform: "console", id: "general", name: "#general" } as const;
      const speaker = { account: "admin", name: "admin", language };
      for (const input of sampleCalls(world.now(), "Europe/Kyiv", language)) {
        await world.bot.handle({ platform: "console", space: world.space, place, speaker, input });
      }
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
});
