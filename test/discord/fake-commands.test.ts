import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Discord, startDiscord } from "../support/discord/index.ts";

let discord: Discord;
let office: ReturnType<Discord["guild"]>;

beforeAll(async () => {
  discord = await startDiscord();
  office = discord.guild("Office");
});
afterAll(() => discord.close());
beforeEach(() => {
  discord.world.commands.splice(0);
  discord.world.creates.clear();
});

const everywhere = () => `/applications/${discord.app.id}/commands`;
const here = () => `/applications/${discord.app.id}/guilds/${office.id}/commands`;

const call = async (method: string, path: string, body?: unknown) => {
  const response = await fetch(`${discord.apiUrl}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${discord.app.token}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const said: unknown = response.status === 204 ? undefined : await response.json();
  return { status: response.status, said };
};

/** Commands that came back, as far as these tests read them. */
const ids = (answer: { readonly said: unknown }): readonly string[] =>
  // Our Discord has held its answer to the schema of commands.
  (answer.said as { id: string }[]).map(({ id }) => id);

const AID = { name: "aid", description: "Requests for aid" };
const option = (more: object = {}) => ({ type: 3, name: "company", description: "Who is asked", ...more });
const x = (count: number): string => "x".repeat(count);
const many = (count: number, make: (index: number) => object) =>
  Array.from({ length: count }, (_, index) => make(index));

describe("Commands", () => {
  it("are registered all at once, and keep their ids where their names stay", async () => {
    const [aid, other] = ids(await call("PUT", everywhere(), [AID, { ...AID, name: "other" }]));
    const [again, third] = ids(
      await call("PUT", everywhere(), [
        { ...AID, description: "Else" },
        { ...AID, name: "third" },
      ]),
    );
    expect(again).toBe(aid);
    expect(third).not.toBe(other);
    expect(ids(await call("GET", everywhere()))).toEqual([again, third]);
    expect(ids(await call("GET", here()))).toEqual([]);
  });

  it("are registered one by one, changed and removed", async () => {
    expect((await call("POST", here(), AID)).status).toBe(201);
    const { status, said } = await call("POST", here(), { ...AID, description: "Again" });
    expect([status, said]).toMatchObject([200, { description: "Again", guild_id: office.id }]);
    const [id] = ids(await call("GET", here()));
    const changed = await call("PATCH", `${here()}/${id}`, { default_member_permissions: "8192" });
    expect(changed.said).toMatchObject({ name: "aid", default_member_permissions: "8192" });
    expect((await call("DELETE", `${here()}/${id}`)).status).toBe(204);
    expect(await call("GET", `${here()}/${id}`)).toMatchObject({ status: 404, said: { code: 10_063 } });
  });

  it("come in languages, in all that people read", async () => {
    const said = {
      ...AID,
      name_localizations: { uk: "допомога" },
      description_localizations: { uk: "Прохання про допомогу" },
      options: [option({ choices: [{ name: "Contoso", value: "c", name_localizations: { uk: "Контосо" } }] })],
    };
    expect((await call("PUT", everywhere(), [said])).said).toMatchObject([said]);
  });

  it.each([
    ["an upper-case name", { ...AID, name: "Aid" }],
    ["a name with a blank", { ...AID, name: "aid me" }],
    ["a name of 33", { ...AID, name: x(33) }],
    ["no description", { name: "aid" }],
    ["a description of 101", { ...AID, description: x(101) }],
    ["a language that Discord does not speak", { ...AID, name_localizations: { ua: "допомога" } }],
    ["an upper-case name in another language", { ...AID, name_localizations: { uk: "Допомога" } }],
    ["26 options", { ...AID, options: many(26, (i) => option({ name: `o${i}` })) }],
    ["26 choices", { ...AID, options: [option({ choices: many(26, (i) => ({ name: `c${i}`, value: "v" })) })] }],
    ["a choice of 101", { ...AID, options: [option({ choices: [{ name: x(101), value: "v" }] })] }],
    ["two choices of one name", { ...AID, options: [option({ choices: many(2, () => ({ name: "c", value: "v" })) })] }],
    [
      "choices and suggestions",
      { ...AID, options: [option({ autocomplete: true, choices: [{ name: "c", value: "v" }] })] },
    ],
    ["two options of one name", { ...AID, options: [option(), option()] }],
    ["a required option after another", { ...AID, options: [option(), option({ name: "b", required: true })] }],
    ["an upper-case option", { ...AID, options: [option({ name: "Company" })] }],
    ["an option beside a sub-command", { ...AID, options: [option({ type: 1, name: "sub" }), option()] }],
    [
      "a group in a group",
      {
        ...AID,
        options: [
          { type: 2, name: "g", description: "G", options: [{ type: 2, name: "h", description: "H", options: [] }] },
        ],
      },
    ],
    ["the least above the most", { ...AID, options: [option({ type: 4, min_value: 5, max_value: 4 })] }],
    ["a misspelt property", { ...AID, options: [option({ requried: true })] }],
    ["a menu with a description", { name: "Log", type: 3, description: "Logs" }],
    [
      "over 8,000 characters",
      {
        ...AID,
        options: many(25, (i) => ({
          type: 1,
          name: `s${i}`,
          description: x(100),
          options: many(4, (j) => option({ name: `o${j}`, description: x(80) })),
        })),
      },
    ],
  ])("are refused with %s (50035)", async (_, command) => {
    const before = discord.world.commands.length;
    expect(await call("PUT", everywhere(), [command])).toMatchObject({
      status: 400,
      said: { code: 50_035, errors: { 0: {} } },
    });
    expect(await call("POST", everywhere(), command)).toMatchObject({ status: 400, said: { code: 50_035 } });
    expect(discord.world.commands.length).toBe(before);
  });

  it("count the longest language of each of their texts", async () => {
    const options = many(20, (i) => ({
      type: 1,
      name: `s${i}`,
      description: x(90),
      description_localizations: { uk: x(100) },
      options: many(4, (j) => option({ name: `o${j}`, description: x(70) })),
    }));
    // 3 + 16 for the root, and twenty times a name, 100 for the longer description, and 4 × 72.
    expect((await call("PUT", everywhere(), [{ ...AID, options }])).status).toBe(200);
    const longer = options.map((one) => ({
      ...one,
      description_localizations: { uk: x(100), de: x(100) },
      name_localizations: { uk: x(16) },
    }));
    expect((await call("PUT", everywhere(), [{ ...AID, options: longer }])).said).toMatchObject({ code: 50_035 });
  });

  it("of one name cannot be two", async () => {
    expect(await call("PUT", everywhere(), [AID, AID])).toMatchObject({
      said: { code: 50_035, errors: { 1: { name: {} } } },
    });
    expect((await call("PUT", everywhere(), [AID, { name: "aid", type: 3 }])).status).toBe(200);
  });

  it("are a hundred at most, and fifteen menus of a kind (30032)", async () => {
    const named = (count: number, more: object) => many(count, (i) => ({ ...more, name: `n${i}` }));
    expect((await call("PUT", everywhere(), named(101, AID))).said).toMatchObject({ code: 30_032 });
    expect((await call("PUT", everywhere(), named(16, { type: 3 }))).said).toMatchObject({ code: 30_032 });
    expect(
      (await call("PUT", everywhere(), [...named(100, AID), ...named(15, { type: 3 }), ...named(15, { type: 2 })]))
        .status,
    ).toBe(200);
  });

  it("are created two hundred times a day at most (30034)", async () => {
    for (const round of ["a", "b"])
      await call(
        "PUT",
        here(),
        many(100, (i) => ({ ...AID, name: `${round}${i}` })),
      );
    expect(await call("PUT", here(), [AID])).toMatchObject({ said: { code: 30_034 } });
    discord.clock.advance(86_400_000);
    expect((await call("PUT", here(), [AID])).status).toBe(200);
  });

  it("are the app's own, in guilds where it is", async () => {
    expect(await call("GET", "/applications/123456789012345678/commands")).toMatchObject({ said: { code: 10_002 } });
    const other = discord.guild("Other", { app: false });
    const path = `/applications/${discord.app.id}/guilds/${other.id}/commands`;
    expect(await call("PUT", path, [AID])).toMatchObject({ status: 403, said: { code: 50_001 } });
  });
});
