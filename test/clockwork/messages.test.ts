import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWave, messagesOf } from "../../src/clockwork/messages.ts";
import type { DueItem } from "../../src/domain/delivery.ts";
import { REMINDER_KINDS } from "../../src/domain/reminder.ts";
import { plusMilliseconds } from "../../src/domain/time.ts";
import { asked, MONDAY, requestOf } from "./scene.ts";

const item = (id: number, given: Omit<Partial<DueItem>, "company"> & { company?: string } = {}): DueItem => {
  const { company = `company-${id}`, ...rest } = given;
  return {
    delivery: `d${id}`,
    kind: "today",
    key: `k${id}`,
    dueAt: MONDAY,
    repeat: false,
    request: requestOf(asked({ ref: id, company })),
    ...rest,
  };
};
const together = () => false;
const sizes = (items: readonly DueItem[], wave = isWave(items, items, MONDAY)): readonly number[] =>
  messagesOf(items, wave, together).map(({ length }) => length);
const LONG_AGO = plusMilliseconds(MONDAY, -3 * 86_400_000);

describe("which reminders share a message", () => {
  it("a few to different companies come one by one", () => {
    expect(sizes([item(1), item(2), item(3)])).toEqual([1, 1, 1]);
  });

  it("two to one company come together", () => {
    expect(sizes([item(1, { company: "amazon" }), item(2), item(3, { company: "amazon" })])).toEqual([2, 1]);
  });

  it("more than three in one place are one summary", () => {
    expect(sizes([item(1), item(2), item(3), item(4)])).toEqual([4]);
  });

  it("what an outage kept back comes at once, what is merely in the queue does not", () => {
    expect(sizes([item(1, { dueAt: LONG_AGO }), item(2)])).toEqual([2]);
    expect(sizes([item(1, { dueAt: plusMilliseconds(MONDAY, -60_000) }), item(2)])).toEqual([1, 1]);
    expect(isWave([item(1)], [item(1), item(2, { dueAt: LONG_AGO })], MONDAY)).toBe(false);
    expect(isWave([item(1), item(2)], [item(1), item(2), item(3, { dueAt: LONG_AGO })], MONDAY)).toBe(true);
  });

  it("a message holds ten, and the rest of a wave stays a wave", () => {
    expect(sizes(Array.from({ length: 23 }, (_, id) => item(id)))).toEqual([10, 10, 3]);
    expect(sizes([item(1), item(2)], true)).toEqual([2]);
  });

  it("the token is lent by one that has lent it to no message that may stand there, and else to none with others in it", () => {
    const spent = { spent: true } as const;
    const ids = (items: readonly DueItem[]) =>
      messagesOf(items, true, together).map((message) => message.map(({ delivery }) => delivery));
    expect(ids([item(1, spent), item(2), item(3, spent), item(4)])).toEqual([["d2", "d4", "d1", "d3"]]);
    expect(ids([item(1, spent), item(2, spent)])).toEqual([["d1"], ["d2"]]);
  });

  it("the worst comes first", () => {
    const [message] = messagesOf(
      [
        item(1, { kind: "before" }),
        item(2, { kind: "very_late" }),
        item(3, { kind: "unread" }),
        item(4, { kind: "late" }),
      ],
      true,
      together,
    );
    expect(message?.map(({ kind }) => kind)).toEqual(["very_late", "late", "before", "unread"]);
  });

  it("what is somebody else's by now comes apart from what is a person's own", () => {
    const messages = messagesOf(
      [item(1), item(2), item(3), item(4), item(5)],
      true,
      ({ delivery }) => delivery === "d3",
    );
    expect(messages.map((message) => message.map(({ delivery }) => delivery))).toEqual([
      ["d1", "d2", "d4", "d5"],
      ["d3"],
    ]);
  });

  it("a digest speaks alone", () => {
    expect(sizes([item(1), item(2), item(3), item(4), item(5, { kind: "digest" })])).toEqual([4, 1]);
  });

  it("every item is in exactly one message of at most ten, and the same items make the same messages in any order", () => {
    const anyItems = fc.uniqueArray(
      fc.record({
        id: fc.nat(60),
        kind: fc.constantFrom(...REMINDER_KINDS, "digest" as const),
        company: fc.constantFrom("a", "b", "c"),
        ago: fc.nat(7_200_000),
      }),
      { selector: ({ id }) => id, maxLength: 40 },
    );
    fc.assert(
      fc.property(anyItems, fc.boolean(), (all, wave) => {
        const items = all.map(({ id, kind, company, ago }) =>
          item(id, { kind, company, dueAt: plusMilliseconds(MONDAY, -ago) }),
        );
        const isApart = ({ delivery }: DueItem) => Number(delivery.slice(1)) % 3 === 0;
        const messages = messagesOf(items, wave, isApart);
        expect(
          messages
            .flat()
            .map(({ delivery }) => delivery)
            .toSorted(),
        ).toEqual(items.map(({ delivery }) => delivery).toSorted());
        expect(messages.every(({ length }) => length >= 1 && length <= 10)).toBe(true);
        expect(messages.every((message) => new Set(message.map(isApart)).size === 1)).toBe(true);
        const ids = (of: readonly (readonly DueItem[])[]) =>
          of.map((message) => message.map(({ delivery }) => delivery).join()).toSorted();
        expect(ids(messagesOf(items.toReversed(), wave, isApart))).toEqual(ids(messages));
      }),
    );
  });
});
