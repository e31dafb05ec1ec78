import { sql } from "drizzle-orm";
import { type Doubt, type Found, LATE, LOOKING, SETTLED, STOPPED } from "../src/domain/doubt.ts";
import type { Place } from "../src/domain/parties.ts";
import type { Id } from "../src/domain/request.ts";
import { epoch, type Instant, plusMilliseconds } from "../src/domain/time.ts";
import { type Db, rows } from "./database.ts";
import { instantFrom } from "./instant.ts";
import { type Waking, wake } from "./plan.ts";
import { addReceipts } from "./receipts.ts";
import { recordOf } from "./records.ts";
import { noteRefusal } from "./refusals.ts";
import { cardsNear } from "./told.ts";

/** Deliveries looked for in one round, so that all are dealt with while they are held; the rest waits for the next. */
const MOST = 1_000;

/** A delivery of a message in doubt. */
interface DoubtRow {
  readonly workspace_id: Id;
  readonly id: Id;
  readonly fence: number;
  readonly said: boolean;
  readonly unheard: boolean;
  readonly quarantined: boolean;
  readonly looked_for: string;
  readonly own_token: string;
  readonly platform: Place["platform"];
  readonly place_id: string;
  readonly place_name: string;
  readonly platform_id: string | null;
  readonly sent_as: string | null;
  readonly first_attempt_at: string;
  readonly last_attempt_at: string;
  readonly about_id: Id;
  readonly team_id: Id;
  readonly kind: string;
}

/**
 * S7: takes in hand what is in doubt, over all workspaces, so that nobody else looks for it meanwhile. Throws where the
 * register stands elsewhere than its process knows.
 */
export const takeDoubts = (tx: Db, at: Instant, foundIn: string | undefined): Promise<readonly DoubtRow[]> =>
  rows<DoubtRow>(
    tx,
    sql`
      with taken as (
        select workspace_id, id from delivery
        where (state = 'UNKNOWN' and coalesce(look_at, last_attempt_at + make_interval(secs => ${SETTLED / 1_000})) <= ${at})
          or (state = 'SENDING' and last_attempt_at <= ${plusMilliseconds(at, -STOPPED)} and coalesce(look_at <= ${at}, true))
          or (state in ('SENT', 'SKIPPED', 'DEAD') and doubted is not null and look_at <= ${at})
        order by last_attempt_at limit ${MOST} for update skip locked
      )
      update delivery d set look_at = ${plusMilliseconds(at, LOOKING)}
      from taken t join intent i on i.workspace_id = t.workspace_id
      where d.workspace_id = t.workspace_id and d.id = t.id and i.id = d.intent_id
        ${foundIn === undefined ? sql`` : sql`and still_in(${foundIn})`}
      returning d.workspace_id, d.id, d.fence, d.state in ('SENT', 'SKIPPED', 'DEAD') as said, d.state = 'SENDING' as unheard, d.token as own_token,
        case when d.state in ('SENDING', 'UNKNOWN') then coalesce(d.sent_as, d.token) else d.doubted end as looked_for,
        d.quarantined, d.platform, d.place_id, d.platform_id, d.sent_as, d.first_attempt_at, d.last_attempt_at, i.about_id, i.team_id, i.kind, i.place_name`,
  );

/** The rows of each message, to be looked for together. */
export const messagesIn = (found: readonly DoubtRow[]): readonly (readonly [DoubtRow, ...DoubtRow[]])[] =>
  [
    ...Map.groupBy(found, ({ workspace_id, said, looked_for }) => `${workspace_id} ${said} ${looked_for}`).values(),
  ].flatMap(([first, ...others]) => (first ? [[first, ...others] as const] : []));

