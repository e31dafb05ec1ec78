import { wallClock } from "../support/calendar-oracle.ts";
import { stateIn } from "./ground.ts";
import { changesOf, type Happened, notesOf, type Occurrence, type Of, occurrencesOf, type Said } from "./seen.ts";

/** Something that must not be. */
export interface Violation {
  readonly check: string;
  readonly says: string;
}

const SECOND = 1_000;
const MINUTE = 60_000;

/** After so many milliseconds a reminder is late where nothing went wrong; where a crowd is due at once, later. */
const PROMPT = 150 * SECOND;
const CROWDED = 10 * MINUTE;

/** Kinds that are said in the team's morning. */
const MORNINGS = ["before", "today", "late", "very_late", "unowned", "unread", "digest"];

const isCalm = ({ swarm }: Happened): boolean => Object.values(swarm.rates).every((rate) => rate === 0);

/** What was taken away before a restore leaves no trace there, and the register that was put back knows neither. */
const isForgotten = (first: Of<"shown">, next: Of<"shown">, notes: Happened["notes"]): boolean =>
  notesOf(notes, "removed").some(
    ({ message, t }) =>
      message === first.message && notesOf(notes, "restored").some((restored) => restored.t > t && restored.t < next.t),
  );

/** Of a message of several that a restore forgot nobody knows what else it says that stands in no other: it stays. */
const isLeftTogether = (standing: Occurrence["sights"], notes: Happened["notes"]): boolean =>
  standing.some(({ held }) => held.items.length > 1) &&
  notesOf(notes, "restored").some(({ t, to }) => standing.every(({ shown }) => shown.t > t - to && shown.t < t));

/** Nothing is seen twice, unless the second says so, or the first was later than anything may be and one of them is taken away. */
const doubled = (outcome: Happened, occurrences: readonly Occurrence[]): readonly Violation[] => {
  const stays = notesOf(outcome.notes, "logged").filter(({ event }) => event === "delivery.double_stays");
  const unreadable = notesOf(outcome.notes, "fault").filter(({ fault }) => fault === "unreadable");
  return occurrences.flatMap(({ name, sights }) =>
    sights.flatMap((sight, nth) => {
      const earlier = sights
        .slice(0, nth)
        .filter(
          ({ shown }) => shown.message !== sight.shown.message && !isForgotten(shown, sight.shown, outcome.notes),
        );
      if (earlier.length === 0 || sight.shown.marked) return [];
      const both = [...earlier, sight].map(({ shown }) => shown.message).join(" and ");
      if (!sight.late && earlier.every(({ late }) => !late))
        return [{ check: "doubled", says: `${name} is ${both}, neither late nor marked` }];
      const standing = [...earlier, sight].filter(({ removed }) => !removed);
      // Only where the history can be read is anything promised.
      const { ws, place } = sight.shown;
      if (outcome.platforms.isClosed(ws, place) || unreadable.some(({ where }) => where === ws)) return [];
      const tried = standing.some(
        ({ shown, unaware }) => unaware || stays.some(({ fields }) => fields.includes(shown.message)),
      );
      return standing.length > 1 && !tried && !isLeftTogether(standing, outcome.notes)
        ? [{ check: "unrepaired", says: `${name} stays ${both}` }]
        : [];
    }),
  );
};

/** Where it may have to go: what is a person's no more is said in the team's channel, in which the request's card stands. */
const placesOf = ({ ws, about, place }: Said, rows: readonly Said[]): readonly Said["place"][] => {
  const cards = rows.filter((row) => row.kind === "card" && row.ws === ws && row.about === about);
  const its = cards.map((card) => card.place).filter(({ platform }) => platform === place.platform);
  return place.id.startsWith("@") ? [place, ...its] : [place];
};

/** What the rows call sent can be seen, and what they call dead has no place to go. */
const lost = ({ platforms, rows }: Happened, occurrences: readonly Occurrence[]): readonly Violation[] => {
  const before = rows.filter(({ kind, attempts }) => kind === "card" && attempts === 0).map(({ id }) => id);
  return occurrences.flatMap(({ name, rows: its, sights }) => {
    const sent = its.some(({ state, id }) => state === "SENT" && !before.includes(id));
    const dead = its.filter(
      (row) => row.state === "DEAD" && !placesOf(row, rows).some((place) => platforms.isClosed(row.ws, place)),
    );
    return [
      ...(sent && sights.length === 0 ? [{ check: "lost", says: `${name} is sent and nobody saw it` }] : []),
      // What nobody wanted any more, and came late all the same, is taken away; and what stood in a place that is no more.
      ...(sights.length > 0 &&
      sights.every(({ removed }) => removed) &&
      !its.every(({ state, ws, place }) => state === "SKIPPED" || (state === "DEAD" && platforms.isClosed(ws, place)))
        ? [{ check: "vanished", says: `${name} was taken away wherever it stood` }]
        : []),
      ...dead
        .filter(({ reason }) => reason !== "taken away")
        .map(({ reason = "" }) => ({ check: "given up", says: `${name} is dead in an open place: ${reason}` })),
    ];
  });
};

