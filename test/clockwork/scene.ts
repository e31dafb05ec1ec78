import { createCourier } from "../../src/clockwork/courier.ts";
import { planFor } from "../../src/clockwork/planner.ts";
import { NO_CONTRIBUTIONS } from "../../src/domain/contribution.ts";
import type { RequestFact } from "../../src/domain/journal.ts";
import type { Company, Member, Place, Team, Workspace } from "../../src/domain/parties.ts";
import { replay } from "../../src/domain/replay.ts";
import type { Request } from "../../src/domain/request.ts";
import type { Instant } from "../../src/domain/time.ts";
import type { Adapter, Log } from "../../src/ports.ts";
import { createDeliveries } from "../sim/deliveries.ts";
import { FIGURES, NO_HOLIDAYS } from "../sim/ground.ts";
import { createPlanning, type Occurrence } from "../sim/planning.ts";
import type { House, Row, Tables } from "../sim/rows.ts";
import { type Fate, scriptedAdapter } from "../support/scripted-adapter.ts";
import { simulatedLimiter } from "../support/simulated-limiter.ts";

export const PLACE: Place = { platform: "console", id: "outreach", name: "#outreach" };
export const OTHER_PLACE: Place = { platform: "console", id: "health", name: "#health" };
export const WORKSPACE: Workspace = {
  id: "w",
  version: 1,
  name: "Ministry",
  zone: "Europe/Kyiv",
  language: "en",
  country: "none",
  newcomers: "coordinator",
  collisionDays: 7,
  chaseRest: 2,
};
export const TEAM: Team = {
  id: "t",
  version: 1,
  name: "Outreach",
  place: PLACE,
  zone: "Europe/Kyiv",
  country: "none",
  daysOff: {},
  workdays: [1, 2, 3, 4, 5],
  morning: "09:00",
  quietFrom: "20:00",
  quietTo: "08:00",
  language: "en",
  digestDay: 1,
};
export const OLENA: Member = {
  id: "olena",
  version: 1,
  name: "Olena",
  role: "coordinator",
  active: true,
  direct: false,
  accounts: [{ platform: "console", account: "olena" }],
};
export const TARAS: Member = {
  ...OLENA,
  id: "taras",
  name: "Taras",
  accounts: [{ platform: "console", account: "taras" }],
};
export const AMAZON: Company = {
  id: "amazon",
  version: 1,
  name: "Amazon",
  aliases: [],
  contacts: [],
  responses: [],
  notes: [],
  evidence: [],
  ...NO_CONTRIBUTIONS,
};
export const companyNamed = (name: string): Company => ({ ...AMAZON, id: name.toLowerCase(), name });

/** A Monday morning in Kyiv, 09:00 local. */
export const MONDAY: Instant = "2022-03-07T07:00:00.000Z";

/** Facts by the moment they were recorded; each is a change of its own. */
export type History = readonly (readonly [at: Instant, fact: RequestFact])[];

/** A request as the domain makes it of its facts: nothing here knows what a request looks like inside. */
export const requestOf = (history: History): Request => {
  const entries = history.map(([at, fact], index) => ({
    seq: index + 1,
    change: `change-${index}`,
    at,
    by: "olena",
    via: "console" as const,
    subject: "request" as const,
    id: "r",
    fact,
  }));
  const state = replay("request", entries);
  if (!state) throw new Error("The history has no first fact");
  return state;
};

export interface Asked {
  readonly ref?: number;
  readonly company?: string;
  readonly at?: Instant;
  readonly due?: Extract<RequestFact, { type: "deadline.set" }>["deadline"]["due"];
  readonly lateAt?: Instant;
  readonly veryLateAt?: Instant;
  readonly clock?: string;
  readonly owner?: string | null;
  readonly kind?: Request["kind"];
}

/** A request sent on Monday and due at the end of Wednesday, owned by Olena, unless said otherwise. */
export const asked = (given: Asked = {}): History => {
  const {
    ref = 1,
    company = "amazon",
    at = MONDAY,
    due = { day: "2022-03-09" },
    lateAt = "2022-03-09T22:00:00.000Z",
    veryLateAt = "2022-03-16T22:00:00.000Z",
    clock = "c1",
    owner = "olena",
    kind = "service_suspension",
  } = given;
  return [
    [
      at,
      {
        type: "request.logged",
        id: `r${ref}`,
        ref,
        kind,
        title: "End AWS in Russia",
        company,
        team: "t",
        priority: "normal",
        ...(owner && { owner }),
      },
    ],
    [at, { type: "approach.made", no: 1, at: { on: at, precision: "instant" }, channel: "open_letter", chase: false }],
    [
      at,
      {
        type: "deadline.set",
        deadline: {
          clock,
          term: { unit: "working_days", count: 2, both: false },
          from: at,
          due,
          lateAt,
          veryLateAt,
          pauses: [],
        },
      },
    ],
  ];
};

