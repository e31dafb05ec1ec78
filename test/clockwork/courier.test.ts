import { describe, expect, it } from "vitest";
import { type Instant, plusDays, plusHours, plusMilliseconds } from "../../src/domain/time.ts";
import type { Row } from "../sim/rows.ts";
import {
  answered,
  asked,
  companyNamed,
  MONDAY,
  MOVED_TO_FRIDAY,
  OLENA,
  OTHER_PLACE,
  PLACE,
  requestOf,
  scene,
  TARAS,
  TEAM,
  WORKSPACE,
} from "./scene.ts";

const DUE_DAY: Instant = "2022-03-09T07:00:00.000Z";
const LATE: Instant = "2022-03-10T07:00:00.000Z";
const VERY_LATE: Instant = "2022-03-17T07:00:00.000Z";
const minutes = (count: number): number => count * 60_000;
const NOBODY = { digestDay: 0 } as const;

/** One request, planned on Monday and due on Wednesday. */
const one = (options: Parameters<typeof scene>[1] = {}) => {
  const made = scene([requestOf(asked())], options);
  made.plan();
  return made;
};
/** Requests to as many companies, all planned on Monday. */
const many = (count: number, options: Parameters<typeof scene>[1] = {}) => {
  const companies = Array.from({ length: count }, (_, at) => companyNamed(`Company${at + 1}`));
  const made = scene(
    companies.map(({ id }, at) => requestOf(asked({ ref: at + 1, company: id }))),
    { companies, ...options },
  );
  made.plan();
  return made;
};
/** Two requests that are due on Wednesday, in two places. */
const inTwoPlaces = (options: Parameters<typeof scene>[1] = {}) => {
  const made = scene([requestOf(asked()), requestOf(asked({ ref: 2 }))], options);
  made.plan();
  made.planAlso("r2", OTHER_PLACE, { kind: "today", key: "today:c1", at: DUE_DAY });
  return made;
};
const digestRow = (made: ReturnType<typeof scene>, at: Instant = MONDAY) =>
  made.planAlso(TEAM.id, PLACE, { kind: "digest", key: `digest:${at}`, at });
const theFirst = ({ rows: [row] }: ReturnType<typeof scene>): Row => {
  if (!row) throw new Error("Nothing was planned");
  return row;
};

describe("a reminder that falls due", () => {
  it("is not sent early", async () => {
    const { round, shown } = one();
    expect(await round(plusMilliseconds(DUE_DAY, -1))).toBe(0);
    expect(shown).toEqual([]);
  });

  it("is posted once in the team's channel, with its owner called", async () => {
    const { round, shown } = one();
    expect(await round(DUE_DAY)).toBe(1);
    expect(await round(plusMilliseconds(DUE_DAY, minutes(1)))).toBe(0);
    expect(shown).toMatchObject([{ place: PLACE, language: "en" }]);
    expect(shown[0]?.text).toContain("AID-1");
    expect(shown[0]?.text).toContain("@Olena");
    expect(shown[0]?.key).toBe("Tw.1");
  });

  it("is served when its job wakes us, and a job whose row is finished does nothing", async () => {
    const made = one();
    made.wait(DUE_DAY);
    await made.courier.deliver(WORKSPACE.id, theFirst(made).id);
    await made.courier.deliver(WORKSPACE.id, theFirst(made).id);
    await made.courier.deliver(WORKSPACE.id, "nobody knows this one");
    expect(made.shown).toHaveLength(1);
  });

  it("was queued, and the request resolved before it went out: it is dropped and marked", async () => {
    const made = one();
    made.become({ requests: [requestOf([...asked(), [MONDAY, answered("declined")]])] });
    expect(await made.round(DUE_DAY)).toBe(0);
    expect(made.shown).toEqual([]);
    expect(made.state()).toContain("today skipped: answered");
  });

  it("is never sent for a request that was withdrawn, even when the company answers later", async () => {
    const made = one();
    made.become({
      requests: [
        requestOf([...asked(), [MONDAY, { type: "withdrawn", reason: "not needed" }], [DUE_DAY, answered("declined")]]),
      ],
    });
    made.plan();
    for (const at of [DUE_DAY, LATE, VERY_LATE, "2022-04-18T06:00:00.000Z"]) await made.round(at);
    expect(made.shown).toEqual([]);
    expect(made.rows.every(({ state }) => state === "SKIPPED")).toBe(true);
  });

  it("in quiet hours or on a day off waits for the next working morning and is not dropped", async () => {
    const made = one({ team: { daysOff: { "2022-03-11": "own day" } } });
    theFirst(made).dueAt = "2022-03-09T20:00:00.000Z";
    await made.round("2022-03-09T20:00:00.000Z");
    expect(made.shown).toEqual([]);
    expect(await made.deliveries.nextDue("2022-03-09T20:00:00.000Z")).toBe(LATE);
    await made.round("2022-03-11T10:00:00.000Z");
    expect(made.shown).toEqual([]);
    await made.round("2022-03-14T07:00:00.000Z");
    expect(made.shown).toHaveLength(1);
  });
});

