import { sql } from "drizzle-orm";
import { type Database, type Db, rows } from "../../db/database.ts";
import { derive } from "../../db/derive.ts";
import { idAt } from "../../db/ids.ts";
import { inserted } from "../../db/inserting.ts";
import { append, type Head } from "../../db/journal.ts";
import { holdWorkspace } from "../../db/ledger.ts";
import { migrate } from "../../db/migrate.ts";
import { company, companyName, nameKnown, request, requestKnown } from "../../db/schema.ts";
import { enterWorkspace } from "../../db/tenancy.ts";
import { together } from "../../db/together.ts";
import type { Invocation } from "../../src/call.ts";
import type { Entry } from "../../src/domain/journal.ts";
import type { Id } from "../../src/domain/request.ts";
import { epoch, type Instant } from "../../src/domain/time.ts";
import { createChance } from "../../src/process/chance.ts";
import { addTeam, openRegister } from "../support/register.ts";
import { askedOf, type Cast, companyAdded, type Happening, lifeOf } from "./lives.ts";

const PEOPLE = 20;
const CAMPAIGNS = 12;
const COMPANIES = 2000;

/** Entries or records that go in one statement. */
const PAGE = 1000;

const random = createChance();

/** Opens the workspace as people do: members, a team, campaigns. */
const cast = async (
  database: Database,
  { key: _, ...as }: Invocation,
  until: Instant,
): Promise<{ workspace: Id; cast: Cast }> => {
  const register = openRegister(database);
  const begin = register.clock.now();
  const people: Id[] = [];
  for (let number = 0; number < PEOPLE; number += 1) {
    const speaker = number === 0 ? as.speaker : { account: `U-${number}`, name: `Member ${number}` };
    people.push(await register.at({ ...as, speaker }, async ({ me }) => me.id));
  }
  return register.at(as, async (desk) => {
    const team = await addTeam(desk, { place: as.place });
    const campaigns: Id[] = [];
    for (let number = 0; number < CAMPAIGNS; number += 1) {
      const id = desk.id();
      campaigns.push(id);
      await desk.record("campaign", id, [
        { type: "campaign.added", id, code: `C${number}`, name: `Campaign ${number}`, ladder: [] },
      ]);
    }
    const hours = Math.floor((epoch(until) - epoch(begin)) / 3_600_000);
    return {
      workspace: desk.workspace.id,
      cast: { team, people, campaigns, begin, hours, id: (at) => idAt(at, random) },
    };
  });
};

/** All that happens, in the order in which it does. */
const happenings = (who: Cast, count: number, until: Instant): readonly Happening[] => {
  const companies = Array.from({ length: COMPANIES }, (_, number) => companyAdded(who, number));
  const lives = Array.from({ length: count }, (_, number) =>
    lifeOf(who, askedOf(companies, number).id, number, count),
  ).flat();
  return [...companies, ...lives]
    .filter(({ at }) => at <= until)
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
};

const pagesOf = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / PAGE) }, (_, page) => all.slice(page * PAGE, (page + 1) * PAGE));

/** Writes the projections of records as `rebuild` works them out. */
const project = async (tx: Db, ws: Id, records: readonly (readonly Entry[])[]): Promise<void> => {
  const made = records.flatMap((entries) => {
    const [first] = entries;
    return first ? [derive(ws, first.subject, first.id, entries)] : [];
  });
  const steps = [
    inserted(
      request,
      made.flatMap((each) => each.request ?? []),
    ),
    inserted(
      requestKnown,
      made.flatMap((each) => each.requestKnown ?? []),
    ),
    inserted(
      nameKnown,
      made.flatMap((each) => each.nameKnown ?? []),
    ),
    inserted(
      companyName,
      made.flatMap((each) => each.companyName ?? []),
    ),
    // Companies are all that has a record here.
    inserted(
      company,
      made.flatMap((each) => (each.record ? [each.record as typeof company.$inferInsert] : [])),
    ),
  ];
  await together(tx, steps);
};

/**
 * Fills a workspace with the lives of `count` requests from March 2022 to `until`: journaled and
 * chained, with the tables that follow, as if each had been recorded by a command. Nothing is planned.
 */
export const fill = async (database: Database, as: Invocation, count: number, until: Instant): Promise<void> => {
  await migrate(database);
  const { workspace: ws, cast: who } = await cast(database, as, until);
  const all = happenings(who, count, until);
  await database.transaction(async (tx) => {
    await enterWorkspace(tx, ws);
    let { head }: { head: Head } = await holdWorkspace(tx, ws);
    let { seq } = head;
    const entries = all.flatMap(({ at, by, id, of }) => {
      const change = who.id(at);
      return of.facts.map(
        (fact): Entry => ({ seq: (seq += 1), change, at, by, via: as.platform, subject: of.subject, id, fact }),
      );
    });
    for (const page of pagesOf(entries)) {
      const { head: next, steps } = append(ws, head, page, random);
      await together(tx, steps);
      head = next;
    }
    for (const page of pagesOf([...Map.groupBy(entries, ({ id }) => id).values()])) await project(tx, ws, page);
    await rows(
      tx,
      sql`update workspace set head_seq = ${head.seq}, head_hash = ${head.hash}, head_at = ${entries.at(-1)?.at}, next_ref = ${count + 1} where workspace_id = ${ws}`,
    );
  });
};
