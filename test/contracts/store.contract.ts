import { expect, it } from "vitest";
import { errorCode } from "../../db/fault.ts";
import { verify } from "../../db/verify.ts";
import type { Desk } from "../../src/ports.ts";
import type { Ground } from "../support/grounds.ts";
import {
  addCompany,
  addTeam,
  answerOf,
  letterAt,
  logRequest,
  openRegister,
  type Register,
} from "../support/register.ts";

const workspaceOf = (register: Register): Promise<string> => register.at("oksana", async (desk) => desk.workspace.id);

/** A workspace with a team, a company and a request that was sent. */
const furnished = async (desk: Desk) => {
  const team = await addTeam(desk);
  const company = await addCompany(desk, "Northwind Traders");
  return { team, company, request: await logRequest(desk, { team, company }, letterAt(desk.at)) };
};

/** What every store must do, on whichever database. */
export const storeContract = (ground: () => Ground): void => {
  it("opens a workspace for a space it never heard of, with the first who speaks as its admin", async () => {
    const register = openRegister(ground().database, { defaults: { zone: "Europe/Kyiv", newcomers: "observer" } });
    const first = await register.at("oksana", async ({ me, workspace }) => ({ me, workspace }));
    const second = await register.at("taras", async ({ me }) => me);
    const again = await register.at("oksana", async ({ me }) => me);
    expect(first.workspace).toMatchObject({
      name: register.space,
      zone: "Europe/Kyiv",
      language: "en",
      country: "none",
      collisionDays: 14,
    });
    expect(first.me).toMatchObject({
      name: "oksana",
      role: "admin",
      accounts: [{ platform: "console", account: "oksana" }],
    });
    expect(second.role).toBe("observer");
    expect(again).toEqual(first.me);
  });

  it("keeps keys of different platforms apart", async () => {
    const register = openRegister(ground().database);
    const { request } = await register.at(register.from("oksana", { key: "1" }), furnished);
    const elsewhere = await register.at(register.from("oksana", { key: "1", platform: "slack" }), furnished);
    expect([request.ref, elsewhere.request.ref]).toEqual([1, 1]);
  });

  it("writes nothing when the work fails, and takes no number", async () => {
    const register = openRegister(ground().database);
    const ws = await workspaceOf(register);
    const { entries } = await verify(ground().database, ws);
    const failing = register.at("taras", async (desk) => {
      await furnished(desk);
      throw new Error("after writing");
    });
    await expect(failing).rejects.toThrow("after writing");
    expect(await verify(ground().database, ws)).toMatchObject({ entries, flaws: [] });
    const { request } = await register.at("oksana", furnished);
    expect(request.ref).toBe(1);
    expect((await register.at("oksana", (desk) => desk.members())).map(({ name: who }) => who)).toEqual(["oksana"]);
  });

  it("sees within a command what the command wrote", async () => {
    const register = openRegister(ground().database);
    await register.at("oksana", async (desk) => {
      const { request, company } = await furnished(desk);
      await desk.record("request", request.id, [answerOf({ outcome: "declined", ground: "contract" })]);
      expect(await desk.request(1)).toMatchObject({ version: 1, responses: [{ outcome: "declined" }] });
      expect((await desk.requestsTo(company.id, 5)).map(({ ref }) => ref)).toEqual([1]);
      expect((await desk.list({ limit: 5 })).rows).toMatchObject([
        { outcome: "declined", move: "ours", waitsFor: "decide" },
      ]);
      expect((await desk.timeline("request", request.id)).map(({ fact }) => fact.type)).toEqual([
        "request.logged",
        "approach.made",
        "response.recorded",
      ]);
    });
  });

  it("steps on in time with every change, even when the clock steps back", async () => {
    const register = openRegister(ground().database);
    await register.at("oksana", furnished);
    register.clock.advance(-48);
    const at = await register.at("oksana", async (desk) => {
      await addCompany(desk, "Contoso");
      return desk.at;
    });
    expect(at > "2022-03-07T09:00:00.000Z").toBe(true);
  });

  it("lets somebody look who never spoke, and writes nothing of it", async () => {
    const register = openRegister(ground().database);
    const nobody = await register.store.look(register.from("taras"), async ({ me, workspace }) => ({
      me,
      workspace,
    }));
    expect(nobody).toMatchObject({ me: { role: "admin" }, workspace: { name: register.space } });
    await workspaceOf(register);
    expect(await register.store.look(register.from("taras"), (desk) => desk.members())).toHaveLength(1);
    await expect(register.store.look(register.from("oksana"), (desk) => addCompany(desk, "Contoso"))).rejects.toSatisfy(
      (fault) => errorCode(fault) === "25006",
    );
  });

  it("shows nothing of one workspace to another", async () => {
    const [ours, theirs] = [openRegister(ground().database), openRegister(ground().database)];
    const kept = await ours.at("oksana", async (desk) => ({
      ...(await furnished(desk)),
      key: await desk.park("chase?request=AID-1"),
    }));
    await theirs.at("oksana", async (desk) => {
      expect(await desk.request(kept.request.ref)).toBeUndefined();
      expect(await desk.company(kept.company.id)).toBeUndefined();
      expect(await desk.companiesLike("Northwind", 5)).toEqual([]);
      expect(await desk.timeline("request", kept.request.id)).toEqual([]);
      expect(await desk.parked(kept.key)).toBeUndefined();
      expect(await desk.list({ limit: 5 })).toEqual({ rows: [], total: 0 });
      expect((await furnished(desk)).request.ref).toBe(1);
    });
  });

  it("finds a company by any spelling that folds the same, and others by likeness", async () => {
    const register = openRegister(ground().database);
    await register.at("oksana", async (desk) => {
      const company = await addCompany(desk, "Northwind Traders, Inc.");
      await addCompany(desk, "Zebra");
      await desk.record("company", company.id, [{ type: "alias.added", alias: "Нортвінд" }]);
      const likeness = async (typed: string) =>
        (await desk.companiesLike(typed, 5)).map((match) => [match.company.name, match.likeness === 1]);
      expect(await likeness("NORTHWIND TRADERS")).toEqual([["Northwind Traders, Inc.", true]]);
      expect(await likeness("«Нортвінд»")).toEqual([["Northwind Traders, Inc.", true]]);
      expect(await likeness("Northwind Trade")).toEqual([["Northwind Traders, Inc.", false]]);
      expect(await likeness("Quux")).toEqual([]);
      await desk.record("company", company.id, [{ type: "alias.removed", alias: "Нортвінд" }]);
      expect(await likeness("Нортвінд")).toEqual([]);
    });
  });

  it("forgets a request whose logging was undone, except in the past", async () => {
    const register = openRegister(ground().database);
    const { request, change } = await register.at("oksana", async (desk) => ({
      ...(await furnished(desk)),
      change: desk.change,
    }));
    register.clock.advance(1);
    await register.at("oksana", async (desk) => {
      expect(await desk.record("request", request.id, [{ type: "undone", change }])).toBeUndefined();
      expect(await desk.request(1)).toBeUndefined();
      expect(await desk.list({ limit: 5 })).toMatchObject({ total: 0 });
      expect(await desk.list({ limit: 5, asOf: "2022-03-07T09:30:00.000Z" })).toMatchObject({ total: 1 });
      expect(await desk.nextRef()).toBe(2);
    });
  });

  it("brings a request back when the undo is undone", async () => {
    const register = openRegister(ground().database);
    const { request, change } = await register.at("oksana", async (desk) => ({
      ...(await furnished(desk)),
      change: desk.change,
    }));
    const undo = await register.at("oksana", async (desk) => {
      await desk.record("request", request.id, [{ type: "undone", change }]);
      return desk.change;
    });
    const back = await register.at("oksana", (desk) =>
      desk.record("request", request.id, [{ type: "undone", change: undo }]),
    );
    expect(back).toMatchObject({ ref: 1, approaches: [{ no: 1 }], version: 3 });
    expect(await register.at("oksana", (desk) => desk.list({ limit: 5 }))).toMatchObject({ total: 1 });
  });

  it("gives a batch's requests consecutive numbers, each with its own line", async () => {
    const register = openRegister(ground().database);
    const refs = await register.at("oksana", async (desk) => {
      const { team, company } = await furnished(desk);
      const made = [];
      for (let count = 0; count < 5; count += 1)
        made.push(await logRequest(desk, { team, company }, letterAt(desk.at)));
      return made.map(({ ref }) => ref);
    });
    expect(refs).toEqual([2, 3, 4, 5, 6]);
  });

  it("takes text as it comes, in every script", async () => {
    const register = openRegister(ground().database);
    const hostile = [
      "'; drop table request; --",
      "100% _sure_ \\ of it",
      "@everyone <!channel>",
      "🇺🇦‍ \u202Eright to left",
      "ї".repeat(2000),
      '{"a":"$1"}',
    ];
    await register.at("oksana", async (desk) => {
      const { team, company } = await furnished(desk);
      for (const title of hostile) {
        const { ref } = await logRequest(desk, { team, company, title }, letterAt(desk.at));
        expect((await desk.request(ref))?.title).toBe(title);
        expect((await desk.list({ limit: 50, text: title })).rows.map((row) => row.title)).toEqual([title]);
      }
      expect((await desk.list({ limit: 50, text: "%" })).total).toBe(1);
      expect((await desk.list({ limit: 50, text: "RIGHT TO" })).total).toBe(1);
    });
  });
};
