import { type Doubt, type Found, LATE, LOOKING, SETTLED, STOPPED } from "../../src/domain/doubt.ts";
import { samePlace } from "../../src/domain/places.ts";
import type { Id } from "../../src/domain/request.ts";
import { epoch, type Instant, plusMilliseconds } from "../../src/domain/time.ts";
import { cardAbove, compare, houseOf, isSettled, type Row, type Tables } from "./rows.ts";

/** What is in doubt, over tables in memory: statement by statement what `db/doubts.ts` says in SQL. */

const DOUBTS = 1_000;

/** Under which token its message stands. */
const lookedFor = (row: Row): string => (isSettled(row) ? row.doubted : row.sentAs) ?? row.token;

/** S7: takes in hand what is in doubt, as rows of one message each: as they are now, whatever becomes of them meanwhile. */
export const takeDoubts = (tables: Tables, at: Instant): readonly (readonly [Row, ...Row[]])[] => {
  const stopped = plusMilliseconds(at, -STOPPED);
  const settled = plusMilliseconds(at, -SETTLED);
  const found = tables.rows
    .filter(({ state, lookAt, lastAttempt = "", doubted }) => {
      if (state === "UNKNOWN") return lookAt === undefined ? lastAttempt <= settled : lookAt <= at;
      if (state === "SENDING") return lastAttempt <= stopped && (lookAt === undefined || lookAt <= at);
      return state !== "PENDING" && doubted !== undefined && lookAt !== undefined && lookAt <= at;
    })
    .toSorted((a, b) => compare(a.lastAttempt ?? "", b.lastAttempt ?? ""))
    .slice(0, DOUBTS);
  for (const row of found) row.lookAt = plusMilliseconds(at, LOOKING);
  const taken = found.map((row) => ({ ...row }));
  return [...Map.groupBy(taken, (row) => `${row.ws} ${isSettled(row)} ${lookedFor(row)}`).values()].flatMap(
    ([first, ...others]) => (first ? [[first, ...others] as const] : []),
  );
};

/** What is needed to look for one of them. */
export const doubtOf = (tables: Tables, message: readonly [Row, ...Row[]], at: Instant): Doubt => {
  const [first] = message;
  const { ws, place } = first;
  const team = place.id.startsWith("@") ? houseOf(tables, ws).teams.find(({ id }) => id === first.team) : undefined;
  const moments = (of: (row: Row) => Instant | undefined) => message.flatMap((row) => of(row) ?? []).toSorted();
  const token = lookedFor(first);
  const under = first.kind === "record" ? cardAbove(first, tables) : undefined;
  const places = team && team.place.platform === place.platform ? [place, team.place] : [place];
  const isAmongForgotten = tables.rows.some(
    (row) => row.ws === ws && row.quarantined && places.some((one) => samePlace(one, row.place)),
  );
  return {
    workspace: ws,
    places,
    token,
    held: message.map((row) => ({ id: row.id, fence: row.fence, token: row.token })),
    digest: message.some(({ kind }) => kind === "digest"),
    ...(message.some(({ state }) => state === "SENDING") && { unheard: true as const }),
    ...(first.quarantined && !isSettled(first) && { restored: true as const }),
    ...(isAmongForgotten && { amongForgotten: true as const }),
    firstAttempt: moments((row) => row.firstAttempt)[0] ?? at,
    lastAttempt: moments((row) => row.lastAttempt).at(-1) ?? at,
    seen: tables.receipts.get(token) ?? [],
    ...(under && { under }),
    ...(isSettled(first) && { saidBy: message.flatMap(({ platformId }) => platformId ?? []) }),
    ...(isSettled(first) && first.platformId !== undefined && first.sentAs && { saidUnder: first.sentAs }),
  };
};

/** Those messages by which something was said, as far as it is written down. */
export const neededOf = ({ rows }: Tables, workspace: Id, messages: readonly string[]): readonly string[] => {
  const said = rows.filter(({ ws, state }) => ws === workspace && state === "SENT");
  return messages.filter((message) => said.some(({ platformId }) => platformId === message));
};

/** What is true of a message is true of everything in it, whoever took that in hand. */
export const isResolvedBy = (
  row: Row,
  { held, saidBy, token, lastAttempt, workspace }: Doubt,
  found: Found,
): boolean => {
  if (row.ws !== workspace || !(saidBy ? isSettled(row) : row.state === "SENDING" || row.state === "UNKNOWN"))
    return false;
  const its = held.find(({ id }) => id === row.id);
  if (its) return its.fence === row.fence;
  const isTheirsAlone = saidBy !== undefined || (found.kind === "arrived" && found.within === true);
  return !isTheirsAlone && (row.sentAs ?? row.token) === token && (row.lastAttempt ?? "") <= lastAttempt;
};

/** What a delivery is changed to by what came of looking. */
export const resolved = (row: Row, doubt: Doubt, found: Found, at: Instant): Partial<Row> => {
  const { saidBy, lastAttempt, token, unheard = false } = doubt;
  switch (found.kind) {
    case "arrived": {
      const mayComeAgain = row.doubted !== undefined || ((row.state === "SENDING" || unheard) && row.token === token);
      const wait = saidBy || mayComeAgain ? LATE.find((after) => epoch(at) < epoch(lastAttempt) + after) : undefined;
      const counted = found.doubles === 0 ? undefined : `${found.doubles} doubles taken away`;
      return {
        ...(!saidBy && { state: "SENT" }),
        reason: saidBy ? ((row.state === "SENT" ? counted : undefined) ?? row.reason) : counted,
        quarantined: false,
        ...(row.quarantined && row.kind === "card" && { stale: row.stale + 1, paintAt: row.paintAt ?? at }),
        lookAt: wait === undefined ? undefined : plusMilliseconds(lastAttempt, wait),
        doubted: wait === undefined ? undefined : (row.doubted ?? row.token),
        ...(found.posted && { platformId: found.posted.id }),
      };
    }
    case "absent":
    case "unreadable":
      return {
        state: "PENDING",
        dueAt: found.at,
        reason: found.kind === "absent" ? "it did not arrive" : found.why,
        ...(row.token === token
          ? { doubted: token, lookAt: plusMilliseconds(lastAttempt, LATE[0]) }
          : { lookAt: undefined }),
        quarantined: false,
        ...(found.kind === "unreadable" && { repeat: true }),
      };
    case "hopeless":
      return { state: "DEAD", reason: found.why, lookAt: undefined, quarantined: false };
    case "later":
      return {
        lookAt: unheard && row.state === "UNKNOWN" ? row.lookAt : found.at,
        ...(row.state === "SENDING" && { state: "UNKNOWN", ...(row.token === token && { doubted: token }) }),
        ...(!isSettled(row) && { reason: found.why }),
      };
    default:
      return found satisfies never;
  }
};
