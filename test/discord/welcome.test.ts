import { afterEach, describe, expect, it } from "vitest";
import type { Discord } from "../../adapters/discord/index.ts";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { fault } from "../support/discord/index.ts";
import { type DiscordHouse, type DiscordHouseOptions, openDiscordHouse } from "../support/discord-house.ts";

const GREETED = "Aidline is in Partner";
const POST = "POST /channels/{channel}/messages";

let database: Database;
let scene: DiscordHouse;
afterEach(async () => {
  await scene.close();
  await database.close();
});
const open = async (options: Omit<DiscordHouseOptions, "database">): Promise<void> => {
  database = await quickDatabase();
  scene = await openDiscordHouse({ database, ...options });
};
/** A server of Olena's into which the app has not come yet. */
const partnerOf = (olena: ReturnType<DiscordHouse["office"]["person"]>, name = "Partner") => {
  const partner = scene.discord.guild(name, { app: false });
  partner.admit(olena);
  partner.guild.owner = olena.id;
  return partner;
};
const round = (adapter: Discord | undefined): Promise<void> | undefined =>
  adapter?.rounds.find(({ name }) => name === "discord-servers")?.run();
const greetings = (): number =>
  scene.discord.world.messages.filter(
    ({ components, deleted }) => !deleted && JSON.stringify(components).includes(GREETED),
  ).length;

describe("Whoever brings the app into a server", () => {
  it("is brought a greeting with one step to do, and what is not allowed where", async () => {
    await open({});
    const olena = scene.office.person("olena");
    scene.office.channel("#outreach");
    await olena.in("#outreach").slash("aid help");
    const partner = partnerOf(olena);
    const closed = partner.channel("#closed");
    partner.channel("#aid");
    closed.overwrite("app", { deny: ["VIEW_CHANNEL"] });
    partner.invite();
    const direct = olena.in("@app");
    const greeting = await direct.until(GREETED);
    expect(greeting).toContain("#closed: View Channel");
    expect(greeting).not.toContain("#aid:");
    expect(greeting).toContain("satellite terminals");
    await direct.press("Set up this channel");
    // Alone with somebody Discord has no channels to choose from, but those of the server that they see.
    expect(JSON.stringify(direct.modal.open()?.components)).toContain("#closed");
    await olena.submit({ name: "Desk", channel: "#aid" });
    expect(direct.sees()).toContain("#aid");
    // Whoever brought it is admin, whoever speaks first.
    const petro = partner.person("petro").in("#aid");
    await petro.slash("aid setup settings", { all: true });
    await olena.in("#aid").slash("aid line", { words: "role petro lead" });
    expect(olena.in("#aid").news()).not.toContain("admin");
  });

  it("is greeted over HTTP, where nobody tells of it, and once", async () => {
    await open({ transport: "HTTP", started: false });
    const adapter = await scene.open();
    const [olena, petro] = [scene.office.person("olena"), scene.office.person("petro")];
    const partner = partnerOf(olena);
    partner.admit(petro);
    const forum = partner.channel("#board", { kind: "forum" });
    forum.overwrite("everyone", { deny: ["SEND_MESSAGES"] });
    partner.channel("#aid").overwrite(scene.discord.app.name, { allow: ["MANAGE_CHANNELS"] });
    // The server lets the app look who it was.
    partner.invite(["VIEW_CHANNEL", "VIEW_AUDIT_LOG", "SEND_MESSAGES_IN_THREADS", "READ_MESSAGE_HISTORY"], petro);
    await round(adapter);
    const seen = petro.in("@app").sees();
    expect(seen).toContain(GREETED);
    expect(seen).toContain("#board: Create Posts");
    expect(seen).toContain("Waiting, Late, Answered");
    expect(olena.in("@app").sees()).toBe("");
    await round(adapter);
    expect(greetings()).toBe(1);
  });

  it("is greeted once where it was done while the app was away, by whichever process sees it first", async () => {
    await open({ started: false });
    const olena = scene.office.person("olena", { locale: "uk" });
    partnerOf(olena).invite();
    const first = await scene.open({ alone: false });
    const other = await scene.open({ alone: false });
    await Promise.all([round(first), round(other)]);
    await scene.discord.until(() => greetings() === 1);
    await Promise.all([round(first), round(other)]);
    expect(greetings()).toBe(1);
    expect(scene.log.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("is not greeted again where a process died between the greeting and its note", async () => {
    await open({ transport: "HTTP", started: false });
    const adapter = await scene.open();
    const olena = scene.office.person("olena");
    scene.office.kick();
    partnerOf(olena).invite();
    const planted = scene.discord.faults.plant(POST, fault.dropAfterApplying(), { times: 1 });
    await round(adapter);
    expect([planted.hits(), greetings(), await scene.waiting()]).toEqual([1, 1, 1]);
    // The next start takes up what was left.
    await scene.open();
    expect([greetings(), await scene.waiting()]).toEqual([1, 0]);
  });

  it("is greeted at the next try where Discord did not answer, and in the lobby where they take no messages", async () => {
    await open({ transport: "HTTP", started: false });
    const adapter = await scene.open();
    const olena = scene.office.person("olena");
    scene.office.kick();
    const partner = partnerOf(olena);
    const lobby = partner.channel("#lobby");
    partner.guild.lobby = lobby.id;
    olena.takesDirectMessages(false);
    partner.invite();
    scene.discord.faults.plant("GET /guilds/{guild}", fault.serverError(503), { times: 2 });
    await round(adapter);
    expect([greetings(), await scene.waiting()]).toEqual([0, 1]);
    await scene.open();
    expect(olena.in("#lobby").sees()).toContain(GREETED);
    expect(await scene.waiting()).toBe(0);
  });

  it("is found among more servers than Discord tells of at once", async () => {
    await open({ transport: "HTTP", started: false });
    for (let nth = 0; nth < 200; nth += 1) scene.discord.guild(`Server ${nth}`);
    let seen: readonly string[] = [];
    const spaces = {
      ...scene.spaces,
      unvisited: async (all: readonly string[]) => {
        seen = all;
        return [];
      },
    };
    const adapter = await scene.open({ spaces });
    await round(adapter);
    expect(new Set(seen).size).toBe(201);
    expect(adapter.invitation()).toBeUndefined();
  });

  it("is told over HTTP, too, where to invite it while it is in no server", async () => {
    await open({ transport: "HTTP", started: false });
    scene.office.kick();
    const adapter = await scene.open();
    expect(adapter.invitation()).toContain(`client_id=${scene.discord.app.id}&`);
  });
});
