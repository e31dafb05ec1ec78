import type { DueItem, FollowUp, Held, Outcome } from "../../src/domain/delivery.ts";
import type { DigestFigures } from "../../src/domain/digest.ts";
import { LATE, LOOKING, SETTLED, STOPPED } from "../../src/domain/doubt.ts";
import type { Company, Member, Place, Team, Workspace } from "../../src/domain/parties.ts";
import type { PlannedReminder } from "../../src/domain/reminder.ts";
import type { Id, Request } from "../../src/domain/request.ts";
import { epoch, type Instant, plusHours, plusMilliseconds } from "../../src/domain/time.ts";
import { may } from "../../src/domain/vocabulary.ts";
import type { Deliveries } from "../../src/ports.ts";

/** One delivery as the simulation keeps it. */
export interface Row {
  readonly id: Id;
  readonly request?: Id;
  readonly kind: DueItem["kind"];
  readonly key: string;
  readonly place: Place;
  dueAt: Instant;
  state: "pending" | "sending" | "sent" | "unknown" | "skipped" | "dead";
  fence: number;
  first?: Instant;
  attempted?: Instant;
  repeat: boolean;
  reason?: string;
  job: boolean;
  sentAs?: string;
  lookAt?: Instant;
  doubted?: string;
  platformId?: string;
}

/** A place that refuses, as the simulation keeps it. */
interface Refusal {
  readonly place: Place;
  readonly why: string;
  readonly since: Instant;
  heldUntil?: Instant;
  told: boolean;
}

const tokenOf = (id: Id): string => `TOKEN-${id}`;

const isTakenBack = ({ state, reason }: Row): boolean => state === "skipped" && reason === "superseded";

const isSettled = ({ state }: Row): boolean => ["sent", "skipped", "dead"].includes(state);

/** Under which token the message stands that is in doubt. */
const lookedFor = (row: Row): string => (isSettled(row) ? row.doubted : row.sentAs) ?? tokenOf(row.id);

/** What is true of one workspace; a test changes it while time passes. */
export interface Register {
  readonly workspace: Workspace;
  team: Team;
  members: readonly Member[];
  companies: readonly Company[];
  requests: readonly Request[];
}

export interface SimulatedDeliveries extends Deliveries {
  readonly rows: readonly Row[];
  readonly refusals: readonly Refusal[];
  /** Messages seen, as `token message`. */
  readonly receipts: ReadonlySet<string>;
  at: Instant;
  /** As Desk.plan: replaces what was planned for the request; without one, for the team's digest. */
  plan(request: Id | undefined, place: Place, planned: readonly (PlannedReminder | FollowUp["reminder"])[]): void;
}

/**
 * The Deliveries port over an array: each call is one transaction, since nothing in it awaits. What
 * the database's own implementation does with jobs is here only a mark on the row.
 */
