import { describe, expect, it } from "vitest";
import { answers, givenRequest, LOG } from "../support/given.ts";

const TUESDAY = "2022-03-08T08:00:00.000Z";
const WEDNESDAY = "2022-03-09T08:00:00.000Z";
const THURSDAY = "2022-03-10T08:00:00.000Z";
const NEXT_MONDAY = "2022-03-14T08:00:00.000Z";

describe("whose move it is", () => {
  it("is ours while nothing has been sent", () => {
    const { approach: _, ask: __, ...draft } = LOG;
    expect(givenRequest(draft).standing).toMatchObject({ move: "ours", waitsFor: "send", running: false });
  });

  it("is theirs once the letter is out, and the clock runs", () => {
    expect(givenRequest().standing).toMatchObject({ move: "theirs", running: true, due: { day: "2022-03-14" } });
  });

  it.each([
    ["acknowledged", "theirs", true],
    ["deferred", "theirs", true],
    ["declined", "ours", false],
    ["counter_offer", "ours", false],
    ["accepted_partial", "ours", false],
    ["accepted_full", "ours", false],
    ["reversed", "ours", false],
  ] as const)("after %s of a restrict ask is %s (clock runs: %s)", (outcome, move, running) => {
    expect(givenRequest().when(TUESDAY, answers(outcome)).standing).toMatchObject({ move, running, outcome });
  });

  it("stays theirs after a yes to a contribute ask: the delivery is their move", () => {
    const equipment = { ...LOG, request: { ...LOG.request, kind: "equipment" as const } };
    expect(givenRequest(equipment).when(TUESDAY, answers("accepted_full")).standing).toMatchObject({
      move: "theirs",
      running: false,
    });
  });

  it("goes back to them when we turn to them again after a no", () => {
    const again = {
      do: "approach",
      approach: { at: { on: WEDNESDAY, precision: "instant" }, channel: "call", chase: true },
    } as const;
    expect(givenRequest().when(TUESDAY, answers("declined")).when(WEDNESDAY, again).standing).toMatchObject({
      move: "theirs",
      outcome: "declined",
    });
  });

  it("does not go back when a letter from before the answer is recorded late", () => {
    const earlier = {
      do: "approach",
      approach: { at: { on: "2022-03-06", precision: "day" }, channel: "social_public", chase: false },
    } as const;
    expect(
      givenRequest()
        .when(TUESDAY, answers("declined", { stated: { on: "2022-03-08", precision: "day" } }))
        .when(WEDNESDAY, earlier).standing.move,
    ).toBe("ours");
  });
});

describe("an answer that nobody has read", () => {
  it("is flagged, and neither stops the clock nor hides that it is late", () => {
    const { standing } = givenRequest().when(THURSDAY, answers());
    expect(standing).toMatchObject({ running: true, waitsFor: "read", unread: { version: 1, since: THURSDAY } });
    expect(standing.lateAt).toBe("2022-03-14T22:00:00.000Z");
  });

  it("is read by correcting that version", () => {
    const tale = givenRequest()
      .when(THURSDAY, answers())
      .when(NEXT_MONDAY, { do: "edit_response", version: 1, changes: { outcome: "declined" } });
    expect(tale.standing).toMatchObject({ outcome: "declined", move: "ours" });
    expect(tale.standing.unread).toBeUndefined();
  });

  it("does not count when it was an automatic reply", () => {
    expect(givenRequest().when(TUESDAY, answers("acknowledged", { automatic: true })).standing).toMatchObject({
      running: true,
      move: "theirs",
    });
  });
});

