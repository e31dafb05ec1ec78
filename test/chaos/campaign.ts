import { openClient } from "../../db/server.ts";
import { chanceOf } from "../sim/chance.ts";
import { startPostgres } from "../support/postgres.ts";
import { KINDS, type Kind, type KindName, type Pace } from "./kinds.ts";
import { createPeople } from "./people.ts";
import { playRound, settle, stands } from "./round.ts";
import { type Grounds, openGrounds } from "./server.ts";
import { judge, type Verdict } from "./verdict.ts";
import { openWorld, type Size } from "./world.ts";

/** Some rounds of one kind. */
export interface Campaign {
  readonly kind: KindName;
  readonly rounds: number;
  /** The number of the first. */
  readonly first: number;
  readonly seed: string;
  readonly pace: Pace;
  readonly size: Size;
  readonly flaw?: string;
  /** Told of every round, and of what is waited for. */
  tell(line: string): void;
}

/** How it ended; without a verdict it could not be tried, and why. */
export type Ended = { readonly verdict: Verdict; readonly seconds: number } | { readonly unable: string };

/** Minutes after the last round in which everything has to be settled: what is in doubt is looked for after two, and what may come late after ten. */
const CALM = 6;
const CALM_LATE = 16;

/** Who goes on working meanwhile. */
const CROWD = ["ann", "bohdan", "chloe"] as const;

/** PostgreSQL for the campaigns of one run: that of TEST_DATABASE_URL, or one of our own. */
export const openServer = async (given: string | undefined) => {
  const server = given === undefined || given === "" ? await startPostgres() : undefined;
  const address = server?.url ?? given ?? "";
  const made: string[] = [];
  const administer = async (statement: string): Promise<void> => {
    const sql = openClient(address, 1, {});
    await sql.unsafe(statement);
    await sql.end();
  };
  return {
    /** An empty database on it. */
    make: async (): Promise<Grounds> => {
      const name = `aidline_chaos_${process.pid}_${made.length}`;
      await administer(`create database ${name}`);
      made.push(name);
      const url = new URL(address);
      url.pathname = `/${name}`;
      return openGrounds(url.href, server?.crash);
    },
    close: async (): Promise<void> => {
      if (server) return server.stop();
      for (const name of made) await administer(`drop database if exists ${name} with (force)`);
    },
  };
};

/** Plays the rounds one after the other on grounds of their own, waits until all is settled, and judges. Closes the grounds. */
export const campaign = async (grounds: Grounds, given: Campaign): Promise<Ended> => {
  const { kind, rounds, first, seed, pace, size, flaw, tell } = given;
  const { unable, late = false, looking = 0 }: Kind = KINDS[kind];
  const why = unable?.({ grounds });
  if (why !== undefined) {
    await grounds.close();
    return { unable: why };
  }
  const since = performance.now();
  const world = await openWorld(grounds, size, flaw);
  const leaving = new AbortController();
  try {
    await stands(world);
    tell(`${kind}: ${world.pool.length} requests in ${size.rooms} channels stand ready`);
    const working = createPeople(world.office, CROWD, chanceOf(`${seed}/${kind}/people`)).work(leaving.signal);
    for (let nth = first; nth < first + rounds; nth += 1) {
      const begun = performance.now();
      await playRound(world, { seed, kind, nth, pace });
      const open = await grounds.open();
      const strikes = world.strikes.filter(({ round }) => round === nth).map(({ what }) => what);
      const took = ((performance.now() - begun) / 1_000).toFixed(1);
      tell(`${kind} ${nth}: ${strikes.join(", then ")}; ${took} s, ${open.due} due and ${open.doubtful} in doubt`);
    }
    leaving.abort();
    await working;
    tell(`${kind}: waiting until nothing is in doubt`);
    const open = await settle(world, (late ? CALM_LATE : CALM) + looking * rounds, late);
    tell(
      `${kind}: ${JSON.stringify(open)}, ${world.workers.map((one) => `${one.name} fell ${one.fell().length}`).join(", ")}`,
    );
    for (const said of world.workers.flatMap((one) => one.fell())) tell(`${kind}: fell after ${said}`);
    const verdict = judge(await world.records(), world.office.typed());
    return { verdict, seconds: (performance.now() - since) / 1_000 };
  } finally {
    leaving.abort();
    await world.close();
    await grounds.close();
  }
};
