import { sql } from "drizzle-orm";
import { decodeCall } from "../src/call.ts";
import { type Naming, namingOf, textsIn } from "../src/domain/naming.ts";
import type { Account } from "../src/domain/parties.ts";
import type { Id } from "../src/domain/request.ts";
import type { Answer } from "../src/ports.ts";
import { among } from "./among.ts";
import { type Db, rows } from "./database.ts";

/** Somebody who is erased, in all that they were known by. */
export interface Forgotten {
  readonly naming: Naming;
  readonly names: readonly string[];
  readonly accounts: readonly Account[];
  readonly members: readonly Id[];
}

/** What a repeat of an event is answered that named them: it was done, and nothing more is said of it. */
const DONE: Answer = { view: { title: ["—"], tone: "plain", blocks: [] }, audience: "caller" };

/** Rows read at a time. */
const PAGE = 1_000;

/** Why what was planned to be said to them is never said. */
const ERASED = "erased";

/** Answers that are kept for events that come twice, and calls that no button could carry. */
const forgetWords = async (tx: Db, ws: Id, says: (texts: readonly string[]) => boolean): Promise<void> => {
  for (let last = { platform: "", key: "" }; ; ) {
    const page = await rows<{ platform: string; key: string; answer: unknown }>(
      tx,
      sql`
        select platform, key, answer from ingress
        where workspace_id = ${ws} and (platform, key) > (${last.platform}, ${last.key}) order by platform, key limit ${PAGE}`,
    );
    for (const { platform, key, answer } of page)
      if (says(textsIn(answer)))
        await tx.execute(sql`
          update ingress set answer = ${JSON.stringify(DONE)}::jsonb
          where workspace_id = ${ws} and platform = ${platform} and key = ${key}`);
    const end = page.at(-1);
    if (!end) break;
    last = end;
  }
  const calls = await rows<{ key: string; call: string }>(
    tx,
    sql`select key, call from parked_call where workspace_id = ${ws}`,
  );
  for (const { key, call } of calls)
    if (says(Object.values(decodeCall(call).options)))
      await tx.execute(sql`delete from parked_call where workspace_id = ${ws} and key = ${key}`);
};

/** Where they were last and where they were written to. Returns what is on its way to them. */
const forgetPlaces = async (tx: Db, ws: Id, accounts: readonly Account[]): Promise<number> => {
  const theirs = sql`jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb) as a(platform text, account text)`;
  await tx.execute(sql`
    delete from whereabouts w using ${theirs}
    where w.workspace_id = ${ws} and w.platform = a.platform and w.account = a.account`);
  await tx.execute(sql`
    delete from refusal r using ${theirs}
    where r.workspace_id = ${ws} and r.platform = a.platform and r.place_id = '@' || a.account`);
  await tx.execute(sql`
    update slack_install i set installer = null from ${theirs}
    where i.workspace_id = ${ws} and a.platform = 'slack' and i.installer = a.account`);
  await tx.execute(sql`
    update delivery d set state = 'SKIPPED', reason = ${ERASED}, fence = d.fence + 1 from ${theirs}
    where d.workspace_id = ${ws} and d.platform = a.platform and d.place_id = '@' || a.account and d.state = 'PENDING'`);
  // What was said stays known as said, in a place that names nobody.
  await tx.execute(sql`
    with over as (
      update delivery d set place_id = '@' || d.intent_id, stale = 0, paint_at = null from ${theirs}
      where d.workspace_id = ${ws} and d.platform = a.platform and d.place_id = '@' || a.account
        and d.state in ('SENT', 'SKIPPED', 'DEAD') and d.doubted is null
      returning d.intent_id, d.place_id)
    update intent i set place_id = over.place_id, place_name = '@—' from over
    where i.workspace_id = ${ws} and i.id = over.intent_id`);
  const [left] = await rows<{ count: number }>(
    tx,
    sql`
      select count(*)::int as count from delivery d join ${theirs}
        on d.platform = a.platform and d.place_id = '@' || a.account where d.workspace_id = ${ws}`,
  );
  return left?.count ?? 0;
};

/**
 * Forgets whatever is known of somebody beside the journal and what is derived from it. Returns how many messages to
 * them are open: of these nobody knows yet whether they arrived, and that is found out where they were sent to.
 */
export const forgetPerson = async (tx: Db, ws: Id, person: Forgotten): Promise<number> => {
  const { naming, names, accounts, members } = person;
  const all = [naming, ...names.flatMap((name) => namingOf(name) ?? [])];
  const ids = new Set(accounts.map(({ account }) => account));
  await forgetWords(tx, ws, (texts) =>
    texts.some((text) => ids.has(text.replace(/^@/u, "")) || all.some(({ holds }) => holds(text))),
  );
  await tx.execute(sql`delete from link_code where workspace_id = ${ws} and ${among(sql`member_id`, members)}`);
  await tx.execute(sql`delete from link_miss where workspace_id = ${ws} and ${among(sql`member_id`, members)}`);
  return forgetPlaces(tx, ws, accounts);
};
