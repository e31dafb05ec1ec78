import { type Instant, plusMilliseconds } from "../../src/domain/time.ts";
import { createVirtualClock, type VirtualClock } from "../../src/process/virtual-clock.ts";

/** A clock for tests, which also moves by a stretch. */
export interface TestClock extends VirtualClock {
  advance(milliseconds: number): void;
}

/** Stands at the hour at which the story of 2022 begins, unless told otherwise. */
export const testClock = (start: Instant = "2022-03-07T07:00:00.000Z"): TestClock => {
  const clock = createVirtualClock(start);
  return { ...clock, advance: (milliseconds) => clock.set(plusMilliseconds(clock.now(), milliseconds)) };
};
