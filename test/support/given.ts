import { expect } from "vitest";
import type { Calendar } from "../../src/domain/calendar.ts";
import { decide } from "../../src/domain/decide.ts";
import type { Intent } from "../../src/domain/intent.ts";
import type { Entry, RequestFact } from "../../src/domain/journal.ts";
import { Refusal, type RefusalCode } from "../../src/domain/refusal.ts";
import { evolve, replay } from "../../src/domain/replay.ts";
import type { Request } from "../../src/domain/request.ts";
import { type Standing, standingOf } from "../../src/domain/standing.ts";
import { type Undoer, undoLast } from "../../src/domain/undo.ts";

/** Kyiv in March 2022: Monday to Friday, no public days off. */
const KYIV: Calendar = { zone: "Europe/Kyiv", workdays: [1, 2, 3, 4, 5], holiday: () => undefined };

export const LOG: Extract<Intent, { do: "log" }> = {
  do: "log",
  request: {
    id: "r1",
    ref: 1,
    kind: "service_suspension",
    title: "End cloud services",
    company: "c1",
    team: "t1",
    priority: "normal",
  },
  approach: { at: { on: "2022-03-07T08:00:00.000Z", precision: "instant" }, channel: "open_letter", chase: false },
  ask: { term: { unit: "working_days", count: 5, both: false }, stated: "5 working days" },
};

/** A request's life as a test tells it: what people did and when, and what came of it. */
export interface Tale {
  readonly entries: readonly Entry<RequestFact>[];
  readonly request: Request;
  readonly standing: Standing;
  when(at: string, intent: Intent, by?: string): Tale;
  undone(at: string, by?: string, named?: string, undoer?: Partial<Undoer>): Tale;
  refuses(at: string, intent: Intent, code: RefusalCode): Tale;
  /** The same, from here on by another calendar of the team. */
  moves(calendar: Calendar): Tale;
}

const tell = (entries: readonly Entry<RequestFact>[], calendar: Calendar): Tale => {
  const state = replay("request", entries);
  const record = (facts: readonly RequestFact[], at: string, by: string): Tale => {
    const change = `ch${new Set(entries.map((entry) => entry.change)).size + 1}`;
    const added = facts.map(
      (fact, index): Entry<RequestFact> => ({
        seq: entries.length + index + 1,
        change,
        at,
        by,
        via: "console",
        subject: "request",
        id: "r1",
        fact,
      }),
    );
    // Facts come one by one in life and all at once in a rebuild; both must make the same request.
    if (!facts.some(({ type }) => type === "undone")) {
      const step = added.reduce<Request | undefined>((before, entry) => evolve("request", before, entry), state);
      expect(replay("request", [...entries, ...added])).toEqual(step);
    }
    return tell([...entries, ...added], calendar);
  };
  return {
    entries,
    get request() {
      if (!state) throw new Error("the request was taken back");
      return state;
    },
    get standing() {
      return standingOf(this.request);
    },
    when: (at, intent, by = "m1") => record(decide(state, intent, { at, calendars: [calendar] }), at, by),
    undone: (at, by = "m1", named, undoer) =>
      record([undoLast(entries, { me: by, mayUndoOthers: false, ...undoer }, named)], at, by),
    moves: (elsewhere) => tell(entries, elsewhere),
    refuses(at, intent, code) {
      let seen: unknown;
      try {
        decide(state, intent, { at, calendars: [calendar] });
      } catch (error) {
        seen = error;
      }
      expect(seen).toBeInstanceOf(Refusal);
      expect(seen).toMatchObject({ code });
      return this;
    },
  };
};

/** A request logged on Monday 7 March 2022 at 10:00 in Kyiv, with five working days to answer. */
export const givenRequest = (log: Intent = LOG, calendar = KYIV): Tale =>
  tell([], calendar).when("2022-03-07T08:00:00.000Z", log);

/** An answer of that outcome. */
export const answers = (outcome?: Request["responses"][number]["outcome"], more: object = {}): Intent => ({
  do: "respond",
  response: { automatic: false, unsolicited: false, ...(outcome && { outcome }), ...more },
});
