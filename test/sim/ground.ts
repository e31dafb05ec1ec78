import { NO_CONTRIBUTIONS } from "../../src/domain/contribution.ts";
import { type DigestFigures, type DigestTotals, digestKey } from "../../src/domain/digest.ts";
import { NOTHING_GIVEN } from "../../src/domain/giving-overview.ts";
import type { Entry, RequestFact } from "../../src/domain/journal.ts";
import type { Company, Member, Place, Team, Workspace } from "../../src/domain/parties.ts";
import { replay } from "../../src/domain/replay.ts";
import type { Id, Request } from "../../src/domain/request.ts";
import {
  dayOf,
  fromEpoch,
  type Instant,
  plusDays,
  plusHours,
  startOfDay,
  weekdayOf,
  type Zone,
} from "../../src/domain/time.ts";
import type { Holidays } from "../../src/ports.ts";
import type { Chance } from "./chance.ts";
import type { Occurrence } from "./planning.ts";
import type { House, Kept } from "./rows.ts";
import type { Swarm } from "./swarm.ts";

/** No country has holidays here: calendars are proven elsewhere. */
export const NO_HOLIDAYS: Holidays = { on: () => undefined, knows: () => true };

const NOTHING = { rows: [], total: 0 };
const ZERO: DigestTotals = {
  asked: 0,
  answered: 0,
  agreed: 0,
  agreedInPart: 0,
  declined: 0,
  late: 0,
  companies: 0,
  medianOf: 0,
};

/** A quiet week; what a digest says is proven elsewhere. */
export const FIGURES: DigestFigures = {
  question: {
    from: "2022-02-28T22:00:00.000Z",
    to: "2022-03-06T22:00:00.000Z",
    asOf: "2022-03-07T07:00:00.000Z",
    lines: 5,
  },
  decisions: NOTHING,
  late: NOTHING,
  dueThisWeek: NOTHING,
  answered: NOTHING,
  sent: NOTHING,
  silent: NOTHING,
  unowned: NOTHING,
  totals: ZERO,
  before: ZERO,
  giving: NOTHING_GIVEN,
};

/** A number by which a text on a platform tells which state of a request it shows. */
export const titled = (state: number): string => `Send terminals, state ${state}.`;

/** Which state a text shows; undefined where it shows none. */
export const stateIn = (text: string): number | undefined => {
  const [, state] = /, state (\d+)\./u.exec(text) ?? [];
  return state === undefined ? undefined : Number(state);
};

/** What a request is after one more change of it. */
export const changed = (
  kept: Kept | undefined,
  id: Id,
  change: string,
  at: Instant,
  facts: readonly RequestFact[],
): Kept => {
  const before = kept?.entries ?? [];
  const entries: readonly Entry<RequestFact>[] = [
    ...before,
    ...facts.map((fact, nth) => ({
      seq: before.length + nth + 1,
      change,
      at,
      by: "lead",
      via: "slack" as const,
      subject: "request" as const,
      id,
      fact,
    })),
  ];
  const request: Request | undefined = replay("request", entries);
  if (!request) throw new Error(`Nothing is left of ${id}`);
  return { entries, request };
};

/** The fact by which a change can be told from the one before it. */
export const retitled = (state: number): RequestFact => ({ type: "request.edited", title: titled(state) });

const member = (id: string, role: Member["role"], direct: boolean): Member => ({
  id,
  version: 1,
  name: id,
  role,
  active: true,
  direct,
  accounts: [
    { platform: "slack", account: id },
    { platform: "discord", account: id },
  ],
});

/** When a request's deadline is, so that something about it falls due on the morning of the simulation. */
type Flavour = "today" | "tomorrow" | "late" | "hours" | "unowned" | "unread";
const FLAVOURS = ["today", "tomorrow", "late", "hours", "hours", "unowned", "unread"] as const;

const MINUTE = 60_000;

