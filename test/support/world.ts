import { inspect } from "node:util";
import { sql } from "drizzle-orm";
import { type Database, rows } from "../../db/database.ts";
import { type Difference, rebuild } from "../../db/rebuild.ts";
import { type Flaw, verify } from "../../db/verify.ts";
import type { Place } from "../../src/domain/parties.ts";
import { dayOf, type Instant, momentOf, plusDays, plusHours, timeOf, type Zone } from "../../src/domain/time.ts";
import type { Language, Platform, Role } from "../../src/domain/vocabulary.ts";
import type { Adapter, Bot, Log } from "../../src/ports.ts";
import { build } from "../../src/process/house.ts";
import { passTime } from "../../src/process/passing.ts";
import { createVirtualClock } from "../../src/process/virtual-clock.ts";
import { plain } from "../../src/view/plain.ts";
import type { View } from "../../src/view/view.ts";
import { keptLog, seeded } from "./register.ts";
import { type Fate, scriptedAdapter } from "./scripted-adapter.ts";
import { buttonOf, type Seat, type Seen, seating } from "./seat.ts";

/** What a world begins with. */
export interface WorldOptions {
  /** A migrated database; several worlds may share one, since each is a workspace of its own. */
  readonly database: Database;
  /** `2022-03-07 09:00` in its zone, or an instant. */
  readonly at: string;
  /** Kyiv when not said. */
  readonly zone?: Zone;
  readonly language?: Language;
  /** People who are no coordinators, which everybody else is. `admin` is always there. */
  readonly people?: Readonly<Record<string, Role>>;
  readonly platform?: Platform;
  /** What becomes of the messages that the platform gets; all arrive when not said. */
  readonly fates?: readonly Fate[];
}

/** A message that the platform got. */
interface Post {
  readonly at: Instant;
  readonly place: Place;
  readonly view: View;
  readonly text: string;
  readonly language: Language;
  presses(label: string, by: Seat): Promise<Seen>;
}

/** The whole product on a real database, in a time that tests move. */
export interface World {
  readonly bot: Bot;
  readonly space: string;
  /** What was logged as an error, in full: the faults of ours. */
  readonly faults: readonly string[];
  now(): Instant;
  /** A person in #outreach. */
  as(account: string): Seat;
  /** Lets time pass: `48h`, `3d` (the same hour of the day), or up to a moment. Whatever falls due is delivered at its moment. */
  passes(to: string): Promise<void>;
  /** The same with nobody there to deliver; what fell due is brought at the end. */
  sleeps(to: string): Promise<void>;
  /** Everything posted so far (in a place), oldest first. */
  posts(place?: string): readonly Post[];
  /** Forgets the posts so far. */
  reads(): void;
  /** How many entries the journal has. */
  head(): Promise<number>;
  /** Every text in the entries after the given one. */
  written(after: number): Promise<readonly { readonly seq: number; readonly text: string }[]>;
  /** Deliveries of this world, as `kind state: reason`. */
  deliveries(): Promise<readonly string[]>;
  /** A moment comes at which two couriers do the same round at once. */
  passesTwice(to: string): Promise<void>;
  /** What is wrong with the register: nothing, unless we broke it. */
  flaws(): Promise<readonly (Flaw | Difference)[]>;
  workspace(): Promise<string>;
  /** Takes what is still planned out of the way of the next world. */
  close(): Promise<void>;
}

let worlds = 0;

