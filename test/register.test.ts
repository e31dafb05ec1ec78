import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../db/database.ts";
import { quickDatabase } from "./support/database.ts";
import { openWorld, type World } from "./support/world.ts";

/** How many random lives each property looks at; AIDLINE_RUNS raises it. */
const RUNS = Number(process.env["AIDLINE_RUNS"] ?? 8);

let database: Database;

beforeAll(async () => {
  database = await quickDatabase();
});
afterAll(() => database.close());

/** Somebody types a line, or hours pass. */
type Step = { readonly who: string; readonly line: string } | { readonly hours: number };

const ref = fc.constantFrom("AID-1", "AID-2", "AID-3");
const company = fc.constantFrom("Alfa", "Bravo", "Charlie");
const when = fc.constantFrom(
  '"5 working days"',
  "48h",
  '"3 days"',
  '"1 month"',
  '"2 working days"',
  '"tomorrow 15:00"',
);

/** Pieces of a line, each fixed or drawn. */
const line = (...parts: readonly (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
  fc.tuple(...parts.map((part) => (typeof part === "string" ? fc.constant(part) : part))).map((all) => all.join(" "));

const sometimes = (text: string | fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(fc.constant(""), typeof text === "string" ? fc.constant(text) : text);

const logging = line(
  "request",
  company,
  fc.constantFrom('"Stop sales"', '"Send terminals"', '"Host our backups"'),
  fc.constantFrom("kind:sales_suspension", "kind:equipment", "kind:hosting_backup"),
  sometimes(line("channel:email", sometimes(when.map((typed) => `reply-by:${typed}`)), sometimes("both:yes"))),
  sometimes("owner:me"),
  sometimes("campaign:WINTER"),
  "anyway:yes",
);

/** Every command that changes one request. */
const changing: Readonly<Record<string, fc.Arbitrary<string>>> = {
  approach: line(
    "approach",
    ref,
    fc.constantFrom("call", "open_letter"),
    sometimes(when.map((typed) => `reply-by:${typed}`)),
  ),
  "another date": line("approach", ref, 'disputes:1 at:"last week" source:Times'),
  chase: line("chase", ref, fc.constantFrom("call", "rung:executive", 'rung:letter reply-by:"2 working days"')),
  response: line(
    "response",
    ref,
    fc.constantFrom(
      "declined",
      "accepted_partial",
      "accepted_full",
      "deferred",
      "acknowledged",
      "counter_offer",
      "unread",
      "reversed",
    ),
    fc.constantFrom('"Their words"', '"Other words" extent:pause_new'),
    sometimes(fc.constantFrom('until:"3 days"', 'asks:"Which accounts?"', "effective:yesterday", "automatic:yes")),
  ),
  correction: line(
    "response",
    ref,
    "edit:1",
    fc.constantFrom('reason:"lack of credit"', "outcome:declined", "extent:exit"),
  ),
  dispute: line("response", ref, "disputes:1 extent:suspend source:Times"),
  choice: line("response", ref, "choose:1 extent:suspend"),
  promise: line("promise", ref, fc.constantFrom('"5 days"', '"2 weeks"', "tomorrow"), "anyway:yes"),
  note: line("note", ref, fc.constantFrom("question", "concern", "remark"), '"What is meant?"'),
  "answer to a note": line("note", ref, 'answer:1 text:"This is meant"'),
  evidence: line("evidence", ref, 'https://example.org/a kind:press quote:"Quoted"'),
  confirm: line("confirm", ref, "delivery:1", 'by:"Ministry of Health"'),
  thanks: line("note", ref, "recognition", '"Thank you"'),
  due: line("due", ref, when, "anyway:yes"),
  pause: line("pause", ref, "They asked us something"),
  resume: line("resume", ref),
  snooze: line("snooze", ref, fc.constantFrom('"2 days" They will call', "now Back to work")),
  assign: line("assign", ref, fc.constantFrom("olena", "nobody", "taras stand-in:olena", "admin"), "anyway:yes"),
  edit: line("edit", ref, fc.constantFrom('title:"Another title"', "priority:high", "campaign:WINTER", 'items:"500"')),
  pledge: line(
    "pledge",
    ref,
    fc.constantFrom(
      '"500 terminals"',
      '"Backups" amount:$75m form:in_kind',
      '"A share" under:1 amount:$5m',
      '"Grant" form:cash',
    ),
    sometimes("stage:committed"),
    sometimes("response:1"),
  ),
  "what becomes of a pledge": line(
    "pledge",
    ref,
    fc.constantFrom(
      'pledge:1 stage:committed lines:"400 terminals"',
      'pledge:1 instalment:"5m USD" due:2022-04-01',
      "pledge:1 came:1 amount:$4m",
      "pledge:1 met:yes",
      "pledge:2 cancel:Gone",
      "edit:1 recipients:hospitals",
    ),
  ),
  delivery: line(
    "delivery",
    ref,
    fc.constantFrom('"500 terminals" mode:physical', '"Backups" mode:digital', '"Grant" mode:cash amount:"5m EUR"'),
    fc.constantFrom("state:planned", "state:dispatched", "state:received"),
    sometimes("pledge:1"),
  ),
  "a move of a delivery": line(
    "delivery",
    ref,
    fc.constantFrom("delivery:1 state:received at:yesterday", "delivery:1 state:lost reason:Burnt", "edit:1 lines:450"),
  ),
  leg: line(
    "leg",
    ref,
    "delivery:1",
    fc.constantFrom(
      'to:Kyiv units:"SB-1, SB-2" dispatched:yesterday',
      "leg:1 received:today",
      "direction:return units:SB-1",
    ),
  ),
  progress: line(
    "progress",
    ref,
    fc.constantFrom('data "more than 10 PB"', 'data "1 PB" reason:"Counted anew"', 'data "1 PB"', "reading:1 tags:tax"),
  ),
  close: line("close", ref, "It is done"),
  reopen: line("reopen", ref, "It is not done"),
  withdraw: line("withdraw", ref, "Sent to the wrong entity"),
};

const settingUp = fc.oneof(
  fc
    .integer({ min: 8, max: 25 })
    .map((day) => `team Outreach day-off:"2022-03-${String(day).padStart(2, "0")} A day off"`),
  fc.integer({ min: 8, max: 25 }).map((day) => `team Outreach work-day:2022-03-${String(day).padStart(2, "0")}`),
  fc.constantFrom(
    "team Outreach workdays:mon-sat",
    "team Outreach workdays:mon-fri",
    "team Outreach calendar:UA",
    "team Outreach zone:Australia/Sydney",
    "company Alfa alias:Alpha country:US",
    "company Bravo remove-alias:Brava",
    "company Bravo alias:Brava country:DE",
    'company Charlie contact:"Press office" bad-contact:yes',
    'note company:Alfa concern "Outside of any request"',
    "response company:Bravo extent:exit text:Left",
    'pledge company:Bravo "Grant" form:cash amount:"1m UAH"',
    'delivery company:Bravo "Grant" mode:cash state:received pledge:1 amount:"1m UAH"',
    "progress company:Bravo people about 300",
    'batch "Alfa, Bravo, Delta" "One letter" kind:other channel:email reply-by:"4 working days"',
    "chase all:late anyway:yes",
    "role taras left",
    "role taras coordinator",
    'settings away:"5 days"',
    "settings direct:yes",
    "settings all:yes chase-rest:1 name:Ministry",
    "campaign WINTER ladder:executive:2,public_post:3",
  ),
);

const typed = fc.record({
  who: fc.constantFrom("admin", "olena", "taras"),
  line: fc.oneof(
    { weight: 3, arbitrary: logging },
    { weight: 12, arbitrary: fc.oneof(...Object.values(changing)) },
    { weight: 3, arbitrary: line("undo", ref) },
    { weight: 3, arbitrary: settingUp },
  ),
});

const life: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: typed },
    { weight: 1, arbitrary: fc.record({ hours: fc.integer({ min: 1, max: 90 }) }) },
  ),
  { minLength: 10, maxLength: 24 },
);

