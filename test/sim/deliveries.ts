import type { DueItem, FollowUp, Held, Outcome } from "../../src/domain/delivery.ts";
import type { DigestFigures } from "../../src/domain/digest.ts";
import { type Doubt, LATE, SETTLED } from "../../src/domain/doubt.ts";
import type { Place } from "../../src/domain/parties.ts";
import { samePlace } from "../../src/domain/places.ts";
import { REMINDER_KINDS } from "../../src/domain/reminder-kind.ts";
import type { Id } from "../../src/domain/request.ts";
import { type Instant, plusHours, plusMilliseconds } from "../../src/domain/time.ts";
import { may } from "../../src/domain/vocabulary.ts";
import type { Deliveries } from "../../src/ports.ts";
import { doubtOf, isResolvedBy, neededOf, resolved, takeDoubts } from "./doubts.ts";
import type { Flaws } from "./flaws.ts";
import type { Planning } from "./planning.ts";
import { cardAbove, compare, type House, houseOf, isSettled, type Row, type Tables, UNMARKED } from "./rows.ts";

/** One transaction: all of `work` or nothing, told what the database's clock shows. */
export type Transact = <T>(name: string, work: (now: Instant) => T) => Promise<T>;

/** What the simulated rows are worked on with. */
export interface Store {
  readonly tables: () => Tables;
  readonly planning: Planning;
  readonly wake: (row: Row) => void;
  readonly figures: DigestFigures;
  readonly flaws: Flaws;
}

const URGENCY: readonly string[] = ["card", ...REMINDER_KINDS];
const TELLING = 600_000;
const MOST = 500;

const byDue = (one: Row, other: Row): number => compare(one.dueAt, other.dueAt) || compare(one.id, other.id);

/** `db/due.ts`: the most urgent place of each workspace, then the next of each. */
const duePlaces = ({ rows }: Tables, at: Instant, limit: number) => {
  const due = rows.filter(({ state, dueAt }) => state === "PENDING" && dueAt <= at);
  const places = [...Map.groupBy(due, ({ ws, place }) => `${ws} ${place.platform} ${place.id}`).entries()].flatMap(
    ([key, its]) => {
      const [first] = its;
      if (!first) return [];
      const since = its.map(({ dueAt }) => dueAt).reduce((one, other) => (one < other ? one : other));
      const urgency = Math.max(...its.map(({ kind }) => URGENCY.indexOf(kind) + 1));
      return [{ ws: first.ws, place: first.place, since, urgency, key }];
    },
  );
  const inside = [...Map.groupBy(places, ({ ws }) => ws).values()].flatMap((its) =>
    its
      .toSorted((a, b) => b.urgency - a.urgency || compare(a.since, b.since) || compare(a.key, b.key))
      .map((place, turn) => ({ ...place, turn })),
  );
  return inside
    .toSorted((a, b) => a.turn - b.turn || b.urgency - a.urgency || compare(a.since, b.since) || compare(a.ws, b.ws))
    .slice(0, limit)
    .map(({ ws, place }) => ({ workspace: ws, place }));
};

/** A due row with its request and company of this moment; for a record what it tells, and under which card. */
const itemOf = (row: Row, { requests, companies }: House, tables: Tables): DueItem => {
  const kept = row.kind === "digest" ? undefined : requests.get(row.about);
  const company = kept && companies.find(({ id }) => id === kept.request.company);
  const under = row.kind === "record" ? cardAbove(row, tables) : undefined;
  return {
    delivery: row.id,
    kind: row.kind,
    key: row.key,
    dueAt: row.dueAt,
    repeat: row.repeat,
    ...(row.quarantined && { quarantined: true }),
    ...(row.doubted !== undefined && (row.attempts > 0 || row.repeat) && { spent: true }),
    ...(kept && { request: kept.request }),
    ...(company && { company }),
    ...(row.kind === "record" && {
      entries: kept?.entries.filter(({ change }) => `record ${change}` === row.key) ?? [],
    }),
    ...(under && { under }),
  };
};