/** Whatever the last change of a request called for, and fell due, was seen, or something worse of the same request was. */
const owed = (outcome: Happened, occurrences: readonly Occurrence[]): readonly Violation[] => {
  const { swarm, platforms } = outcome;
  const known = new Map(occurrences.map((occurrence) => [occurrence.name, occurrence]));
  return [...changesOf(outcome.notes)].flatMap(([name, changes]) => {
    const last = changes.at(-1);
    const acted = changes.some(({ what }) => what !== "begins");
    return (last?.due ?? []).flatMap(({ key, at }) => {
      if (Date.parse(at) > swarm.calmFrom) return [];
      const occurrence = known.get(`${name} ${key}`);
      if (!occurrence) return [{ check: "lost", says: `${name} ${key}, due ${at}, was never planned` }];
      if (occurrence.sights.length > 0) return [];
      const excused = occurrence.rows.some(
        ({ state, reason = "", ws, place }) =>
          (state === "SKIPPED" && (reason.startsWith("covered by ") || (acted && reason !== "superseded"))) ||
          (state === "DEAD" && platforms.isClosed(ws, place)),
      );
      const how = occurrence.rows.map(({ state, reason = "" }) => `${state} ${reason}`).join(", ");
      return excused ? [] : [{ check: "lost", says: `${name} ${key}, due ${at}, was never seen: ${how}` }];
    });
  });
};

/** Nothing is seen before its time by the database's clock, and mornings are mornings on the team's wall. */
const timely = (outcome: Happened, occurrences: readonly Occurrence[]): readonly Violation[] => {
  const changes = changesOf(outcome.notes);
  const { zone, crowded, calmFrom } = outcome.swarm;
  const calm = isCalm(outcome);
  return occurrences.flatMap(({ name, rows, sights }) => {
    const [row] = rows;
    const [first] = sights;
    if (!row || !first) return [];
    const planned = (changes.get(`${row.ws}/${row.about}`) ?? [])
      .filter(({ t, due }) => t <= first.held.t && due.some(({ key }) => key === row.key))
      .at(-1);
    const at = planned?.due.find(({ key }) => key === row.key)?.at;
    if (at === undefined) return [];
    const due = Date.parse(at);
    const bound = crowded && row.ws === "w1" ? CROWDED : PROMPT;
    // What was snoozed may end at any hour.
    const hour = zone === undefined ? "09:00" : wallClock(at, zone).slice(11);
    return [
      ...(first.held.latest < due ? [{ check: "early", says: `${name}, due ${at}, is ${first.shown.message}` }] : []),
      ...(calm && due < calmFrom && first.shown.t - Math.max(due, planned?.t ?? 0) > bound
        ? [{ check: "late", says: `${name}, due ${at}, took ${Math.round((first.shown.t - due) / SECOND)} s` }]
        : []),
      ...(MORNINGS.includes(row.kind) && row.key.includes(":") && hour !== "09:00" && hour < "09:00"
        ? [{ check: "wrong hour", says: `${name} is planned for ${hour}` }]
        : []),
    ];
  });
};

/** At the end of a quiet period nothing is open. */
const stuck = ({ rows, platforms, swarm, notes }: Happened): readonly Violation[] => {
  const end = new Date(swarm.calmFrom).toISOString();
  const acts = new Set(
    notesOf(notes, "changed").flatMap(({ ws, request, what }) => (what === "begins" ? [] : [`${ws}/${request}`])),
  );
  return rows.flatMap((row) => {
    const { id, kind, state, ws, about, place, stale, dueAt, reason = "" } = row;
    const name = `${id} (${ws}/${about} ${kind})`;
    // A digest that may have arrived in a channel that is gone stays for the operator to see.
    const listed = state === "UNKNOWN" && kind === "digest" && platforms.isClosed(ws, place);
    if (["PENDING", "SENDING", "UNKNOWN"].includes(state) && dueAt <= end && !listed)
      return [{ check: "stuck", says: `${name} is ${state}: ${reason}` }];
    if (state === "SENT" && stale > 0 && !platforms.isClosed(ws, place))
      return [{ check: "stuck", says: `${name} does not show ${stale} changes: ${reason}` }];
    const judged = state === "SKIPPED" && reason !== "superseded" && !reason.startsWith("covered by ");
    return judged && kind !== "record" && !acts.has(`${ws}/${about}`)
      ? [{ check: "dropped", says: `${name} is skipped though nobody did anything: ${reason}` }]
      : [];
  });
};

