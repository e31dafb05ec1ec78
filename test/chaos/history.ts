import type { Place } from "../../src/domain/parties.ts";
import type { Id } from "../../src/domain/request.ts";
import { stateIn } from "../sim/ground.ts";
import type { Noted } from "../sim/history.ts";
import type { Happened, Of } from "../sim/seen.ts";
import type { Fault } from "../sim/swarm.ts";
import { type Fields, isFields, textAt } from "../support/slack/fields.ts";
import type { Recorded } from "../support/slack/server.ts";
import type { Change } from "./ledger.ts";
import type { Due } from "./load.ts";
import type { Fact, Kept } from "./server.ts";
import type { Remark, Worker } from "./worker.ts";

/** Something that was done to the processes, the database or the lines. Times are milliseconds. */
export interface Strike {
  readonly kind: string;
  readonly round: number;
  readonly what: string;
  readonly from: number;
  /** When nothing was in the way any more. */
  until: number;
  /** Who stood still meanwhile. */
  readonly halted?: string;
  /** From when the backup was that was restored. */
  readonly backedUp?: number;
}

/** All that was written down while it went on; nothing in it is ever changed. */
export interface Records {
  readonly calls: readonly Recorded[];
  readonly changes: readonly Change[];
  readonly facts: readonly Fact[];
  readonly dues: readonly Due[];
  readonly deliveries: readonly Kept[];
  readonly strikes: readonly Strike[];
  readonly remarks: readonly Remark[];
  readonly workers: readonly Worker[];
  readonly refs: ReadonlyMap<Id, string>;
  readonly from: number;
  readonly until: number;
}

const MARK = "This may be a repeat";

/** What a strike is called in the history of a simulation, by which the check knows what it may do. */
const FAULTS: Readonly<Record<string, Fault>> = { kill: "killed", stop: "paused", slow: "slow" };

const parsed = (value: unknown): Fields => {
  const read: unknown = typeof value === "string" ? JSON.parse(value) : value;
  return isFields(read) ? read : {};
};

const tokenIn = ({ given }: Recorded): string =>
  given["metadata"] === undefined ? "" : textAt(parsed(given["metadata"])["event_payload"], "token");

const portIn = ({ headers }: Recorded): number => Number((headers.host ?? "").split(":")[1]);

type Kind<K extends Noted["kind"]> = Of<K>;

/** Who was connected to the database from a port at a moment: a port may belong to one line after another. */
const createWhose =
  (workers: readonly Worker[]) =>
  (port: number | null, at: number): string => {
    const found = workers
      .flatMap(({ name, base }) => base.connections.map((one) => ({ name, ...one })))
      .filter((one) => one.port === port && one.since <= at + 1_000)
      .toSorted((one, other) => one.since - other.since);
    return found.at(-1)?.name ?? "chaos";
  };

const changedNotes = ({ facts, dues, from }: Records): readonly Kind<"changed">[] => {
  const owed = Map.groupBy(dues, ({ ws, request }) => `${ws}/${request}`);
  const states = new Map<string, { state: number; snooze: string | undefined }>();
  const done = new Set<string>();
  return facts.flatMap(({ at, ws, request, type, title, until }) => {
    const name = `${ws}/${request}`;
    const now = states.get(name) ?? { state: 0, snooze: undefined };
    states.set(name, now);
    now.state = (title === null ? undefined : stateIn(title)) ?? now.state;
    if (type === "snoozed" && until !== null) now.snooze = until;
    const its = owed.get(name) ?? [];
    // What was planned beside the commands was owed from the beginning.
    const first = !done.has(name);
    done.add(name);
    const due = [
      ...its.map(({ key, at: when }) => ({ key, kind: "unowned", at: when })),
      ...(now.snooze === undefined ? [] : [{ key: `snooze_over:${now.snooze}`, kind: "snooze_over", at: now.snooze }]),
    ];
    const t = its.length > 0 && first ? from : at;
    const what = first ? "begins" : type;
    return [{ kind: "changed" as const, t, db: t, ws, request, state: now.state, what, due }];
  });
};

const heldNotes = (
  { changes }: Records,
  rows: ReadonlyMap<Id, Kept>,
  whose: (port: number | null, at: number) => string,
): readonly Kind<"held">[] => {
  const taken = changes.filter(({ was, state }) => state === "SENDING" && was !== "SENDING");
  return [...Map.groupBy(taken, ({ tx, sentAs }) => `${tx} ${sentAs}`).values()].flatMap((its) => {
    const [first] = its;
    if (!first) return [];
    const at = first.at;
    // What a restore took back has no row any more.
    const place = rows.get(first.delivery)?.place ?? { platform: "slack", id: "", name: "" };
    return [
      {
        kind: "held" as const,
        t: at,
        db: at,
        who: whose(first.port, at),
        ws: first.ws,
        place,
        items: its.map(({ delivery }) => delivery),
        token: first.sentAs,
        latest: at,
      },
    ];
  });
};

