import { beforeAll, expect, it } from "vitest";
import type { DigestFigures, DigestQuestion } from "../../src/domain/digest.ts";
import type { Company, Team } from "../../src/domain/parties.ts";
import { onEmbedded } from "../support/grounds.ts";
import {
  addCompany,
  addTeam,
  answerOf,
  deadlineAt,
  letterAt,
  logRequest,
  openRegister,
  type Register,
} from "../support/register.ts";

const at = (day: number, hour = 9): string =>
  `2022-03-${String(day).padStart(2, "0")}T${String(hour).padStart(2, "0")}:00:00.000Z`;

onEmbedded("a digest", (ground) => {
  let register: Register;
  let team: Team;
  const question = (over: Partial<DigestQuestion> = {}): DigestQuestion => ({
    from: at(7, 0),
    to: at(14, 0),
    asOf: at(14),
    lines: 5,
    ...over,
  });
  const ask = (over: Partial<DigestQuestion> = {}): Promise<DigestFigures> =>
    register.at("oksana", (desk) => desk.digest(question(over)));
  const SECTIONS = ["decisions", "late", "dueThisWeek", "answered", "sent", "silent", "unowned"] as const;
  /** The refs of each section; that its total is theirs is part of what is asked. */
  const listed = (figures: DigestFigures) =>
    Object.fromEntries(
      SECTIONS.map((name) => {
        const { rows, total } = figures[name];
        expect([name, total]).toEqual([name, rows.length]);
        return [name, rows.map(({ ref }) => ref)];
      }),
    );

  beforeAll(async () => {
    register = openRegister(ground().database);
    register.clock.set(at(1));
    let campaign = "";
    await register.at("oksana", async (desk) => {
      team = await addTeam(desk);
      campaign = desk.id();
      await desk.record("campaign", campaign, [
        { type: "campaign.added", id: campaign, code: "C1", name: "First", ladder: [] },
      ]);
      const companies = [await addCompany(desk, "Northwind"), await addCompany(desk, "Contoso")];
      const [first, second] = companies as [Company, Company];
      const owner = desk.me.id;
      await logRequest(desk, { team, company: first, owner }, letterAt(at(1)), deadlineAt(at(10), at(1))); // 1: late
      await logRequest(desk, { team, company: first, owner }, letterAt(at(2)), deadlineAt(at(16), at(1))); // 2: due this week
      await logRequest(desk, { team, company: second, campaign, owner }, letterAt(at(1))); // 3: answered in full
      await logRequest(desk, { team, company: second, owner }, letterAt(at(1))); // 4: declined, to decide on
      await logRequest(desk, { team, company: second, owner }, letterAt(at(1))); // 5: agreed in part
      await logRequest(desk, { team, company: second }, letterAt(at(1))); // 6: answered, withdrawn
      await logRequest(desk, { team, company: first }); // 7: a draft
    });
    register.clock.set(at(8));
    const answer = (ref: number, outcome: "accepted_full" | "declined" | "accepted_partial", day: number) =>
      register.at("oksana", async (desk) =>
        desk.record("request", (await desk.request(ref))?.id ?? "", [
          answerOf({ outcome, stated: { on: at(day), precision: "instant" } }),
        ]),
      );
    await answer(3, "accepted_full", 3);
    await answer(4, "declined", 7);
    await answer(5, "accepted_partial", 8);
    await answer(6, "declined", 2);
    await register.at("oksana", async (desk) => {
      await desk.record("request", (await desk.request(6))?.id ?? "", [
        { type: "withdrawn", reason: "no more needed" },
      ]);
      await logRequest(
        desk,
        { team, company: (await desk.companiesLike("Contoso", 1))[0]?.company as Company },
        letterAt(at(8)),
      ); // 8: sent, nobody's
    });
    register.clock.set(at(14));
  });

  it("says what waits for a decision, is late, due, answered, sent, silent, and nobody's", async () => {
    const figures = await ask();
    expect(listed(figures)).toEqual({
      decisions: [4, 5],
      late: [1],
      dueThisWeek: [2],
      answered: [4, 5],
      sent: [8],
      silent: [1, 2, 8],
      unowned: [8],
    });
  });

  it("counts over all that was asked: withdrawn ones not, agreed in part as answered", async () => {
    const { totals, before } = await ask();
    // Answered after 2, 6 and 7 days.
    expect(totals).toEqual({
      asked: 6,
      answered: 3,
      agreed: 1,
      agreedInPart: 1,
      declined: 1,
      late: 1,
      companies: 2,
      medianDays: 6,
      medianOf: 3,
    });
    expect(before).toEqual({
      asked: 6,
      answered: 0,
      agreed: 0,
      agreedInPart: 0,
      declined: 0,
      late: 0,
      companies: 2,
      medianOf: 0,
    });
  });

  it("shows the first lines of a section and counts the rest", async () => {
    const { silent } = await ask({ lines: 1 });
    expect(silent).toMatchObject({ total: 3, rows: [{ ref: 1 }] });
    expect(await ask({ lines: 0 })).toMatchObject({ silent: { rows: [], total: 3 } });
  });

  it("speaks of one team or campaign when asked to", async () => {
    expect((await ask({ team: team.id })).totals.asked).toBe(6);
    const nobodys = await register.at("oksana", async (desk) => desk.id());
    expect((await ask({ team: nobodys })).totals).toMatchObject({ asked: 0, companies: 0, medianOf: 0 });
    const campaign = await register.at("oksana", async (desk) => (await desk.campaigns())[0]?.id ?? "");
    expect(await ask({ campaign })).toMatchObject({
      totals: { asked: 1, agreed: 1, medianDays: 2, medianOf: 1 },
      late: { total: 0 },
    });
  });

  it("says the same of a past week for ever", async () => {
    const then = await ask({ asOf: at(9), from: at(1, 0), to: at(8, 0) });
    register.clock.set(at(20));
    await register.at("oksana", async (desk) => {
      for (const ref of [1, 2, 7, 8])
        await desk.record("request", (await desk.request(ref))?.id ?? "", [{ type: "closed", reason: "over" }]);
    });
    expect(await ask({ asOf: at(9), from: at(1, 0), to: at(8, 0) })).toEqual(then);
    expect(listed(await ask({ asOf: at(20) }))).toMatchObject({ late: [], silent: [], unowned: [] });
  });

  it("says of a quiet workspace that nothing is there", async () => {
    const quiet = openRegister(ground().database);
    const figures = await quiet.at("oksana", (desk) => desk.digest(question()));
    expect(figures.totals).toEqual({
      asked: 0,
      answered: 0,
      agreed: 0,
      agreedInPart: 0,
      declined: 0,
      late: 0,
      companies: 0,
      medianOf: 0,
    });
    expect(figures.late).toEqual({ rows: [], total: 0 });
  });
});
