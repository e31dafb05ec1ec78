import { expect, it } from "vitest";
import { faultWord } from "../../db/fault.ts";
import { verify } from "../../db/verify.ts";
import type { Desk } from "../../src/ports.ts";
import { onBothDatabases } from "../support/grounds.ts";
import { addCompany, addTeam, keptLog, letterAt, logRequest, openRegister, saying } from "../support/register.ts";

const furnished = async (desk: Desk) => ({ team: await addTeam(desk), company: await addCompany(desk, "Northwind") });

onBothDatabases("two who write at once", (ground) => {
  it("keeps one chain and gives each number once, however many write at once", async () => {
    const register = openRegister(ground().database);
    const { team, company } = await register.at("oksana", furnished);
    const other = openRegister(await ground().open(), { space: register.space });
    const refs = await Promise.all(
      Array.from({ length: 24 }, async (_, nth) => {
        const { ref } = await (nth % 2 === 0 ? register : other).at(`member-${nth % 5}`, (desk) =>
          logRequest(desk, { team, company }, letterAt(desk.at)),
        );
        return ref;
      }),
    );
    expect(refs.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, nth) => nth + 1));
    const ws = await register.at("oksana", async (desk) => desk.workspace.id);
    expect(await verify(ground().database, ws)).toMatchObject({ flaws: [] });
    expect(await register.at("oksana", (desk) => desk.members())).toHaveLength(6);
  });

  it.each([
    ["a lock that was not let go in time", "55P03", 2],
    ["a deadlock", "40P01", 2],
    ["a row that broke a rule", "23505", 1],
  ])("meets %s as often as it may help", async (_, code, times) => {
    const register = openRegister(ground().database);
    let runs = 0;
    const meeting = register.at("oksana", async (desk) => {
      runs += 1;
      if (runs === 1) throw Object.assign(new Error("met another"), { code });
      return desk.workspace.id;
    });
    const ended = await meeting.then(() => "done", faultWord);
    expect([ended, runs]).toEqual([times > 1 ? "done" : code, times]);
  });

  it("opens one workspace when two processes hear of a space at once", async () => {
    const one = openRegister(ground().database);
    const log = keptLog();
    const other = openRegister(await ground().open(), { space: one.space, log });
    const [ours, theirs] = await Promise.all([
      one.at("oksana", async ({ workspace }) => workspace.id),
      other.at("taras", async ({ workspace }) => workspace.id),
    ]);
    expect(ours).toBe(theirs);
    const members = await one.at("oksana", (desk) => desk.members());
    expect(members.map(({ role }) => role).toSorted()).toEqual(["admin", "coordinator"]);
  });

  it("gives an event that comes twice one effect and one answer", async () => {
    const register = openRegister(ground().database);
    const event = register.from("oksana", { key: "event-1" });
    let runs = 0;
    const work = async (desk: Desk) => {
      runs += 1;
      const { ref } = await logRequest(desk, await furnished(desk));
      return saying(`logged AID-${ref}`);
    };
    const answers = await Promise.all([
      register.store.answer(event, work, { writes: true }),
      register.store.answer(event, work, { writes: true }),
    ]);
    answers.push(await register.store.answer(event, work, { writes: true }));
    expect(answers).toEqual([saying("logged AID-1"), saying("logged AID-1"), saying("logged AID-1")]);
    expect(await register.at("oksana", (desk) => desk.list({ limit: 9 }))).toMatchObject({ total: 1 });
    expect(runs).toBeLessThanOrEqual(2);
  });
});