describe("after an outage of some days", () => {
  it("one request brings its worst reminder alone", async () => {
    const made = one();
    await made.round(VERY_LATE);
    await made.round(VERY_LATE);
    expect(made.shown).toHaveLength(1);
    expect(made.state()).toEqual([
      "today skipped: covered by very_late",
      "late skipped: covered by very_late",
      "very_late sent",
      "weekly pending",
    ]);
  });

  it("a place hears everything at once, ten items a message", async () => {
    const made = many(23);
    expect(await made.round(VERY_LATE)).toBe(3);
    expect(made.shown).toHaveLength(3);
    expect(made.rows.filter(({ state }) => state === "SENT")).toHaveLength(23);
    expect(new Set(made.shown.flatMap(({ text }) => text.match(/AID-\d+/gu) ?? [])).size).toBe(23);
  });

  it("two late reminders are one summary, two on time are two messages", async () => {
    const late = many(2);
    await late.round(VERY_LATE);
    expect(late.shown).toHaveLength(1);
    const timely = many(2);
    await timely.round(DUE_DAY);
    expect(timely.shown).toHaveLength(2);
  });
});

describe("several reminders of one morning", () => {
  it("to one company are one message", async () => {
    const made = scene([requestOf(asked()), requestOf(asked({ ref: 2 }))]);
    made.plan();
    expect(await made.round(DUE_DAY)).toBe(1);
    expect(made.shown[0]?.text).toContain("AID-1");
    expect(made.shown[0]?.text).toContain("AID-2");
  });

  it("are one summary when there are more than three", async () => {
    const made = many(4);
    expect(await made.round(DUE_DAY)).toBe(1);
  });
});

describe("whom a reminder reaches", () => {
  it("calls the stand-in when the owner has left, and the row is written", async () => {
    const standIn = requestOf([...asked(), [MONDAY, { type: "assigned", standIn: "taras" }]]);
    const made = scene([standIn], { members: [{ ...OLENA, active: false }, TARAS] });
    made.plan();
    await made.round(DUE_DAY);
    expect(made.shown[0]?.text).toContain("@Taras");
    expect(made.shown[0]?.text).not.toContain("@Olena");
    expect(made.state()[0]).toBe("today sent");
  });

  it("calls nobody when owner and stand-in are gone, and still reaches the channel", async () => {
    const made = one({ members: [{ ...OLENA, awayUntil: "2022-03-31" }] });
    await made.round(DUE_DAY);
    expect(made.shown).toMatchObject([{ place: PLACE }]);
    expect(made.shown[0]?.text).not.toContain("@Olena");
  });

  const direct = { ...OLENA, direct: true, language: "uk" as const };

  it("goes to the owner alone, in their language, where they chose that", async () => {
    const made = one({ members: [direct] });
    await made.round(DUE_DAY);
    expect(made.shown).toMatchObject([{ place: { platform: "console", id: "@olena" }, language: "uk" }]);
  });

  it("goes to the channel when that person has left since it was planned", async () => {
    const made = one({ members: [direct] });
    made.become({ members: [{ ...direct, active: false }] });
    await made.round(DUE_DAY);
    expect(made.shown).toMatchObject([{ place: PLACE, language: "en" }]);
  });

  it("stays theirs when one of several that were due there is somebody else's by now", async () => {
    const owned = (owner?: string) =>
      [1, 2, 3, 4, 5].map((ref) => requestOf(asked({ ref, ...(ref === 3 && owner && { owner }) })));
    const made = scene(owned(), { members: [direct, TARAS] });
    made.plan();
    made.become({ requests: owned(TARAS.id) });
    await made.round(DUE_DAY);
    expect(made.shown.map(({ place, language }) => [place.id, language])).toEqual([
      ["@olena", "uk"],
      [PLACE.id, "en"],
    ]);
  });

  it("goes to the channel when their direct messages are closed", async () => {
    const made = one({ members: [direct], fates: ["permanent"] });
    await made.round(DUE_DAY);
    expect(made.tried.map(({ id }) => id)).toEqual(["@olena", "outreach"]);
    expect(made.state()[0]).toBe("today sent");
  });
});

