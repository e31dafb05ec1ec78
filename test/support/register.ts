import type { Database } from "../../db/database.ts";
import { createStillQueue } from "../../db/still-queue.ts";
import { createStore, type StoreOptions } from "../../db/store.ts";
import type { Invocation } from "../../src/call.ts";
import type { RequestFact } from "../../src/domain/journal.ts";
import type { Company, Place, Team } from "../../src/domain/parties.ts";
import type { Request } from "../../src/domain/request.ts";
import { fromEpoch, type Instant, plusHours } from "../../src/domain/time.ts";
import type { Answer, Clock, Desk, Holidays, Log, Random, Store } from "../../src/ports.ts";

/** A clock that stands still until it is set. */
const setClock = (start: Instant): Clock & { set(at: Instant): void; advance(hours: number): void } => {
  let at = start;
  return {
    now: () => at,
    elapsed: () => 0,
    set: (next) => {
      at = next;
    },
    advance: (hours) => {
      at = plusHours(at, hours);
    },
  };
};

/** Repeatable randomness (xorshift); fine for ids, useless for secrets. */
export const seeded = (seed: number): Random => {
  let state = seed | 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 255;
  };
  return { bytes: (count) => Uint8Array.from({ length: count }, next) };
};

/** Keeps what was logged for whoever asks. */
export const keptLog = (): Log & { readonly lines: readonly { level: string; event: string }[] } => {
  const lines: { level: string; event: string }[] = [];
  const at = (level: string) => (event: string) => {
    lines.push({ level, event });
  };
  return { lines, info: at("info"), warn: at("warn"), error: at("error") };
};

const noHolidays: Holidays = { on: () => undefined, knows: () => false };

export const OUTREACH: Place = { platform: "console", id: "outreach", name: "#outreach" };

/** Somebody says something; who and where can be told apart by name. */
const from = (account: string, over: Partial<Invocation> = {}): Invocation => ({
  platform: "console",
  space: "office",
  place: OUTREACH,
  speaker: { account, name: account },
  input: "help",
  ...over,
});

/** An answer that says one thing. */
export const saying = (words: string): Answer => ({
  view: { title: [words], tone: "plain", blocks: [] },
  audience: "caller",
});

/** A workspace on a database, with a way to sit down in it without a bot. */
export interface Register {
  readonly store: Store;
  /** The space of this register's own workspace: several registers share a database and see nothing of each other. */
  readonly space: string;
  from(account: string, over?: Partial<Invocation>): Invocation;
  readonly clock: ReturnType<typeof setClock>;
  /** Runs `work` at the desk as one command that may write; what it returns comes back. */
  at<T>(who: Invocation | string, work: (desk: Desk) => Promise<T>): Promise<T>;
}

let registers = 0;

/** Opens a register on a migrated database at a fixed moment: 7 March 2022, 09:00 UTC. */
export const openRegister = (
  database: Database,
  over: Partial<StoreOptions> & { readonly space?: string } = {},
): Register => {
  const clock = setClock("2022-03-07T09:00:00.000Z");
  registers += 1;
  const space = over.space ?? `office-${registers}`;
  const speaking = (account: string, more: Partial<Invocation> = {}): Invocation => from(account, { space, ...more });
  const random = seeded(registers * 7919 + process.pid);
  const store = createStore({
    database,
    queue: createStillQueue(),
    random,
    holidays: noHolidays,
    log: keptLog(),
    clock,
    ...over,
  });
  return {
    store,
    space,
    clock,
    from: speaking,
    at: async <T>(who: Invocation | string, work: (desk: Desk) => Promise<T>): Promise<T> => {
      let result: { value: T } | undefined;
      const invocation = typeof who === "string" ? speaking(who) : who;
      await store.answer(
        invocation,
        async (desk) => {
          result = { value: await work(desk) };
          return saying("done");
        },
        { writes: true },
      );
      if (!result) throw new Error("the work did not run: its event was answered before");
      return result.value;
    },
  };
};

/** Adds a team whose channel is `place`. */
export const addTeam = async (desk: Desk, over: Partial<Team> = {}): Promise<Team> => {
  const id = desk.id();
  const team = await desk.record("team", id, [
    {
      type: "team.added",
      id,
      name: "Outreach",
      place: OUTREACH,
      zone: "UTC",
      country: "none",
      daysOff: {},
      workdays: [1, 2, 3, 4, 5],
      morning: "09:00",
      quietFrom: "20:00",
      quietTo: "08:00",
      language: "en",
      digestDay: 1,
      ...over,
    },
  ]);
  if (!team) throw new Error("a team that was added is there");
  return team;
};

/** Adds a company by that name. */
export const addCompany = async (desk: Desk, name: string): Promise<Company> => {
  const id = desk.id();
  const company = await desk.record("company", id, [{ type: "company.added", id, name }]);
  if (!company) throw new Error("a company that was added is there");
  return company;
};

type Logged = Extract<RequestFact, { type: "request.logged" }>;

/** Logs a request, with further facts of the same command. */
export const logRequest = async (
  desk: Desk,
  about: { readonly company: Company; readonly team: Team } & Partial<Omit<Logged, "company" | "team" | "type">>,
  ...further: RequestFact[]
): Promise<Request> => {
  const id = desk.id();
  const { company, team, ...over } = about;
  const logged: Logged = {
    type: "request.logged",
    id,
    ref: await desk.nextRef(),
    kind: "service_suspension",
    title: "Stop the service",
    company: company.id,
    team: team.id,
    priority: "normal",
    ...over,
  };
  const request = await desk.record("request", id, [logged, ...further]);
  if (!request) throw new Error("a request that was logged is there");
  return request;
};

/** A letter sent at a moment. */
export const letterAt = (at: Instant, no = 1): RequestFact => ({
  type: "approach.made",
  no,
  at: { on: at, precision: "instant" },
  channel: "open_letter",
  chase: no > 1,
});

/** A clock that runs out at a moment. */
export const deadlineAt = (lateAt: Instant, from_: Instant = fromEpoch(0), clock = "clock-1"): RequestFact => ({
  type: "deadline.set",
  deadline: {
    clock,
    term: { unit: "instant", at: lateAt },
    from: from_,
    due: { at: lateAt },
    lateAt,
    veryLateAt: plusHours(lateAt, 120),
    pauses: [],
  },
});

/** An answer as the company gave it. */
export const answerOf = (over: Partial<Extract<RequestFact, { type: "response.recorded" }>>): RequestFact => ({
  type: "response.recorded",
  version: 1,
  automatic: false,
  unsolicited: false,
  ...over,
});
