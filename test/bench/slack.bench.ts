import { loadavg } from "node:os";
import { KINDS } from "../../src/domain/vocabulary.ts";
import { type Runner, startRunner } from "./errands.ts";
import { postgresGround } from "./ground-postgres.ts";
import { quantileOf, spreadOf } from "./measure.ts";
import { botOn, COMPANIES, seed } from "./script.ts";
import type { HouseErrand, HouseOutcome } from "./slack-house.ts";
import type { Load, Times } from "./slack-load.ts";
import type { Command } from "./slack-wire.ts";
import { aligned, type Report } from "./table.ts";

/** How many times as long as the bare handler's an acknowledgement may take, for all but one in a hundred. */
const ASKED = 3;

/** Milliseconds that no acknowledgement may take. Slack gives three seconds. */
const NEVER = 500;

const SPACES = 16;
const WIDTH = 16;

/** How many commands come in a second, and how many of them in a round. */
interface Pace {
  readonly perSecond: number;
  readonly count: number;
}

/** What is asked for: two cores can do no more. */
const FULL: Pace = { perSecond: 200, count: 1_200 };

/** A quarter of that, at which the machine has time: whether what is missed is missed by the bot or by the machine. */
const CALM: Pace = { perSecond: 50, count: 600 };

/** Pairs of rounds, and commands in each that go as fast as they can. */
const ROUNDS = 5;
const NARROW = 400;
const WARM_UP = 400;

let serials = 0;

const list = (serial: number): Command => ({ serial, space: serial % SPACES, input: "list", audience: "caller" });

const request = (serial: number): Command => {
  const kind = KINDS[serial % KINDS.length] ?? "other";
  const company = serial % COMPANIES;
  const input = `request "Example ${company} Holdings" "Stop ${kind}, letter ${serial}" kind:${kind} channel:open_letter reply-by:48h text:"We ask you to stop at once and to say so in public." anyway:yes`;
  return { serial, space: serial % SPACES, input, audience: "channel" };
};

/** The commands that are measured, by what people type. */
const SCENES = {
  list,
  request,
  "list and request": (serial: number): Command => (Math.floor(serial / SPACES) % 2 ? list : request)(serial),
} as const;

const commandsOf = (scene: keyof typeof SCENES, count: number): readonly Command[] =>
  Array.from({ length: count }, () => SCENES[scene]((serials += 1)));

/** The three processes beside this one, and where those that listen do. */
interface Cast {
  readonly load: Runner<{ readonly load?: Load }, Times>;
  readonly house: Runner<HouseErrand, HouseOutcome>;
  readonly houseUrl: string;
  readonly bareUrl: string;
}

const perSecond = (count: number, whole: number): number => (count * 1000) / whole;
const median = (sample: readonly number[]): number => spreadOf(sample).median;

/** What one round of a scene brought, in commands per second. */
interface Round {
  readonly bare: number;
  readonly alone: number;
  readonly slack: number;
  /** Milliseconds for which Aidline's process had a processor, per command. */
  readonly busyAlone: number;
  readonly busySlack: number;
  readonly times: Times;
}

/** Sixteen people, each of whom types again as soon as they are answered: in Slack, at the bare handler, and with no Slack at all. */
const asFastAsItGoes = async (cast: Cast, scene: keyof typeof SCENES): Promise<readonly string[]> => {
  const pace = { width: WIDTH };
  const inSlack = (count: number) =>
    cast.load.ask({ load: { to: cast.houseUrl, commands: commandsOf(scene, count), pace, answered: true } });
  const alone = (count: number) => cast.house.ask({ alone: { commands: commandsOf(scene, count), width: WIDTH } });
  const bare = (count: number) =>
    cast.load.ask({ load: { to: cast.bareUrl, commands: commandsOf(scene, count), pace, answered: false } });
  await inSlack(WARM_UP);
  await alone(WARM_UP);
  await bare(WARM_UP);
  const busy = async (): Promise<number> => (await cast.house.ask({})).busy;
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = await busy();
    const { whole, busy: between } = await alone(NARROW);
    const times = await inSlack(NARROW);
    const after = await busy();
    rounds.push({
      bare: perSecond(NARROW, (await bare(NARROW)).whole),
      alone: perSecond(NARROW, whole),
      slack: perSecond(NARROW, times.whole),
      busyAlone: (between - before) / NARROW,
      busySlack: (after - between) / NARROW,
      times,
    });
  }
  const acknowledged = rounds.flatMap(({ times }) => times.acknowledged);
  const answered = rounds.flatMap(({ times }) => times.answered);
  return [
    `PostgreSQL: ${scene}, ${WIDTH} at a time`,
    median(rounds.map((one) => one.bare)).toFixed(0),
    median(rounds.map((one) => one.alone)).toFixed(0),
    median(rounds.map((one) => one.slack)).toFixed(0),
    median(rounds.map((one) => one.slack / one.alone)).toFixed(2),
    median(rounds.map((one) => one.busyAlone)).toFixed(2),
    median(rounds.map((one) => one.busySlack)).toFixed(2),
    ...[acknowledged, answered].flatMap((sample) => [0.5, 0.99].map((part) => quantileOf(sample, part).toFixed(1))),
  ];
};

/** What a second of so many commands does to acknowledgements, whoever waits for what. */
interface Acknowledged {
  readonly rows: readonly (readonly string[])[];
  readonly reached: boolean;
  /** Whether none took longer than any may. */
  readonly never: boolean;
}

