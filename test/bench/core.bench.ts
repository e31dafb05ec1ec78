import type { Ground } from "./ground.ts";
import { embeddedGround } from "./ground-embedded.ts";
import { postgresGround } from "./ground-postgres.ts";
import { compare, type Effort, isEnough, type Measured } from "./measure.ts";
import { botOn, LINES, type Line, seed } from "./script.ts";
import { type Report, table } from "./table.ts";
import { createRecorder, type Tape } from "./tape.ts";

/** What the command transaction has to reach of the bare driver's speed. */
const ASKED = 0.4;

/** One thing to measure. All its runs are in `spaces` workspaces, in turn. */
interface Scene {
  readonly name: string;
  readonly line: (run: number) => string;
  readonly spaces: readonly number[];
  readonly atLeast?: number;
}

const SPACES = 16;
const MANY = Array.from({ length: SPACES }, (_, space) => space);

/** The last space is nobody else's: there, writes wait for each other, as the journal's chain wants it. */
const scenesFor = ({ width }: Ground): readonly Scene[] => [
  { name: "request", line: LINES.request, spaces: MANY, atLeast: ASKED },
  { name: "response", line: LINES.response, spaces: MANY, atLeast: ASKED },
  ...(width > 1 ? [{ name: "request, one workspace", line: LINES.request, spaces: [SPACES] }] : []),
  { name: "show", line: LINES.show, spaces: MANY },
  { name: "list", line: LINES.list, spaces: MANY },
  { name: "digest", line: LINES.digest, spaces: MANY },
];

const effortFor = ({ width }: Ground, { spaces }: Scene): Effort => {
  if (spaces.length === 1) return { rounds: 5, runs: 32, width, warmUp: 64 };
  return width > 1 ? { rounds: 8, runs: 64, width, warmUp: 128 } : { rounds: 8, runs: 20, width, warmUp: 20 };
};

const linesOf = ({ line, spaces }: Scene, count: number): readonly Line[] =>
  Array.from({ length: count }, (_, run) => ({
    space: spaces[run % spaces.length] ?? 0,
    input: line(Math.floor(run / spaces.length)),
  }));

/** Takes the next of a list with each run. */
const inTurn = <T>(all: readonly T[], use: (each: T) => Promise<unknown>): (() => Promise<unknown>) => {
  let next = 0;
  return () => {
    const each = all[next];
    if (each === undefined) throw new Error("There are more runs than were prepared");
    next += 1;
    return use(each);
  };
};

/** What one command costs at least: statements, and round trips of which two begin and commit. */
const cost = (tape: Tape): string => `${tape.flat().length} statements in ${tape.length + 2} round trips`;

/** Says every line of every scene once on a copy of its own, in the order in which they are measured. */
const prepare = async (ground: Ground) => {
  const recorder = createRecorder();
  const { say, leave } = await botOn(await ground.open(recorder));
  const prepared: { scene: Scene; effort: Effort; lines: readonly Line[]; tapes: readonly Tape[] }[] = [];
  for (const scene of scenesFor(ground)) {
    const effort = effortFor(ground, scene);
    const lines = linesOf(scene, effort.warmUp + effort.rounds * effort.runs);
    const tapes: Tape[] = [];
    for (const line of lines) {
      const [tape, ...others] = await recorder.record(() => say(line));
      if (!tape || others.length > 0) throw new Error(`"${line.input}" did not take one transaction`);
      tapes.push(tape);
    }
    prepared.push({ scene, effort, lines, tapes });
  }
  await leave();
  return prepared;
};

/**
 * The bot beside the same statements through the bare driver. On one copy of a register each command is
 * said and recorded, on a second the bot says it, on a third the driver is given what was recorded: the
 * very same statements with the very same parameters, grouped into as many round trips, prepared.
 */
const measureOn = async (ground: Ground): Promise<readonly Measured[]> => {
  await ground.fill(async (database) => {
    const { say, leave } = await botOn(database);
    await seed(say, SPACES + 1);
    await leave();
  });
  const prepared = await prepare(ground);
  const subject = await botOn(await ground.open());
  const { replay } = await ground.bare();
  const results: Measured[] = [];
  for (const { scene, effort, lines, tapes } of prepared) {
    results.push(
      await compare(
        {
          name: `${ground.name}: ${scene.name} (${cost(tapes.at(-1) ?? [])})`,
          floor: { name: "bare", run: inTurn(tapes, replay) },
          subject: { name: "bot", run: inTurn(lines, subject.say) },
          ...(scene.atLeast !== undefined && { atLeast: scene.atLeast }),
        },
        effort,
      ),
    );
  }
  await subject.leave();
  return results;
};

/** `npm run bench -- core`. */
export const bench = async (): Promise<Report> => {
  const results: Measured[] = [];
  for (const ground of [await postgresGround(), embeddedGround()]) {
    results.push(...(await measureOn(ground)));
    await ground.close();
  }
  return { text: table(results), reached: results.every(isEnough) };
};
