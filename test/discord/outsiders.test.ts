import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrivalOf } from "../../adapters/discord/reading.ts";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { type DiscordHouse, openDiscordHouse } from "../support/discord-house.ts";

const TURNED_AWAY = "Guests and people of other organisations may not take part here";

describe("Who is in a Discord server only for a visit, or not yet", () => {
  let database: Database;
  let scene: DiscordHouse;
  const people = new Map<string, ReturnType<ReturnType<DiscordHouse["office"]["person"]>["in"]>>();
  const seat = (handle: string, standing?: "guest" | "pending") => {
    const one = scene.office.person(handle, standing ? { standing } : {}).in("#desk");
    people.set(handle, one);
    return one;
  };

  beforeAll(async () => {
    database = await quickDatabase();
    scene = await openDiscordHouse({ database });
    scene.office.channel("#desk");
  });
  afterAll(async () => {
    await scene.close();
    await database.close();
  });

  it("takes part in nothing, and learns nothing while they type", async () => {
    const olena = seat("olena");
    await olena.slash("aid request", { company: "Amazon", title: "Tents", kind: "equipment" });
    const guest = seat("guest", "guest");
    expect(await guest.offers("aid show", "request", "AID")).toEqual([]);
    await guest.slash("aid show", { request: "AID-1" });
    expect(guest.news()).toContain(TURNED_AWAY);
    // Asked for nothing that would be refused.
    await guest.slash("aid request");
    expect(guest.modal.sees()).toBe("");
    expect(guest.news()).toContain(TURNED_AWAY);
    expect(olena.sees()).not.toContain(TURNED_AWAY);
    const pending = seat("pending", "pending");
    await pending.slash("aid list");
    expect(pending.news()).toContain(TURNED_AWAY);
  });

  it("is turned away in a direct conversation, too", async () => {
    const visitor = scene.office.person("visitor");
    await visitor.in("#desk").slash("aid help");
    const member = scene.office.guild.members.get(visitor.id);
    if (member) scene.office.guild.members.set(visitor.id, { ...member, standing: "guest" });
    const direct = visitor.in("@app");
    await direct.slash("aid show", { request: "AID-1" });
    expect(direct.news()).toContain(TURNED_AWAY);
  });

  it("is given nothing by others, where a member is before they have said a word", async () => {
    const olena = people.get("olena") ?? seat("olena");
    const yurii = scene.office.person("yurii", { nick: "Юрій" });
    await olena.slash("aid steer assign", { request: "AID-1", member: "@yurii" });
    expect(olena.news()).toContain("Юрій");
    scene.office.person("caller", { standing: "guest", nick: "Caller" });
    await olena.slash("aid steer assign", { request: "AID-1", member: "@caller" });
    expect(olena.news()).toContain("Caller is a guest here");
    await olena.slash("aid note", { request: "AID-1", kind: "remark", text: `Ask <@${yurii.id}>` });
    expect(olena.news()).toContain("Ask @Юрій");
    await olena.slash("aid setup role");
    expect(olena.news()).toContain("Юрій");
    expect(olena.news()).not.toContain("Caller");
  });

  it("may take part where a lead lets guests in", async () => {
    await people.get("olena")?.slash("aid setup settings", { guests: true });
    const guest = people.get("guest");
    await guest?.slash("aid show", { request: "AID-1" });
    expect(guest?.news()).toContain("Tents");
  });

  it("is given nothing as an app, whoever is let in", async () => {
    const olena = people.get("olena") ?? seat("olena");
    const app = [...scene.office.guild.members.keys()].find((id) => scene.discord.world.users.get(id)?.bot);
    await olena.slash("aid line", { words: `assign AID-1 <@${app}>` });
    expect(olena.news()).toContain("is a guest here, an app");
  });

  it("is also whoever is no member, or brought the app along", () => {
    const user = { id: "123456789012345678", username: "olena" };
    const payload = {
      id: "123456789012345679",
      application_id: "123456789012345670",
      type: 2,
      token: "t",
      guild_id: "123456789012345671",
      channel_id: "123456789012345672",
      data: { name: "aid" },
    };
    const member = { user, roles: [] };
    const outsider = (more: object): boolean => arrivalOf({ ...payload, ...more })?.outsider === true;
    expect(outsider({ member, authorizing_integration_owners: { "0": payload.guild_id } })).toBe(false);
    expect(outsider({ member })).toBe(false);
    expect(outsider({ member, authorizing_integration_owners: { "1": user.id } })).toBe(true);
    expect(outsider({ user })).toBe(true);
    expect(outsider({ guild_id: undefined, user })).toBe(false);
  });
});