/** Builds the house around a database and brings its people in. */
export const openWorld = async (options: WorldOptions): Promise<World> => {
  const { database, zone = "Europe/Kyiv", language = "en", people = {}, platform = "console" } = options;
  worlds += 1;
  const space = `world-${worlds}`;
  const momentIn = (text: string): Instant => {
    const [, day, time = "00:00"] = /^(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}))?$/.exec(text) ?? [];
    return day === undefined ? text : momentOf(day, time, zone);
  };
  const clock = createVirtualClock(momentIn(options.at));
  const faults: string[] = [];
  const log: Log = {
    ...keptLog(),
    error: (event, fields) => {
      faults.push(`${event}: ${inspect(fields)}`);
    },
  };
  const house = await build(database, {
    log,
    zone,
    language,
    clock,
    random: seeded(worlds * 7919),
    time: "virtual",
    stay: "running",
  });
  const { bot, deliveries } = house;
  const platformAt = scriptedAdapter(platform, options.fates);
  let posted: Post[] = [];
  const adapter: Adapter = {
    ...platformAt.adapter,
    post: async (message) => {
      const { place, view, language: shown } = message;
      const arrived = await platformAt.adapter.post(message);
      const text = plain(view, { zone, language: shown });
      posted.push({
        at: clock.now(),
        place,
        view,
        text,
        language: shown,
        presses: (label, by) => by.does(buttonOf(view, label).call),
      });
      return arrived;
    },
  };
  const crew = house.crewFor([adapter]);

  const as = seating({ bot, platform, space, zone, language });
  const endOf = (to: string): Instant => {
    const [, count = "0", unit] = /^(\d+)([hd])$/.exec(to) ?? [];
    if (unit === "h") return plusHours(clock.now(), Number(count));
    return unit === "d"
      ? momentOf(plusDays(dayOf(clock.now(), zone), Number(count)), timeOf(clock.now(), zone), zone)
      : momentIn(to);
  };
  let id: string | undefined;
  const workspace = async (): Promise<string> => {
    if (id !== undefined) return id;
    const [found] = await asOwner(database, sql`select workspace_id as id from installation where space = ${space}`);
    id = String(found?.["id"]);
    return id;
  };

  await as("admin").says("help");
  for (const [name, role] of Object.entries(people)) {
    await as(name).says("help");
    await as("admin").says(`role ${name} ${role}`);
  }

  return {
    bot,
    space,
    faults,
    now: clock.now,
    as,
    passes: (to) => passTime({ clock, deliveries, crew }, endOf(to)),
    sleeps: async (to) => {
      clock.set(endOf(to));
      await crew.round(clock.now());
    },
    posts: (place) => posted.filter((post) => place === undefined || post.place.name === place),
    reads: () => {
      posted = [];
    },
    head: async () => {
      const [found] = await asOwner(
        database,
        sql`select head_seq::int as head from workspace where workspace_id = ${await workspace()}`,
      );
      return Number(found?.["head"]);
    },
    written: async (after) => {
      const found = await asOwner(
        database,
        sql`select j.seq::int as seq, j.body, p.body as personal from journal j
          left join journal_personal p on p.workspace_id = j.workspace_id and p.seq = j.seq
          where j.workspace_id = ${await workspace()} and j.seq > ${after} order by j.seq`,
      );
      return found.flatMap((row) => textsIn(row).map((text) => ({ seq: Number(row["seq"]), text })));
    },
    deliveries: async () => {
      const found = await asOwner(
        database,
        sql`select i.kind, d.state, d.reason from delivery d join intent i on i.workspace_id = d.workspace_id and i.id = d.intent_id
          where d.workspace_id = ${await workspace()} order by d.due_at, i.kind`,
      );
      return found.map(
        ({ kind, state, reason }) =>
          `${String(kind)} ${String(state)}${typeof reason === "string" ? `: ${reason}` : ""}`,
      );
    },
    passesTwice: async (to) => {
      clock.set(endOf(to));
      await Promise.all([crew.round(clock.now()), house.crewFor([adapter]).round(clock.now())]);
    },
    flaws: async () => {
      const id = await workspace();
      return [...(await rebuild(database, id, { repair: false })), ...(await verify(database, id)).flaws];
    },
    workspace,
    close: async () => {
      await asOwner(
        database,
        sql`update delivery set state = 'SKIPPED', reason = 'the world has ended' where state in ('PENDING', 'UNKNOWN', 'SENDING') returning 1`,
      );
    },
  };
};

/** Every text somewhere within a value. */
const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

/** Reads and tidies over all tenants, as only the owner of the database can. */
const asOwner = (database: Database, query: ReturnType<typeof sql>): Promise<readonly Record<string, unknown>[]> =>
  database.transaction((tx) => rows<Record<string, unknown>>(tx, query));
