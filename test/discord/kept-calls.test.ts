import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { encodeCall } from "../../src/call.ts";
import { quickDatabase } from "../support/database.ts";
import { type DiscordHouse, openDiscordHouse } from "../support/discord-house.ts";

describe("A form whose call is too long for Discord", () => {
  let database: Database;
  let scene: DiscordHouse;
  const desk = () => scene.office.person(`olena-${scene.discord.world.users.size}`).in("#desk");

  beforeAll(async () => {
    database = await quickDatabase();
    scene = await openDiscordHouse({ database });
    scene.office.channel("#desk");
  });
  afterAll(async () => {
    await scene.close();
    await database.close();
  });

  it.each([96, 97, 98, 99, 100, 101, 150])(
    "of %i letters is gone on with, put right and sent whole",
    async (length) => {
      const company = `Company ${length}`;
      const asked = { company, title: "", kind: "other", "reply-by": "31 February" };
      const title = "t".repeat(length - encodeCall({ command: "request", options: asked }).length);
      const olena = desk();
      await olena.slash("aid request", { company, title });
      await olena.submit({ kind: "other", "reply-by": "31 February" });
      expect(olena.news()).toContain("[Go on]");
      await olena.press("Go on");
      await olena.submit({ channel: "email" });
      expect(olena.news()).toContain("31 February");
      await olena.press("Open the form");
      await olena.submit({ "reply-by": "18 March" });
      expect(olena.news()).toContain(`· ${company} · ${title}`);
    },
  );
});