/** The Deliveries port over tables in memory, statement by statement what `db` says in SQL. */
export const createDeliveries = (store: Store, transact: Transact): Deliveries => {
  const { tables, planning, wake, flaws } = store;
  const theRow = (id: Id): Row | undefined => tables().rows.find((row) => row.id === id);

  const follow = (ws: Id, place: Place, next: readonly FollowUp[], when: "held" | "settled"): void => {
    for (const { request, team, reminder } of next) {
      const its = request === undefined ? team : houseOf(tables(), ws).requests.get(request)?.request.team;
      const about = request ?? team;
      if (about === undefined || its === undefined) continue;
      const itself = { ws, id: about, team: its, place };
      if (when === "held") planning.bringBack(itself, reminder);
      planning.add(itself, [reminder]);
    }
  };

  const addReceipt = (token: string, message: string): void => {
    const { receipts } = tables();
    const known = receipts.get(token) ?? [];
    if (!known.includes(message)) receipts.set(token, [...known, message]);
  };

  const suspect = ({ id }: Held, at: Instant, message?: string): void => {
    const row = theRow(id);
    if (!row || (message !== undefined && row.platformId === message)) return;
    const { state, lookAt = "" } = row;
    if (isSettled(row)) row.lookAt = at;
    else if (state === "UNKNOWN" && lookAt < at) row.lookAt = at;
    row.doubted = row.token;
  };

  const outdo = (tried: readonly { readonly row: Row }[], at: Instant, message: string): void => {
    const theirs = tried.map(({ row }) => row);
    const saysOthers = (said: string): boolean =>
      tables().rows.some((one) => one.state === "SENT" && one.platformId === said && !theirs.includes(one));
    const outdone = theirs.filter(
      ({ state, platformId = message }) => state === "SENT" && platformId !== message && !saysOthers(platformId),
    );
    for (const row of outdone) {
      row.platformId = message;
      if (row.sentAs === row.token) Object.assign(row, { doubted: row.token, lookAt: plusMilliseconds(at, LATE[0]) });
    }
  };

  const arrive = (held: readonly Held[], message: string, at: Instant): void => {
    const [lender] = held;
    if (!lender) return;
    const theirs = held.flatMap(({ id, fence }) => {
      const row = theRow(id);
      return row ? [{ row, fence }] : [];
    });
    const open = theirs.filter(({ row: { state } }) => ["SENDING", "UNKNOWN", "PENDING"].includes(state));
    for (const { row, fence } of open) {
      const isTriedBeside =
        row.state !== "PENDING" && row.sentAs === row.token && (row.fence !== fence || lender.token !== row.token);
      const doubted = isTriedBeside ? row.token : row.doubted;
      Object.assign(row, {
        state: "SENT",
        platformId: message,
        reason: undefined,
        doubted,
        lookAt: doubted === undefined ? undefined : plusMilliseconds(at, LATE[0]),
      });
    }
    addReceipt(lender.token, message);
    if (open.length === 0) suspect(lender, at, message);
    else if (open.length < theirs.length) outdo(theirs, at, message);
  };

  const changeFor = (row: Row, outcome: Exclude<Outcome, { kind: "sent" }>, at: Instant): Partial<Row> => {
    switch (outcome.kind) {
      case "retry":
        return {
          state: "PENDING",
          dueAt: outcome.at,
          reason: outcome.why,
          ...(outcome.uncertain && row.sentAs === row.token && { doubted: row.token }),
        };
      case "dead":
        return { state: "DEAD", reason: outcome.why };
      case "unknown":
        return { state: "UNKNOWN", reason: outcome.why, lookAt: plusMilliseconds(at, SETTLED) };
      default:
        return outcome satisfies never;
    }
  };

  const noteRefusal = (ws: Id, place: Place, outcome: Outcome, at: Instant): void => {
    const { refusals } = tables();
    if (outcome.kind === "sent") {
      tables().refusals = refusals.filter(
        (one) => !(one.ws === ws && one.told && (samePlace(one.place, place) || one.place.id === "")),
      );
      return;
    }
    const refused = outcome.kind === "unknown" ? undefined : outcome.refused;
    if (refused && !refusals.some((one) => one.ws === ws && samePlace(one.place, refused)))
      refusals.push({ ws, place: refused, why: outcome.why, since: at, heldUntil: undefined, told: false });
  };

  return {
    now: () => transact("now", (now) => now),
    // A restore is noticed where it is simulated.
    beat: async () => undefined,
    forget: async () => 0,
    duePlaces: (at, limit) => transact("due", () => duePlaces(tables(), at, limit)),
    nextDue: (at) =>
      transact("next", () =>
        tables()
          .rows.flatMap((row) => {
            const { state, dueAt, stale, paintAt, lookAt, doubted } = row;
            const looked = state === "UNKNOWN" || (state === "SENT" && doubted !== undefined);
            return [state === "PENDING" ? dueAt : "", stale > 0 ? (paintAt ?? "") : "", looked ? (lookAt ?? "") : ""];
          })
          .filter((moment) => moment > at)
          .toSorted()
          .at(0),
      ),
    placeOf: (ws, id) =>
      transact("place", () => {
        const row = theRow(id);
        return row && row.ws === ws && !isSettled(row) ? row.place : undefined;
      }),
    isDue: (ws, id, at) =>
      transact("is due", () => {
        const row = theRow(id);
        return row !== undefined && row.ws === ws && row.state === "PENDING" && row.dueAt <= at;
      }),
    hold: (ws, place, asked, judge) =>
      transact("hold", (now) => {
        const at = asked > now ? asked : now;
        const due = tables()
          .rows.filter(
            (row) => row.ws === ws && row.state === "PENDING" && row.dueAt <= at && samePlace(row.place, place),
          )
          .toSorted(byDue)
          .slice(0, MOST);
        const house = houseOf(tables(), ws);
        let last: Awaited<ReturnType<Deliveries["hold"]>>;
        for (const [teamId, its] of Map.groupBy(due, ({ team }) => team)) {
          const team = house.teams.find(({ id }) => id === teamId);
          if (!team) continue;
          const { workspace, members } = house;
          const items = its.map((row) => itemOf(row, house, tables()));
          const parcel = { at, workspace, team, place, members, campaigns: [], items };
          const verdict = judge(parcel);
          const ours = new Map(its.map((row) => [row.id, row]));
          for (const { delivery, why } of verdict.skip)
            Object.assign(ours.get(delivery) ?? {}, { state: "SKIPPED", reason: why, stale: 0, paintAt: undefined });
          for (const { delivery, until } of verdict.postpone) {
            const row = ours.get(delivery);
            if (!row) continue;
            row.dueAt = until;
            wake(row);
          }
          for (const id of verdict.doubt ?? []) {
            const row = ours.get(id);
            if (!row) continue;
            const settled = plusMilliseconds(row.lastAttempt ?? at, SETTLED);
            Object.assign(row, {
              state: "UNKNOWN",
              fence: row.fence + 1,
              sentAs: undefined,
              reason: "restored",
              repeat: row.repeat || row.kind === UNMARKED,
              lookAt: settled > at ? settled : at,
            });
          }
          follow(ws, place, verdict.next ?? [], "held");
          const sending = its.filter(({ id }) => verdict.send.includes(id));
          const sentAs = sending.find(({ id }) => id === verdict.send[0])?.token;
          for (const row of sending)
            Object.assign(row, {
              state: "SENDING",
              fence: row.fence + 1,
              attempts: row.attempts + 1,
              firstAttempt: row.firstAttempt ?? at,
              lastAttempt: at,
              sentAs,
              lookAt: undefined,
              stale: 0,
              paintAt: undefined,
            });
          const left = due.length === MOST || due.some(({ state, dueAt }) => state === "PENDING" && dueAt <= at);
          last = { parcel, held: sending.map(({ id, fence, token }) => ({ id, fence, token })), last: !left };
          if (sending.length > 0) return last;
        }
        return last;
      }),
    settle: (ws, place, held, outcome, next) =>
      transact("settle", (at) => {
        if (outcome.kind === "sent") arrive(held, outcome.posted.id, at);
        else {
          let settled = 0;
          for (const { id, fence } of held) {
            const row = theRow(id);
            const ours = row?.state === "SENDING" && row.fence === fence;
            if (!row || !(ours || flaws.fence)) continue;
            settled += 1;
            Object.assign(row, changeFor(row, outcome, at));
            if (outcome.kind === "retry") wake(row);
          }
          const [lender] = held;
          if (outcome.kind === "unknown" && settled === 0 && lender) suspect(lender, plusMilliseconds(at, SETTLED));
        }
        noteRefusal(ws, place, outcome, at);
        follow(ws, place, next, "settled");
      }),
    putOff: (ws, place, at, until) =>
      transact("put off", () => {
        const last = tables()
          .rows.filter(
            (row) => row.ws === ws && row.state === "PENDING" && row.dueAt <= at && samePlace(row.place, place),
          )
          .toSorted(byDue)
          .at(-1);
        if (!last) return;
        last.dueAt = until;
        wake(last);
      }),
    doubts: async (at) => {
      const doubts: Doubt[] = [];
      for (const message of await transact("take doubts", (now) => takeDoubts(tables(), at > now ? at : now)))
        doubts.push(await transact("doubt", () => doubtOf(tables(), message, at)));
      return doubts;
    },
    needed: (workspace, messages) => transact("needed", () => neededOf(tables(), workspace, messages)),
    resolve: (doubt, found) =>
      transact("resolve", (at) => {
        for (const row of tables().rows.filter((one) => isResolvedBy(one, doubt, found))) {
          Object.assign(row, resolved(row, doubt, found, at));
          if (row.state === "PENDING") wake(row);
        }
        if (found.kind === "hopeless")
          noteRefusal(doubt.workspace, found.refused, { kind: "dead", why: found.why, refused: found.refused }, at);
        if (found.kind === "arrived" && found.posted && !found.within) addReceipt(doubt.token, found.posted.id);
      }),
    untold: (at) =>
      transact("untold", () => {
        const found = tables().refusals.filter(({ told, heldUntil = "" }) => !told && heldUntil <= at);
        for (const one of found) one.heldUntil = plusMilliseconds(at, TELLING);
        return found.map(({ ws, place, why, since }) => {
          const { workspace, members } = houseOf(tables(), ws);
          const leads = members.filter(({ active, role }) => active && may(role, "lead"));
          const people = leads.map((member) => ({ member, token: `R${ws}/${place.id}/${since}/${member.id}` }));
          return { workspace: ws, place, why, since, people, language: workspace.language };
        });
      }),
    told: (ws, place) =>
      transact("told", () => {
        for (const one of tables().refusals) if (one.ws === ws && samePlace(one.place, place)) one.told = true;
      }),
    enqueueSoon: (at, hours) =>
      transact("enqueue", () => {
        const until = plusHours(at, hours);
        const soon = tables().rows.filter(({ state, dueAt }) => state === "PENDING" && dueAt <= until);
        for (const row of soon) wake(row);
        return soon.length;
      }),
    overdue: (at, minutes) =>
      transact("overdue", () => {
        const [before, soon] = [plusMilliseconds(at, -minutes * 60_000), plusHours(at, 1)];
        const isTried = ({ firstAttempt = soon, plannedAt, dueAt }: Row): boolean =>
          firstAttempt <= before && plannedAt <= before && dueAt <= soon;
        return tables().rows.filter((row) => !isSettled(row) && (row.dueAt <= before || isTried(row))).length;
      }),
    digest: () => transact("digest", () => store.figures),
  };
};
