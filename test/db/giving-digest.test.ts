import { beforeAll, describe, expect, it } from "vitest";
import type { DigestQuestion } from "../../src/domain/digest.ts";
import type { GivenLine, GivingDigest, GivingFilter } from "../../src/domain/giving-overview.ts";
import { confirmed, delivered, pledged, thanked, worth } from "../support/giving.ts";
import { onEmbedded } from "../support/grounds.ts";
import { addCompany, addTeam, letterAt, logRequest, openRegister, type Register } from "../support/register.ts";

const at = (day: number): string => `2022-03-${String(day).padStart(2, "0")}T09:00:00.000Z`;
const named = ({ company, ref, part, no }: Pick<GivenLine, "company" | "ref" | "part" | "no">): string =>
  `${company.name}${ref === undefined ? "" : ` ${ref}`}: ${part} ${no}`;

onEmbedded("promises and deliveries", (ground) => {
  let register: Register;
  let ids: Readonly<Record<"team" | "other" | "campaign" | "northwind" | "contoso", string>>;
  const CLAIM = {
    metric: "companies",
    quantity: { value: "50", unit: "companies", bound: "at_least", stated: "50+" },
    source: "a college",
    recorded: at(10),
  } as const;

  beforeAll(async () => {
    register = openRegister(ground().database);
    register.clock.set(at(7));
    ids = await register.at("oksana", async (desk) => {
      const [team, other] = [await addTeam(desk), await addTeam(desk, { name: "Second" })];
      const [northwind, contoso] = [await addCompany(desk, "Northwind"), await addCompany(desk, "Contoso")];
      const campaign = desk.id();
      await desk.record("campaign", campaign, [
        { type: "campaign.added", id: campaign, code: "C1", name: "First", ladder: [], currency: "USD" },
      ]);
      await logRequest(
        desk,
        { team, company: northwind, campaign },
        letterAt(at(7)),
        pledged(1, worth("100", "EUR", "110"), { step: { stage: "committed" } }),
        { type: "instalment.planned", pledge: 1, no: 1, due: "2022-03-10", lines: [], value: worth("40", "EUR") },
        { type: "instalment.planned", pledge: 1, no: 2, due: "2022-03-18", lines: [], value: worth("60", "EUR") },
        { type: "instalment.planned", pledge: 1, no: 3, due: "2022-03-30", lines: [] },
        delivered(1, worth("0.1", "USD")),
        delivered(2, worth("0.2", "USD"), { move: { on: { on: "2022-03-05", precision: "day" } } }),
        confirmed(1, 2),
      );
      await logRequest(desk, { team: other, company: contoso }, letterAt(at(7)), delivered(1, undefined), thanked(1), {
        type: "agreement.made",
        no: 1,
        kind: "memorandum",
        title: "Memorandum",
        parties: [],
        signatories: [],
        until: "2022-04-05",
      });
      await desk.record("company", contoso.id, [
        pledged(1, worth("5", "UAH")),
        {
          type: "part.disputed",
          part: "pledge",
          no: 1,
          claim: { field: "amount", value: "7", source: "The Herald", chosen: false },
        },
        pledged(2, worth("7", "USD")),
        { type: "pledge.cancelled", no: 2, reason: "no more" },
      ]);
      return { team: team.id, other: other.id, campaign, northwind: northwind.id, contoso: contoso.id };
    });
    register.clock.set(at(14));
  });

  const listed = (filter: Partial<GivingFilter>): Promise<readonly string[]> =>
    register.at("oksana", async (desk) => {
      const { rows, total } = await desk.giving({ limit: 20, ...filter });
      if (filter.limit === undefined) expect(total).toBe(rows.length);
      return rows.map(named);
    });

  it.each<[string, () => Partial<GivingFilter>, readonly string[]]>([
    [
      "what was delivered and never thanked for",
      () => ({ unthanked: true }),
      ["Northwind 1: delivery 1", "Northwind 1: delivery 2"],
    ],
    ["what is disputed", () => ({ disputed: true }), ["Contoso: pledge 1"]],
    ["a stage", () => ({ stage: "committed" }), ["Northwind 1: pledge 1"]],
    ["a state, the recipient's word included", () => ({ state: "verified" }), ["Northwind 1: delivery 2"]],
    ["a level", () => ({ level: "recipient_confirmed" }), ["Northwind 1: delivery 2"]],
    [
      "a company's, on requests and on its own record",
      () => ({ company: ids.contoso }),
      ["Contoso 2: delivery 1", "Contoso: pledge 1", "Contoso: pledge 2"],
    ],
    ["a campaign's alone", () => ({ campaign: ids.campaign, stage: "announced" }), []],
    [
      "a team's, and what is no team's",
      () => ({ team: ids.other }),
      ["Contoso 2: delivery 1", "Contoso: pledge 1", "Contoso: pledge 2"],
    ],
    [
      "all conditions together",
      () => ({ company: ids.northwind, unthanked: true, state: "received" }),
      ["Northwind 1: delivery 1"],
    ],
    ["a page, newest first", () => ({ limit: 1, offset: 5 }), ["Northwind 1: delivery 2"]],
    ["nothing as known before anything was", () => ({ asOf: at(6) }), []],
  ])("lists %s", async (_, filter, expected) => {
    expect((await listed(filter())).toSorted()).toEqual(expected.toSorted());
  });

  it("sums what was given, announced apart and arrived apart by the recipient's word, in the campaign's currency", async () => {
    const { totals, companies } = await register.at("oksana", (desk) => desk.givingTotals({}));
    expect(companies).toBe(2);
    const none = { unconverted: [] };
    expect(totals).toEqual({
      announced: { currencies: [{ amount: "5", currency: "UAH" }], unconverted: [{ amount: "5", currency: "UAH" }] },
      committed: {
        currencies: [{ amount: "100", currency: "EUR" }],
        base: { amount: "110", currency: "USD" },
        ...none,
      },
      paid: { currencies: [{ amount: "0.2", currency: "USD" }], base: { amount: "0.2", currency: "USD" }, ...none },
      unconfirmed: {
        currencies: [{ amount: "0.1", currency: "USD" }],
        base: { amount: "0.1", currency: "USD" },
        ...none,
      },
    });
  });

  describe("in a digest", () => {
    const ask = (over: Partial<DigestQuestion> = {}): Promise<GivingDigest> =>
      register.at("oksana", async (desk) => {
        const question = { from: at(7), to: at(14), asOf: at(14), zone: "Europe/Kyiv", lines: 2, ...over };
        return (await desk.digest(question)).giving;
      });

    it("tells what is due or overdue, what ends soon, what nobody thanked for and what is disputed", async () => {
      const { instalments, ending, unthanked, disputed } = await ask();
      expect(instalments.rows.map(({ instalment, day, money }) => [instalment, day, money?.amount])).toEqual([
        [1, "2022-03-10", "40"],
        [2, "2022-03-18", "60"],
      ]);
      expect(instalments.total).toBe(2);
      expect(ending.rows.map(({ title, day }) => [title, day])).toEqual([["Memorandum", "2022-04-05"]]);
      // The longest ago first.
      expect(unthanked.rows.map(named)).toEqual(["Northwind 1: delivery 2", "Northwind 1: delivery 1"]);
      expect(disputed.rows.map(named)).toEqual(["Contoso: pledge 1"]);
    });

    it("tells of one team or campaign when asked to", async () => {
      const digest = await ask({ campaign: ids.campaign });
      expect(digest).toMatchObject({ companies: 1, ending: { total: 0 }, disputed: { total: 0 } });
      expect(digest.totals.announced.currencies).toEqual([]);
      expect(await ask({ team: ids.other })).toMatchObject({ instalments: { total: 0 }, ending: { total: 1 } });
    });

    it("shows the first lines of a section and counts the rest", async () => {
      expect(await ask({ lines: 1 })).toMatchObject({ unthanked: { rows: [{ no: 2 }], total: 2 } });
    });

    it("says the same of a past week for ever, and puts our own count beside what others say", async () => {
      expect(await ask()).toMatchObject({ external: [], known: 0 });
      register.clock.set(at(15));
      await register.at("oksana", async (desk) => {
        await desk.record("campaign", ids.campaign, [{ type: "campaign.changed", external: [CLAIM] }]);
        return desk.at;
      });
      register.clock.set(at(16));
      const then = await ask({ asOf: at(15) });
      const beside = { campaign: "First", claims: [CLAIM], asked: 1 };
      const now = await ask({ asOf: at(16) });
      expect(now).toMatchObject({ external: [beside], known: 2 });
      register.clock.advance(1);
      await register.at("oksana", async (desk) => {
        const asked = await desk.request(1);
        await desk.record("request", asked?.id ?? "", [
          { type: "instalment.came", pledge: 1, no: 1, on: { on: "2022-03-15", precision: "day" } },
          thanked(1),
        ]);
        await addCompany(desk, "Fabrikam");
        await desk.record("company", ids.contoso, [{ type: "company.merged", into: ids.northwind }]);
        await desk.record("campaign", ids.campaign, [{ type: "campaign.changed", external: [], name: "Renamed" }]);
      });
      register.clock.set(at(17));
      expect(await ask({ asOf: at(15) })).toEqual(then);
      expect(await ask({ asOf: at(16) })).toEqual(now);
      expect(await ask({ asOf: at(17) })).toMatchObject({
        external: [],
        unthanked: { total: 0 },
        // A merged company has nothing of its own any more; here nothing was carried over.
        disputed: { total: 0 },
        instalments: { rows: [{ instalment: 2 }], total: 1 },
      });
    });
  });
});
