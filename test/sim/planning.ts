import { cardPlaces } from "../../src/clockwork/card-places.ts";
import type { DeliveryKind } from "../../src/domain/delivery.ts";
import type { Place } from "../../src/domain/parties.ts";
import { samePlace } from "../../src/domain/places.ts";
import type { Id } from "../../src/domain/request.ts";
import type { Instant } from "../../src/domain/time.ts";
import type { Flaws } from "./flaws.ts";
import { houseOf, type Row, type Tables } from "./rows.ts";

/** What is planned: a reminder, a digest, a card, a record. */
export interface Occurrence {
  readonly kind: DeliveryKind;
  readonly key: string;
  readonly at: Instant;
}

/** What it is about, and where it is to be said. */
interface About {
  readonly ws: Id;
  readonly id: Id;
  readonly team: Id;
  readonly place: Place;
}

/** `db/plan.ts`, `db/cards-plan.ts` on the tables in memory: each call is part of somebody's transaction. */
export interface Planning {
  add(about: About, occurrences: readonly Occurrence[]): void;
  bringBack(about: About, occurrence: Occurrence): void;
  replan(about: About, occurrences: readonly Occurrence[], at: Instant): void;
  /** Sees to the cards of a request, and to what is told below them of one command. */
  cards(ws: Id, request: Id, change: string, at: Instant): void;
}

const SUPERSEDED = "superseded";

const isTakenBack = ({ state, reason }: Row): boolean => state === "SKIPPED" && reason === SUPERSEDED;

/** A waiting row of its own for every occurrence; ids never come again, not even after a restore. */
export const createPlanning = (
  tables: () => Tables,
  wake: (row: Row) => void,
  flaws: Pick<Flaws, "leaders">,
): Planning => {
  let made = 0;
  const of = (ws: Id, about: Id): readonly Row[] => tables().rows.filter((row) => row.ws === ws && row.about === about);

  const add: Planning["add"] = ({ ws, id: about, team, place }, occurrences) => {
    for (const { kind, key, at } of occurrences) {
      const known = of(ws, about).some((row) => row.key === key && samePlace(row.place, place));
      if (known && !(flaws.leaders && kind === "digest")) continue;
      made += 1;
      const id = `${ws}.${made}`;
      const row: Row = {
        ws,
        id,
        about,
        team,
        kind,
        key,
        place,
        token: `T${id}`,
        state: "PENDING",
        dueAt: at,
        plannedAt: at,
        fence: 0,
        attempts: 0,
        firstAttempt: undefined,
        lastAttempt: undefined,
        platformId: undefined,
        reason: undefined,
        repeat: false,
        quarantined: false,
        sentAs: undefined,
        lookAt: undefined,
        doubted: undefined,
        stale: 0,
        paints: 0,
        paintAt: undefined,
      };
      tables().rows.push(row);
      wake(row);
    }
  };

  return {
    add,
    bringBack: ({ ws, id: about, place }, { key, at }) => {
      for (const row of of(ws, about)) {
        if (row.key !== key || !samePlace(row.place, place) || !isTakenBack(row)) continue;
        Object.assign(row, { state: "PENDING", dueAt: at, plannedAt: at, reason: undefined });
        wake(row);
      }
    },
    replan: (about, occurrences, at) => {
      const planned = new Map(occurrences.map((occurrence) => [occurrence.key, occurrence]));
      const known = new Set<string>();
      for (const row of of(about.ws, about.id)) {
        if (row.state === "DEAD" || row.kind === "card" || row.kind === "record") continue;
        const here = samePlace(row.place, about.place);
        const occurrence = here ? planned.get(row.key) : undefined;
        const waits = row.state === "PENDING";
        if (here || ["SENT", "SENDING", "UNKNOWN"].includes(row.state)) known.add(row.key);
        if (!occurrence) {
          // What had its turn stays due: whether it still holds is judged when it is held.
          if (waits && !(here && row.plannedAt <= at)) Object.assign(row, { state: "SKIPPED", reason: SUPERSEDED });
          continue;
        }
        const back = isTakenBack(row);
        const moves = row.attempts === 0 ? occurrence.at !== row.dueAt : occurrence.at > row.dueAt;
        if (back || (waits && moves)) {
          Object.assign(row, { state: "PENDING", dueAt: occurrence.at, plannedAt: occurrence.at, reason: undefined });
          wake(row);
        }
      }
      add(
        about,
        occurrences.filter(({ key }) => !known.has(key)),
      );
    },
    cards: (ws, request, change, at) => {
      const { requests, teams } = houseOf(tables(), ws);
      const team = teams.find(({ id }) => id === requests.get(request)?.request.team);
      if (!team) return;
      const found = of(ws, request).filter(({ kind }) => kind === "card");
      for (const row of found)
        if (row.state !== "DEAD" && row.state !== "SKIPPED")
          Object.assign(row, { stale: row.stale + 1, paintAt: row.paintAt ?? at });
      for (const place of cardPlaces(team)) {
        const here = found.filter((row) => samePlace(row.place, place));
        const about = { ws, id: request, team: team.id, place };
        const last = here.at(-1);
        if (here.every(({ state }) => state === "DEAD" || state === "SKIPPED"))
          add(about, [{ kind: "card", key: last ? `card after ${last.id}` : "card", at }]);
        else add(about, [{ kind: "record", key: `record ${change}`, at }]);
      }
    },
  };
};