const outcomeOf = ({ state, reason }: Change): string =>
  state === "SENT" ? "sent" : `${state === "UNKNOWN" ? "unknown" : state.toLowerCase()} ${reason ?? ""}`;

const settledNotes = (
  { changes }: Records,
  whose: (port: number | null, at: number) => string,
): readonly Kind<"settled">[] =>
  changes
    .filter(({ state }) => state !== "SENDING")
    .map((change) => ({
      kind: "settled" as const,
      t: change.at,
      db: change.at,
      who: whose(change.port, change.at),
      items: [change.delivery],
      token: change.sentAs,
      outcome: outcomeOf(change),
    }));

/** What the platform saw. A message is known by the name that Slack gave it, as the product keeps it. */
const seenNotes = (
  { calls, workers, refs }: Records,
  rows: ReadonlyMap<Id, Kept>,
  held: readonly Kind<"held">[],
): readonly Noted[] => {
  const names = new Map(workers.map(({ name, platform }) => [platform.port, name]));
  const byToken = Map.groupBy(held, ({ token }) => token);
  return calls.flatMap((call): readonly Noted[] => {
    const { method, given, answer, at } = call;
    if (answer?.ok !== true) return [];
    const who = names.get(portIn(call)) ?? "?";
    const dated = { t: at, db: at } as const;
    const text = `${textAt(given, "text")} ${textAt(given, "blocks")}`;
    const message = `${textAt(answer, "channel") || textAt(given, "channel")}/${textAt(answer, "ts") || textAt(given, "ts")}`;
    if (method === "chat.update") return [{ ...dated, kind: "edited", who, message, text }];
    if (method === "chat.delete") return [{ ...dated, kind: "removed", message }];
    const token = tokenIn(call);
    if (method !== "chat.postMessage" || token === "") return [];
    const earlier = (byToken.get(token) ?? []).filter(({ t }) => t <= at);
    const hold = earlier.findLast((one) => one.who === who) ?? earlier.at(-1);
    const isNamed = (item: Id): boolean => {
      const row = rows.get(item);
      const ref = row && refs.get(row.about);
      return row?.kind !== "unowned" || ref === undefined || new RegExp(`${ref}\\b`, "u").test(text);
    };
    const place: Place = hold?.place ?? { platform: "slack", id: textAt(given, "channel"), name: "" };
    return [
      {
        ...dated,
        kind: "shown",
        who,
        ws: hold?.ws ?? "",
        place,
        message,
        token,
        marked: text.includes(MARK),
        text,
        ...(hold && { hold: held.indexOf(hold), items: hold.items.filter(isNamed) }),
      },
    ];
  });
};

const faultNotes = ({ strikes }: Records, edits: readonly Noted[]): readonly Kind<"fault">[] =>
  strikes.flatMap(({ kind, what, from, until, halted }, no) => {
    const dated = { kind: "fault", fault: FAULTS[kind] ?? "cut", no, t: from, db: from } as const;
    // An edit that somebody was about to send when he was stopped.
    const slept = edits.filter((edit) => edit.kind === "edited" && edit.who === halted && edit.t >= until);
    const [first] = slept;
    return [
      { ...dated, where: what },
      ...(first?.kind === "edited" && first.t - until < 15_000
        ? [{ ...dated, where: `${halted} at edit ${first.message}` }]
        : []),
    ];
  });

/** What a restore took back; a row that went with it has no name any more. */
const restoredNotes = ({ strikes }: Records): readonly Kind<"restored">[] =>
  strikes.flatMap(({ backedUp, from }) =>
    backedUp === undefined ? [] : [{ kind: "restored", t: from, db: from, to: from - backedUp, forgotten: [] }],
  );

/** The history in the words of the simulation, so that the same check reads it. */
export const happened = (records: Records): Happened => {
  const rows = new Map(records.deliveries.map((row) => [row.id, row]));
  const whose = createWhose(records.workers);
  const held = heldNotes(records, rows, whose);
  const seen = seenNotes(records, rows, held);
  const logged = records.remarks.map(({ at, who, event, text }) => ({
    kind: "logged" as const,
    t: at,
    db: at,
    who,
    event,
    fields: text,
  }));
  const all: readonly Noted[] = [
    ...changedNotes(records),
    ...held,
    ...settledNotes(records, whose),
    ...seen,
    ...faultNotes(records, seen),
    ...restoredNotes(records),
    ...logged,
  ];
  const notes = all.toSorted((one, other) => one.t - other.t);
  const places = new Map(notes.map((note, index) => [note, index]));
  return {
    swarm: { crowded: false, calmFrom: records.until, zone: undefined, rates: { chaos: 1 } },
    notes: notes.map((note) => {
      const hold = note.kind === "shown" && note.hold !== undefined ? held[note.hold] : undefined;
      return note.kind === "shown" && hold ? { ...note, hold: places.get(hold) ?? -1 } : note;
    }),
    rows: records.deliveries,
    platforms: { isClosed: () => false },
  };
};
