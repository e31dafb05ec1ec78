import type { Place } from "../../src/domain/parties.ts";
import type { Id } from "../../src/domain/request.ts";
import { stateIn } from "../sim/ground.ts";
import type { Noted } from "../sim/history.ts";
import type { Happened, Of } from "../sim/seen.ts";
import type { Fault } from "../sim/swarm.ts";
import type { Recorded as Discords } from "../support/discord/server.ts";
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
  readonly discordCalls: readonly Discords[];
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

/** How a message is posted in Discord. */
export const POSTS = "POST /channels/{channel}/messages";

/** What a strike is called in the history of a simulation, by which the check knows what it may do. */
const FAULTS: Readonly<Record<string, Fault>> = { kill: "killed", stop: "paused", slow: "slow" };

const parsed = (value: unknown): Fields => {
  const read: unknown = typeof value === "string" ? JSON.parse(value) : value;
  return isFields(read) ? read : {};
};

const tokenIn = ({ given }: Recorded): string =>
  given["metadata"] === undefined ? "" : textAt(parsed(given["metadata"])["event_payload"], "token");

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

/** What a message of a platform's is said to show, and to whom it is known by what. */
interface Told {
  readonly at: number;
  readonly host: string | undefined;
  readonly message: string;
  readonly place: Place;
  readonly token: string;
  readonly text: string;
}

/** What could be seen of one message, on whichever platform. */
type Sight =
  | ({ readonly kind: "posted" } & Told)
  | ({ readonly kind: "edited" } & Omit<Told, "place" | "token">)
  | { readonly kind: "removed"; readonly at: number; readonly message: string };

/** What Slack saw. A message is known by the name that Slack gave it, as the product keeps it. */
const inSlack = ({ calls }: Records): readonly Sight[] =>
  calls.flatMap((call): readonly Sight[] => {
    const { method, given, answer, at, headers } = call;
    if (answer?.ok !== true) return [];
    const channel = textAt(answer, "channel") || textAt(given, "channel");
    const message = `${channel}/${textAt(answer, "ts") || textAt(given, "ts")}`;
    const text = `${textAt(given, "text")} ${textAt(given, "blocks")}`;
    const told = { at, host: headers.host, message, text };
    if (method === "chat.update") return [{ kind: "edited", ...told }];
    if (method === "chat.delete") return [{ kind: "removed", at, message }];
    const token = tokenIn(call);
    const place: Place = { platform: "slack", id: textAt(given, "channel"), name: "" };
    return method === "chat.postMessage" && token !== "" ? [{ kind: "posted", ...told, place, token }] : [];
  });

/** The same of Discord, in whose texts signs that mean something have a backslash before them. */
const inDiscord = ({ discordCalls }: Records): readonly Sight[] => {
  const posted = new Set<string>();
  return discordCalls.flatMap(({ route, path, given, answer, status, at, headers }): readonly Sight[] => {
    if (status === undefined || status >= 300) return [];
    const [said, shown] = [given, answer].map((one) => (isFields(one) ? one : {}));
    const [, , channel = "", , its = ""] = path.split("?")[0]?.split("/") ?? [];
    const message = `${channel}/${its || textAt(shown, "id")}`;
    const told = { at, host: headers.host, message, text: JSON.stringify(given).replaceAll("\\", "") };
    if (route === "PATCH /channels/{channel}/messages/{message}") return [{ kind: "edited", ...told }];
    if (route === "DELETE /channels/{channel}/messages/{message}") return [{ kind: "removed", at, message }];
    // A message of several has a letter more, for what else it says.
    const token = textAt(said, "nonce").slice(0, 24);
    // What is posted once more under a nonce is the message that there is.
    if (route !== POSTS || token === "" || posted.has(message)) return [];
    posted.add(message);
    return [{ kind: "posted", ...told, place: { platform: "discord", id: channel, name: "" }, token }];
  });
};

/** What the platforms saw, by whom it was sent, and what of it was held. */
const seenNotes = (records: Records, rows: ReadonlyMap<Id, Kept>, held: readonly Kind<"held">[]): readonly Noted[] => {
  const { workers, refs } = records;
  const names = new Map(
    workers.flatMap(({ name, platforms }) => platforms.map(({ port }) => [`127.0.0.1:${port}`, name])),
  );
  const byToken = Map.groupBy(held, ({ token }) => token);
  return [...inSlack(records), ...inDiscord(records)].map((sight): Noted => {
    const { at, message } = sight;
    const dated = { t: at, db: at } as const;
    if (sight.kind === "removed") return { ...dated, kind: "removed", message };
    const { host, text } = sight;
    const who = names.get(host ?? "") ?? "?";
    if (sight.kind === "edited") return { ...dated, kind: "edited", who, message, text };
    const { token, place } = sight;
    const earlier = (byToken.get(token) ?? []).filter(({ t }) => t <= at);
    const hold = earlier.findLast((one) => one.who === who) ?? earlier.at(-1);
    const isNamed = (item: Id): boolean => {
      const row = rows.get(item);
      const ref = row && refs.get(row.about);
      return row?.kind !== "unowned" || ref === undefined || new RegExp(`${ref}\\b`, "u").test(text);
    };
    return {
      ...dated,
      kind: "shown",
      who,
      ws: hold?.ws ?? "",
      place: hold?.place ?? place,
      message,
      token,
      marked: text.includes(MARK),
      text,
      ...(hold && { hold: held.indexOf(hold), items: hold.items.filter(isNamed) }),
    };
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
