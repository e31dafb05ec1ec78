import { loadavg } from "node:os";
import { openClient } from "../../db/server.ts";
import { KINDS } from "../../src/domain/vocabulary.ts";
import type { HouseErrand, HouseOutcome } from "./discord-house.ts";
import type { Load, LoadErrand, Times } from "./discord-load.ts";
import type { MemoryErrand, MemoryOutcome } from "./discord-memory.ts";
import { type Command, DISCORD } from "./discord-wire.ts";
import { type Runner, startRunner } from "./errands.ts";
import { postgresGround } from "./ground-postgres.ts";
import { quantileOf, spreadOf } from "./measure.ts";
import { botOn, COMPANIES, type Say } from "./script.ts";
import { aligned, type Report, soFar } from "./table.ts";

/** Discord gives three seconds for the first acknowledgement; nobody may come near. */
const TOO_LATE = 3_000;

/** Milliseconds within which 99 of 100 are acknowledged, by how many come in a second. */
const PACES = [
  { perSecond: 50, asked: 150 },
  { perSecond: 200, asked: 300 },
] as const;

const SPACES = 40;

/** Requests that nobody owns, in each server: each is a reminder that can be made to fall due. */
const UNOWNED = 20;

/** The long form, and one that only shows that all works: AIDLINE_BENCH=short. */
const EFFORT =
  process.env["AIDLINE_BENCH"] === "short"
    ? { rounds: 1, seconds: 3, first: 2_000, users: 10_000 }
    : { rounds: 3, seconds: 10, first: 20_000, users: 100_000 };

/** Reminders that fall due in a second, as many as a bot may post without asking anybody to wait. */
const REMINDERS = 4;

/** Milliseconds in which the client tidies the queues of what is answered, with a margin: once a minute. */
const TIDYING = 70_000;

/** Bytes by which the memory in use may grow over all those people; twenty of them each would be more. */
const GROWTH = { heap: 4 * 2 ** 20, resident: 48 * 2 ** 20 } as const;

/** People who come before the next are sent. */
const PART = 5_000;

let serials = 0;

/** Who looks, and who records: half of each. */
const typed = (serial: number): string => {
  const kind = KINDS[serial % KINDS.length] ?? "other";
  return Math.floor(serial / SPACES) % 2 === 0
    ? "list"
    : `request "Example ${serial % COMPANIES} Holdings" "Stop ${kind}, letter ${serial}" kind:${kind} channel:open_letter reply-by:48h text:"We ask you to stop at once and to say so in public." anyway:yes`;
};

const commands = (count: number): readonly Command[] =>
  Array.from({ length: count }, () => {
    serials += 1;
    return { serial: serials, space: serials % SPACES, input: typed(serials) };
  });

/** Somebody else each time, who only looks. */
const people = (count: number): readonly Command[] =>
  commands(count).map((command) => ({
    ...command,
    input: "list",
    account: String(800_000_000_000_000_000n + BigInt(command.serial)),
  }));

/** Teams that are awake at every hour, with companies, and with requests that nobody owns. */
const seed = async (say: Say): Promise<void> => {
  for (let space = 0; space < SPACES; space += 1) {
    await say({ space, input: 'team Outreach workdays:mon-sun quiet:"00:00-00:00"' });
    for (let company = 0; company < Math.max(COMPANIES, UNOWNED); company += 1) {
      const name = `Example ${company % COMPANIES} Holdings`;
      await say({
        space,
        input: `request "${name}" "Send ${company}" kind:equipment channel:email reply-by:"9 working days" new:yes anyway:yes`,
      });
    }
  }
};

