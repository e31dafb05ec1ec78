import type { Bucket } from "../../src/domain/budget.ts";
import { fromEpoch, plusMilliseconds } from "../../src/domain/time.ts";
import { chanceOf } from "./chance.ts";
import { type Common, type Process, startProcess } from "./crew.ts";
import type { Store } from "./deliveries.ts";
import { createEngine, type Engine } from "./engine.ts";
import type { Flaws } from "./flaws.ts";
import { FIGURES, titled } from "./ground.ts";
import type { History, Noted } from "./history.ts";
import { createNemesis, type Spared } from "./nemesis.ts";
import { type Act, actsOf, createPeople } from "./people.ts";
import { createPlanning } from "./planning.ts";
import { createPlatforms, type Platforms } from "./platform.ts";
import { restored } from "./restore.ts";
import { copied, isSettled, type Row, type Tables } from "./rows.ts";
import { createSchedule } from "./schedule.ts";
import { type Swarm, swarmOf } from "./swarm.ts";

/** One run: a seed, with what is left out of it, and what is planted in it. */
export interface Run {
  readonly seed: number;
  readonly flaws?: Flaws;
  /** Faults left out. */
  readonly spared?: Spared;
  /** Acts of people left out, by number. */
  readonly undone?: ReadonlySet<number>;
}

/** What came of a run. */
export interface Outcome {
  readonly swarm: Swarm;
  readonly notes: readonly Noted[];
  readonly acts: readonly Act[];
  /** The rows at the end. */
  readonly rows: readonly Row[];
  readonly platforms: Platforms;
  readonly steps: number;
}

const MINUTE = 60_000;
const QUIET = 15 * MINUTE;

