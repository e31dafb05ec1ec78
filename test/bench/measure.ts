/** One of the two things compared; `run` does its work once. */
export interface Contender {
  readonly name: string;
  run(): Promise<unknown>;
}

/** A comparison: how much of the floor's speed the subject reaches, and what would be too little. */
export interface Comparison {
  readonly name: string;
  /** The least work that anybody could do for the same effect: the bare driver, say. */
  readonly floor: Contender;
  readonly subject: Contender;
  /** The ratio subject to floor, in runs per second, that has to be reached; 1 is as fast as the floor. */
  readonly atLeast?: number;
}

/** How long and how wide to measure. */
export interface Effort {
  /** Pairs of rounds; the figures are medians over these. */
  readonly rounds: number;
  /** Runs in a round. */
  readonly runs: number;
  /** Runs at the same time, as many as there are connections. */
  readonly width: number;
  /** Runs of each side before anything counts. */
  readonly warmUp: number;
}

/** The middle and the middle half of a sample. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** What came of a comparison; speeds are runs per second. */
export interface Measured {
  readonly name: string;
  readonly floor: Spread;
  readonly subject: Spread;
  /** Median over rounds of subject/floor, each pair measured side by side. */
  readonly ratio: Spread;
  readonly atLeast?: number;
}

/** Milliseconds that never step back. */
export type Stopwatch = () => number;

/** Linear interpolation between the two neighbours, as spreadsheets and NumPy do it. */
const quantile = (sorted: readonly number[], part: number): number => {
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
};

/** Median and quartiles; NaN of an empty sample. */
export const spreadOf = (sample: readonly number[]): Spread => {
  const sorted = sample.toSorted((a, b) => a - b);
  return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) };
};

/** What so large a part of a sample stays under or reaches: 0.99 for all but the slowest hundredth. */
export const quantileOf = (sample: readonly number[], part: number): number =>
  quantile(
    sample.toSorted((a, b) => a - b),
    part,
  );

/** Does `runs` runs, `width` at a time, and answers with the runs per second. */
const speed = async ({ run }: Contender, runs: number, width: number, stopwatch: Stopwatch): Promise<number> => {
  let left = runs;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await run();
    }
  };
  const begun = stopwatch();
  await Promise.all(Array.from({ length: width }, worker));
  return (runs * 1000) / (stopwatch() - begun);
};

/**
 * Measures both sides in pairs of rounds, and swaps who goes first from pair to pair: what the machine
 * does meanwhile, and what the first leaves behind for the second, falls on both alike. The ratio is
 * formed within each pair, so that a slow minute slows both of its halves.
 */
export const compare = async (
  comparison: Comparison,
  effort: Effort,
  stopwatch: Stopwatch = () => performance.now(),
): Promise<Measured> => {
  const { floor, subject, name, atLeast } = comparison;
  const { rounds, runs, width, warmUp } = effort;
  for (const side of [floor, subject]) if (warmUp > 0) await speed(side, warmUp, width, stopwatch);

  const speeds: { readonly floor: number; readonly subject: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const floorFirst = round % 2 === 0;
    const first = await speed(floorFirst ? floor : subject, runs, width, stopwatch);
    const second = await speed(floorFirst ? subject : floor, runs, width, stopwatch);
    speeds.push(floorFirst ? { floor: first, subject: second } : { floor: second, subject: first });
  }
  return {
    name,
    floor: spreadOf(speeds.map((pair) => pair.floor)),
    subject: spreadOf(speeds.map((pair) => pair.subject)),
    ratio: spreadOf(speeds.map((pair) => pair.subject / pair.floor)),
    ...(atLeast !== undefined && { atLeast }),
  };
};

/** Whether the ratio asked for was reached; true when none was asked for. */
export const isEnough = ({ ratio, atLeast }: Measured): boolean => atLeast === undefined || ratio.median >= atLeast;
