import { sql } from "drizzle-orm";
import { fold } from "../src/domain/company.ts";
import type { Entry, MemberFact } from "../src/domain/journal.ts";
import type { Account, Member } from "../src/domain/parties.ts";
import { replay } from "../src/domain/replay.ts";
import type { Id } from "../src/domain/request.ts";
import { among } from "./among.ts";
import { staleCards } from "./cards-plan.ts";
import { split } from "./chain.ts";
import { type Database, type Db, rows } from "./database.ts";
import { recordsFrom } from "./journal.ts";
import { holdWorkspace } from "./ledger.ts";
import { rebuildHeld } from "./rebuild.ts";
import { enterWorkspace, lookIntoWorkspace } from "./tenancy.ts";

/** An entry of the journal in which somebody is named. */
export interface Mention {
  /** What it is about, as people call it: `AID-3`, a company's name, a member's. */
  readonly of: string;
  readonly entry: Entry;
  /** What is written there: of words about persons all that goes with them. */
  readonly words: readonly string[];
}

/** Where a workspace's journal names somebody. */
export interface Mentions {
  /** In words that are about persons: beside the chain, so that they can go. */
  readonly personal: readonly Mention[];
  /** In titles, texts and reasons, which the chain holds for good. */
  readonly kept: readonly Mention[];
  /** Members of that name who have not left. */
  readonly active: readonly Member[];
}

/** What was erased, and how many cards are painted anew. */
export interface Erased extends Mentions {
  readonly cards: number;
}

/** Every text in a value of JSON. */
const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

/** Whether a text names somebody, in whatever case or alphabet, as words of their own. */
const naming = (name: string): ((text: string) => boolean) => {
  const sought = ` ${fold(name)} `;
  return (text) => ` ${fold(text)} `.includes(sought);
};

/** What people call a record; of what was undone nothing but its first entry tells that. */
const called = ([first, ...others]: readonly Entry[]): string => {
  if (!first) return "";
  const state = { ...first.fact, ...replay(first.subject, [first, ...others]) };
  if ("ref" in state) return `AID-${state.ref}`;
  return "name" in state && state.name !== undefined ? state.name : first.subject;
};

/** A member is named as a whole: with what they were called before, and the accounts that are theirs. */
const mentionsAmong = (entries: readonly Entry[], names: (text: string) => boolean): Mentions => {
  const halves = entries.map((entry) => ({ entry, ...split(entry.fact) }));
  const withPersons = halves.filter(({ personal }) => personal !== undefined);
  const named = withPersons.filter(({ personal }) => textsIn(personal).some(names));
  const kept = halves.filter(({ body }) => textsIn(body).some(names));
  if (named.length === 0 && kept.length === 0) return { personal: [], kept: [], active: [] };
  const of = called(entries);
  const isMember = entries[0]?.subject === "member" && named.length > 0;
  // A member's record holds the facts of a member.
  const member = isMember ? replay("member", entries as readonly Entry<MemberFact>[]) : undefined;
  return {
    personal: (isMember ? withPersons : named).map(({ entry, personal }) => ({ of, entry, words: textsIn(personal) })),
    kept: kept.map(({ entry, body }) => ({ of, entry, words: textsIn(body).filter(names) })),
    active: member?.active ? [member] : [],
  };
};

/** Reads the whole journal of a workspace for a name. */
const mentionsOf = async (tx: Db, ws: Id, name: string): Promise<Mentions> => {
  const names = naming(name);
  const found: Mentions[] = [];
  for await (const records of recordsFrom(tx, ws))
    found.push(...records.map((entries) => mentionsAmong(entries, names)));
  const inOrder = (one: Mention, other: Mention): number => one.entry.seq - other.entry.seq;
  return {
    personal: found.flatMap(({ personal }) => personal).toSorted(inOrder),
    kept: found.flatMap(({ kept }) => kept).toSorted(inOrder),
    active: found.flatMap(({ active }) => active),
  };
};

/** Where a workspace's journal names somebody. Changes nothing. */
export const mentionsIn = (database: Database, ws: Id, name: string): Promise<Mentions> =>
  database.transaction(async (tx) => {
    await lookIntoWorkspace(tx, ws);
    return mentionsOf(tx, ws, name);
  });

/**
 * What is left of whoever was a member, beside the journal: where they were last, and where they were written to. What
 * is still to be said needs that place: nobody knows before it is said whether it goes there or to the channel.
 */
const forget = async (tx: Db, ws: Id, accounts: readonly Account[]): Promise<void> => {
  const theirs = sql`jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb) as a(platform text, account text)`;
  await tx.execute(sql`
    delete from whereabouts w using ${theirs}
    where w.workspace_id = ${ws} and w.platform = a.platform and w.account = a.account`);
  await tx.execute(sql`
    with over as (
      update delivery d set place_id = '@' || d.intent_id from ${theirs}
      where d.workspace_id = ${ws} and d.platform = a.platform and d.place_id = '@' || a.account
        and d.state in ('SENT', 'SKIPPED', 'DEAD') and d.doubted is null
      returning d.intent_id, d.place_id)
    update intent i set place_id = over.place_id, place_name = '@—' from over
    where i.workspace_id = ${ws} and i.id = over.intent_id`);
  await tx.execute(sql`
    update intent i set place_name = i.place_id from ${theirs}
    where i.workspace_id = ${ws} and i.platform = a.platform and i.place_id = '@' || a.account`);
};

/** Requests on whose cards they may stand: what names them, what a company is asked that names them, and what a member has to do with. */
const requestsNaming = async (tx: Db, ws: Id, found: readonly Mention[]): Promise<readonly Id[]> => {
  const ids = [...new Set(found.map(({ entry }) => entry.id))];
  const about = await rows<{ id: Id }>(
    tx,
    sql`
      select id from request
      where workspace_id = ${ws} and (${among(sql`id`, ids)} or ${among(sql`company_id`, ids)}
        or jsonb_path_exists(state, '$.** ? (@.type() == "string" && @ == $ids[*])', jsonb_build_object('ids', ${JSON.stringify(ids)}::jsonb)))`,
  );
  return about.map(({ id }) => id);
};

/**
 * Erases somebody from a workspace, for good: the words about persons in which they are named, a member's own entries,
 * and all that follows from these, in one transaction. The chain holds digests of what was there, so that it still
 * verifies. Whoever is an active member is not erased: nothing is written then.
 */
export const erase = (database: Database, ws: Id, name: string): Promise<Erased> =>
  database.transaction(async (tx) => {
    const at = await enterWorkspace(tx, ws);
    await holdWorkspace(tx, ws);
    const found = await mentionsOf(tx, ws, name);
    if (found.active.length > 0 || found.personal.length === 0) return { ...found, cards: 0 };
    const accounts = found.personal.flatMap(({ entry: { fact } }) =>
      fact.type === "member.joined" || fact.type === "member.changed" ? (fact.accounts ?? []) : [],
    );
    await forget(tx, ws, accounts);
    await tx.execute(sql`
      delete from journal_personal
      where workspace_id = ${ws} and seq = any(${sql.param(found.personal.map(({ entry }) => entry.seq))}::bigint[])`);
    await rebuildHeld(tx, ws);
    return { ...found, cards: await staleCards(tx, ws, await requestsNaming(tx, ws, found.personal), at) };
  });