/** Lets a world run from a seed: the same seed, the same history. */
export const simulate = async ({ seed, flaws = {}, spared = new Set(), undone = new Set() }: Run): Promise<Outcome> => {
  const swarm = swarmOf(seed);
  const chance = chanceOf(`${seed}/world`);
  const schedule = createSchedule(swarm.start, chance.apart("order"));
  let skew = 0;
  let latest = swarm.start;
  const dbNow = (): number => {
    const now = schedule.now() + skew;
    latest = Math.max(latest, now);
    return now;
  };
  const notes: Noted[] = [];
  const history: History = { notes, note: (note) => void notes.push({ t: schedule.now(), db: dbNow(), ...note }) };
  const nemesis = createNemesis(swarm, schedule, history, spared);
  const platforms = createPlatforms(schedule, history, swarm.nonceSeconds);

  let tables: Tables = { rows: [], refusals: [], receipts: new Map(), ingress: new Set(), houses: new Map() };
  const held: { engine?: Engine } = {};
  const wake = (row: Row): void => held.engine?.wake(row);
  const planning = createPlanning(() => tables, wake, flaws);
  const store: Store = { tables: () => tables, planning, wake, figures: FIGURES, flaws };
  const people = createPeople({ swarm, store, history, flaws });

  people.begin(({ ws, place, token }, state) =>
    platforms.post(
      {
        workspace: ws,
        place,
        key: token,
        language: "en",
        view: { title: [titled(state)], tone: "plain", blocks: [] },
      },
      { who: "yesterday" },
    ),
  );

  const processes: Process[] = [];
  const buckets = new Map<string, Bucket>();
  let started = 0;
  const common: Common = {
    schedule,
    history,
    nemesis,
    chance: chance.apart("crew"),
    platforms,
    store,
    buckets,
    dbNow,
    skew: () => skew,
    latest: () => latest,
    struck: (process) => {
      held.engine?.lost(process);
      if (process.being.alive) return;
      processes.splice(processes.indexOf(process), 1);
      schedule.at(schedule.now() + chance.between(1_000, 40_000), start);
    },
  };
  const start = (): void => {
    started += 1;
    const process = startProcess(`p${started}`, common);
    processes.push(process);
    // Whoever cannot reach the database when it starts, ends, and is started again.
    process.begin().catch(() => {
      process.being.alive = false;
      common.struck(process);
    });
  };

  const isIdle = (): boolean => {
    const now = fromEpoch(dbNow());
    const unsure = plusMilliseconds(now, -MINUTE);
    return !tables.rows.some(({ state, dueAt, lastAttempt = "", stale, doubted, lookAt }) => {
      if (state === "PENDING") return dueAt <= now;
      if (state === "SENDING" || state === "UNKNOWN") return lastAttempt <= unsure;
      return (stale > 0 && state === "SENT") || (doubted !== undefined && lookAt !== undefined && lookAt <= now);
    });
  };
  const engine = createEngine({
    schedule,
    chance: chance.apart("engine"),
    nemesis,
    hands: () => processes,
    skew: () => skew,
    until: swarm.end,
    idle: isIdle,
  });
  held.engine = engine;
  for (let nth = 0; nth < swarm.processes; nth += 1) start();
  for (const row of tables.rows) if (row.state === "PENDING") engine.wake(row);
  engine.start();

  /** Somebody types it; the platform says it again until it was acknowledged, and sometimes more often. */
  const arrive = (act: Act, attempt: number): void => {
    const process =
      processes.filter(({ being }) => being.pausedUntil <= schedule.now())[act.size % swarm.processes] ?? processes[0];
    const later = (seconds: number): void =>
      schedule.at(schedule.now() + seconds * 1_000, () => arrive(act, attempt + 1));
    if (!process) {
      later(10);
      return;
    }
    let acknowledged = false;
    people.act(act, process.transact).then(
      (touched) => {
        acknowledged = true;
        return touched && process.show(touched).catch(() => undefined);
      },
      () => undefined,
    );
    schedule.at(schedule.now() + 10_000 + act.size, () => {
      if (!acknowledged && attempt < 50) arrive(act, attempt + 1);
    });
    if (attempt === 0 && nemesis.strikes("repeated", `act ${act.no}`)) later(chance.between(0, 60));
  };
  const acts = actsOf(swarm).filter(({ no }) => !undone.has(no));
  for (const act of acts) schedule.at(act.at + (swarm.rates.repeated > 0 ? act.size * 20 : 0), () => arrive(act, 0));

  // What goes wrong for a while, or for good.
  const weather = chance.apart("weather");
  const anytime = (): number => swarm.start + weather.between(0, 100 * MINUTE);
  const forAWhile = (from: number, begin: () => void, end: () => void): void => {
    schedule.at(from, begin);
    schedule.at(Math.min(from + weather.between(2, 40) * MINUTE, swarm.calmFrom), end);
  };
  for (const [ws, house] of tables.houses) {
    const [revokedFrom, hiddenFrom, closedFrom, deletedFrom] = [anytime(), anytime(), anytime(), anytime()];
    const how = weather.one(["for good", "for now"] as const);
    if (nemesis.strikes("revoked", ws))
      forAWhile(
        revokedFrom,
        () => platforms.revoke(ws, true),
        () => platforms.revoke(ws, false),
      );
    if (nemesis.strikes("unreadable", ws))
      forAWhile(
        hiddenFrom,
        () => platforms.hide(ws, how),
        () => platforms.hide(ws, "no"),
      );
    if (nemesis.strikes("closed", ws))
      for (const platform of ["slack", "discord"] as const)
        schedule.at(closedFrom, () => platforms.close(ws, { platform, id: "@anna", name: "@anna" }));
    const [team] = house.teams;
    if (team && nemesis.strikes("deleted", ws)) schedule.at(deletedFrom, () => platforms.close(ws, team.place));
  }
  const steppedAt = anytime();
  const stepBy = weather.one([-60_000, -5_000, 5_000, 45_000, 60_000, 3_600_000]);
  if (nemesis.strikes("stepped", `by ${stepBy / 1_000} s`))
    schedule.at(steppedAt, () => {
      skew += stepBy;
    });
  const backupAt = anytime();
  const lostFor = weather.between(1, 20) * MINUTE;
  if (nemesis.strikes("restored", `${lostFor / MINUTE} minutes`)) {
    let backup: Tables | undefined;
    let made = "";
    schedule.at(backupAt, () => {
      backup = copied(tables);
      made = fromEpoch(dbNow());
    });
    schedule.at(backupAt + lostFor, () => {
      if (!backup) return;
      // Whoever works on the database is stopped before it is restored.
      for (const process of processes.slice()) {
        process.being.alive = false;
        common.struck(process);
      }
      const known = new Set(backup.rows.map(({ id }) => id));
      const forgotten = tables.rows.map(({ id }) => id).filter((id) => !known.has(id));
      tables = restored(backup, made, fromEpoch(dbNow()), flaws);
      history.note({ kind: "restored", to: lostFor, forgotten });
      for (const row of tables.rows) if (row.state === "PENDING") engine.wake(row);
    });
  }

  // Alarms are checked by who knows what is stuck without asking the port.
  const audit = (): void => {
    const [before, soon] = [fromEpoch(dbNow() - 5 * MINUTE), fromEpoch(dbNow() + 60 * MINUTE)];
    const isTried = ({ firstAttempt = soon, plannedAt, dueAt }: Row): boolean =>
      firstAttempt <= before && plannedAt <= before && dueAt <= soon;
    const stuck = tables.rows.filter((row) => !isSettled(row) && (row.dueAt <= before || isTried(row))).length;
    const since = notes.findLastIndex(({ kind }) => kind === "audited");
    const alarm = notes.slice(since + 1).some((note) => note.kind === "logged" && note.event === "deliveries.overdue");
    history.note({ kind: "audited", alarm, stuck });
  };
  for (let at = swarm.start; at < swarm.end; at += 10 * MINUTE) schedule.at(at, audit);

  const isOver = (): boolean =>
    tables.rows.every(
      (row) =>
        (isSettled(row) || row.dueAt > fromEpoch(swarm.end)) &&
        (row.stale === 0 || row.state === "DEAD") &&
        row.doubted === undefined,
    );
  await schedule.run(swarm.calmFrom);
  for (let until = swarm.calmFrom + QUIET; until < swarm.end && !isOver(); until += QUIET) await schedule.run(until);
  return { swarm, notes, acts, rows: tables.rows, platforms, steps: schedule.steps };
};
