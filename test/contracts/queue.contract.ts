import { expect, it } from "vitest";
import type { Wake } from "../../db/queue.ts";
import type { QueueWork } from "../../src/ports.ts";
import { courier, wake } from "../support/courier.ts";

/** A queue with nothing in it, and the time that it lives in. */
export interface QueueInTime {
  /** Sets a delivery's alarm, or moves it. */
  set(due: Wake): Promise<void>;
  /** From here on so many processes take what rings. */
  start(work: QueueWork, processes?: number): Promise<void>;
  /** Lets time pass until this is kept. */
  pass<T>(until: Promise<T>): Promise<T>;
}

const PAST = "2022-03-07T06:00:00.000Z";
const FAR = "2122-03-07T07:00:00.000Z";

/**
 * What every queue must do, whether it is a job engine on a database or simulated: ring for what is due and not before,
 * once for each alarm, one at a time in each place, and again where that failed.
 */
export const queueContract = (open: () => Promise<QueueInTime>): void => {
  const ids = (...wakes: readonly Wake[]): readonly string[] => wakes.map(({ delivery }) => delivery);

  it("rings for what is due, and leaves what is not", async () => {
    const { set, start, pass } = await open();
    const [later, due] = [wake(FAR, "#one"), wake(PAST, "#two")];
    await set(later);
    await set(due);
    const { work, until } = courier();
    await start(work);
    expect(await pass(until(1))).toEqual(ids(due));
  });

  it("has one alarm for one delivery, at the time set last", async () => {
    const { set, start, pass } = await open();
    const [sooner, later, other] = [wake(FAR, "#one"), wake(PAST, "#two"), wake(PAST, "#three")];
    await set(sooner);
    await set({ ...sooner, dueAt: PAST });
    await set(later);
    await set({ ...later, dueAt: FAR });
    const { work, until, woken } = courier();
    await start(work);
    await pass(until(1));
    await set(other);
    await pass(until(2));
    expect(woken).toEqual(ids(sooner, other));
  });

  it("rings each alarm in one process of several", async () => {
    const { set, start, pass } = await open();
    const all = Array.from({ length: 12 }, (_, nth) => wake(PAST, `#${nth}`));
    for (const one of all) await set(one);
    const { work, until, woken } = courier();
    await start(work, 3);
    await pass(until(12));
    await set(wake(PAST, "#after"));
    await pass(until(13));
    expect(new Set(woken.slice(0, 12))).toEqual(new Set(ids(...all)));
  });

  it("rings once more where the alarm was set anew while it rang", async () => {
    const { set, start, pass } = await open();
    const due = wake(PAST);
    let times = 0;
    const { work, until } = courier(async () => {
      times += 1;
      // As where the platform's limit puts it off.
      if (times === 1) await set(due);
    });
    await set(due);
    await start(work);
    expect(await pass(until(2))).toEqual(ids(due, due));
  });

  it("rings again for what failed, and keeps to that though the alarm is moved meanwhile", async () => {
    const { set, start, pass } = await open();
    const [due, after] = [wake(PAST, "#one"), wake(PAST, "#two")];
    let times = 0;
    const { work, until } = courier(async (delivery) => {
      if (delivery !== due.delivery) return;
      times += 1;
      if (times === 1) throw new Error("the database is away");
    });
    await set(due);
    await start(work);
    await pass(until(1));
    // By the time that another has rung the first has been given back.
    await set(after);
    await pass(until(2));
    await set({ ...due, dueAt: FAR });
    expect((await pass(until(3))).at(-1)).toBe(due.delivery);
  });

  it("goes on elsewhere while one delivery of a place is worked on", async () => {
    const { set, start, pass } = await open();
    const [first, second] = [wake(PAST, "#one"), wake(PAST, "#one")];
    const [elsewhere, after] = [wake(PAST, "#two"), wake(PAST, "#three")];
    const done = Promise.withResolvers<void>();
    const { work, until } = courier((delivery) => (delivery === first.delivery ? done.promise : Promise.resolve()));
    await start(work);
    await set(first);
    await pass(until(1));
    await set(second);
    await set(elsewhere);
    await pass(until(2));
    // Fetched later than the second could have been.
    await set(after);
    const sofar = [...(await pass(until(3)))];
    done.resolve();
    expect(sofar).toEqual(ids(first, elsewhere, after));
    expect((await pass(until(4))).at(-1)).toBe(second.delivery);
  });
};