/** How a request came to be as it is on the morning; the moment of each change with its facts. */
export const beginnings = (
  { day, zone, start }: Swarm,
  chance: Chance,
  asked: { readonly id: Id; readonly ref: number; readonly company: Id; readonly team: Id; readonly flavour?: Flavour },
): readonly (readonly [Instant, readonly RequestFact[]])[] => {
  const { id, ref, company, team, flavour = chance.one(FLAVOURS) } = asked;
  const friday = plusHours(startOfDay(plusDays(day, -3), zone), 12);
  const owner = flavour === "unowned" ? {} : { owner: chance.one(["anna", "boris"]) };
  const logged: RequestFact = {
    type: "request.logged",
    id,
    ref,
    kind: "funding",
    title: titled(1),
    company,
    team,
    priority: "normal",
    ...owner,
  };
  const approach: RequestFact = {
    type: "approach.made",
    no: 1,
    at: { on: friday, precision: "instant" },
    channel: "open_letter",
    chase: false,
  };
  const first: RequestFact[] = [logged, approach];
  if (flavour === "unowned") return [[friday, first]];
  if (flavour === "unread")
    return [
      [friday, first],
      [
        plusHours(friday, 1),
        [{ type: "response.recorded", version: 1, outcome: "acknowledged", automatic: false, unsolicited: false }],
      ],
    ];
  if (flavour === "hours") {
    const due = fromEpoch(start + chance.between(25, 100) * MINUTE);
    const deadline = {
      clock: "c1",
      term: { unit: "hours" as const, count: 70 },
      from: friday,
      due: { at: due },
      lateAt: due,
      veryLateAt: plusHours(due, 120),
      pauses: [],
    };
    return [[friday, [...first, { type: "deadline.set", deadline }]]];
  }
  const due = flavour === "today" ? day : plusDays(day, flavour === "tomorrow" ? 2 : -3);
  const deadline = {
    clock: "c1",
    term: { unit: "working_days" as const, count: 2, both: false },
    from: friday,
    due: { day: due },
    lateAt: startOfDay(plusDays(due, 1), zone),
    veryLateAt: startOfDay(plusDays(due, 8), zone),
    pauses: [],
  };
  return [[friday, [...first, { type: "deadline.set", deadline }]]];
};

/** The digest that is due on the morning, by whose days the team counts. */
export const morningDigest = (at: Instant, zone: Zone): Occurrence => ({
  kind: "digest",
  key: digestKey(dayOf(at, zone)),
  at,
});

/** A workspace with its teams, before anything was asked for. */
export const emptyHouse = (swarm: Swarm, nth: number, chance: Chance): House => {
  const { zone, day } = swarm;
  const ws = `w${nth}`;
  const home = chance.one(["slack", "discord"]);
  const away = home === "slack" ? "discord" : "slack";
  const placeOf = (platform: "slack" | "discord", name: string): Place => ({
    platform,
    id: `${ws}-${name}`,
    name: `#${name}`,
  });
  const teams = Array.from(
    { length: nth === 1 && swarm.crowded ? 3 : chance.between(1, 2) },
    (_, at): Team => ({
      id: `t${at + 1}`,
      version: 1,
      name: `Team ${at + 1}`,
      place: placeOf(home, `room${at + 1}`),
      ...(chance.happens(0.3) && { also: [placeOf(away, `room${at + 1}`)] }),
      zone,
      country: "none",
      daysOff: {},
      workdays: [1, 2, 3, 4, 5],
      morning: "09:00",
      quietFrom: "20:00",
      quietTo: "08:00",
      language: "en",
      digestDay: chance.happens(0.6) ? weekdayOf(day) : 0,
    }),
  );
  const workspace: Workspace = {
    id: ws,
    version: 1,
    name: ws,
    zone,
    language: "en",
    country: "none",
    newcomers: "coordinator",
    collisionDays: 7,
    chaseRest: 2,
  };
  const companies = Array.from(
    { length: 12 },
    (_, at): Company => ({
      id: `c${at + 1}`,
      version: 1,
      name: `Company ${at + 1}`,
      aliases: [],
      contacts: [],
      responses: [],
      notes: [],
      evidence: [],
      ...NO_CONTRIBUTIONS,
    }),
  );
  const members = [
    member("lead", "lead", false),
    member("anna", "coordinator", chance.happens(0.4)),
    member("boris", "coordinator", false),
  ];
  return { workspace, teams, members, companies, requests: new Map() };
};
