import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Campaign, campaign, type Ended, openServer } from "./campaign.ts";
import { KINDS, type Kind, type KindName } from "./kinds.ts";
import { FLAWS } from "./planted.ts";
import { explained, type Verdict } from "./verdict.ts";

/**
 * `npm run chaos` plays all kinds in their full sizes; `-- --kind kill --rounds 100` one of them. What is done follows
 * from the seed; what real processes make of it does not, so a failure may need its round more than once to come again.
 */
const { values } = parseArgs({
  options: {
    kind: { type: "string" },
    rounds: { type: "string" },
    /** The number of the first round. */
    from: { type: "string", default: "1" },
    seed: { type: "string", default: "aid" },
    /** What takes minutes in the field takes seconds. */
    short: { type: "boolean", default: false },
    /** Plants a mistake in every process. */
    bug: { type: "string" },
    /** A file for the whole history of what fails. */
    keep: { type: "string" },
  },
});

const SIZE = { workers: 3, rooms: 20, requests: 200, hall: { rooms: 5, requests: 50 } } as const;
const isKind = (name: string): name is KindName => name in KINDS;
const isFlaw = (name: string): name is keyof typeof FLAWS => name in FLAWS;
const tell = (line: string): void => console.log(`${new Date().toISOString().slice(11, 19)} ${line}`);

const explain = (kind: KindName, verdict: Verdict): void => {
  for (const line of explained(verdict)) console.log(line);
  if (values.keep !== undefined) writeFileSync(values.keep, JSON.stringify(verdict));
  const bug = values.bug === undefined ? "" : ` --bug ${values.bug}`;
  const short = values.short ? " --short" : "";
  console.log(
    `  again: npm run chaos -- --kind ${kind} --seed ${values.seed} --from ${values.from} --rounds ${values.rounds ?? KINDS[kind].rounds}${short}${bug}`,
  );
};

const seconds = (milliseconds: number): string => (milliseconds / 1_000).toFixed(1);

const row = (kind: KindName, rounds: number, ended: Ended): string => {
  if ("unable" in ended) return `${kind.padEnd(10)} not tried: ${ended.unable}`;
  const { violations, deliveries, messages, acknowledged, doubtful, marked, recoveries } = ended.verdict;
  const count = (...checks: readonly string[]): string =>
    String(violations.filter(({ check }) => checks.includes(check)).length).padStart(7);
  const known = ["lost", "forgotten", "doubled", "done twice", "early", "stuck"];
  return [
    kind.padEnd(10),
    String(rounds).padStart(6),
    String(deliveries).padStart(10),
    String(messages).padStart(8),
    String(acknowledged).padStart(8),
    String(doubtful).padStart(8),
    String(marked).padStart(8),
    count("lost", "forgotten"),
    count("doubled", "done twice"),
    count("early"),
    count("stuck"),
    String(violations.filter(({ check }) => !known.includes(check)).length).padStart(7),
    seconds(Math.max(0, ...recoveries.map(({ took }) => took))).padStart(11),
    ended.seconds.toFixed(0).padStart(8),
  ].join(" ");
};

const HEAD = `${"kind".padEnd(10)} rounds deliveries messages commands in doubt repeated    lost doubled   early   stuck   other recovery s       took`;

const run = async (): Promise<number> => {
  if (values.kind !== undefined && !isKind(values.kind)) {
    console.error(`There is no ${values.kind}, but ${Object.keys(KINDS).join(", ")}.`);
    return 2;
  }
  if (values.bug !== undefined && !isFlaw(values.bug)) {
    console.error(`There is no ${values.bug}, but ${Object.keys(FLAWS).join(", ")}.`);
    return 2;
  }
  const server = await openServer(process.env.TEST_DATABASE_URL);
  const rows: string[] = [];
  let failed = false;
  try {
    for (const kind of values.kind === undefined ? Object.keys(KINDS).filter(isKind) : [values.kind]) {
      const { rounds: usual, says }: Kind = KINDS[kind];
      const rounds = Number(values.rounds ?? usual);
      tell(`${kind}: ${says}, ${rounds} rounds`);
      const given: Campaign = {
        kind,
        rounds,
        first: Number(values.from),
        seed: values.seed,
        pace: values.short ? "short" : "long",
        size: SIZE,
        tell,
        ...(values.bug !== undefined && { flaw: values.bug }),
      };
      const ended = await campaign(await server.make(), given);
      if ("verdict" in ended && ended.verdict.violations.length > 0) {
        failed = true;
        explain(kind, ended.verdict);
      }
      rows.push(row(kind, rounds, ended));
      console.log(`\n${HEAD}\n${rows.join("\n")}\n`);
    }
  } finally {
    await server.close();
  }
  return failed ? 1 : 0;
};

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(130));
process.exitCode = await run();
