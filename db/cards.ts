import { sql } from "drizzle-orm";
import { asShown } from "../src/domain/company.ts";
import type { CardAt, DueItem, Painted, StaleCard } from "../src/domain/delivery.ts";
import { SETTLED } from "../src/domain/doubt.ts";
import type { Place } from "../src/domain/parties.ts";
import type { Id } from "../src/domain/request.ts";
import { type Instant, plusMilliseconds } from "../src/domain/time.ts";
import type { Cards } from "../src/ports.ts";
import { cardKey } from "./cards-plan.ts";
import { type Db, rows } from "./database.ts";
import type { DeliveriesOptions } from "./deliveries.ts";
import { idAt } from "./ids.ts";
import { campaignsOf, membersOf } from "./people.ts";
import { addOccurrences, type Planning } from "./plan.ts";
import { recordOf } from "./records.ts";
import { workspaceSecret } from "./secret.ts";
import { workingOn } from "./working.ts";

/** Living cards after they were posted: who paints which, and how that ended. */

interface CardRow {
  readonly id: Id;
  readonly token: string;
  readonly platform: Place["platform"];
  readonly place_id: string;
  readonly place_name: string;
  readonly platform_id: string;
}

const placeIn = ({ platform, place_id, place_name }: Omit<CardRow, "id" | "token" | "platform_id">): Place => ({
  platform,
  id: place_id,
  name: place_name,
});

/** Workspaces with a card that shows less than is known, the longest waiting first. Over all of them, so as the worker. */
const staleIn = async (tx: Db, at: Instant): Promise<readonly Id[]> => {
  const found = await rows<{ id: Id }>(
    tx,
    sql`
      select workspace_id as id from delivery where stale > 0 and state = 'SENT' and paint_at <= ${at}
      group by workspace_id order by min(paint_at), workspace_id`,
  );
  return found.map(({ id }) => id);
};

/** Where a request's cards stand, or are about to. */
const cardsOf = async (tx: Db, ws: Id, request: Id): Promise<readonly CardAt[]> => {
  const found = await rows<Omit<CardRow, "id" | "platform_id"> & { platform_id: string | null; current: boolean }>(
    tx,
    sql`
      select d.token, d.platform, d.place_id, i.place_name, d.platform_id, d.state = 'SENT' and d.stale = 0 as current
      from intent i join delivery d on d.workspace_id = i.workspace_id and d.intent_id = i.id
      where i.workspace_id = ${ws} and i.about_id = ${request} and i.kind = 'card' and d.state not in ('DEAD', 'SKIPPED')
      order by d.id`,
  );
  return found.map((row) => {
    const place = placeIn(row);
    const posted = row.platform_id === null ? {} : { posted: { place, id: row.platform_id } };
    return { place, token: row.token, ...posted, current: row.current };
  });
};

/**
 * Takes a card that may be painted at `at`, for so many seconds, with what it is to show as it is known now.
 * Whoever took it last paints it: an older state never comes after a newer one.
 */
const holdCard = async (tx: Db, ws: Id, at: Instant, seconds: number, request?: Id): Promise<StaleCard | undefined> => {
  const ofOne = request === undefined ? sql`` : sql`and i.about_id = ${request}`;
  const [row] = await rows<CardRow & { stale: number; paints: number; about_id: Id; team_id: Id; occurrence: string }>(
    tx,
    sql`
      with taken as (
        select d.id, i.about_id, i.team_id, i.occurrence, i.place_name
        from delivery d join intent i on i.workspace_id = d.workspace_id and i.id = d.intent_id
        where d.workspace_id = ${ws} and d.stale > 0 and d.state = 'SENT' and d.paint_at <= ${at} ${ofOne}
        order by d.paint_at, d.id limit 1 for update of d skip locked
      )
      update delivery d set paints = d.paints + 1, paint_at = ${plusMilliseconds(at, seconds * 1000)}
      from taken where d.workspace_id = ${ws} and d.id = taken.id
      returning d.id, d.token, d.platform, d.place_id, taken.place_name, d.platform_id, d.stale, d.paints,
        taken.about_id, taken.team_id, taken.occurrence`,
  );
  const workspace = row && (await recordOf(tx, ws, "workspace", ws));
  if (!row || !workspace) return undefined;
  const asked = await recordOf(tx, ws, "request", row.about_id);
  const company = asked && (await recordOf(tx, ws, "company", asked.company));
  const team = await recordOf(tx, ws, "team", asked?.team ?? row.team_id);
  if (!team) return undefined;
  const place = placeIn(row);
  const item: DueItem = {
    delivery: row.id,
    kind: "card",
    key: row.occurrence,
    dueAt: at,
    repeat: false,
    ...(asked && { request: asked }),
    ...(company && { company: asShown(company) }),
  };
  const members = await membersOf(tx, ws);
  const campaigns = await campaignsOf(tx, ws);
  return {
    parcel: { at, workspace, team, place, members, campaigns, items: [item] },
    delivery: row.id,
    token: row.token,
    posted: { place, id: row.platform_id },
    stale: row.stale,
    paints: row.paints,
  };
};