describe("the answer in force", () => {
  it("is the latest by effective day, whenever it was recorded", () => {
    const tale = givenRequest()
      .when(TUESDAY, answers("accepted_partial", { effective: { on: "2022-03-08", precision: "day" } }))
      .when(WEDNESDAY, answers("acknowledged", { effective: { on: "2022-03-01", precision: "week" } }));
    expect(tale.standing.outcome).toBe("accepted_partial");
  });

  it("is the one recorded last on the same day", () => {
    expect(
      givenRequest().when(TUESDAY, answers("acknowledged")).when(TUESDAY, answers("declined")).standing.outcome,
    ).toBe("declined");
  });

  it("is never one that another supersedes", () => {
    const tale = givenRequest()
      .when(TUESDAY, answers("declined"))
      .when(WEDNESDAY, answers("accepted_full", { supersedes: 1, effective: { on: "2022-03-01", precision: "day" } }));
    expect(tale.standing.outcome).toBe("accepted_full");
  });

  it("is disputed while sources differ, until somebody chooses", () => {
    const disputed = givenRequest()
      .when(TUESDAY, answers("accepted_partial", { extent: "pause_new", source: "B" }))
      .when(WEDNESDAY, {
        do: "dispute_response",
        version: 1,
        claims: [{ field: "extent", value: "suspend", source: "A", chosen: false }],
      });
    expect(disputed.standing).toMatchObject({ disputed: true, extent: "pause_new" });
    const settled = disputed.when(THURSDAY, { do: "choose", version: 1, field: "extent", value: "suspend" });
    expect(settled.standing).toMatchObject({ disputed: false, extent: "suspend" });
    expect(settled.request.responses[0]?.claims).toHaveLength(1);
  });

  it("may precede its request: it is recorded, never refused", () => {
    const tale = givenRequest().when(
      TUESDAY,
      answers("accepted_partial", { stated: { on: "2022-03-01", precision: "week" } }),
    );
    expect(tale.standing.answered && tale.standing.sent && tale.standing.answered < tale.standing.sent).toBe(true);
  });
});

describe("the clock", () => {
  it("stops when they ask us something and keeps the working days that were left", () => {
    const paused = givenRequest().when(TUESDAY, {
      do: "respond",
      response: { automatic: false, unsolicited: false, outcome: "acknowledged" },
      asks: "Which accounts?",
    });
    expect(paused.standing).toMatchObject({ move: "ours", waitsFor: "answer_them", running: false });
    expect(paused.request.notes).toMatchObject([{ kind: "question", text: "Which accounts?" }]);
    const resumed = paused.when(NEXT_MONDAY, { do: "resume" });
    expect(resumed.standing).toMatchObject({ move: "theirs", running: true, due: { day: "2022-03-18" } });
  });

  it("is a new one with a new deadline, and the old one's reminders are over", () => {
    const tale = givenRequest().when(TUESDAY, {
      do: "due",
      ask: { term: { unit: "hours", count: 48 }, stated: "48h" },
    });
    expect(tale.request.deadline).toMatchObject({ clock: "c2", due: { at: THURSDAY } });
  });

  it("is not paused twice, nor resumed when it runs, nor paused where there is none", () => {
    const { ask: _, ...open } = LOG;
    givenRequest()
      .when(TUESDAY, { do: "pause", reason: "x" })
      .refuses(WEDNESDAY, { do: "pause", reason: "x" }, "already_paused");
    givenRequest().refuses(TUESDAY, { do: "resume" }, "not_paused");
    givenRequest(open).refuses(TUESDAY, { do: "pause", reason: "x" }, "no_deadline");
  });
});