describe("a platform that does not take a message", () => {
  it("for good: the row is dead with the reason, and a warning is logged", async () => {
    const made = one({ fates: ["permanent"] });
    await made.round(DUE_DAY);
    expect(made.state()[0]).toBe("today dead: channel is archived");
    expect(made.logged).toContainEqual({
      event: "delivery.dead",
      fields: { workspace: "w", platform: "console", count: 1, why: "channel is archived" },
    });
  });

  it("for now: it is sent again no earlier than the platform said", async () => {
    const made = one({ fates: [{ retryAfter: 300 }] });
    await made.round(DUE_DAY);
    expect(theFirst(made).dueAt).toBe(plusMilliseconds(DUE_DAY, minutes(5)));
    expect(await made.round(plusMilliseconds(DUE_DAY, minutes(4)))).toBe(0);
    expect(await made.round(plusMilliseconds(DUE_DAY, minutes(5)))).toBe(1);
    expect(made.shown[0]?.text).not.toMatch(/twice|repeat/iu);
  });

  it("is left alone: what else is due there keeps its place in the queue", async () => {
    const made = many(3, { fates: ["refused"] });
    await made.round(DUE_DAY);
    expect(made.tried).toHaveLength(1);
    expect(made.rows.filter(({ kind, state }) => kind === "today" && state === "PENDING")).toHaveLength(3);
  });

  it("is not switched on: the row waits as long as it takes", async () => {
    const made = one({ adapters: [] });
    let at = DUE_DAY;
    for (let hour = 0; hour < 8; hour += 1) {
      await made.round(at);
      at = plusHours(at, 1);
    }
    expect(theFirst(made)).toMatchObject({ state: "PENDING", reason: "no adapter" });
  });

  it("forever: after some days of attempts the row is dead, and says why", async () => {
    const made = one({
      fates: Array.from({ length: 100 }, () => "refused" as const),
      team: { quietFrom: "00:00", quietTo: "00:00", workdays: [1, 2, 3, 4, 5, 6, 7] },
    });
    for (let hour = 0; hour < 24 * 5; hour += 1) await made.round(plusHours(DUE_DAY, hour));
    expect(made.state()).toContain("very_late pending");
    expect(made.state().some((state) => state.endsWith("dead: given up: connection refused"))).toBe(true);
  });

  it("while another place is served as ever", async () => {
    const made = inTwoPlaces({ fates: ["refused"] });
    expect(await made.round(DUE_DAY)).toBe(1);
    expect(new Set(made.tried.map(({ id }) => id)).size).toBe(2);
    expect(made.shown).toMatchObject([{ place: made.tried[1] }]);
  });
});