/** What is needed to look for one of them, and to judge what is found. Within its workspace. */
export const doubtOf = async (tx: Db, message: readonly [DoubtRow, ...DoubtRow[]]): Promise<Doubt> => {
  const [first] = message;
  const ws = first.workspace_id;
  const place = { platform: first.platform, id: first.place_id, name: first.place_name };
  const team = place.id.startsWith("@") ? await recordOf(tx, ws, "team", first.team_id) : undefined;
  const receipts = await rows<{ platform_id: string }>(
    tx,
    sql`select platform_id from receipt where workspace_id = ${ws} and token = ${first.looked_for} order by seen_at, platform_id`,
  );
  const places = team && team.place.platform === place.platform ? [place, team.place] : [place];
  const forgotten = await rows(
    tx,
    sql`
      select 1 as one from delivery where workspace_id = ${ws} and quarantined and platform = ${place.platform}
        and place_id = any(${sql.param(places.map(({ id }) => id))}::text[]) limit 1`,
  );
  const under = first.kind === "record" ? (await cardsNear(tx, ws, [{ ...first, place }])).get(first.id) : undefined;
  const moments = (of: (row: DoubtRow) => string): readonly Instant[] =>
    message.map((row) => instantFrom(of(row))).toSorted();
  return {
    workspace: ws,
    places,
    token: first.looked_for,
    held: message.map(({ id, fence, own_token: token }) => ({ id, fence, token })),
    digest: message.some(({ kind }) => kind === "digest"),
    ...(message.some(({ unheard }) => unheard) && { unheard: true }),
    ...(first.quarantined && !first.said && { restored: true }),
    ...(forgotten.length > 0 && { amongForgotten: true }),
    firstAttempt: moments((row) => row.first_attempt_at)[0] ?? instantFrom(first.first_attempt_at),
    lastAttempt: moments((row) => row.last_attempt_at).at(-1) ?? instantFrom(first.last_attempt_at),
    seen: receipts.map(({ platform_id }) => platform_id),
    ...(under && { under }),
    ...(first.said && { saidBy: message.flatMap(({ platform_id }) => platform_id ?? []) }),
    ...(first.said && first.platform_id !== null && first.sent_as !== null && { saidUnder: first.sent_as }),
  };
};

/** Those messages by which something was said, as far as it is written down. */
export const neededOf = async (tx: Db, ws: Id, messages: readonly string[]): Promise<readonly string[]> => {
  const found = await rows<{ message: string }>(
    tx,
    sql`
      select distinct platform_id as message from delivery
      where workspace_id = ${ws} and state = 'SENT' and platform_id = any(${sql.param(messages)}::text[])`,
  );
  return found.map(({ message }) => message);
};

/** When to look again for what may have come late, or come yet; undefined when it has been long enough. */
const lookAgainAt = ({ lastAttempt }: Doubt, at: Instant): Instant | undefined => {
  const wait = LATE.find((after) => epoch(at) < epoch(lastAttempt) + after);
  return wait === undefined ? undefined : plusMilliseconds(lastAttempt, wait);
};

/**
 * Should a message that was given up come late, it is a double. Only the delivery whose token it bears looks for it:
 * by then the others may be said under tokens of their own, and a message of its own under this one is none of theirs.
 */
const doubting = ({ token, lastAttempt }: Doubt) => sql`
  doubted = case when token = ${token} then token else doubted end,
  look_at = case when token = ${token} then ${plusMilliseconds(lastAttempt, LATE[0])}::timestamptz end`;

/**
 * A sender of whom nothing was heard may only sleep, and post once more, or have done so since the look; what was sent
 * twice may stand there twice, in a while.
 */
const mayComeAgain = ({ token, unheard }: Doubt) =>
  sql`(doubted is not null or ((state = 'SENDING' or ${unheard === true}) and token = ${token}))`;

/** What was found after a restore may show more than is known: a card is painted anew. */
const released = (at: Instant) => {
  const isCard = sql`exists (
    select from intent i where i.workspace_id = delivery.workspace_id and i.id = delivery.intent_id and i.kind = 'card')`;
  return sql`
    quarantined = false,
    stale = stale + case when quarantined and ${isCard} then 1 else 0 end,
    paint_at = case when quarantined and ${isCard} then coalesce(paint_at, ${at}) else paint_at end`;
};