/** A holiday moved the clock of what was asked on Monday: it is due on Friday. */
export const MOVED_TO_FRIDAY: RequestFact = {
  type: "deadline.recomputed",
  clock: "c1",
  reason: "a holiday",
  reckoned: {
    due: { day: "2022-03-11" },
    lateAt: "2022-03-11T22:00:00.000Z",
    veryLateAt: "2022-03-18T22:00:00.000Z",
  },
};

/** Their answer. */
export const answered = (outcome: "declined" | "acknowledged", automatic = false): RequestFact => ({
  type: "response.recorded",
  version: 1,
  outcome,
  automatic,
  unsolicited: false,
});

/** Their yes to everything. */
export const agreed = (version = 1): Extract<RequestFact, { type: "response.recorded" }> => ({
  type: "response.recorded",
  version,
  outcome: "accepted_full",
  automatic: false,
  unsolicited: false,
});

interface Logged {
  readonly event: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** What is true of the register; a test changes it while time passes. */
interface Register {
  readonly requests: readonly Request[];
  readonly members: readonly Member[];
}

/** What is kept of each request; what was recorded about it is of no matter here. */
const kept = (requests: readonly Request[]): House["requests"] =>
  new Map(requests.map((request) => [request.id, { entries: [], request }]));

/** A register with its clockwork, all of it real but the rows and the platform. */
export const scene = (
  requests: readonly Request[],
  options: {
    fates?: readonly Fate[];
    team?: Partial<Team>;
    members?: readonly Member[];
    companies?: readonly Company[];
    adapters?: readonly Adapter[];
    at?: Instant;
  } = {},
) => {
  const team: Team = { ...TEAM, ...options.team };
  const companies = options.companies ?? [AMAZON];
  let house: House = {
    workspace: WORKSPACE,
    teams: [team],
    members: options.members ?? [OLENA, TARAS],
    companies,
    requests: kept(requests),
  };
  const tables: Tables = {
    rows: [],
    refusals: [],
    receipts: new Map(),
    ingress: new Set(),
    get houses() {
      return new Map([[WORKSPACE.id, house]]);
    },
  };
  let now = options.at ?? MONDAY;
  const wait = (until: Instant): void => {
    now = until;
  };
  const alarms: Row[] = [];
  const wake = (row: Row): void => void alarms.push(row);
  const planning = createPlanning(() => tables, wake, {});
  const deliveries = createDeliveries(
    { tables: () => tables, planning, wake, figures: FIGURES, flaws: {} },
    async (_, work) => work(now),
  );
  const platform = scriptedAdapter("console", options.fates);
  const logged: Logged[] = [];
  const note = (event: string, fields?: Readonly<Record<string, unknown>>): void =>
    void logged.push({ event, ...(fields && { fields }) });
  const log: Log = { info: note, warn: note, error: note };
  let elapsed = 0;
  const parts = {
    deliveries,
    limiter: simulatedLimiter(() => now),
    log,
    holidays: NO_HOLIDAYS,
    adapters: options.adapters ?? [platform.adapter],
    random: { bytes: (count: number) => new Uint8Array(count) },
    clock: { now: () => now, elapsed: () => elapsed },
  };
  const courier = createCourier(parts);
  const rows: readonly Row[] = tables.rows;
  return {
    deliveries,
    rows,
    /** Rows whose alarm was set, each time. No alarm rings here: what falls due is found by the rounds. */
    alarms,
    logged,
    parts,
    shown: platform.shown,
    tried: platform.tried,
    courier,
    wait,
    /** Waits until that moment for the minute's round. */
    round: (at: Instant, by = courier) => {
      wait(at);
      return by.round(at);
    },
    /** Another process on the same rows and the same platform. */
    another: () => createCourier(parts),
    /** Something else is true now; nothing is planned by that. */
    become: (register: Partial<Register>) => {
      const { members = house.members } = register;
      house = { ...house, members, requests: register.requests ? kept(register.requests) : house.requests };
    },
    /** Plans requests (all, or one) as the command that changed them does. */
    plan: (at: Instant = now, only?: number) => {
      for (const { request } of house.requests.values()) {
        if (only !== undefined && request.ref !== only) continue;
        const company = companies.find(({ id }) => id === request.company);
        if (!company) throw new Error(`There is no company ${request.company}`);
        const owner = house.members.find(({ id }) => id === request.owner);
        const { place, planned } = planFor(request, team, company, NO_HOLIDAYS, at, owner);
        planning.replan({ ws: WORKSPACE.id, id: request.id, team: team.id, place }, planned, at);
      }
    },
    /** Plans something by hand: about a request, or the team. */
    planAlso: (about: string, place: Place, occurrence: Occurrence) =>
      planning.replan({ ws: WORKSPACE.id, id: about, team: team.id, place }, [occurrence], now),
    stall: (milliseconds: number) => {
      elapsed += milliseconds;
    },
    state: () =>
      rows.map(
        ({ kind, state, reason }) => `${kind} ${state.toLowerCase()}${reason === undefined ? "" : `: ${reason}`}`,
      ),
  };
};
