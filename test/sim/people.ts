import { planFor } from "../../src/clockwork/planner.ts";
import type { RequestFact } from "../../src/domain/journal.ts";
import type { Id } from "../../src/domain/request.ts";
import { epoch, fromEpoch, type Instant, momentOf } from "../../src/domain/time.ts";
import type { Touched } from "../../src/ports.ts";
import { type Chance, chanceOf } from "./chance.ts";
import type { Store, Transact } from "./deliveries.ts";
import type { Flaws } from "./flaws.ts";
import { beginnings, changed, emptyHouse, morningDigest, NO_HOLIDAYS, retitled } from "./ground.ts";
import type { History } from "./history.ts";
import { type House, houseOf, type Kept, type Row } from "./rows.ts";
import { otherSide } from "./summer.ts";
import type { Swarm } from "./swarm.ts";

/** Something that somebody does while reminders go out. */
export interface Act {
  readonly no: number;
  readonly at: number;
  readonly ws: Id;
  readonly request: Id;
  readonly what: "log" | "answer" | "snooze" | "withdraw" | "edit" | "assign" | "close";
  /** Differs from act to act, for whatever the act needs. */
  readonly size: number;
}

const MINUTE = 60_000;
const WHAT = ["answer", "snooze", "snooze", "withdraw", "edit", "edit", "edit", "assign", "close", "log"] as const;

/** Draws what people will do: mostly to what falls due about then. */
export const actsOf = (swarm: Swarm): readonly Act[] => {
  const chance = chanceOf(`${swarm.seed}/acts`);
  return Array.from({ length: swarm.acts }, (_, no) => {
    const what = chance.one(WHAT);
    const at = chance.happens(0.5)
      ? swarm.start + 20 * MINUTE + chance.between(-3_000, 90_000)
      : swarm.start + chance.between(0, 100 * MINUTE);
    const ws = `w${chance.between(1, swarm.workspaces)}`;
    const request = what === "log" ? `n${no}` : `r${chance.between(1, swarm.requests)}`;
    return { no, at, ws, request, what, size: chance.between(0, 1_000) };
  });
};

const factsOf = ({ what, size }: Act, { request }: Kept, at: Instant, deadline: number): readonly RequestFact[] => {
  const ended = request.status === "closed" || request.status === "withdrawn";
  switch (what) {
    case "answer":
      return [
        {
          type: "response.recorded",
          version: request.responses.length + 1,
          outcome: size % 3 === 0 ? "acknowledged" : "declined",
          automatic: false,
          unsolicited: false,
        },
      ];
    case "snooze":
      return ended
        ? []
        : [
            {
              type: "snoozed",
              until: fromEpoch(Math.min(epoch(at) + (5 + (size % 60)) * MINUTE, deadline)),
              reason: "later",
            },
          ];
    case "withdraw":
      return ended ? [] : [{ type: "withdrawn", reason: "not needed" }];
    case "close":
      return ended ? [] : [{ type: "closed", reason: "done" }];
    case "assign":
      return [{ type: "assigned", owner: size % 2 === 0 ? "anna" : "boris" }];
    case "edit":
    case "log":
      return [];
    default:
      return what satisfies never;
  }
};

/** What people need of the world. */
export interface PeopleParts {
  readonly swarm: Swarm;
  readonly store: Store;
  readonly history: History;
  readonly flaws: Flaws;
}

