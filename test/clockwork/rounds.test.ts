import { describe, expect, it } from "vitest";
import { audit } from "../../src/clockwork/auditor.ts";
import { roundsOf } from "../../src/clockwork/rounds.ts";
import { plusHours, plusMilliseconds } from "../../src/domain/time.ts";
import { asked, requestOf, scene } from "./scene.ts";

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
    const { deliveries, run, shown } = made();
    deliveries.at = DUE_DAY;
    await run("repair");
    expect(shown).toHaveLength(1);
  });

  it("give a job to what falls due within two days, once", async () => {
    const { deliveries, run, logged } = made();
    deliveries.at = plusHours(DUE_DAY, -47);
    await run("look-ahead");
    expect(deliveries.rows.filter(({ job }) => job).map(({ kind }) => kind)).toEqual(["today"]);
    await run("look-ahead");
    expect(logged.filter(({ event }) => event === "deliveries.enqueued")).toHaveLength(1);
  });

  it("tidy at night, and forget limits that nobody needs by the hour", async () => {
    const { run, tidied } = made();
    await run("vacuum");
    await run("look-ahead");
    expect(tidied).toEqual(["vacuum", "limits"]);
  });
});

describe("the auditor", () => {
  it("says that all is well while everything due is younger than five minutes or settled", async () => {
    const { deliveries, courier, parts, logged } = made();
    deliveries.at = plusMilliseconds(DUE_DAY, 299_000);
    expect(await audit(deliveries, parts.log)).toBe(0);
    await courier.round(deliveries.at);
    deliveries.at = plusHours(DUE_DAY, 1);
    expect(await audit(deliveries, parts.log)).toBe(0);
    expect(logged.map(({ event }) => event)).toEqual(["deliveries.audited", "deliveries.audited"]);
  });

  it("warns of what is tried in vain, although its next attempt is not due", async () => {
    const { deliveries, courier, run, logged } = made({ fates: [{ retryAfter: 900 }] });
    deliveries.at = DUE_DAY;
    await courier.round(DUE_DAY);
    deliveries.at = plusMilliseconds(DUE_DAY, 300_000);
    await run("audit");
    expect(logged.map(({ event }) => event)).toEqual(["delivery.retry", "deliveries.overdue"]);
  });

  it("warns of what is due, not sent and not given up", async () => {
    const { deliveries, run, logged } = made();
    deliveries.at = plusMilliseconds(DUE_DAY, 300_000);
    await run("audit");
    expect(logged).toEqual([{ event: "deliveries.overdue", fields: { count: 1, minutes: 5 } }]);
  });
});
