import { describe, expect, it } from "vitest";
import { phaseOf } from "../../src/domain/phase.ts";
import type { Standing } from "../../src/domain/standing.ts";
import type { Status } from "../../src/domain/vocabulary.ts";

const AT = "2022-03-07T07:00:00.000Z";
const ASKED: Standing = {
  disputed: false,
  fulfilment: "none",
  move: "theirs",
  running: true,
  moved: "2022-03-01T07:00:00.000Z",
};
const PAST = { lateAt: "2022-03-06T07:00:00.000Z" };
const AGREED = { outcome: "accepted_full", running: false } as const;
const UNREAD = { unread: { version: 2, since: AT } };

describe("The phase of a request", () => {
  it.each<[expected: string, status: Status, standing: Partial<Standing>]>([
    ["draft", "draft", { move: "ours", waitsFor: "send" }],
    ["approval", "awaiting_approval", { move: "ours", waitsFor: "approve" }],
    ["closed", "closed", { ...PAST, fulfilment: "full" }],
    ["withdrawn", "withdrawn", PAST],
    ["to_send", "open", { move: "ours", waitsFor: "send" }],
    ["waiting", "open", {}],
    ["waiting", "open", { lateAt: "2022-03-08T07:00:00.000Z" }],
    ["waiting", "open", { outcome: "acknowledged" }],
    ["late", "open", PAST],
    ["late", "open", { ...PAST, ...UNREAD }],
    ["answered", "open", UNREAD],
    ["answered", "open", { move: "ours", outcome: "declined", waitsFor: "decide" }],
    ["answered", "open", { move: "ours", waitsFor: "answer_them" }],
    ["promised", "open", AGREED],
    ["promised", "open", { ...AGREED, fulfilment: "part" }],
    ["fulfilled", "open", { ...AGREED, ...PAST, fulfilment: "full" }],
  ])("is %s while it is %s and %o", (expected, status, standing) => {
    expect(phaseOf({ status }, { ...ASKED, ...standing }, AT)).toBe(expected);
  });
});
