import { beforeAll, describe, expect, it } from "vitest";
import type { ListFilter } from "../../src/domain/overview.ts";
import type { Company, Team } from "../../src/domain/parties.ts";
import type { Id } from "../../src/domain/request.ts";
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

onEmbedded("overviews", (ground) => {
  const refs = (register: Register, filter: Partial<ListFilter>): Promise<number[]> =>
    register.at("oksana", async (desk) => (await desk.list({ limit: 50, ...filter })).rows.map(({ ref }) => ref));

  describe("a list", () => {
    let register: Register;
    let [team, other]: Team[] = [];
    let [northwind, contoso]: Company[] = [];
    let me: Id;

    beforeAll(async () => {
      register = openRegister(ground().database);
      await register.at("oksana", async (desk) => {
        me = desk.me.id;
        [team, other] = [await addTeam(desk), await addTeam(desk, { name: "Second" })];
        [northwind, contoso] = [await addCompany(desk, "Northwind"), await addCompany(desk, "Contoso")];
        await logRequest(
          desk,
          { team, company: northwind, title: "Late", owner: me },
          letterAt(at(1)),
          deadlineAt(at(5), at(1)),
        );
        await logRequest(
          desk,
          { team, company: contoso, title: "Due soon", kind: "equipment" },
          letterAt(at(2)),
          deadlineAt(at(9), at(2)),
        );
        await logRequest(desk, { team: other, company: contoso, title: "No clock, 50% done" }, letterAt(at(3)));
        await logRequest(desk, { team, company: northwind, title: "Draft" });
        await logRequest(
          desk,
          { team, company: northwind, title: "Later still" },
          letterAt(at(1)),
          deadlineAt(at(6), at(1)),
          { type: "assigned", standIn: me },
        );
      });
      register.clock.set(at(8));
      await register.at("oksana", async (desk) => {
        const closing = await desk.request(3);
        await desk.record("request", closing?.id ?? "", [{ type: "closed", reason: "done" }]);
      });
    });

    it.each<[string, () => Partial<ListFilter>, number[]]>([
      ["everything, what is due first on top, what has no clock at the end", () => ({}), [1, 5, 2, 3, 4]],
      ["by number", () => ({ sort: "ref" }), [1, 2, 3, 4, 5]],
      ["by what moved last", () => ({ sort: "moved" }), [3, 5, 4, 2, 1]],
      ["what is late", () => ({ late: true }), [1, 5]],
      ["what is not late", () => ({ late: false }), [2, 3, 4]],
      ["open requests", () => ({ status: ["open"] }), [1, 5, 2]],
      ["several states", () => ({ status: ["draft", "closed"] }), [3, 4]],
      ["no state at all", () => ({ status: [] }), []],
      ["our move", () => ({ move: "ours" }), [4]],
      ["one owner's", () => ({ owner: me }), [1]],
      ["one person's, standing in too", () => ({ involves: me }), [1, 5]],
      ["nobody's", () => ({ unowned: true }), [5, 2, 3, 4]],
      ["a team's", () => ({ team: other?.id ?? "" }), [3]],
      ["a company's", () => ({ company: northwind?.id ?? "" }), [1, 5, 4]],
      ["a kind", () => ({ kind: "equipment" }), [2]],
      ["a campaign that nothing belongs to", () => ({ campaign: me }), []],
      ["words in any case", () => ({ text: "LATE" }), [1, 5]],
      ["a percent sign as a letter", () => ({ text: "%" }), [3]],
      [
        "all conditions together",
        () => ({ late: true, company: northwind?.id ?? "", unowned: true, text: "still" }),
        [5],
      ],
      ["one page", () => ({ limit: 2, offset: 1 }), [5, 2]],
    ])("shows %s", async (_, filter, expected) => {
      expect(await refs(register, filter())).toEqual(expected);
    });

    it("counts what is not on the page", async () => {
      expect(await register.at("oksana", (desk) => desk.list({ limit: 2, late: false }))).toMatchObject({
        total: 3,
        rows: [{ ref: 2 }, { ref: 3 }],
      });
    });

    it("counts what has a word in its title wherever the page is", async () => {
      const page = (over: Partial<ListFilter>) =>
        register.at("oksana", async (desk) => {
          const { rows, total } = await desk.list({ limit: 1, text: "late", ...over });
          return { refs: rows.map(({ ref }) => ref), total };
        });
      expect(await page({})).toEqual({ refs: [1], total: 2 });
      expect(await page({ offset: 1 })).toEqual({ refs: [5], total: 2 });
      expect(await page({ offset: 2 })).toEqual({ refs: [], total: 2 });
      expect(await page({ text: "nowhere" })).toEqual({ refs: [], total: 0 });
      expect(await page({ text: "nowhere", offset: 2 })).toEqual({ refs: [], total: 0 });
    });

    it("shows a line with its names, dates and whose move it is", async () => {
      const [line] = (await register.at("oksana", (desk) => desk.list({ limit: 1 }))).rows;
      expect(line).toMatchObject({
        ref: 1,
        version: 1,
        company: { name: "Northwind" },
        owner: { id: me, name: "oksana" },
        status: "open",
        move: "theirs",
        due: { at: at(5) },
        lateAt: at(5),
        sent: at(1),
        moved: expect.stringMatching(/^2022-03-07T09:00/),
      });
      expect(line).not.toHaveProperty("outcome");
    });

    it("makes cells of companies by kinds, with what is late in each", async () => {
      const cells = await register.at("oksana", (desk) => desk.matrix({ limit: 10 }));
      expect(cells.map(({ company, kind, asked, late, refs: its }) => [company.name, kind, asked, late, its])).toEqual([
        ["Contoso", "equipment", 1, 0, [2]],
        ["Contoso", "service_suspension", 1, 0, [3]],
        ["Northwind", "service_suspension", 3, 2, [1, 4, 5]],
      ]);
      expect(await register.at("oksana", (desk) => desk.matrix({ limit: 1 }))).toHaveLength(2);
    });
  });

  describe("the register as it was known", () => {
    it("is what a list said on that day, names and lateness included", async () => {
      const register = openRegister(ground().database);
      const said: [string, unknown, unknown][] = [];
      const keep = (): Promise<void> =>
        register.at("oksana", async (desk) => {
          said.push([desk.at, await desk.list({ limit: 50 }), await desk.matrix({ limit: 50 })]);
        });
      const { team, company, request } = await register.at("oksana", async (desk) => {
        const made = { team: await addTeam(desk), company: await addCompany(desk, "Northwind") };
        return {
          ...made,
          request: await logRequest(desk, { ...made, owner: desk.me.id }, letterAt(at(7)), deadlineAt(at(9), at(7))),
        };
      });
      await keep();
      register.clock.set(at(10));
      await keep();
      register.clock.advance(1);
      await register.at("oksana", (desk) => desk.record("request", request.id, [answerOf({ outcome: "declined" })]));
      await keep();
      register.clock.set(at(11));
      await register.at("oksana", (desk) =>
        desk.record("company", company.id, [{ type: "company.changed", name: "Northwind Group" }]),
      );
      await register.at("oksana", (desk) => logRequest(desk, { team, company }, letterAt(at(11))));
      await keep();
      register.clock.set(at(20));
      for (const [moment, list, matrix] of said) {
        expect(await register.at("oksana", (desk) => desk.list({ limit: 50, asOf: moment }))).toEqual(list);
        expect(await register.at("oksana", (desk) => desk.matrix({ limit: 50, asOf: moment }))).toEqual(matrix);
      }
      expect(await refs(register, { asOf: at(7, 8) })).toEqual([]);
    });
  });
});
