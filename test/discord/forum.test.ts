import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { type DiscordHouse, openDiscordHouse } from "../support/discord-house.ts";

const ASK = { company: "Amazon", title: "End AWS", kind: "service_suspension", channel: "open_letter" };

describe("A team at home in a forum", { timeout: 30_000 }, () => {
  let database: Database;
  let scene: DiscordHouse;
  let board: ReturnType<DiscordHouse["office"]["channel"]>;
  let olena: ReturnType<DiscordHouse["office"]["person"]>;
  /** The forum as its list of posts. */
  const list = (): string => olena.in("#board").sees();
  const desk = () => olena.in("#desk");
  const post = (title: string) => olena.in("#board").thread(title);

  beforeAll(async () => {
    database = await quickDatabase();
    scene = await openDiscordHouse({ database });
    board = scene.office.channel("#board", { kind: "forum", tags: ["Health"] });
    board.overwrite("app", { allow: ["MANAGE_CHANNELS"] });
    scene.office.channel("#desk");
    olena = scene.office.person("olena");
    await desk().slash("aid setup team", { name: "Desk", channel: "board" });
  });
  afterAll(async () => {
    await scene.close();
    await database.close();
  });

  it("has a post for each request, whose tag says how it stands", async () => {
    await desk().slash("aid request", { ...ASK, "reply-by": "5 working days" });
    expect(list()).toBe("# [Waiting] AID-1 · Amazon · End AWS");
    expect(post("AID-1 · Amazon · End AWS").sees()).toContain("Their move: we wait for an answer.");
    // Nobody has to be told twice what the post shows.
    expect(desk().sees()).not.toContain("Version 1");
  });

  it("is told in the post what was done, and finds it by its new tag and title", async () => {
    const mine = board.channel.tags.find(({ name }) => name === "Health")?.id ?? "";
    board.thread("AID-1").tag(mine);
    await desk().slash("aid response", { request: "AID-1", outcome: "accepted_partial" });
    await desk().slash("aid steer edit", { request: "AID-1", title: "End all of AWS" });
    expect(list()).toBe("# [Health] [Answered] AID-1 · Amazon · End all of AWS");
    const seen = post("AID-1 · Amazon · End all of AWS").sees();
    expect(seen).toContain("Version 3");
    expect(seen).toContain("olena: Answer 1: agreed in part");
  });

  it("is reminded of one request in its post, and reads the week in a post of its own", async () => {
    await desk().slash("aid request", { ...ASK, company: "Contoso", title: "Tents", "reply-by": "5 working days" });
    await scene.pass("2022-03-18T10:00:00.000Z");
    expect(list()).toContain("# [Late] AID-2 · Contoso · Tents");
    const late = post("AID-2 · Contoso · Tents");
    expect(
      late
        .sees()
        .split("\n")
        .filter((line) => line.includes("AID-2")).length,
    ).toBeGreaterThan(1);
    await scene.pass("2022-03-21T10:00:00.000Z");
    expect(list()).toMatch(/^# Digest .*$/mu);
  });

  it("finds in the archive what is changed again, and leaves what somebody locked", async () => {
    board.thread("AID-1").archive();
    await desk().slash("aid steer edit", { request: "AID-1", title: "End some of AWS" });
    expect(list()).toContain("[Answered] AID-1 · Amazon · End some of AWS");
    expect(list()).not.toContain("archived");
    board.thread("AID-1").archive();
    board.thread("AID-1").lock();
    await desk().slash("aid steer edit", { request: "AID-1", title: "End AWS" });
    // Whoever changed it is shown that all the same.
    expect(desk().news()).toContain("End AWS");
    expect(list()).toContain("End some of AWS (locked, archived)");
  });

  it("gets a new post where somebody took one away", async () => {
    board.thread("AID-2").delete();
    expect(list()).not.toContain("AID-2");
    await desk().slash("aid steer edit", { request: "AID-2", title: "Many tents" });
    await scene.pass("2022-03-21T10:05:00.000Z");
    expect(list()).toContain("[Late] AID-2 · Contoso · Many tents");
  });

  it("reads its tags in its own language", async () => {
    await desk().slash("aid setup team", { name: "Desk", language: "uk" });
    await desk().slash("aid request", { ...ASK, company: "Fabrikam", title: "Ліки" });
    // The stock client counts what it sends by the machine's time: a quick one is refused, and comes again much later by ours.
    await scene.pass("2022-03-21T16:30:00.000Z");
    expect(list()).toContain("# [Чекаємо] AID-3 · Fabrikam · Ліки");
    expect(board.channel.tags.length).toBeLessThanOrEqual(20);
    expect(scene.log.filter(({ level }) => level === "error")).toEqual([]);
  });
});
