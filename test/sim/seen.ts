import type { Id } from "../../src/domain/request.ts";
import type { Noted } from "./history.ts";
import type { Platforms } from "./platform.ts";
import type { Row } from "./rows.ts";
import type { Swarm } from "./swarm.ts";

/** A delivery at the end, as far as it is judged. */
export type Said = Pick<
  Row,
  | "ws"
  | "id"
  | "about"
  | "kind"
  | "key"
  | "place"
  | "state"
  | "dueAt"
  | "attempts"
  | "platformId"
  | "reason"
  | "stale"
  | "token"
>;

/** What happened, to be judged: on a simulated morning, or to real processes. */
export interface Happened {
  readonly swarm: Pick<Swarm, "crowded" | "calmFrom"> & {
    /** Of the teams; undefined where they may be disturbed at any hour. */
    readonly zone: string | undefined;
    /** How often what went wrong; nothing above 0 means that all had to be prompt. */
    readonly rates: Readonly<Record<string, number>>;
  };
  readonly notes: readonly Noted[];
  readonly rows: readonly Said[];
  readonly platforms: Pick<Platforms, "isClosed">;
}

/** What the check read off a history; nothing of the product is asked. */
export type Of<K extends Noted["kind"]> = Extract<Noted, { readonly kind: K }>;

/** A message in which an occurrence could be seen. */
interface Sight {
  readonly shown: Of<"shown">;
  readonly held: Of<"held">;
  /** Longer after it was taken in hand, or after it was settled as uncertain, than anything may take. */
  readonly late: boolean;
  /** Its sender's machine was suspended meanwhile, monotonic clock and all: nobody in it could know. */
  readonly unaware: boolean;
  readonly removed: boolean;
}

/** An occurrence: whatever row said it, in whatever place. */
export interface Occurrence {
  readonly name: string;
  readonly rows: readonly Said[];
  /** In the order of the attempts. */
  readonly sights: readonly Sight[];
}

/** A message is sent within a minute of being taken in hand, and arrives within another. */
const TAKEN = 120_000;
/** What is in flight arrives within a minute after its sender gave up waiting. */
const GIVEN_UP = 60_000;

/** The notes of one kind, in order. */
export const notesOf = <K extends Noted["kind"]>(notes: readonly Noted[], kind: K): readonly Of<K>[] =>
  notes.filter((note): note is Of<K> => note.kind === kind);

const isLate = (shown: Of<"shown">, held: Of<"held">, settled: readonly Of<"settled">[]): boolean => {
  if (shown.db - held.db > TAKEN) return true;
  const unsure = settled.find(
    (one) => one.t >= held.t && one.who === held.who && one.token === held.token && one.outcome.startsWith("unknown"),
  );
  return unsure !== undefined && shown.db - unsure.db > GIVEN_UP;
};

/** What is said below a card is said in each place that has one; everything else in one place. */
const nameOf = ({ ws, about, key, kind, place }: Said): string =>
  `${ws}/${about} ${key}${kind === "record" || kind === "card" ? ` in ${place.id} on ${place.platform}` : ""}`;

/** Every occurrence that has a row at the end, with what could be seen of it. */
export const occurrencesOf = ({ notes, rows }: Pick<Happened, "notes" | "rows">): readonly Occurrence[] => {
  const settled = notesOf(notes, "settled");
  const suspended = notesOf(notes, "fault").filter(({ fault }) => fault === "suspended");
  const gone = new Set(notesOf(notes, "removed").map(({ message }) => message));
  const sights = new Map<Id, Sight[]>();
  for (const shown of notesOf(notes, "shown")) {
    const held = shown.hold === undefined ? undefined : notes[shown.hold];
    if (held?.kind !== "held") continue;
    const unaware = suspended.some(({ t, where }) => held.t <= t && t <= shown.t && where.startsWith(`${held.who} `));
    const sight = { shown, held, late: isLate(shown, held, settled), unaware, removed: gone.has(shown.message) };
    for (const item of shown.items ?? held.items) sights.set(item, [...(sights.get(item) ?? []), sight]);
  }
  return [...Map.groupBy(rows, nameOf)].map(([name, its]) => ({
    name,
    rows: its,
    sights: its.flatMap(({ id }) => sights.get(id) ?? []).toSorted((one, other) => one.held.t - other.held.t),
  }));
};

/** What was recorded of each request, without what a restore took back. */
export const changesOf = (notes: readonly Noted[]): ReadonlyMap<string, readonly Of<"changed">[]> => {
  const restores = notesOf(notes, "restored");
  const kept = notesOf(notes, "changed").filter(({ t }) => !restores.some((one) => one.t - one.to < t && t < one.t));
  return Map.groupBy(kept, ({ ws, request }) => `${ws}/${request}`);
};
