import { expect, it } from "vitest";
import { createLanes } from "../../src/process/lanes.ts";

/** Work that begins when it may, and ends when it is told to. */
const works = (count: number) => {
  const begun: number[] = [];
  const all = Array.from({ length: count }, (_, number) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const work = (): Promise<void> => {
      begun.push(number);
      return promise;
    };
    return { work, resolve, reject };
  });
  return { begun, all };
};

it("lets so many works run side by side, and the others in the order in which they came", async () => {
  const { begun, all } = works(5);
  const lanes = createLanes(2, 2);
  const running = all.map(({ work }) => lanes.run("office", work));
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);
  all[1]?.resolve();
  await running[1];
  await Promise.resolve();
  expect(begun).toEqual([0, 1, 2]);
  for (const { resolve } of all) resolve();
  await Promise.all(running);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
});

it("frees the lane of work that fails, and hands its error on", async () => {
  const { begun, all } = works(2);
  const lanes = createLanes(1, 1);
  const [first, second] = all.map(({ work }) => lanes.run("office", work));
  all[0]?.reject(new Error("no connection"));
  await expect(first).rejects.toThrow("no connection");
  all[1]?.resolve();
  await second;
  expect(begun).toEqual([0, 1]);
});

it("gives nobody more than a share, and the next lane to whoever waits and may have it", async () => {
  const { begun, all } = works(4);
  const lanes = createLanes(3, 2);
  const running = all.map(({ work }, number) => lanes.run(number < 3 ? "locked" : "another", work));
  await Promise.resolve();
  expect(begun).toEqual([0, 1, 3]);
  all[0]?.resolve();
  await running[0];
  await Promise.resolve();
  expect(begun).toEqual([0, 1, 3, 2]);
  for (const { resolve } of all) resolve();
  await Promise.all(running);
});