describe("when nobody knows whether a message arrived", () => {
  it("sends it again after a while, and says that it may be a repeat", async () => {
    const made = one({ fates: ["lost"] });
    await made.round(DUE_DAY);
    expect(made.state()[0]).toBe("today unknown: Error");
    expect(await made.round(plusMilliseconds(DUE_DAY, minutes(1) - 1))).toBe(0);
    expect(await made.round(plusMilliseconds(DUE_DAY, minutes(3)))).toBe(1);
    const first = one();
    await first.round(DUE_DAY);
    expect(made.shown[0]?.view.blocks.length).toBe((first.shown[0]?.view.blocks.length ?? 0) + 1);
    expect(made.shown[0]?.key).toBe(first.shown[0]?.key);
  });

  it("waits longer each time that happens again", async () => {
    const made = one({ fates: ["lost", "lost", "lost"] });
    await made.round(DUE_DAY);
    await made.round(plusMilliseconds(DUE_DAY, minutes(3)));
    expect(theFirst(made)).toMatchObject({ state: "PENDING", reason: "uncertain again", repeat: true });
    expect(theFirst(made).dueAt > plusMilliseconds(DUE_DAY, minutes(3))).toBe(true);
  });

  it("sends no digest again: an operator decides", async () => {
    const made = scene([], { fates: ["late"] });
    digestRow(made);
    await made.round(MONDAY);
    await made.round(plusHours(MONDAY, 2));
    expect(made.shown).toHaveLength(1);
    expect(theFirst(made).state).toBe("UNKNOWN");
  });
});

describe("a sender that dies", () => {
  it("between posting and writing that down leaves one message uncertain, and no other", async () => {
    const made = many(2);
    const { deliveries } = made;
    const settle = deliveries.settle;
    deliveries.settle = () => Promise.reject(new Error("connection terminated"));
    made.wait(DUE_DAY);
    await made.courier.serve(WORKSPACE.id, PLACE, DUE_DAY).catch(() => undefined);
    deliveries.settle = settle;
    expect(made.logged.some(({ event }) => event === "delivery.unsettled")).toBe(true);
    await made.round(plusMilliseconds(DUE_DAY, minutes(3)), made.another());
    const kept = made.rows.filter(({ kind }) => kind === "today");
    expect(kept.every(({ state }) => state === "SENT")).toBe(true);
  });

  it("between holding and posting loses nothing", async () => {
    const made = one();
    const judgeAll = (parcel: { items: readonly { delivery: string }[] }) => ({
      send: parcel.items.map(({ delivery }) => delivery),
      skip: [],
      postpone: [],
    });
    await made.deliveries.hold(WORKSPACE.id, PLACE, DUE_DAY, judgeAll);
    expect(await made.round(plusMilliseconds(DUE_DAY, minutes(1)), made.another())).toBe(0);
    expect(await made.round(plusMilliseconds(DUE_DAY, minutes(3)), made.another())).toBe(1);
    expect(made.logged).toContainEqual({ event: "delivery.recovered", fields: { count: 1 } });
  });

  it("or only hangs: another sends it, and what the first learns later spoils nothing", async () => {
    let wake = (): void => undefined;
    const hang = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const made = one({ fates: [{ hang }] });
    const hanging = made.round(DUE_DAY);
    while (made.tried.length === 0) await Promise.resolve();
    await made.round(plusMilliseconds(DUE_DAY, minutes(3)), made.another());
    expect(made.state()[0]).toBe("today sent");
    wake();
    await hanging;
    expect(theFirst(made)).toMatchObject({ state: "SENT", fence: 2 });
  });

  it("or slept before posting does not post any more", async () => {
    const made = one();
    const hold = made.deliveries.hold;
    made.deliveries.hold = async (...given) => {
      const caught = await hold(...given);
      made.stall(minutes(10));
      return caught;
    };
    expect(await made.round(DUE_DAY)).toBe(0);
    expect(made.tried).toEqual([]);
    expect(theFirst(made)).toMatchObject({ state: "PENDING", reason: "held too long" });
  });
});