/** Lets so many reminders fall due, one after the other, over so many seconds; everything else is put off. */
const fallDue = async (databaseUrl: string, seconds: number): Promise<void> => {
  const sql = openClient(databaseUrl, 1, {});
  try {
    await sql`update delivery set due_at = now() + interval '1 year' where state = 'PENDING'`;
    await sql`
      update delivery d set due_at = now() + make_interval(secs => n.nth / ${REMINDERS}::float)
      from (
        select d.workspace_id, d.id, row_number() over (order by random()) as nth
        from delivery d join intent i on i.workspace_id = d.workspace_id and i.id = d.intent_id
        where i.kind = 'unowned' and d.state = 'PENDING' order by nth limit ${seconds * REMINDERS}
      ) n
      where d.workspace_id = n.workspace_id and d.id = n.id`;
  } finally {
    await sql.end();
  }
};

/** How many of those reminders have arrived so far. */
const remindersSent = async (databaseUrl: string): Promise<number> => {
  const sql = openClient(databaseUrl, 1, {});
  try {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count
      from delivery d join intent i on i.workspace_id = d.workspace_id and i.id = d.intent_id
      where i.kind = 'unowned' and d.state = 'SENT'`;
    return row?.count ?? 0;
  } finally {
    await sql.end();
  }
};

const HOUSES = ["gateway", "HTTP"] as const;
type Transport = (typeof HOUSES)[number];

/** The processes beside this one. */
interface Cast {
  readonly load: Runner<LoadErrand, Times>;
  readonly houses: Readonly<Record<Transport, Runner<HouseErrand, HouseOutcome>>>;
  readonly urls: Readonly<Record<Transport, string>>;
  readonly databaseUrl: string;
}

const p = (part: number, sample: readonly number[]): number => quantileOf(sample, part);

/** One transport at one pace, in turn with the bare handler, while reminders go out. */
const acknowledged = async (
  { load, houses, urls, databaseUrl }: Cast,
  transport: Transport,
  { perSecond, asked }: (typeof PACES)[number],
): Promise<{ readonly row: readonly string[]; readonly reached: boolean }> => {
  const house = houses[transport];
  const send = (to: Load["to"], seconds: number, answered: boolean): Promise<Times> =>
    load.ask({ load: { to, commands: commands(perSecond * seconds), pace: { perSecond }, answered } });
  const toHouse: Load["to"] = transport === "HTTP" ? { url: urls.HTTP } : { session: "house" };
  const rounds: { readonly bare: Times; readonly here: Times; readonly reminders: number }[] = [];
  const both = async (seconds: number, bareFirst: boolean) => {
    const early = bareFirst ? await send({ session: "bare" }, seconds, false) : undefined;
    await fallDue(databaseUrl, seconds);
    const before = await remindersSent(databaseUrl);
    await house.ask({ reminding: true });
    const here = await send(toHouse, seconds, true);
    const reminders = (await remindersSent(databaseUrl)) - before;
    await house.ask({});
    return {
      reminders,
      here,
      bare: early ?? (await send({ session: "bare" }, seconds, false)),
    };
  };
  await both(2, true);
  for (let round = 0; round < EFFORT.rounds; round += 1) rounds.push(await both(EFFORT.seconds, round % 2 === 0));

  const of = (part: number, times: readonly Times[]): number =>
    spreadOf(times.map((one) => p(part, one.acknowledged))).median;
  const [bare, here] = [rounds.map((one) => one.bare), rounds.map((one) => one.here)];
  const all = here.flatMap((one) => one.acknowledged);
  const late = all.filter((one) => one > TOO_LATE).length;
  const reminders = rounds.reduce((sum, one) => sum + one.reminders, 0);
  const posted = here.reduce((sum, one) => sum + one.posted, 0);
  const reached = of(0.99, here) <= asked && late === 0 && reminders > 0;
  const ms = (value: number): string => value.toFixed(1);
  return {
    row: [
      `${transport}, ${perSecond} a second`,
      ms(of(0.5, bare)),
      ms(of(0.99, bare)),
      ms(of(0.5, here)),
      ms(of(0.99, here)),
      ms(Math.max(...all)),
      `${late} of ${all.length}`,
      ms(
        p(
          0.99,
          here.flatMap((one) => one.answered),
        ),
      ),
      String(reminders),
      String(posted - reminders),
      `≤ ${asked}, 0 late`,
      reached ? "reached" : "MISSED",
    ],
    reached,
  };
};

/** What the adapter keeps in mind after so many people, beside what it keeps after a few. */
const kept = async (
  load: Cast["load"],
  discordUrl: string,
): Promise<{ readonly text: string; readonly reached: boolean }> => {
  const memory: Runner<MemoryErrand, MemoryOutcome> = startRunner("./discord-memory.ts");
  try {
    await memory.ask({ open: { discordUrl } });
    const pass = async (count: number): Promise<MemoryOutcome> => {
      // In parts, so that a slow machine is not taken for one that does not answer.
      for (let left = count; left > 0; left -= PART)
        await load.ask({
          load: {
            to: { session: "memory" },
            commands: people(Math.min(left, PART)),
            pace: { width: 64 },
            answered: true,
          },
        });
      const used = await memory.ask({ tidied: TIDYING });
      soFar([`heap ${used.heap} B`, `resident ${used.resident} B`, `after ${count} people`]);
      return used;
    };
    const before = await pass(EFFORT.first);
    const after = await pass(EFFORT.users);
    const rows = (["heap", "resident"] as const).map((what) => {
      const growth = after[what] - before[what];
      const reached = growth <= GROWTH[what];
      const mib = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
      const row = [what, mib(before[what]), mib(after[what]), mib(growth), `≤ ${mib(GROWTH[what])}`];
      return { row: [...row, reached ? "reached" : "MISSED"], reached };
    });
    const head = ["MiB", `after ${EFFORT.first} people`, `${EFFORT.users} more`, "growth", "asked", ""];
    return { text: aligned([head, ...rows.map(({ row }) => row)]), reached: rows.every(({ reached }) => reached) };
  } finally {
    await memory.dismiss();
  }
};

/** `npm run bench -- discord`: first acknowledgements over both transports beside a bare discord.js handler, and memory. */
export const bench = async (): Promise<Report> => {
  const ground = await postgresGround();
  await ground.fill(async (database) => {
    const { say, leave } = await botOn(database, DISCORD);
    await seed(say);
    await leave();
  });
  const database = await ground.open();
  if (database.kind !== "server") throw new Error("A ground of PostgreSQL opens servers");
  const load: Cast["load"] = startRunner("./discord-load.ts");
  const bare: Runner<{ readonly open: { readonly discordUrl: string } }, true> = startRunner("./discord-bare.ts");
  const houses: Cast["houses"] = {
    gateway: startRunner("./discord-house.ts"),
    HTTP: startRunner("./discord-house.ts"),
  };
  try {
    const { discordUrl, publicKey } = await load.ask({ begin: { spaces: SPACES } });
    await bare.ask({ open: { discordUrl } });
    const opened = async (transport: Transport): Promise<string> => {
      const key = transport === "HTTP" ? publicKey : undefined;
      return (await houses[transport].ask({ open: { databaseUrl: database.url, discordUrl, publicKey: key } })).url;
    };
    const urls = { gateway: await opened("gateway"), HTTP: await opened("HTTP") };
    const cast: Cast = { load, houses, urls, databaseUrl: database.url };
    const head = [
      "first acknowledgement, ms",
      "bare p50",
      "p99",
      "Discord p50",
      "p99",
      "longest",
      "over 3 s",
      "answer p99",
      "reminders",
      "cards",
      "asked",
      "",
    ];
    const measured = [];
    soFar(head);
    for (const transport of HOUSES)
      for (const pace of PACES) {
        const one = await acknowledged(cast, transport, pace);
        soFar(one.row);
        measured.push(one);
      }
    const memory = await kept(load, discordUrl);
    const [minute] = loadavg();
    return {
      text: `${aligned([head, ...measured.map(({ row }) => row)])}\n\n${memory.text}\n\nLoad of the machine: ${minute?.toFixed(1)}`,
      reached: memory.reached && measured.every(({ reached }) => reached),
    };
  } finally {
    await Promise.all([load, bare, houses.gateway, houses.HTTP].map((one) => one.dismiss()));
    await ground.close();
  }
};
