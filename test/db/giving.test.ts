import fc from "fast-check";
import { expect, it } from "vitest";
import { rebuild } from "../../db/rebuild.ts";
import { type GivingLine, givingLines, givingTotals } from "../../src/domain/giving.ts";
import type { GivenLine, GivingScope } from "../../src/domain/giving-overview.ts";
import type { ContributionFact, RequestFact } from "../../src/domain/journal.ts";
import type { Company } from "../../src/domain/parties.ts";
import { Refusal } from "../../src/domain/refusal.ts";
import type { Id, Request } from "../../src/domain/request.ts";
import type { Instant } from "../../src/domain/time.ts";
import { undoLast } from "../../src/domain/undo.ts";
import type { Desk } from "../../src/ports.ts";
import { confirmed, delivered, pledged, thanked, worth } from "../support/giving.ts";
import { onBothDatabases } from "../support/grounds.ts";
import { addCompany, addTeam, logRequest, openRegister, type Register } from "../support/register.ts";

type Giver = Request | Company;

/** One command of a random history: what it does to which record, with some number and some amount. */
interface Step {
  readonly hours: number;
  readonly on: number;
  readonly do: string;
  readonly no: number;
  readonly amount: string;
  readonly currency: string;
}

/** Amounts that floats cannot hold, and one that is nothing. */
const amount = fc.oneof(
  fc.constantFrom("0", "0.1", "0.2", "75000000", "99999999999999999999.999", "0.000000000000000000001"),
  fc
    .bigInt({ min: 1n, max: 10n ** 12n })
    .map((cents) => `${cents / 100n}.${(cents % 100n).toString().padStart(2, "0")}`),
);

const steps = fc.array(
  fc.record({
    hours: fc.constantFrom(0, 1, 30),
    on: fc.nat(3),
    do: fc.constantFrom(
      "pledge",
      "pledge",
      "share",
      "commit",
      "cancel",
      "instalment",
      "came",
      "deliver",
      "deliver",
      "lose",
      "confirm",
      "confirm",
      "thank",
      "dispute",
      "settle",
      "agree",
      "move",
      "undo",
      "undo",
    ),
    no: fc.integer({ min: 1, max: 3 }),
    amount: amount.map((text) => text.replace(/(\.\d*?)0+$/u, "$1").replace(/\.$/u, "")),
    currency: fc.constantFrom("USD", "EUR", "UAH"),
  }),
  { minLength: 1, maxLength: 14 },
);

const DAY = { on: "2022-03-09", precision: "day" } as const;

const factOf = (
  giver: Giver,
  { do: what, no, amount: sum, currency }: Step,
): ContributionFact | RequestFact | undefined => {
  const value = worth(sum, currency, currency === "UAH" ? "3.05" : undefined);
  const pledge = giver.pledges.some((one) => one.no === no);
  const delivery = giver.deliveries.some((one) => one.no === no);
  switch (what) {
    case "pledge":
      return pledged(giver.pledges.length + 1, no === 3 ? undefined : value);
    case "share":
      return pledge ? pledged(giver.pledges.length + 1, value, { parent: no, form: "in_kind" }) : undefined;
    case "commit":
      return pledge
        ? { type: "pledge.stated", no, step: { stage: "committed", at: DAY, value, lines: [] } }
        : undefined;
    case "cancel":
      return pledge ? { type: "pledge.cancelled", no, reason: "they think again" } : undefined;
    case "instalment":
      return pledge
        ? { type: "instalment.planned", pledge: no, no: 1, due: "2022-03-20", value, lines: [] }
        : undefined;
    case "came":
      return pledge ? { type: "instalment.came", pledge: no, no: 1, on: DAY } : undefined;
    case "deliver":
      return delivered(giver.deliveries.length + 1, value, no === 3 ? { move: { state: "dispatched" } } : {});
    case "lose":
      return delivery ? { type: "delivery.moved", no, move: { state: "lost_or_damaged", on: DAY } } : undefined;
    case "confirm":
      return confirmed(giver.evidence.length + 1, no);
    case "thank":
      return thanked(giver.notes.length + 1);
    case "dispute":
      return pledge
        ? {
            type: "part.disputed",
            part: "pledge",
            no,
            claim: { field: "amount", value: sum, money: value.money, source: "Times", chosen: false },
          }
        : undefined;
    case "settle":
      return pledge ? { type: "part.settled", part: "pledge", no, field: "amount", value: sum } : undefined;
    case "agree":
      return {
        type: "agreement.made",
        no: giver.agreements.length + 1,
        kind: "contract",
        title: "Contract",
        parties: [],
        signatories: [],
        until: "2022-04-01",
      };
    default:
      return undefined;
  }
};

