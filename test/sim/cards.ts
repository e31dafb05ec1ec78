import type { CardAt, Painted } from "../../src/domain/delivery.ts";
import { SETTLED } from "../../src/domain/doubt.ts";
import { plusMilliseconds } from "../../src/domain/time.ts";
import type { Cards } from "../../src/ports.ts";
import type { Store, Transact } from "./deliveries.ts";
import { houseOf, type Row } from "./rows.ts";

const isPaintable = ({ stale, state, paintAt }: Row, at: string): boolean =>
  stale > 0 && state === "SENT" && paintAt !== undefined && paintAt <= at;

const byWait = (one: Row, other: Row): number => ((one.paintAt ?? "") < (other.paintAt ?? "") ? -1 : 1);

const cardAt = ({ place, token, platformId, state, stale }: Row): CardAt => ({
  place,
  token,
  ...(platformId !== undefined && { posted: { place, id: platformId } }),
  current: state === "SENT" && stale === 0,
});

const changeFor = (
  row: Row,
  stale: number,
  painted: Extract<Painted, { kind: "shown" | "again" }>,
  at: string,
): Partial<Row> =>
  painted.kind === "shown"
    ? { stale: row.stale - stale, reason: undefined, paintAt: row.stale > stale ? at : undefined }
    : { paintAt: painted.at, reason: painted.why };

/** The Cards port over tables in memory, statement by statement what `db/cards.ts` says in SQL. */
export const createCards = ({ tables, planning }: Store, transact: Transact): Cards => ({
  stale: (at) =>
    transact("stale", () => [
      ...new Set(
        tables()
          .rows.filter((row) => isPaintable(row, at))
          .toSorted(byWait)
          .map(({ ws }) => ws),
      ),
    ]),
  of: (ws, request) =>
    transact("cards", () =>
      tables()
        .rows.filter(
          (row) =>
            row.kind === "card" && row.ws === ws && row.about === request && !["DEAD", "SKIPPED"].includes(row.state),
        )
        .map(cardAt),
    ),
  hold: (ws, asked, seconds, request) =>
    transact("hold card", (now) => {
      const at = asked > now ? asked : now;
      const [row] = tables()
        .rows.filter((one) => one.ws === ws && (request === undefined || one.about === request) && isPaintable(one, at))
        .toSorted(byWait);
      if (!row || row.platformId === undefined) return undefined;
      row.paints += 1;
      row.paintAt = plusMilliseconds(at, seconds * 1_000);
      const { workspace, members, companies, teams, requests } = houseOf(tables(), ws);
      const kept = requests.get(row.about);
      const company = kept && companies.find(({ id }) => id === kept.request.company);
      const team = teams.find(({ id }) => id === (kept?.request.team ?? row.team));
      if (!team) return undefined;
      const { id: delivery, place, key, token, platformId, stale, paints } = row;
      const about = { ...(kept && { request: kept.request }), ...(company && { company }) };
      const item = { delivery, kind: "card" as const, key, dueAt: at, repeat: false, ...about };
      const parcel = { at, workspace, team, place, members, campaigns: [], items: [item] };
      return { parcel, delivery, token, posted: { place, id: platformId }, stale, paints };
    }),
  settle: (ws, { delivery, paints, stale, parcel: { items, team, place } }, painted) =>
    transact("settle card", (at) => {
      const row = tables().rows.find((one) => one.id === delivery);
      if (!row || row.state !== "SENT") return;
      if (painted.kind === "unsure") {
        const isOvertaken = row.paints > paints;
        if (isOvertaken) Object.assign(row, { stale: row.stale + 1, paints: row.paints + 1 });
        Object.assign(row, { paintAt: plusMilliseconds(at, SETTLED), reason: painted.why });
        return;
      }
      if (row.paints > paints) {
        if (painted.kind !== "gone") Object.assign(row, { stale: row.stale + 1, paintAt: row.paintAt ?? at });
        return;
      }
      if (painted.kind !== "gone") {
        Object.assign(row, changeFor(row, stale, painted, at));
        return;
      }
      Object.assign(row, { state: "DEAD", stale: 0, paintAt: undefined, reason: "taken away" });
      const asked = items[0]?.request;
      if (asked)
        planning.add({ ws, id: asked.id, team: team.id, place }, [{ kind: "card", key: `card after ${delivery}`, at }]);
    }),
});
