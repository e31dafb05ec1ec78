import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCards } from "../../db/cards.ts";
import type { Database } from "../../db/database.ts";
import { createStillQueue } from "../../db/still-queue.ts";
import type { Call } from "../../src/call.ts";
import { createPainter } from "../../src/clockwork/painter.ts";
import type { Posted, StaleCard } from "../../src/domain/delivery.ts";
import { plusMilliseconds } from "../../src/domain/time.ts";
import { type Adapter, type Answer, type Cards, type Touched, Undeliverable } from "../../src/ports.ts";
import { build, type Crew, type House } from "../../src/process/house.ts";
import { createVirtualClock, type VirtualClock } from "../../src/process/virtual-clock.ts";
import { plain } from "../../src/view/plain.ts";
import { silent } from "../support/courier.ts";
import { freshDatabase, hasPostgres, realPostgres } from "../support/database.ts";
import { collectedLog } from "../support/log.ts";
import { seededRandom } from "../support/random.ts";
import { scriptedAdapter } from "../support/scripted-adapter.ts";
import { simulatedLimiter } from "../support/simulated-limiter.ts";

/** How a platform takes an edit. `late` and `lost` end in an error of which nobody knows what it means. */
type Fate = "taken" | "late" | "lost" | "refused" | "gone";

/** What happens to one card, in any order. */
type Happening = "change" | "paint" | "two paint" | "a painter dies" | "a minute passes" | Exclude<Fate, "taken">;

/** A wall of messages: what stands there, and every title that was ever put there, in order. */
const wall = () => {
  const { adapter } = scriptedAdapter("slack");
  const messages = new Map<string, string[]>();
  const threads: string[] = [];
  const fates: Fate[] = [];
  let posts = 0;
  const write = ({ id }: Posted, text: string): void => {
    messages.set(id, [...(messages.get(id) ?? []), text]);
  };
  const shown: Adapter = {
    ...adapter,
    post: async (message) => {
      const posted = { place: message.place, id: `m${(posts += 1)}` };
      const text = plain(message.view, { language: "en", zone: "UTC" });
      if (message.under) threads.push(text);
      else write(posted, text);
      return posted;
    },
    edit: async (posted, message) => {
      const fate = fates.shift() ?? "taken";
      if (fate === "refused") throw new Undeliverable("slow down", { retryAfter: 1 });
      if (fate === "gone") messages.delete(posted.id);
      if (!messages.has(posted.id)) throw new Undeliverable("message_not_found", { gone: true });
      if (fate === "lost") throw new Error("socket hang up");
      write(posted, plain(message.view, { language: "en", zone: "UTC" }));
      if (fate === "late") throw new Error("socket hang up");
    },
  };
  return { adapter: shown, messages, threads, fates };
};