/** A world on Monday morning with a team, a campaign and three requests. */
const begun = async (): Promise<World> => {
  const world = await openWorld({ database, at: "2022-03-07 10:00", people: { olena: "lead" } });
  const admin = world.as("admin");
  await world.as("taras").says("help");
  await admin.says("team Outreach digest-day:off");
  await admin.says('campaign WINTER "Winter 2022"');
  await admin.says(
    'request Alfa "Stop sales" kind:sales_suspension channel:email reply-by:"5 working days" both:yes owner:me',
  );
  await admin.says('request Bravo "Send terminals" kind:equipment channel:call reply-by:48h');
  await admin.says('request Charlie "Host our backups" kind:hosting_backup');
  return world;
};

const lives = async (world: World, steps: readonly Step[]): Promise<void> => {
  for (const step of steps) {
    if ("hours" in step) await world.sleeps(`${step.hours}h`);
    else {
      const seen = await world.as(step.who).says(step.line);
      // Whoever takes back a logging means it.
      const out = seen.buttons.find((label) => /^Take AID-\d out$/u.test(label));
      if (out !== undefined) await seen.presses(out);
    }
  }
};

const said = async (world: World, typedLine: string): Promise<string> => (await world.as("admin").says(typedLine)).text;

const REFS = ["AID-1", "AID-2", "AID-3", "AID-4"];

