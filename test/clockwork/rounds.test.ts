import { describe, expect, it } from "vitest";
import { audit } from "../../src/clockwork/auditor.ts";
import { createCourier } from "../../src/clockwork/courier.ts";
import { roundsOf } from "../../src/clockwork/rounds.ts";
import { type Instant, plusHours, plusMilliseconds } from "../../src/domain/time.ts";
import { asked, PLACE, requestOf, scene, WORKSPACE } from "./scene.ts";

const DUE_DAY = "2022-03-09T07:00:00.000Z";

const made = (options: Parameters<typeof scene>[1] = {}) => {
  const all = scene([requestOf(asked())], options);
  all.plan();
  const tidied: string[] = [];
  const rounds = roundsOf({
    crew: all.courier,
    tell: all.courier.tell,
    deliveries: all.deliveries,
    limiter: { prune: async () => void tidied.push("limits") },
    log: all.parts.log,
    vacuum: async () => void tidied.push("vacuum"),
  });
  const run = async (name: string): Promise<void> => {
    const round = rounds.find((one) => one.name === name);
    if (!round) throw new Error(`There is no round ${name}`);
    await round.run();
  };
  return { ...all, rounds, run, tidied };
};

describe("the regular rounds", () => {
  it("are named once each, and the night's tidying only where the database needs it", () => {
    const { rounds, courier, deliveries, parts } = made();
    const { log, limiter } = parts;
    expect(rounds.map(({ name }) => name)).toEqual(["repair", "look-ahead", "audit", "forget", "vacuum"]);
    expect(roundsOf({ crew: courier, tell: courier.tell, deliveries, limiter, log }).map(({ name }) => name)).toEqual([
      "repair",
      "look-ahead",
      "audit",
      "forget",
    ]);
  });

  it("send what is due although its job was lost", async () => {
    const { wait, run, shown } = made();
    wait(DUE_DAY);
    await run("repair");
    expect(shown).toHaveLength(1);
  });

  it("set the alarm of what falls due within two days, and of nothing else", async () => {
    const { wait, run, alarms, logged } = made();
    const planned = alarms.length;
    wait(plusHours(DUE_DAY, -49));
    await run("look-ahead");
    expect(alarms.slice(planned)).toEqual([]);
    wait(plusHours(DUE_DAY, -47));
    await run("look-ahead");
    expect(alarms.slice(planned).map(({ kind }) => kind)).toEqual(["today"]);
    expect(logged).toEqual([{ event: "deliveries.enqueued", fields: { count: 1 } }]);
  });

  it("tidy at night, and forget limits that nobody needs by the hour", async () => {
    const { run, tidied } = made();
    await run("vacuum");
    await run("look-ahead");
    expect(tidied).toEqual(["vacuum", "limits"]);
  });
});

describe("a round in which very many places have something due", () => {
  it("asks for them a few times, and serves each once", async () => {
    const { parts } = made();
    const places = Array.from({ length: 2_000 }, (_, nth) => ({
      workspace: WORKSPACE.id,
      place: { ...PLACE, id: `room-${nth}` },
    }));
    const served: string[] = [];
    let asks = 0;
    const deliveries = {
      ...parts.deliveries,
      duePlaces: async (_: Instant, limit: number) => {
        asks += 1;
        return places.slice(0, limit);
      },
      hold: async (_: string, { id }: { readonly id: string }) => void served.push(id),
    };
    await createCourier({ ...parts, deliveries }).round(DUE_DAY);
    expect(served).toEqual(places.map(({ place }) => place.id));
    expect(asks).toBeLessThanOrEqual(8);
  });
});

describe("the auditor", () => {
  it("says that all is well while everything due is younger than five minutes or settled", async () => {
    const { deliveries, wait, round, parts, logged } = made();
    const still = plusMilliseconds(DUE_DAY, 299_000);
    wait(still);
    expect(await audit(deliveries, parts.log)).toBe(0);
    await round(still);
    wait(plusHours(DUE_DAY, 1));
    expect(await audit(deliveries, parts.log)).toBe(0);
    expect(logged.map(({ event }) => event)).toEqual(["deliveries.audited", "deliveries.audited"]);
  });

  it("warns of what is tried in vain, although its next attempt is not due", async () => {
    const { wait, round, run, logged } = made({ fates: [{ retryAfter: 900 }] });
    await round(DUE_DAY);
    wait(plusMilliseconds(DUE_DAY, 300_000));
    await run("audit");
    expect(logged.map(({ event }) => event)).toEqual(["delivery.retry", "deliveries.overdue"]);
  });

  it("warns of what is due, not sent and not given up", async () => {
    const { wait, run, logged } = made();
    wait(plusMilliseconds(DUE_DAY, 300_000));
    await run("audit");
    expect(logged).toEqual([{ event: "deliveries.overdue", fields: { count: 1, minutes: 5 } }]);
  });
});