const unlessRefused = (fault: unknown): undefined => {
  if (!(fault instanceof Refusal)) throw fault;
};

onBothDatabases("what was promised and given", (ground) => {
  /** A register with two teams, two companies and two requests; one of them belongs to a campaign in dollars. */
  const furnished = async (register: Register) =>
    register.at("oksana", async (desk) => {
      const [team, other] = [await addTeam(desk), await addTeam(desk, { name: "Second" })];
      const campaign = desk.id();
      await desk.record("campaign", campaign, [
        { type: "campaign.added", id: campaign, code: "C1", name: "First", ladder: [], currency: "USD" },
      ]);
      const [northwind, contoso] = [await addCompany(desk, "Northwind"), await addCompany(desk, "Contoso")];
      const first = await logRequest(desk, { team, company: northwind, campaign });
      const second = await logRequest(desk, { team: other, company: contoso });
      return { team, other, campaign, northwind, contoso, givers: [first, second, northwind, contoso] as const };
    });

  /** The lines that the database should know within a scope, from the states of all records. */
  const linesWithin = (givers: Iterable<Giver>, { company, campaign, team }: GivingScope): readonly GivingLine[] =>
    [...givers]
      .filter(
        (giver) =>
          (company === undefined || company === ("ref" in giver ? giver.company : giver.id)) &&
          (campaign === undefined || ("ref" in giver && giver.campaign === campaign)) &&
          (team === undefined || !("ref" in giver) || giver.team === team),
      )
      .flatMap(givingLines);

  const bare = ({ company: _, ref: __, ...line }: GivenLine): GivingLine => line;
  const sorted = (lines: readonly GivingLine[]): readonly string[] =>
    lines.map((line) => JSON.stringify(Object.entries(line).toSorted(([a], [b]) => (a < b ? -1 : 1)))).toSorted();

  const expectAsKnown = async (desk: Desk, givers: Iterable<Giver>, scope: GivingScope): Promise<void> => {
    const lines = linesWithin(givers, scope);
    const page = await desk.giving({ ...scope, limit: 100 });
    expect(sorted(page.rows.map(bare))).toEqual(sorted(lines));
    expect(page.total).toBe(lines.length);
    // The workspace's only campaign has a base currency.
    expect((await desk.givingTotals(scope)).totals).toEqual(givingTotals(lines, "USD"));
  };

  const run = async (
    register: Register,
    step: Step,
    states: Map<Id, Giver>,
    ids: readonly Id[],
  ): Promise<Instant | undefined> => {
    const id = ids[step.on] ?? "";
    const giver = states.get(id);
    if (!giver) return undefined;
    const subject = "ref" in giver ? "request" : "company";
    return register.at("oksana", async (desk) => {
      const facts: RequestFact[] = [];
      if (step.do === "undo") {
        facts.push(undoLast(await desk.timeline("request", id), { me: desk.me.id, mayUndoOthers: true }));
      } else if (step.do === "move" && "ref" in giver) {
        const company = [...states.values()].find((one) => !("ref" in one) && one.id !== giver.company);
        if (company) facts.push({ type: "request.edited", company: company.id });
      } else {
        const fact = factOf(giver, step);
        if (fact) facts.push(fact);
      }
      if (facts.length === 0) return undefined;
      const after = await desk.record(subject, id, facts);
      if (after) states.set(id, after);
      else states.delete(id);
      return desk.at;
    });
  };

  it("has the lines and sums that the domain makes of its records, now and at any past moment", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (commands) => {
        const register = openRegister(ground().database);
        const { team, campaign, northwind, givers } = await furnished(register);
        const ids = givers.map(({ id }) => id);
        const states = new Map<Id, Giver>(givers.map((giver) => [giver.id, giver]));
        const scopes: readonly GivingScope[] = [{}, { team: team.id }, { campaign }, { company: northwind.id }];
        const told: { readonly at: Instant; readonly givers: readonly Giver[] }[] = [];
        for (const step of commands) {
          register.clock.advance(step.hours);
          const at = await run(register, step, states, ids).catch(unlessRefused);
          if (at !== undefined) told.push({ at, givers: [...states.values()] });
        }
        await register.at("oksana", async (desk) => {
          for (const scope of scopes) await expectAsKnown(desk, states.values(), scope);
        });
        register.clock.advance(1);
        await register.at("oksana", async (desk) => {
          for (const { at: asOf, givers: then } of told)
            for (const scope of scopes) await expectAsKnown(desk, then, { ...scope, asOf });
        });
        const ws = await register.at("oksana", async (desk) => desk.workspace.id);
        expect(await rebuild(ground().database, ws, { repair: false })).toEqual([]);
      }),
      { numRuns: Number(process.env["AIDLINE_RUNS"] ?? 8) },
    );
  }, 300_000);
});