describe("The living cards of a register", () => {
  let database: Database;
  let clock: VirtualClock;
  let house: House;
  let cards: Cards;
  beforeAll(async () => {
    database = await freshDatabase();
    // After the morning, in which every register of all these runs would be told something.
    clock = createVirtualClock("2022-03-07T10:00:00.000Z");
    const random = seededRandom("cards");
    const { log } = collectedLog();
    house = await build(database, {
      log,
      zone: "UTC",
      language: "en",
      clock,
      random,
      time: "virtual",
      stay: "running",
    });
    cards = createCards({ database, queue: createStillQueue(), random, clock });
  });
  afterAll(() => database.close());

  let spaces = 0;
  /** A space of its own, with one request whose card stands on the wall. */
  const opened = async () => {
    spaces += 1;
    const space = `space-${spaces}`;
    const place = { platform: "slack", id: `C${spaces}`, name: "#desk" } as const;
    const there = wall();
    const crew: Crew = house.crewFor([there.adapter]);
    const does = (input: string | Call): Promise<Answer> =>
      house.bot.handle({ platform: "slack", space, place, speaker: { account: "U1", name: "olena" }, input });
    const { touched } = await does('request Contoso "title 0" kind:equipment channel:email');
    if (!touched) throw new Error("a request in Slack has a card");
    const passes = (minutes: number): void => {
      clock.set(plusMilliseconds(clock.now(), minutes * 60_000));
    };
    passes(1);
    await crew.round(clock.now());
    return { ...there, crew, place, does, passes, touched };
  };
  /** A painter takes the card, for as long as painters do. */
  const taken = async ({ workspace, request }: Touched): Promise<StaleCard> => {
    const card = await cards.hold(workspace, clock.now(), 75, request);
    if (!card) throw new Error("a change leaves the card stale");
    return card;
  };
  const numbersIn = (texts: readonly string[]): number[] =>
    texts.map((text) => Number(/title (\d+)/u.exec(text)?.[1] ?? -1));

  it("end with the last change, never go back, and stand there once, whatever happens to their painters", async () => {
    const happening = fc.constantFrom<Happening>(
      "change",
      "change",
      "paint",
      "two paint",
      "a painter dies",
      "a minute passes",
      "late",
      "lost",
      "refused",
      "gone",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 16 }), async (happenings) => {
        const { crew, does, passes, messages, fates, touched } = await opened();
        const { workspace, request } = touched;
        let title = 0;
        for (const what of happenings) {
          switch (what) {
            case "change":
              title += 1;
              await does(`edit AID-1 title:"title ${title}"`);
              break;
            case "paint":
              await crew.painter.paint(workspace, clock.now());
              break;
            case "two paint":
              await Promise.all([
                crew.painter.paint(workspace, clock.now()),
                crew.painter.paint(workspace, clock.now(), request),
              ]);
              break;
            case "a painter dies":
              await cards.hold(workspace, clock.now(), 60);
              break;
            case "a minute passes":
              passes(1);
              await crew.round(clock.now());
              break;
            default:
              fates.push(what);
          }
        }
        fates.length = 0;
        for (let minute = 0; minute < 4; minute += 1) {
          passes(1);
          await crew.round(clock.now());
        }
        const standing = [...messages.values()];
        expect(standing).toHaveLength(1);
        const shown = numbersIn(standing[0] ?? []);
        expect(shown.at(-1)).toBe(title);
        expect(shown).toEqual(shown.toSorted((one, other) => one - other));
        expect(await cards.of(workspace, request)).toMatchObject([{ current: true }]);
      }),
      { numRuns: Number(process.env["AIDLINE_RUNS"] ?? 20) },
    );
  });

  it("are painted once for many changes, and then left alone", async () => {
    const { crew, does, passes, messages } = await opened();
    for (let nth = 1; nth <= 5; nth += 1) await does(`edit AID-1 title:"title ${nth}"`);
    passes(1);
    await crew.round(clock.now());
    await crew.round(clock.now());
    expect([...messages.values()].map((texts) => texts.length)).toContain(2);
    expect([...messages.values()].flatMap(numbersIn)).toContain(5);
  });

  it("are painted once more when a painter was overtaken: he may have shown an older state after a newer", async () => {
    const { crew, does, passes, touched } = await opened();
    const { workspace, request } = touched;
    await does('edit AID-1 title:"title 1"');
    const slow = await taken(touched);
    passes(2);
    const quick = await taken(touched);
    await cards.settle(workspace, quick, { kind: "shown" });
    expect(await cards.of(workspace, request)).toMatchObject([{ current: true }]);
    await cards.settle(workspace, slow, { kind: "shown" });
    expect(await cards.of(workspace, request)).toMatchObject([{ current: false }]);
    await crew.painter.round(clock.now());
    expect(await cards.of(workspace, request)).toMatchObject([{ current: true }]);
  });

  it("are so, too, when he could not write that down at first", async () => {
    const { adapter, crew, does, passes, touched, messages } = await opened();
    const { workspace, request } = touched;
    await does('edit AID-1 title:"title 1"');
    const held = [await cards.hold(workspace, clock.now(), 60, request)];
    await does('edit AID-1 title:"title 2"');
    passes(2);
    await crew.painter.round(clock.now());
    const answers = [() => Promise.reject(new Error("the connection ended"))];
    const slow = createPainter({
      cards: {
        ...cards,
        hold: async () => held.pop(),
        settle: (...how) => answers.pop()?.() ?? cards.settle(...how),
      },
      adapters: [adapter],
      limiter: simulatedLimiter(() => clock.now()),
      holidays: { on: () => undefined, knows: () => true },
      log: silent,
      clock: { elapsed: () => 0 },
    });
    expect(await slow.paint(workspace, clock.now())).toBe(0);
    await crew.painter.round(clock.now());
    expect([...messages.values()].map((texts) => numbersIn(texts))).toEqual([[0, 2, 1, 2]]);
  });

  it("wait, from when their painter says that he does not know, until his edit is there or never will be", async () => {
    const { crew, does, passes, touched } = await opened();
    const { workspace, request } = touched;
    await does('edit AID-1 title:"title 1"');
    const slept = await taken(touched);
    passes(1);
    await cards.settle(workspace, slept, { kind: "unsure", why: "time-out" });
    passes(0.9);
    expect(await crew.painter.paint(workspace, clock.now())).toBe(0);
    passes(0.1);
    expect(await crew.painter.paint(workspace, clock.now())).toBe(1);
    expect(await cards.of(workspace, request)).toMatchObject([{ current: true }]);
  });

  it("are not taken for painted by whoever overtook one who does not know, and may not come last", async () => {
    const { crew, does, passes, touched } = await opened();
    const { workspace, request } = touched;
    await does('edit AID-1 title:"title 1"');
    const slept = await taken(touched);
    passes(2);
    const quick = await taken(touched);
    await cards.settle(workspace, slept, { kind: "unsure", why: "time-out" });
    await cards.settle(workspace, quick, { kind: "shown" });
    passes(0.9);
    expect(await crew.painter.paint(workspace, clock.now())).toBe(0);
    expect(await cards.of(workspace, request)).toMatchObject([{ current: false }]);
    passes(0.1);
    expect(await crew.painter.paint(workspace, clock.now())).toBe(1);
    expect(await cards.of(workspace, request)).toMatchObject([{ current: true }]);
  });

  it("are where a message in their thread is looked for, of which nobody knows whether it arrived", async () => {
    const { place, does, passes, touched } = await opened();
    const { deliveries } = house;
    await does('edit AID-1 title:"title 1"');
    const caught = await deliveries.hold(touched.workspace, place, clock.now(), ({ items }) => ({
      send: items.filter(({ kind }) => kind === "record").map(({ delivery }) => delivery),
      skip: [],
      postpone: [],
    }));
    const [card] = await cards.of(touched.workspace, touched.request);
    expect(caught?.held).not.toHaveLength(0);
    await deliveries.settle(touched.workspace, place, caught?.held ?? [], { kind: "unknown", why: "time-out" }, []);
    passes(2);
    const doubts = (await deliveries.doubts(clock.now())).filter(({ workspace }) => workspace === touched.workspace);
    expect(doubts).toMatchObject([{ under: card?.posted }]);
    for (const doubt of doubts)
      await deliveries.resolve(doubt, { kind: "arrived", posted: { place, id: "found" }, doubles: 0 });
  });

  it("tell below them what was done, once, by whom", async () => {
    const { crew, does, passes, threads } = await opened();
    await does('response AID-1 accepted_full "All of it"');
    passes(1);
    await crew.round(clock.now());
    await crew.round(clock.now());
    expect(threads).toEqual([expect.stringMatching(/^olena: .*All of it/su)]);
  });
});

