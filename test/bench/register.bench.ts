import { fromEpoch } from "../../src/domain/time.ts";
import { fill } from "./filled.ts";
import type { Ground } from "./ground.ts";
import { embeddedGround } from "./ground-embedded.ts";
import { postgresGround } from "./ground-postgres.ts";
import { spreadOf } from "./measure.ts";
import { botOn, invocationOf } from "./script.ts";
import { aligned, type Report } from "./table.ts";

/** Requests in the one workspace. */
const COUNT = 100_000;

/** Milliseconds in which each of these has to be answered, the first time too. */
const ASKED = 1000;

const TIMES = 9;

const LINES = [
  "list",
  "list move:ours sort:moved",
  "list all:yes page:500",
  "list region",
  "late",
  "mine",
  "show AID-50000",
  "history AID-50000",
  "matrix",
  "digest",
  "digest 2024-05-15",
  "menu",
];

interface Answered {
  readonly name: string;
  /** Milliseconds, in the order in which they were taken. */
  readonly took: readonly number[];
}

const measureOn = async (ground: Ground): Promise<readonly Answered[]> => {
  await ground.fill((database) => fill(database, invocationOf({ space: 0, input: "" }), COUNT, fromEpoch(Date.now())));
  const { say, leave } = await botOn(await ground.open());
  const all: Answered[] = [];
  for (const input of LINES) {
    const took: number[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      const begun = performance.now();
      await say({ space: 0, input });
      took.push(performance.now() - begun);
    }
    all.push({ name: `${ground.name}: ${input}`, took });
  }
  await leave();
  return all;
};

const whole = (milliseconds: number): string => milliseconds.toFixed(0);

const cells = ({ name, took }: Answered): readonly string[] => {
  const longest = Math.max(...took);
  return [
    name,
    whole(took[0] ?? 0),
    whole(spreadOf(took).median),
    whole(longest),
    `< ${ASKED}`,
    longest < ASKED ? "reached" : "MISSED",
  ];
};

/** `npm run bench -- register`: how long one workspace with 100,000 requests takes to answer, in milliseconds. */
export const bench = async (): Promise<Report> => {
  const all: Answered[] = [];
  for (const ground of [await postgresGround(), embeddedGround()]) {
    all.push(...(await measureOn(ground)));
    await ground.close();
  }
  return {
    text: aligned([["ms", "first", "median", "longest", "asked", ""], ...all.map(cells)]),
    reached: all.every(({ took }) => Math.max(...took) < ASKED),
  };
};
