import { setTimeout as pause } from "node:timers/promises";
import { migrate } from "../../db/migrate.ts";
import { fromEpoch } from "../../src/domain/time.ts";
import { BATCH, bareBoss, bareClaims, type Carrier } from "./courier-bare.ts";
import { houseOn } from "./courier-house.ts";
import { sweepsOn } from "./courier-sweeps.ts";
import type { Ground } from "./ground.ts";
import { postgresGround } from "./ground-postgres.ts";
import { quantileOf, spreadOf } from "./measure.ts";
import { aligned, type Report } from "./table.ts";

/** What the courier has to reach of bare pg-boss at the same batch size. */
const ASKED = 0.5;

const ROUNDS = 5;
const A_ROUND = 1_000;

/** How what is due lies: all of one register or of many, a reminder to a place or ten that come in one message. */
const LYING = [
  { registers: 1, perPlace: 1 },
  { registers: 20, perPlace: 1 },
  { registers: 1, perPlace: 10 },
];

/** Messages that fall due at one moment, to see how late the last ones are. */
const CROWDS = [1_000, 100_000];

/** What came of letting so many fall due at once. */
interface Carried {
  /** From the first message to the last. */
  readonly perSecond: number;
  /** Milliseconds after the moment for which each was meant, the first first. */
  readonly late: readonly number[];
  /** Megabytes in use and given by the machine, sampled while it went on. */
  readonly heap: readonly number[];
  readonly resident: readonly number[];
}

/** A carrier with a record of when it posted. */
interface Watched {
  readonly carrier: Carrier;
  readonly posted: number[];
}

const watched = async (make: (post: () => void) => Promise<Carrier>): Promise<Watched> => {
  const posted: number[] = [];
  return { carrier: await make(() => void posted.push(Date.now())), posted };
};

const MEGABYTE = 1_048_576;

/** Milliseconds without a message after which there is something wrong. */
const PATIENCE = 90_000;

const carry = async ({ carrier, posted }: Watched, count: number, messages = count): Promise<Carried> => {
  posted.length = 0;
  // Time to add them all: a job that is there before its moment is taken when it comes.
  const due = Date.now() + 1_500 + count;
  await carrier.add(count, fromEpoch(due));
  const heap: number[] = [];
  const resident: number[] = [];
  let since = Math.max(due, Date.now());
  for (let before = 0; posted.length < messages; ) {
    await pause(100);
    if (posted.length > before || Date.now() < due) since = Date.now();
    if (Date.now() - since > PATIENCE) throw new Error(`${carrier.name} stopped after ${posted.length} of ${messages}`);
    if (posted.length === before) continue;
    before = posted.length;
    const { heapUsed, rss } = process.memoryUsage();
    heap.push(heapUsed / MEGABYTE);
    resident.push(rss / MEGABYTE);
  }
  // The last ones are settled.
  await pause(500);
  const [first = 0, last = 0] = [posted[0], posted.at(-1)];
  return {
    perSecond: ((count - 1) * 1_000) / Math.max(1, last - first),
    late: posted.map((at) => at - due),
    heap,
    resident,
  };
};

const whole = (value: number): string => value.toFixed(0);

/** Who is measured beside bare pg-boss, in rounds of which each has a turn of everybody. */
const speeds = async (ground: Ground): Promise<Report> => {
  const contenders = [
    { ...(await watched(async (post) => bareBoss(await ground.open(), post))), each: 1 },
    { ...(await watched(async (post) => bareClaims(await ground.open(), post))), each: 1 },
  ];
  for (const lying of LYING) {
    const one = await watched(async (post) => houseOn(await ground.open(), post, { ...lying, rounds: false }));
    contenders.push({ ...one, each: lying.perPlace });
  }
  const found = new Map<string, number[]>(contenders.map(({ carrier }) => [carrier.name, []]));
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const one of round % 2 === 0 ? contenders : contenders.toReversed()) {
      const { perSecond } = await carry(one, A_ROUND, A_ROUND / one.each);
      // The first round warms up.
      if (round > 0) found.get(one.carrier.name)?.push(perSecond);
    }
  const floor = found.get(contenders[0]?.carrier.name ?? "") ?? [];
  const rows = contenders.map(({ carrier: { name } }) => {
    const its = found.get(name) ?? [];
    return {
      name,
      speed: spreadOf(its),
      ratio: spreadOf(its.map((each, round) => each / (floor[round] ?? Number.NaN))),
    };
  });
  for (const { carrier } of contenders) await carrier.stop();
  const asked = rows.find(({ name }) => name.endsWith("one register"));
  return {
    text: aligned([
      [`deliveries a second, ${BATCH} jobs at a time`, "/s", "of bare pg-boss", "middle half"],
      ...rows.map(({ name, speed, ratio }) => [
        name,
        whole(speed.median),
        ratio.median.toFixed(2),
        `${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)}`,
      ]),
    ]),
    reached: (asked?.ratio.median ?? 0) >= ASKED,
  };
};

/** How late, and how large, when many fall due at one moment; as the product runs, with its rounds. */
const crowds = async (ground: Ground): Promise<string> => {
  const rows: string[][] = [];
  for (const count of CROWDS) {
    const database = await ground.open();
    const one = await watched((post) => houseOn(database, post, { registers: 20, perPlace: 1, rounds: true }));
    const { perSecond, late, heap, resident } = await carry(one, count);
    await one.carrier.stop();
    const tenth = (sizes: readonly number[], nth: number): string =>
      whole(
        spreadOf(sizes.slice(Math.floor((sizes.length * nth) / 10), Math.ceil((sizes.length * (nth + 1)) / 10))).median,
      );
    rows.push([
      `${count} at one moment, 20 registers`,
      whole(perSecond),
      whole(quantileOf(late, 0.5)),
      whole(quantileOf(late, 0.99)),
      `${tenth(heap, 0)} → ${tenth(heap, 9)}`,
      `${tenth(resident, 0)} → ${tenth(resident, 9)}`,
    ]);
  }
  return aligned([["", "/s", "late ms, half", "99 of 100", "heap MB", "resident MB"], ...rows]);
};

/** `npm run bench -- courier`. With `AIDLINE_PART` one of its parts: speeds, crowds, sweeps. */
export const bench = async (): Promise<Report> => {
  const part = process.env.AIDLINE_PART;
  const ground = await postgresGround();
  try {
    await ground.fill(migrate);
    const wants = (name: string): boolean => part === undefined || part === name;
    const none: Report = { text: "", reached: true };
    const fast = wants("speeds") ? await speeds(ground) : none;
    const flat = wants("sweeps") ? await sweepsOn(ground) : none;
    const late = wants("crowds") ? await crowds(ground) : "";
    return { text: [fast.text, flat.text, late].filter(Boolean).join("\n\n"), reached: fast.reached && flat.reached };
  } finally {
    await ground.close();
  }
};