/**
 * Writes how painting ended. Whoever was overtaken meanwhile may have shown an older state after a newer one, so that
 * the card is painted once more. A card that is gone gets a successor.
 */
const settleCard = async (
  planning: Omit<Planning, "secret">,
  { delivery, token, paints, stale, parcel: { items, team, place } }: StaleCard,
  painted: Painted,
): Promise<void> => {
  const { tx, workspace: ws, at } = planning;
  const mine = sql`workspace_id = ${ws} and id = ${delivery} and paints = ${paints} and state = 'SENT'`;
  if (painted.kind === "shown" || painted.kind === "again")
    await tx.execute(sql`
      update delivery set stale = stale + 1, paint_at = coalesce(paint_at, ${at})
      where workspace_id = ${ws} and id = ${delivery} and paints > ${paints} and state = 'SENT'`);
  switch (painted.kind) {
    case "shown":
      await tx.execute(sql`
        update delivery set stale = stale - ${stale}, reason = null,
          paint_at = case when stale > ${stale} then ${at}::timestamptz end where ${mine}`);
      return;
    case "again":
      await tx.execute(sql`update delivery set paint_at = ${painted.at}, reason = ${painted.why} where ${mine}`);
      return;
    case "unsure":
      // Whoever overtook him may be painting now, and shall not think that he comes last.
      await tx.execute(sql`
        update delivery set stale = stale + (paints > ${paints})::int, paints = paints + (paints > ${paints})::int,
          paint_at = ${plusMilliseconds(at, SETTLED)}, reason = ${painted.why}
        where workspace_id = ${ws} and id = ${delivery} and paints >= ${paints} and state = 'SENT'`);
      return;
    case "gone": {
      const [lost] = await rows(
        tx,
        sql`update delivery set state = 'DEAD', stale = 0, paint_at = null, reason = 'taken away' where ${mine} returning id`,
      );
      const asked = items[0]?.request;
      if (!lost || !asked) return;
      const secret = await workspaceSecret(tx, ws);
      if (secret !== undefined)
        await addOccurrences({ ...planning, secret }, { id: asked.id, team: team.id, place }, [
          { kind: "card", key: cardKey(token), at },
        ]);
      return;
    }
    default:
      return painted satisfies never;
  }
};

/** The Cards port on either database; ports.ts says what it promises. Every call is one transaction. */
export const createCards = ({ database, queue, random, clock }: DeliveriesOptions): Cards => {
  const { inWorkspace, everywhere } = workingOn(database, clock);
  return {
    stale: (at) => everywhere((tx) => staleIn(tx, at)),
    of: (ws, request) => inWorkspace(ws, (tx) => cardsOf(tx, ws, request)),
    // A round may have begun long ago: a card is left to its painter from now on.
    hold: (ws, at, seconds, request) =>
      inWorkspace(ws, (tx, now) => holdCard(tx, ws, now > at ? now : at, seconds, request)),
    settle: (ws, card, painted) =>
      inWorkspace(ws, (tx, at) =>
        settleCard({ tx, workspace: ws, at, queue, id: () => idAt(at, random) }, card, painted),
      ),
  };
};