export const simulatedDeliveries = (
  register: Register,
  start: Instant,
  figures: DigestFigures,
): SimulatedDeliveries => {
  const rows: Row[] = [];
  let refusals: Refusal[] = [];
  const receipts = new Set<string>();
  const due = (at: Instant): readonly Row[] =>
    rows.filter((row) => row.state === "pending" && row.dueAt <= at).toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  const same = (one: Place, other: Place): boolean => one.platform === other.platform && one.id === other.id;
  const theRow = (id: Id): Row => {
    const row = rows.find((one) => one.id === id);
    if (!row) throw new Error(`There is no delivery ${id}`);
    return row;
  };
  const itemOf = (row: Row): DueItem => {
    const request = register.requests.find(({ id }) => id === row.request);
    const company = request && register.companies.find(({ id }) => id === request.company);
    const { id: delivery, kind, key, dueAt, repeat } = row;
    const spent = row.doubted !== undefined && { spent: true as const };
    return { delivery, kind, key, dueAt, repeat, ...spent, ...(request && { request }), ...(company && { company }) };
  };
  /** What others have settled may stand there once more: under the token that it bears it is looked for. */
  const suspect = ({ id, token }: Held, at: Instant, message?: string): void => {
    const row = theRow(id);
    if (message !== undefined && row.platformId === message) return;
    Object.assign(row, { doubted: token, ...(isSettled(row) && { lookAt: at }) });
  };
  const arrive = (held: readonly Held[], message: string, at: Instant): void => {
    const [lender] = held;
    const theirs = held.map(({ id }) => theRow(id));
    const open = theirs.filter(({ state }) => ["sending", "unknown", "pending"].includes(state));
    for (const row of open) {
      const fence = held.find(({ id }) => id === row.id)?.fence;
      const own = tokenOf(row.id);
      if (row.state !== "pending" && row.sentAs === own && (row.fence !== fence || lender?.token !== own))
        row.doubted = own;
      Object.assign(row, { state: "sent", platformId: message });
      delete row.reason;
      delete row.lookAt;
      if (row.doubted !== undefined) row.lookAt = plusMilliseconds(at, LATE[0]);
    }
    if (lender) receipts.add(`${lender.token} ${message}`);
    if (open.length === 0 && lender) suspect(lender, at, message);
  };
  const write = (row: Row, outcome: Exclude<Outcome, { kind: "sent" }>, at: Instant): void => {
    switch (outcome.kind) {
      case "retry":
        Object.assign(row, { state: "pending", dueAt: outcome.at, reason: outcome.why });
        if (outcome.uncertain && row.sentAs === tokenOf(row.id)) row.doubted = row.sentAs;
        return;
      case "dead":
        Object.assign(row, { state: "dead", reason: outcome.why });
        return;
      case "unknown":
        Object.assign(row, { state: "unknown", reason: outcome.why, lookAt: plusMilliseconds(at, SETTLED) });
        return;
    }
  };
  const add = (
    request: Id | undefined,
    place: Place,
    planned: readonly (PlannedReminder | FollowUp["reminder"])[],
  ): void => {
    for (const { key, kind, at } of planned) {
      if (rows.some((row) => row.request === request && row.key === key && same(row.place, place))) continue;
      const id = `delivery-${String(rows.length + 1).padStart(5, "0")}`;
      rows.push({
        id,
        ...(request !== undefined && { request }),
        kind,
        key,
        place,
        dueAt: at,
        state: "pending",
        fence: 0,
        repeat: false,
        job: false,
      });
    }
  };
  const bringBack = (request: Id | undefined, place: Place, { key, at }: FollowUp["reminder"]): void => {
    for (const row of rows)
      if (row.request === request && row.key === key && same(row.place, place) && isTakenBack(row))
        Object.assign(row, { state: "pending", dueAt: at, reason: undefined });
  };
  const plan: SimulatedDeliveries["plan"] = (request, place, planned) => {
    for (const row of rows.filter((one) => one.request === request && (one.state === "pending" || isTakenBack(one)))) {
      const kept = planned.find(({ key }) => key === row.key && same(row.place, place));
      if (kept) Object.assign(row, { state: "pending", dueAt: kept.at });
      else Object.assign(row, { state: "skipped", reason: "superseded" });
    }
    add(request, place, planned);
  };

  return {
    rows,
    receipts,
    get refusals() {
      return refusals;
    },
    at: start,
    plan,
    async now() {
      return this.at;
    },
    async forget() {
      return 0;
    },
    async beat() {
      return undefined;
    },
    async duePlaces(at, limit) {
      const places = [
        ...new Map(due(at).map(({ place }) => [JSON.stringify([place.platform, place.id]), place])).values(),
      ];
      return places.slice(0, limit).map((place) => ({ workspace: register.workspace.id, place }));
    },
    async nextDue(at) {
      return rows
        .flatMap(({ state, dueAt, lookAt = "", doubted }) => {
          if (state === "pending") return [dueAt];
          return state === "unknown" || (state === "sent" && doubted !== undefined) ? [lookAt] : [];
        })
        .filter((next) => next > at)
        .toSorted()[0];
    },
    isDue: async (_, delivery, at) => due(at).some(({ id }) => id === delivery),
    async placeOf(_, delivery) {
      const row = rows.find(({ id, state }) => id === delivery && !["sent", "skipped", "dead"].includes(state));
      return row?.place;
    },
    async hold(_, place, at, judge) {
      const mine = due(at).filter((row) => same(row.place, place));
      if (mine.length === 0) return undefined;
      const { workspace, team, members } = register;
      const parcel = { at, workspace, team, place, members, campaigns: [], items: mine.map(itemOf) };
      const verdict = judge(parcel);
      for (const { delivery, why } of verdict.skip) Object.assign(theRow(delivery), { state: "skipped", reason: why });
      for (const { delivery, until } of verdict.postpone) theRow(delivery).dueAt = until;
      for (const { request, reminder } of verdict.next ?? []) {
        bringBack(request, place, reminder);
        add(request, place, [reminder]);
      }
      const sentAs = tokenOf(verdict.send[0] ?? "");
      const held = verdict.send.map((id) => {
        const row = theRow(id);
        Object.assign(row, { state: "sending", fence: row.fence + 1, attempted: at, first: row.first ?? at, sentAs });
        delete row.lookAt;
        return { id, fence: row.fence, token: tokenOf(id) };
      });
      return { parcel, held, last: !mine.some(({ state, dueAt }) => state === "pending" && dueAt <= at) };
    },
    async settle(_, place, held, outcome, next) {
      const at = this.at;
      if (outcome.kind === "sent") {
        arrive(held, outcome.posted.id, at);
        refusals = refusals.filter((one) => !one.told || (one.place.id !== "" && !same(one.place, place)));
      } else {
        const ours = held.map(({ id, fence }) => ({ row: theRow(id), fence }));
        const open = ours.filter(({ row, fence }) => row.fence === fence && row.state === "sending");
        for (const { row } of open) write(row, outcome, at);
        const [lender] = held;
        if (outcome.kind === "unknown" && open.length === 0 && lender) suspect(lender, plusMilliseconds(at, SETTLED));
      }
      if ((outcome.kind === "dead" || outcome.kind === "retry") && outcome.refused) {
        const refused = outcome.refused;
        if (!refusals.some((one) => same(one.place, refused)))
          refusals.push({ place: refused, why: outcome.why, since: at, told: false });
      }
      for (const { request, reminder } of next) add(request, place, [reminder]);
    },
    async putOff(_, place, at, until) {
      const last = due(at).findLast((row) => same(row.place, place));
      if (last) last.dueAt = until;
    },
    async doubts(at) {
      const stopped = plusMilliseconds(at, -STOPPED);
      const found = rows.filter(
        ({ state, lookAt = "", attempted = "", doubted }) =>
          lookAt <= at &&
          (state === "unknown" ||
            (state === "sending" && attempted <= stopped) ||
            (["sent", "skipped", "dead"].includes(state) && doubted !== undefined)),
      );
      for (const row of found) row.lookAt = plusMilliseconds(at, LOOKING);
      const messages = Map.groupBy(found, (row) => `${isSettled(row)} ${lookedFor(row)}`);
      return [...messages.values()].flatMap((message) => {
        const [first] = message;
        if (!first) return [];
        const token = lookedFor(first);
        const moments = (of: (row: Row) => Instant | undefined) => message.flatMap((row) => of(row) ?? []).toSorted();
        return [
          {
            workspace: register.workspace.id,
            places: first.place.id.startsWith("@") ? [first.place, register.team.place] : [first.place],
            token,
            held: message.map(({ id, fence }) => ({ id, fence, token: tokenOf(id) })),
            digest: first.kind === "digest",
            firstAttempt: moments((row) => row.first)[0] ?? at,
            lastAttempt: moments((row) => row.attempted).at(-1) ?? at,
            seen: [...receipts].filter((one) => one.startsWith(`${token} `)).map((one) => one.slice(token.length + 1)),
            ...(isSettled(first) && { saidBy: message.flatMap(({ platformId }) => platformId ?? []) }),
            ...(isSettled(first) && first.platformId !== undefined && first.sentAs && { saidUnder: first.sentAs }),
          },
        ];
      });
    },
    async needed(_, messages) {
      const said = rows.filter(({ state }) => state === "sent");
      return messages.filter((message) => said.some(({ platformId }) => platformId === message));
    },
    async resolve({ held, token, saidBy, lastAttempt }, found) {
      const at = this.at;
      for (const { id, fence } of held) {
        const row = theRow(id);
        const open = saidBy ? ["sent", "skipped", "dead"] : ["sending", "unknown"];
        if (row.fence !== fence || !open.includes(row.state)) continue;
        delete row.lookAt;
        if (found.kind === "arrived") {
          const mayComeAgain = row.doubted !== undefined || (row.state === "sending" && tokenOf(id) === token);
          const wait =
            saidBy || mayComeAgain ? LATE.find((after) => epoch(at) < epoch(lastAttempt) + after) : undefined;
          if (found.posted) row.platformId = found.posted.id;
          if (wait === undefined) delete row.doubted;
          else Object.assign(row, { doubted: row.doubted ?? token, lookAt: plusMilliseconds(lastAttempt, wait) });
          if (!saidBy) row.state = "sent";
        } else if (found.kind === "hopeless") {
          Object.assign(row, { state: "dead", reason: found.why });
          const { refused: place, why } = found;
          if (!refusals.some((one) => same(one.place, place))) refusals.push({ place, why, since: at, told: false });
        } else if (found.kind === "later") {
          row.lookAt = found.at;
          if (row.state === "sending" && tokenOf(id) === token) row.doubted = token;
          if (!saidBy) Object.assign(row, { state: "unknown", reason: found.why });
        } else {
          Object.assign(row, { state: "pending", dueAt: found.at });
          // Only the one whose token the message bears looks for it: the others are said under their own.
          if (tokenOf(id) === token)
            Object.assign(row, { doubted: token, lookAt: plusMilliseconds(lastAttempt, LATE[0]) });
          row.reason = found.kind === "absent" ? "it did not arrive" : found.why;
          if (found.kind === "unreadable") row.repeat = true;
        }
      }
      if (found.kind === "arrived" && found.posted) receipts.add(`${token} ${found.posted.id}`);
    },
    async untold(at) {
      const found = refusals.filter(({ told, heldUntil = "" }) => !told && heldUntil <= at);
      for (const one of found) one.heldUntil = plusMilliseconds(at, 600_000);
      const { workspace, members } = register;
      const leads = members.filter(({ active, role }) => active && may(role, "lead"));
      return found.map(({ place, why, since }) => ({
        workspace: workspace.id,
        place,
        why,
        since,
        people: leads.map((member) => ({ member, token: `REFUSED-${place.id}-${member.id}` })),
        language: workspace.language,
      }));
    },
    async told(_, place) {
      for (const one of refusals) if (same(one.place, place)) one.told = true;
    },
    async enqueueSoon(at, hours) {
      const horizon = plusHours(at, hours);
      const soon = rows.filter((row) => row.state === "pending" && !row.job && row.dueAt <= horizon);
      for (const row of soon) row.job = true;
      return soon.length;
    },
    async overdue(at, minutes) {
      const since = plusMilliseconds(at, -minutes * 60_000);
      const isTried = ({ fence, first = at, dueAt }: Row): boolean =>
        fence > 0 && first <= since && dueAt <= plusHours(at, 1);
      return rows.filter((row) => !isSettled(row) && (row.dueAt <= since || isTried(row))).length;
    },
    async digest() {
      return figures;
    },
  };
};