describe("several couriers on the same rows", () => {
  it("send everything once, however their steps interleave", async () => {
    const made = many(3);
    made.wait(DUE_DAY);
    const couriers = [made.courier, made.another(), made.another()];
    const counts = await Promise.all(
      couriers.flatMap((courier) => [courier.round(DUE_DAY), courier.deliver(WORKSPACE.id, theFirst(made).id)]),
    );
    expect(counts.filter((count) => count !== undefined).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(3);
    expect(made.shown).toHaveLength(3);
    expect(new Set(made.shown.map(({ key }) => key)).size).toBe(3);
  });
});

describe("a promised date", () => {
  const promised = (day: string) =>
    requestOf([...asked(), [plusHours(MONDAY, 1), { type: "promise.recorded", due: { day } }]]);

  it.each([
    ["later", "2022-03-15", ["before", "before", "promised"]],
    ["earlier", "2022-03-08", ["promised"]],
  ])("that is %s moves the next nudge", async (_, day, kinds) => {
    const made = one();
    made.become({ requests: [promised(day)] });
    made.plan(plusHours(MONDAY, 1));
    const sent = () => made.rows.filter(({ state }) => state === "SENT").map(({ kind }) => kind);
    for (let on = MONDAY.slice(0, 10); on < day; on = plusDays(on, 1)) await made.round(`${on}T07:00:00.000Z`);
    expect(sent()).toEqual(kinds.slice(0, -1));
    await made.round(`${day}T07:00:00.000Z`);
    expect(sent()).toEqual(kinds);
  });

  it("arms again what was already said only with a new clock", async () => {
    const made = one();
    await made.round(DUE_DAY);
    made.become({
      requests: [requestOf([...asked(), [DUE_DAY, MOVED_TO_FRIDAY]])],
    });
    made.plan(DUE_DAY);
    await made.round("2022-03-11T07:00:00.000Z");
    expect(made.shown).toHaveLength(1);
    made.become({
      requests: [
        requestOf([
          ...asked(),
          ...asked({
            clock: "c9",
            due: { day: "2022-03-15" },
            lateAt: "2022-03-15T22:00:00.000Z",
            veryLateAt: "2022-03-22T22:00:00.000Z",
          }).slice(2),
        ]),
      ],
    });
    made.plan("2022-03-11T08:00:00.000Z");
    await made.round("2022-03-15T07:00:00.000Z");
    expect(made.shown).toHaveLength(2);
  });
});

describe("the weekly digest", () => {
  it("comes each week, also when it was quiet and on a day off, as a message of its own", async () => {
    const made = scene([requestOf(asked())], { team: { daysOff: { "2022-03-14": "own day" } } });
    made.plan();
    digestRow(made);
    await made.round(MONDAY);
    expect(made.shown).toHaveLength(1);
    await made.round("2022-03-14T07:00:00.000Z");
    expect(made.shown).toHaveLength(2);
    expect(made.state().filter((state) => state === "digest sent")).toHaveLength(2);
  });

  it("goes on after one that could not be delivered", async () => {
    const made = scene([], { fates: ["permanent"] });
    digestRow(made);
    await made.round(MONDAY);
    expect(made.state()).toEqual(["digest dead: channel is archived", "digest pending"]);
    await made.round("2022-03-14T07:00:00.000Z");
    expect(made.shown).toHaveLength(1);
  });
});

describe("the weekly reminder", () => {
  it("comes again and again until they answer", async () => {
    const made = one({ team: NOBODY });
    let at = DUE_DAY;
    for (let week = 0; week < 12; week += 1) {
      for (let day = 0; day < 7; day += 1) await made.round(plusHours(at, 24 * day + 3));
      at = plusHours(at, 24 * 7);
    }
    expect(made.state().filter((state) => state === "weekly sent").length).toBeGreaterThanOrEqual(9);
    made.become({ requests: [requestOf([...asked(), [at, answered("declined")]])] });
    const before = made.shown.length;
    for (let day = 0; day < 30; day += 1) await made.round(plusHours(at, 24 * day + 3));
    expect(made.shown).toHaveLength(before);
    expect(made.state().at(-1)).toBe("weekly skipped: answered");
  });
});

describe("a place whose rows cannot be read", () => {
  it("does not keep the others waiting", async () => {
    const made = inTwoPlaces();
    const hold = made.deliveries.hold;
    made.deliveries.hold = (workspace, place, ...rest) =>
      place.id === PLACE.id ? Promise.reject(new Error("broken")) : hold(workspace, place, ...rest);
    expect(await made.round(DUE_DAY)).toBe(1);
    expect(made.logged).toContainEqual({
      event: "place.unserved",
      fields: { workspace: "w", platform: "console", fault: "Error" },
    });
  });

  it("makes the job come again", async () => {
    const made = one();
    made.deliveries.hold = () => Promise.reject(new Error("broken"));
    await expect(made.courier.deliver(WORKSPACE.id, theFirst(made).id)).rejects.toThrow("broken");
  });
});