/** What people see of the register at a moment, from its journal or from its tables. */
const looked = async (world: World, asOf: string): Promise<readonly string[]> => {
  const lines = [...REFS.map((one) => `show ${one}`), "list all:yes sort:ref", "giving", "digest", "history AID-1"];
  const seen: string[] = [];
  for (const each of lines) seen.push(await said(world, `${each} ${asOf}`));
  return seen;
};

/** What a card says apart from how often and when it changed. */
const unversioned = (text: string): string => text.replace(/^Version \d+, last changed .*$/m, "");

/** Runs a property in a world of its own each time, which must be whole at the end. */
const inAnyLife = <T>(
  arbitrary: fc.Arbitrary<T>,
  holds: (world: World, drawn: T) => Promise<void>,
  runs = RUNS,
): Promise<void> =>
  fc.assert(
    fc.asyncProperty(arbitrary, async (drawn) => {
      const world = await begun();
      try {
        await holds(world, drawn);
        expect(world.faults).toEqual([]);
        expect(await world.flaws()).toEqual([]);
      } finally {
        await world.close();
      }
    }),
    { numRuns: runs, endOnFailure: true },
  );

const MINUTES = 60_000;

const NOT_YET = "was not in the register on that day.";

/** A card without what a past one says besides: its moment, and the way back in place of what can be done. */
const undated = (text: string): string =>
  text
    .split("\n")
    .filter((line) => !line.startsWith("As known on") && !line.startsWith("["))
    .join("\n");

describe("A register after any life", () => {
  it(
    "is what its journal makes of it, row for row, and every card what a replay shows",
    { timeout: 10 * MINUTES },
    () =>
      inAnyLife(life, async (world, steps) => {
        await lives(world, steps);
        await world.sleeps("1h");
        const replayed = await Promise.all(REFS.map((one) => said(world, `show ${one} as-of:${world.now()}`)));
        const present = await Promise.all(REFS.map((one) => said(world, `show ${one}`)));
        expect(replayed.map(undated)).toEqual(present.map(undated));
      }),
  );

  it("can be seen as it was at any past moment", { timeout: 10 * MINUTES }, () =>
    inAnyLife(fc.tuple(life, life), async (world, [before, after]) => {
      await lives(world, before);
      await world.sleeps("1h");
      const asOf = `as-of:${world.now()}`;
      const then = await looked(world, asOf);
      await world.sleeps("1h");
      await lives(world, after);
      const now = await looked(world, asOf);
      // A request whose logging was taken back since is found in lists of that time, not by its number; one
      // that was logged since was not there yet.
      expect(
        now.map((text, index) =>
          text.startsWith("There is no request") || text.includes(NOT_YET) ? then[index] : text,
        ),
      ).toEqual(then);
    }),
  );

  it.each(Object.entries(changing))("looks as before when this is undone: %s", { timeout: 10 * MINUTES }, (_, change) =>
    inAnyLife(
      fc.tuple(fc.array(typed, { maxLength: 10 }), fc.array(change, { minLength: 3, maxLength: 3 })),
      async (world, [before, changes]) => {
        await lives(world, before);
        await world.sleeps("2h");
        for (const each of changes) {
          const one = /AID-\d/.exec(each)?.[0] ?? "";
          const shown = await said(world, `show ${one}`);
          const head = await world.head();
          await said(world, each);
          if ((await world.head()) === head) continue;
          await said(world, `undo ${one}`);
          expect(unversioned(await said(world, `show ${one}`)), each).toBe(unversioned(shown));
        }
      },
      Math.max(1, Math.ceil(RUNS / 8)),
    ),
  );

  it("has nothing left of a request whose logging is undone, but in its past", { timeout: MINUTES }, async () => {
    const world = await begun();
    await said(world, 'request Delta "Logged by mistake" kind:other channel:email reply-by:"5 working days"');
    await world.sleeps("1h");
    const then = world.now();
    await world.sleeps("1h");
    // A calendar moves its date meanwhile, which is nobody's change to take back.
    expect(await said(world, 'team Outreach day-off:"2022-03-09 A day off"')).toContain("AID-4 is now expected by");
    const undone = await (await world.as("admin").says("undo AID-4")).presses("Take AID-4 out");
    expect(undone.text).toContain("it is no longer in the register");
    expect(await said(world, "list all:yes")).not.toContain("AID-4");
    expect(await said(world, `list all:yes as-of:${then}`)).toContain("Logged by mistake");
    await world.passes("10d");
    expect(world.posts().filter(({ text }) => text.includes("Logged by mistake"))).toEqual([]);
    expect(await world.flaws()).toEqual([]);
    await world.close();
  });
});