/** The commands of a register, as far as reminders depend on them: each is a change with its plan, in one transaction. */
export const createPeople = ({ swarm, store, history, flaws }: PeopleParts) => {
  const { tables, planning } = store;
  /** How often each request was changed; goes on after a restore, so that no state is met twice. */
  const states = new Map<string, number>();

  const plan = (house: House, id: Id, state: number, what: string, at: Instant) => {
    const ws = house.workspace.id;
    const request = house.requests.get(id)?.request;
    const team = house.teams.find((one) => one.id === request?.team);
    const company = house.companies.find((one) => one.id === request?.company);
    if (!request || !team || !company) throw new Error(`${id} cannot be planned`);
    const owner = house.members.find((one) => one.id === request.owner);
    const { place, planned } = planFor(request, team, company, NO_HOLIDAYS, at, owner);
    history.note({ kind: "changed", ws, request: id, state, what, due: planned });
    const sabotaged = flaws.summer
      ? planFor(request, otherSide(team, at), company, NO_HOLIDAYS, at, owner)
      : { planned };
    return () => planning.replan({ ws, id, team: team.id, place }, sabotaged.planned, at);
  };

  const record = (ws: Id, id: Id, what: string, at: Instant, facts: readonly RequestFact[], now = at) => {
    const house = houseOf(tables(), ws);
    const kept = house.requests.get(id);
    const name = `${ws}/${id}`;
    const state = (states.get(name) ?? 0) + 1;
    states.set(name, state);
    const change = `${name}#${state}`;
    house.requests = new Map([...house.requests, [id, changed(kept, id, change, at, [...facts, retitled(state)])]]);
    const carryOut = plan(house, id, state, what, now);
    planning.cards(ws, id, change, now);
    return carryOut;
  };

  const refOf = (house: House): number => house.requests.size + 1;

  const begin = (house: House, id: Id, chance: Chance, nth: number, now?: Instant): void => {
    const { workspace, companies, teams } = house;
    const company = companies[nth % companies.length]?.id ?? "";
    const team = teams[nth % teams.length]?.id ?? "";
    const crowded = swarm.crowded && workspace.id === "w1" && nth % 2 === 0;
    const asked = { id, ref: refOf(house), company, team, ...(crowded && { flavour: "today" as const }) };
    for (const [at, facts] of beginnings(swarm, chance, asked)) record(workspace.id, id, "begins", at, facts, now)();
  };

  return {
    /** Everything as it is before the morning. The cards were posted long ago, as `stand` does it. */
    begin: (stand: (card: Row, state: number) => string): void => {
      const chance = chanceOf(`${swarm.seed}/ground`);
      const morning = momentOf(swarm.day, "09:00", swarm.zone);
      const houses = Array.from({ length: swarm.workspaces }, (_, nth) => emptyHouse(swarm, nth + 1, chance));
      tables().houses = new Map(houses.map((house) => [house.workspace.id, house]));
      for (const house of houses) {
        const ws = house.workspace.id;
        const count = swarm.crowded && ws === "w1" ? 24 : swarm.requests;
        for (let nth = 1; nth <= count; nth += 1) begin(house, `r${nth}`, chance, nth);
        // Whoever leads plans it; where two believe that they do, the occurrence's key makes it one.
        for (const { id, place, digestDay } of house.teams)
          if (digestDay > 0)
            for (const _ of ["one leader", "another"])
              planning.add({ ws, id, team: id, place }, [morningDigest(morning, swarm.zone)]);
      }
      tables().rows = tables().rows.filter(({ kind }) => kind !== "record");
      for (const row of tables().rows.filter(({ kind }) => kind === "card")) {
        const state = states.get(`${row.ws}/${row.about}`) ?? 0;
        Object.assign(row, { state: "SENT", platformId: stand(row, state), stale: 0, paintAt: undefined });
      }
    },

    /** One act as one process does it; undefined when it was done before, or cannot be done. */
    act: async (act: Act, transact: Transact): Promise<Touched | undefined> => {
      const { ws, request, what, no } = act;
      let later: (() => void) | undefined;
      const touched = await transact(`act ${no}`, (at): Touched | undefined => {
        const { ingress } = tables();
        const house = houseOf(tables(), ws);
        if (ingress.has(`${no}`)) return undefined;
        ingress.add(`${no}`);
        const kept = house.requests.get(request);
        if (what === "log" && !kept) {
          begin(house, request, chanceOf(`${swarm.seed}/log ${no}`), no, at);
          return { workspace: ws, request, at };
        }
        if (!kept) return undefined;
        const carryOut = record(ws, request, what, at, factsOf(act, kept, at, swarm.calmFrom + 20 * MINUTE));
        if (flaws.outside) later = carryOut;
        else carryOut();
        return { workspace: ws, request, at };
      });
      const plan = later;
      if (plan) await transact(`plan ${no}`, () => plan());
      return touched;
    },
  };
};