describe.skipIf(!(await hasPostgres()))("A living card that is being posted", () => {
  it("shows a change that was made meanwhile, though whoever posts it had not committed yet", async () => {
    const { open, remove } = await realPostgres();
    try {
      const [database, sender, witness] = [await open(), await open(), await open()];
      const clock = createVirtualClock("2022-03-07T10:00:00.000Z");
      const house = await build(database, {
        log: collectedLog().log,
        zone: "UTC",
        language: "en",
        clock,
        random: seededRandom("posted"),
        time: "virtual",
        stay: "running",
      });
      const place = { platform: "slack", id: "C1", name: "#desk" } as const;
      const does = (input: string): Promise<Answer> =>
        house.bot.handle({ platform: "slack", space: "T1", place, speaker: { account: "U1", name: "olena" }, input });
      await does('request Contoso "title 0" kind:equipment channel:email');
      const card = sql`id in (select d.id from delivery d join intent i on i.id = d.intent_id where i.kind = 'card')`;
      const stale = async () =>
        (await witness.rows<{ stale: number }>(sql`select stale from delivery where ${card}`))[0];
      // As whoever holds it does, which has read the request by then.
      let editing: Promise<Answer> | undefined;
      await sender.transaction(async (tx) => {
        await tx.execute(sql`update delivery set state = 'SENDING', fence = 1, stale = 0 where ${card}`);
        editing = does('edit AID-1 "title 1"');
        let done = false;
        const isDone = (): void => {
          done = true;
        };
        editing.then(isDone, isDone);
        const waits = sql`select 1 from pg_stat_activity where wait_event_type = 'Lock'`;
        await expect.poll(async () => done || (await witness.rows(waits)).length > 0).toBe(true);
      });
      expect(await editing).toMatchObject({ view: { title: expect.anything() } });
      expect(await stale()).toEqual({ stale: 1 });
    } finally {
      await remove();
    }
  });
});
