import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "../support/database.ts";
import { openSlackHouse, type SlackHouse } from "../support/slack-house.ts";

describe.each(["HTTP", "Socket Mode"] as const)("a command in Slack, over %s", (transport) => {
  let scene: SlackHouse;
  beforeAll(async () => {
    const database = await freshDatabase();
    scene = await openSlackHouse({ database, transport });
  });
  afterAll(() => scene.close());

  it("is answered in the channel", async () => {
    scene.office.channel("#outreach");
    const olena = scene.office.person("olena").in("#outreach");
    const done = await olena.slash(
      '/aid request Amazon "End AWS in Russia" kind:service_suspension channel:open_letter reply-by:"5 working days"',
    );
    expect(done.error).toBeUndefined();
    console.log(olena.sees(), JSON.stringify(scene.log));
    expect(olena.sees()).toContain("AID-1");
    await olena.slash("/aid request Northwind");
    console.log(olena.modal.sees());
    await olena.submit({ "What it is, in short": "500 terminals", Kind: "equipment" });
    console.log(olena.sees(), JSON.stringify(scene.log));
  });
});