/** What was known to have arrived is never taken in hand again. */
const knownAgain = ({ notes }: Happened): readonly Violation[] => {
  const arrived = new Set<string>();
  return notes.flatMap((note) => {
    if (note.kind === "restored") arrived.clear();
    if (note.kind === "settled" && note.outcome.startsWith("sent")) for (const item of note.items) arrived.add(item);
    return note.kind === "held"
      ? note.items
          .filter((item) => arrived.has(item))
          .map((item) => ({ check: "sent again", says: `${item} was known to have arrived` }))
      : [];
  });
};

/**
 * Its painter stood still after his last look at a clock, whatever else he was at, or his clock with him: nobody can
 * help that, only show the last state again.
 */
const isOvertaken = (edit: Of<"shown"> | Of<"edited"> | undefined, paused: readonly Of<"fault">[]): boolean => {
  if (edit === undefined) return false;
  const { who, message } = edit;
  const asked = edit.kind === "edited" ? edit.asked : undefined;
  return paused.some(({ t, fault, where }) => {
    if (!where.startsWith(`${who} `) || t > edit.t || edit.t - t >= 6 * MINUTE) return false;
    return fault === "suspended" || (asked !== undefined && t >= asked) || where === `${who} at edit ${message}`;
  });
};

/** He died before he could say that he was overtaken, so that nobody knows of it until the card is painted again. */
const isUnheard = (
  edit: Of<"shown"> | Of<"edited"> | undefined,
  paused: readonly Of<"fault">[],
  killed: readonly Of<"fault">[],
): boolean =>
  edit !== undefined &&
  isOvertaken(edit, paused) &&
  killed.some(({ t, where }) => where.startsWith(`${edit.who} `) && Math.abs(t - edit.t) < MINUTE);

/** Cards never go back to an older state, unless somebody was overtaken, and end with the last. */
const cardsInOrder = ({ notes, rows, platforms }: Happened): readonly Violation[] => {
  const restored = notesOf(notes, "restored").length > 0;
  const faults = notesOf(notes, "fault");
  const paused = faults.filter(({ fault }) => fault === "paused" || fault === "suspended");
  const killed = faults.filter(({ fault }) => fault === "killed");
  const texts = Map.groupBy(
    notes.filter((note): note is Of<"shown"> | Of<"edited"> => note.kind === "shown" || note.kind === "edited"),
    ({ message }) => message,
  );
  const changes = changesOf(notes);
  return rows.flatMap(({ kind, state, platformId, ws, about, place }) => {
    if (kind !== "card" || state !== "SENT" || platformId === undefined) return [];
    const seen = texts.get(platformId) ?? [];
    const states = seen.flatMap(({ text }) => stateIn(text) ?? []);
    const back = states.findIndex((one, nth) => one < (states[nth - 1] ?? 0) && !isOvertaken(seen[nth], paused));
    const last = changes.get(`${ws}/${about}`)?.at(-1)?.state;
    const ends = states.at(-1);
    return [
      ...(back > 0 && !restored
        ? [{ check: "card goes back", says: `${platformId} of ${ws}/${about} showed ${states.join(", ")}` }]
        : []),
      ...(ends !== last && !platforms.isClosed(ws, place) && !restored && !isUnheard(seen.at(-1), paused, killed)
        ? [{ check: "card is old", says: `${platformId} of ${ws}/${about} shows ${ends}, not ${last}` }]
        : []),
    ];
  });
};

/** What stays stuck raises an alarm within half an hour. */
const blind = ({ notes }: Happened): readonly Violation[] => {
  const audits = notesOf(notes, "audited");
  return audits.some((_, nth) => {
    const three = audits.slice(nth, nth + 4);
    return three.length === 4 && three.every(({ stuck: count, alarm }) => count > 0 && !alarm);
  })
    ? [{ check: "blind", says: "something was stuck for half an hour without an alarm" }]
    : [];
};

/** Everything that must not be and was, in one history. */
export const check = (outcome: Happened): readonly Violation[] => {
  const occurrences = occurrencesOf(outcome);
  return [
    ...doubled(outcome, occurrences),
    ...lost(outcome, occurrences),
    ...owed(outcome, occurrences),
    ...timely(outcome, occurrences),
    ...stuck(outcome),
    ...knownAgain(outcome),
    ...cardsInOrder(outcome),
    ...blind(outcome),
  ];
};
