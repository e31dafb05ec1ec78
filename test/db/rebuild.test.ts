import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, it } from "vitest";
import { rebuild } from "../../db/rebuild.ts";
import { verify } from "../../db/verify.ts";
import type { RequestFact } from "../../src/domain/journal.ts";
import type { Team } from "../../src/domain/parties.ts";
import { Refusal } from "../../src/domain/refusal.ts";
import { plusHours } from "../../src/domain/time.ts";
import { undoLast } from "../../src/domain/undo.ts";
import type { Desk } from "../../src/ports.ts";
import { pledged, worth } from "../support/giving.ts";
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

/** One command of a random history: how many hours pass before it, and what it does to which record. */
type Step = { readonly hours: number; readonly do: string; readonly pick: number; readonly who: number };

const NAMES = ["Northwind", "Contoso Ltd", "Майкрософт", "Fabrikam", "Northwind"];

const facts = (desk: Desk, step: Step, next: number): RequestFact[] => {
  switch (step.do) {
    case "letter":
      return [letterAt(desk.at, next)];
    case "deadline":
      return [deadlineAt(plusHours(desk.at, step.pick * 24), desk.at, desk.id())];
    case "answer":
      return [
        answerOf({
          version: next,
          ...(step.pick % 3 > 0 && { outcome: step.pick % 2 ? "declined" : "accepted_full" }),
          spokesperson: "Jane Doe",
        }),
      ];
    case "pledge":
      return [
        pledged(next, worth("0.1", "USD")),
        { type: "instalment.planned", pledge: next, no: 1, due: "2022-03-20", lines: [] },
      ];
    case "assign":
      return [{ type: "assigned", owner: step.pick % 2 ? desk.me.id : null }];
    case "close":
      return [{ type: "closed", reason: "done" }];
    case "reopen":
      return [{ type: "reopened", reason: "not done" }];
    case "withdraw":
      return [{ type: "withdrawn", reason: "not needed" }];
    default:
      return [{ type: "note.added", no: next, kind: "remark", text: "a remark", holder: "John Roe" }];
  }
};

/** Runs one command. Whatever its history, it is one that the domain allows. */
const run = async (desk: Desk, team: Team, step: Step): Promise<void> => {
  const { rows } = await desk.list({ limit: 50, sort: "ref" });
  const line = rows[step.pick % Math.max(1, rows.length)];
  if (step.do === "company" || step.do === "log" || !line) {
    const name = NAMES[step.pick % NAMES.length] ?? "Zebra";
    const known = (await desk.companiesLike(name, 1))[0]?.company;
    if (step.do === "company" && known) {
      await desk.record("company", known.id, [
        step.pick % 2
          ? { type: "alias.added", alias: `${name} ${step.hours}` }
          : { type: "company.changed", name: `${name} ${step.hours}` },
      ]);
    } else
      await logRequest(
        desk,
        { team, company: known ?? (await addCompany(desk, name)) },
        ...(step.pick % 2 ? [letterAt(desk.at)] : []),
      );
    return;
  }
  if (step.do === "member") {
    await desk.record("member", desk.me.id, [
      {
        type: "member.changed",
        name: `${desk.me.name}!`,
        accounts: [...desk.me.accounts, { platform: "slack", account: `${desk.me.name}!` }],
      },
    ]);
    return;
  }
  const timeline = await desk.timeline("request", line.id);
  const undo = (): RequestFact =>
    undoLast(timeline, { me: desk.me.id, mayUndoOthers: true }, step.pick % 3 ? undefined : timeline.at(-1)?.change);
  await desk.record("request", line.id, step.do === "undo" ? [undo()] : facts(desk, step, timeline.length));
};

const unlessRefused = (fault: unknown): void => {
  if (!(fault instanceof Refusal)) throw fault;
};

const steps = fc.array(
  fc.record({
    hours: fc.constantFrom(0, 0, 1, 30),
    do: fc.constantFrom(
      "log",
      "log",
      "letter",
      "deadline",
      "answer",
      "assign",
      "pledge",
      "close",
      "reopen",
      "withdraw",
      "note",
      "company",
      "member",
      "undo",
      "undo",
    ),
    pick: fc.nat(20),
    who: fc.nat(2),
  }),
  { minLength: 1, maxLength: 16 },
);

onEmbedded("rebuilding the tables from the journal", (ground) => {
  const history = async (register: Register, commands: readonly Step[]): Promise<string> => {
    const { team, ws } = await register.at("member-0", async (desk) => ({
      team: await addTeam(desk),
      ws: desk.workspace.id,
    }));
    for (const step of commands) {
      register.clock.advance(step.hours);
      // A history is made of what people can do: what the domain refuses did not happen.
      await register.at(`member-${step.who}`, (desk) => run(desk, team, step)).catch(unlessRefused);
    }
    return ws;
  };

  it("finds nothing to change after any history", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (commands) => {
        const ws = await history(openRegister(ground().database), commands);
        expect(await rebuild(ground().database, ws, { repair: false })).toEqual([]);
        expect((await verify(ground().database, ws)).flaws).toEqual([]);
      }),
      { numRuns: 10 },
    );
  }, 120_000);

  /** A history in which every kind of row occurs. */
  const LIVELY: readonly Step[] = [
    "log",
    "log",
    "deadline",
    "answer",
    "pledge",
    "member",
    "company",
    "close",
    "undo",
  ].map((what, index) => ({ hours: 1, do: what, pick: index + 1, who: index % 2 }));

  it.each([
    ["request", sql`update request set status = 'draft'`],
    ["request_known", sql`update request_known set move = 'nobody', late_at = now() where known_to = 'infinity'`],
    ["request_known", sql`delete from request_known where known_to < 'infinity'`],
    ["giving_known", sql`update giving_known set amount = amount + 0.01`],
    ["expected_known", sql`delete from expected_known`],
    ["company", sql`update company set state = state || '{"name":"Forged"}'`],
    ["company_name", sql`delete from company_name`],
    ["member", sql`update member set state = state || '{"role":"admin"}' where state ->> 'role' <> 'admin'`],
    ["account", sql`delete from account`],
    ["name_known", sql`update name_known set name = 'Forged'`],
    ["team", sql`delete from team`],
    ["workspace", sql`update workspace set state = state || '{"zone":"Europe/Paris"}'`],
  ])("tells how %s differs, and makes it right", async (table, damage) => {
    const register = openRegister(ground().database);
    const ws = await history(register, LIVELY);
    const before = await register.at("member-0", (desk) => desk.list({ limit: 50 }));
    await ground().database.transaction(async (tx) => {
      await tx.execute(
        sql`select set_config('role', 'aidline_app', true), set_config('aidline.workspace', ${ws}, true)`,
      );
      await tx.execute(damage);
    });
    const looked = await rebuild(ground().database, ws, { repair: false });
    expect(looked.map((difference) => difference.table)).toEqual([table]);
    expect(await rebuild(ground().database, ws)).toEqual(looked);
    expect(await rebuild(ground().database, ws)).toEqual([]);
    expect(await register.at("member-0", (desk) => desk.list({ limit: 50 }))).toEqual(before);
  });

  it("leaves other workspaces alone", async () => {
    const [ours, theirs] = [
      await history(openRegister(ground().database), LIVELY),
      await history(openRegister(ground().database), LIVELY),
    ];
    await ground().database.rows(sql`update request set status = 'draft' where workspace_id = ${theirs}`);
    expect(await rebuild(ground().database, ours)).toEqual([]);
    expect(await rebuild(ground().database, theirs, { repair: false })).not.toEqual([]);
  });
});