describe("the end of a request", () => {
  it("takes nobody's move, and an answer after it is kept", () => {
    const tale = givenRequest()
      .when(TUESDAY, { do: "withdraw", reason: "wrong entity" })
      .when(WEDNESDAY, answers("accepted_full"));
    expect(tale.standing).toMatchObject({ move: "nobody", running: false });
    expect(tale.request.responses).toHaveLength(1);
    expect(tale.standing.unread).toBeUndefined();
  });

  it("refuses what only open requests take", () => {
    const closed = givenRequest().when(TUESDAY, { do: "close", reason: "done" });
    closed.refuses(WEDNESDAY, { do: "snooze", until: THURSDAY, reason: "x" }, "already_closed");
    closed.refuses(WEDNESDAY, { do: "close", reason: "again" }, "already_closed");
    givenRequest().refuses(TUESDAY, { do: "reopen", reason: "x" }, "still_open");
  });

  it("can be taken back by reopening", () => {
    expect(
      givenRequest()
        .when(TUESDAY, { do: "close", reason: "done" })
        .when(WEDNESDAY, { do: "reopen", reason: "they resumed" }).standing.move,
    ).toBe("theirs");
  });

  it("does not propose to close again by what had been done before, until they answer anew", () => {
    const done = givenRequest().when(TUESDAY, answers("accepted_full"));
    expect(done.standing.waitsFor).toBe("close");
    const again = done
      .when(TUESDAY, { do: "close", reason: "done" })
      .when(WEDNESDAY, { do: "reopen", reason: "they resumed" });
    expect(again.standing).toMatchObject({ move: "ours", waitsFor: "decide" });
    expect(again.when(THURSDAY, answers("accepted_full")).standing.waitsFor).toBe("close");
  });
});

describe("a snooze", () => {
  it("ends with a new answer", () => {
    const snoozed = givenRequest().when(TUESDAY, { do: "snooze", until: NEXT_MONDAY, reason: "promised" });
    expect(snoozed.request.snooze).toBeDefined();
    expect(snoozed.when(WEDNESDAY, answers()).request.snooze).toBeUndefined();
  });
});

describe("undo", () => {
  const view = ({ version: _, changed: __, ...shown }: object & { version?: unknown; changed?: unknown }) => shown;

  it("brings back what was before, and undoing the undo brings back what was after", () => {
    const before = givenRequest();
    const after = before.when(TUESDAY, answers("declined", { ground: "legal" }));
    const undone = after.undone(WEDNESDAY);
    expect(view(undone.request)).toEqual(view(before.request));
    expect(undone.request.version).toBe(3);
    expect(view(undone.undone(THURSDAY, "m1", "ch3").request)).toEqual(view(after.request));
  });

  it("goes back one change at a time, down to the logging itself", () => {
    const twice = givenRequest().when(TUESDAY, answers()).undone(WEDNESDAY);
    expect(() => twice.undone(THURSDAY).request).toThrow("taken back");
    expect(() => twice.undone(THURSDAY).undone(NEXT_MONDAY)).toThrow("nothing_to_undo");
  });

  it("is not for what somebody else did, unless a lead asks", () => {
    const theirs = givenRequest().when(TUESDAY, answers(), "m2");
    expect(() => theirs.undone(WEDNESDAY, "m1")).toThrow("undo_others");
    expect(theirs.undone(WEDNESDAY, "m1", undefined, { mayUndoOthers: true }).request.responses).toHaveLength(0);
  });

  it("refuses to bring back what was taken back before something else happened", () => {
    const tale = givenRequest()
      .when(TUESDAY, answers())
      .undone(WEDNESDAY)
      .when(THURSDAY, { do: "snooze", until: NEXT_MONDAY, reason: "x" });
    expect(() => tale.undone(NEXT_MONDAY, "m1", "ch3")).toThrow("stale");
  });
});

describe("bad input", () => {
  it("is refused with what is wrong", () => {
    const tale = givenRequest();
    tale.refuses(TUESDAY, answers("accepted_full", { ground: "legal" }), "ground_needs_no");
    tale.refuses(TUESDAY, answers("declined", { supersedes: 7 }), "no_such_response");
    tale.refuses(TUESDAY, { do: "edit_response", version: 9, changes: { outcome: "declined" } }, "no_such_response");
    tale.refuses(TUESDAY, { do: "answer_note", no: 1, text: "x" }, "no_such_note");
    tale.refuses(
      TUESDAY,
      { do: "dispute_approach", no: 4, claim: { field: "date", value: "x", source: "y", chosen: false } },
      "no_such_approach",
    );
    tale.refuses(TUESDAY, { do: "edit", changes: {} }, "nothing_to_change");
    tale.refuses(TUESDAY, { do: "assign", owner: null }, "nothing_to_change");
  });
});