const changeFor = (doubt: Doubt, found: Found, at: Instant) => {
  switch (found.kind) {
    case "arrived": {
      const again = lookAgainAt(doubt, at);
      const isSoughtAgain = sql`${again !== undefined} and ${doubt.saidBy ? sql`true` : mayComeAgain(doubt)}`;
      const counted = found.doubles === 0 ? null : `${found.doubles} doubles taken away`;
      const posted = found.posted ? sql`, platform_id = ${found.posted.id}` : sql``;
      const said = doubt.saidBy
        ? sql`reason = case when state = 'SENT' then coalesce(${counted}, reason) else reason end`
        : sql`state = 'SENT', reason = ${counted}`;
      return sql`${said}, look_at = case when ${isSoughtAgain} then ${again ?? null}::timestamptz end,
        doubted = case when ${isSoughtAgain} then coalesce(doubted, token) end, ${released(at)} ${posted}`;
    }
    case "absent":
      return sql`state = 'PENDING', due_at = ${found.at}, reason = 'it did not arrive', ${doubting(doubt)}, quarantined = false`;
    case "unreadable":
      return sql`state = 'PENDING', due_at = ${found.at}, reason = ${found.why}, ${doubting(doubt)}, repeat = true, quarantined = false`;
    case "hopeless":
      return sql`state = 'DEAD', reason = ${found.why}, look_at = null, quarantined = false`;
    case "later":
      // Who spoke since the look has said when his message is there or never will be.
      return sql`state = case when state = 'SENDING' then 'UNKNOWN' else state end, reason = case when state in ('SENDING', 'UNKNOWN') then ${found.why} else reason end,
        look_at = case when ${doubt.unheard === true} and state = 'UNKNOWN' then look_at else ${found.at} end,
        doubted = case when state = 'SENDING' and token = ${doubt.token} then token else doubted end`;
    default:
      return found satisfies never;
  }
};

/**
 * Writes what came of looking, where nobody has settled or sent it meanwhile; what is due again rings again. What is
 * true of a message is true of everything in it, whoever took that in hand: were a part of it sent again under the
 * same token first, whoever looks for the rest would take that for the rest.
 */
export const resolveDoubt = async (waking: Waking, doubt: Doubt, found: Found): Promise<void> => {
  const { tx, workspace: ws, at } = waking;
  const state = doubt.saidBy ? sql`state in ('SENT', 'SKIPPED', 'DEAD')` : sql`state in ('SENDING', 'UNKNOWN')`;
  const held = sql`jsonb_to_recordset(${JSON.stringify(doubt.held)}::jsonb) as h(id uuid, fence int)`;
  const isTheirsAlone = doubt.saidBy !== undefined || (found.kind === "arrived" && found.within === true);
  const beside = isTheirsAlone
    ? sql`false`
    : sql`coalesce(sent_as, token) = ${doubt.token} and last_attempt_at <= ${doubt.lastAttempt} and id not in (select h.id from ${held})`;
  const changed = await rows<{ id: Id }>(
    tx,
    sql`
      update delivery set ${changeFor(doubt, found, at)}
      where workspace_id = ${ws} and ${state} and ((id, fence) in (select h.id, h.fence from ${held}) or ${beside})
      returning id`,
  );
  const written = changed.map(({ id }) => id);
  if (found.kind === "arrived" && found.posted && !found.within)
    await addReceipts(tx, ws, [{ token: doubt.token, message: found.posted.id }], at);
  if (found.kind === "hopeless" && written.length > 0)
    await noteRefusal(tx, ws, { kind: "dead", why: found.why, refused: found.refused }, at);
  const [place] = doubt.places;
  if (place && (found.kind === "absent" || found.kind === "unreadable"))
    await wake(
      waking,
      place,
      written.map((id) => ({ id, dueAt: found.at })),
    );
};