const p99 = (sample: readonly number[]): number => quantileOf(sample, 0.99);

/** Commands come at their own pace, whatever becomes of those before: how long each waits for its acknowledgement. */
const atTheirOwnPace = async (
  how: string,
  cast: Pick<Cast, "load" | "houseUrl" | "bareUrl">,
  pace: Pace,
): Promise<Acknowledged> => {
  const sent = (to: string, answered: boolean, count: number) =>
    cast.load.ask({ load: { to, commands: commandsOf("list and request", count), pace, answered } });
  const inSlack = (count: number) => sent(cast.houseUrl, true, count);
  const bare = (count: number) => sent(cast.bareUrl, false, count);
  await inSlack(WARM_UP);
  await bare(WARM_UP);
  const rounds: { readonly bare: Times; readonly slack: Times }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const early = round % 2 === 0 ? await bare(pace.count) : undefined;
    const slack = await inSlack(pace.count);
    rounds.push({ bare: early ?? (await bare(pace.count)), slack });
  }
  const ratio = spreadOf(rounds.map((one) => p99(one.slack.acknowledged) / p99(one.bare.acknowledged)));
  const longest = Math.max(...rounds.flatMap(({ slack }) => slack.acknowledged));
  const isQuick = ratio.median <= ASKED;
  const isNever = longest <= NEVER;
  const verdict = (is: boolean): string => (is ? "reached" : "MISSED");
  const row = (name: string, part: number, last: readonly string[]): readonly string[] => {
    const of = (all: readonly Times[]) => median(all.map(({ acknowledged }) => quantileOf(acknowledged, part)));
    const [floor, here] = [of(rounds.map((one) => one.bare)), of(rounds.map((one) => one.slack))];
    return [name, floor.toFixed(2), here.toFixed(2), ...last];
  };
  const answered = rounds.flatMap(({ slack }) => slack.answered);
  const of = `acknowledged, ${pace.perSecond} a second:`;
  return {
    rows: [
      [`${how}, ms`, "bare", "Slack", "ratio", "middle half", "asked", ""],
      row(`${of} half of them within`, 0.5, ["", "", "–"]),
      row(`${of} 99 of 100 within`, 0.99, [
        ratio.median.toFixed(2),
        `${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)}`,
        `≤ ${ASKED.toFixed(2)}`,
        verdict(isQuick),
      ]),
      row(`${of} the longest of ${ROUNDS * pace.count}`, 1, ["", "", `≤ ${NEVER}`, verdict(isNever)]).with(
        2,
        longest.toFixed(2),
      ),
      ["answered: half of them within", "", quantileOf(answered, 0.5).toFixed(2), "", "", "–"],
      ["answered: 99 of 100 within", "", p99(answered).toFixed(2), "", "", "–"],
    ],
    reached: isQuick && isNever,
    never: isNever,
  };
};

/** `npm run bench -- slack`: typed commands through Bolt over HTTP, beside a bare Bolt handler and the bot alone. */
export const bench = async (): Promise<Report> => {
  const ground = await postgresGround();
  await ground.fill(async (database) => {
    const { say, leave } = await botOn(database);
    await seed(say, SPACES);
    await leave();
  });
  const database = await ground.open();
  if (database.kind !== "server") throw new Error("A ground of PostgreSQL opens servers");
  const load: Cast["load"] = startRunner("slack-load.ts");
  const house: Cast["house"] = startRunner("slack-house.ts");
  const bare = startRunner<object, string>("slack-bare.ts");
  const apart: Cast["house"][] = [];
  try {
    const { slackUrl } = await load.ask({});
    const at = { databaseUrl: database.url, slackUrl, spaces: SPACES };
    const { url } = await house.ask({ open: { ...at, duties: { serves: true, works: true } } });
    const cast: Cast = { load, house, houseUrl: url, bareUrl: await bare.ask({}) };
    const head = [
      "",
      "bare /s",
      "alone /s",
      "Slack /s",
      "of alone",
      "CPU alone",
      "Slack",
      "ack p50",
      "p99",
      "answer p50",
      "p99 ms",
    ];
    const speeds = [head, await asFastAsItGoes(cast, "list"), await asFastAsItGoes(cast, "request")];
    const together = await atTheirOwnPace("one process", cast, FULL);
    await house.dismiss();
    const [serving, working] = [
      startRunner<HouseErrand, HouseOutcome>("slack-house.ts"),
      startRunner<HouseErrand, HouseOutcome>("slack-house.ts"),
    ];
    apart.push(serving, working);
    await working.ask({ open: { ...at, duties: { serves: false, works: true } } });
    const { url: houseUrl } = await serving.ask({ open: { ...at, duties: { serves: true, works: false } } });
    const divided = await atTheirOwnPace("--serve and --work", { ...cast, houseUrl }, FULL);
    const calm = await atTheirOwnPace("--serve and --work", { ...cast, houseUrl }, CALM);
    const [minute] = loadavg();
    return {
      text: `${aligned(speeds)}\n\n${aligned(together.rows)}\n\n${aligned(divided.rows)}\n\n${aligned(calm.rows)}\n\nLoad of the machine: ${minute?.toFixed(1)}`,
      // More than one process can do is done by more than one.
      reached: divided.reached && together.never,
    };
  } finally {
    await Promise.all([load, house, bare, ...apart].map((one) => one.dismiss()));
    await ground.close();
  }
};
