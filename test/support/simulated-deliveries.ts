import type { DueItem, FollowUp, Outcome } from "../../src/domain/delivery.ts";
import type { DigestFigures } from "../../src/domain/digest.ts";
import type { Company, Member, Place, Team, Workspace } from "../../src/domain/parties.ts";
import type { PlannedReminder } from "../../src/domain/reminder.ts";
import type { Id, Request } from "../../src/domain/request.ts";
import { type Instant, plusHours, plusMilliseconds } from "../../src/domain/time.ts";
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
  attempted?: Instant;
  repeat: boolean;
  reason?: string;
  job: boolean;
}

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
    return { delivery, kind, key, dueAt, repeat, ...(request && { request }), ...(company && { company }) };
  };
  const write = (row: Row, outcome: Outcome): void => {
    switch (outcome.kind) {
      case "sent":
        row.state = "sent";
        return;
      case "retry":
        Object.assign(row, { state: "pending", dueAt: outcome.at, reason: outcome.why });
        return;
      case "dead":
        Object.assign(row, { state: "dead", reason: outcome.why });
        return;
      case "unknown":
        Object.assign(row, { state: "unknown", reason: outcome.why });
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
  const plan: SimulatedDeliveries["plan"] = (request, place, planned) => {
    for (const row of rows.filter(
      (one) =>
        one.request === request &&
        (one.state === "pending" || (one.state === "skipped" && one.reason === "superseded")),
    )) {
      const kept = planned.find(({ key }) => key === row.key && same(row.place, place));
      if (kept) Object.assign(row, { state: "pending", dueAt: kept.at });
      else Object.assign(row, { state: "skipped", reason: "superseded" });
    }
    add(request, place, planned);
  };

  return {
    rows,
    at: start,
    plan,
    async now() {
      return this.at;
    },
    async duePlaces(at, limit) {
      const places = [
        ...new Map(due(at).map(({ place }) => [JSON.stringify([place.platform, place.id]), place])).values(),
      ];
      return places.slice(0, limit).map((place) => ({ workspace: register.workspace.id, place }));
    },
    async nextDue(at) {
      return rows
        .filter((row) => row.state === "pending" && row.dueAt > at)
        .map(({ dueAt }) => dueAt)
        .toSorted()[0];
    },
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
      for (const { request, reminder } of verdict.next ?? []) add(request, place, [reminder]);
      const held = verdict.send.map((id) => {
        const row = theRow(id);
        Object.assign(row, { state: "sending", fence: row.fence + 1, attempted: at });
        return { id, fence: row.fence, token: `TOKEN-${id}` };
      });
      return { parcel, held };
    },
    async settle(_, place, held, outcome, next) {
      for (const { id, fence } of held) {
        const row = theRow(id);
        const open = outcome.kind === "sent" ? ["sending", "unknown", "pending"] : ["sending"];
        if (row.fence === fence && open.includes(row.state)) write(row, outcome);
      }
      for (const { request, reminder } of next) add(request, place, [reminder]);
    },
    async recover(at, seconds) {
      const since = plusMilliseconds(at, -seconds * 1_000);
      const old = rows.filter(({ attempted }) => attempted !== undefined && attempted <= since);
      const changed = old.filter(
        ({ state, kind }) => state === "sending" || (state === "unknown" && kind !== "digest"),
      );
      for (const row of changed)
        Object.assign(row, row.kind === "digest" ? { state: "unknown" } : { state: "pending", repeat: true });
      return changed.length;
    },
    async enqueueSoon(at, hours) {
      const horizon = plusHours(at, hours);
      const soon = rows.filter((row) => row.state === "pending" && !row.job && row.dueAt <= horizon);
      for (const row of soon) row.job = true;
      return soon.length;
    },
    async overdue(at, minutes) {
      const since = plusMilliseconds(at, -minutes * 60_000);
      return rows.filter(({ state, dueAt }) => !["sent", "skipped", "dead"].includes(state) && dueAt <= since).length;
    },
    async digest() {
      return figures;
    },
  };
};
