import { describe, expect, it } from "vitest";
import { isCovered } from "../../src/domain/approval.ts";
import { givenRequest, LOG } from "../support/given.ts";

const TUESDAY = "2022-03-08T08:00:00.000Z";
const WEDNESDAY = "2022-03-09T08:00:00.000Z";
const THURSDAY = "2022-03-10T08:00:00.000Z";

const { approach: _, ask: __, ...DRAFT } = LOG;
const LETTER = { channel: "open_letter", text: "We ask you to stop" } as const;
const ASK = { do: "ask_approval" } as const;
const APPROVE = { do: "approve" } as const;
const RETURN = { do: "return", word: "Name the law" } as const;

const sent = (at: string, channel: "email" | "open_letter" = "open_letter") =>
  ({ do: "approach", approach: { at: { on: at, precision: "instant" }, channel, chase: false } }) as const;

describe("a lead's word", () => {
  it("is asked for a draft, and the move stays ours until the lead has spoken", () => {
    const tale = givenRequest(DRAFT).when(TUESDAY, ASK, "m1");
    expect(tale.request).toMatchObject({ status: "awaiting_approval", approval: { asked: TUESDAY, by: "m1" } });
    expect(tale.standing).toMatchObject({ move: "ours", waitsFor: "approve", running: false });
    tale.refuses(WEDNESDAY, ASK, "already_asked");
  });

  it("keeps nothing from being sent but what still waits for it or was sent back", () => {
    const asked = givenRequest(DRAFT).when(TUESDAY, ASK);
    asked
      .refuses(WEDNESDAY, sent(WEDNESDAY), "needs_approval")
      .refuses(WEDNESDAY, sent(WEDNESDAY, "email"), "needs_approval");
    asked.when(WEDNESDAY, RETURN, "m2").refuses(THURSDAY, sent(THURSDAY), "needs_approval");
    expect(asked.when(WEDNESDAY, APPROVE, "m2").when(THURSDAY, sent(THURSDAY)).request.status).toBe("open");
  });

  it("is remembered with who gave it, and with the word it was sent back with", () => {
    const asked = givenRequest({ ...DRAFT, proposed: LETTER });
    expect(asked.request).toMatchObject({ status: "awaiting_approval", approval: { proposed: LETTER } });
    const back = asked.when(TUESDAY, RETURN, "m2").request;
    expect(back).toMatchObject({
      status: "draft",
      approval: { returned: { at: TUESDAY, by: "m2", word: "Name the law" } },
    });
    const again = asked.when(TUESDAY, RETURN, "m2").when(WEDNESDAY, ASK).when(THURSDAY, APPROVE, "m2").request;
    expect(again).toMatchObject({ status: "draft", approval: { proposed: LETTER, given: { at: THURSDAY, by: "m2" } } });
    expect(again.approval?.returned).toBeUndefined();
  });

  it("has to be asked for before it can be given, and once", () => {
    givenRequest(DRAFT).refuses(TUESDAY, APPROVE, "not_awaiting").refuses(TUESDAY, RETURN, "not_awaiting");
    givenRequest().refuses(TUESDAY, ASK, "already_sent");
    givenRequest(DRAFT).when(TUESDAY, ASK).when(WEDNESDAY, APPROVE).refuses(THURSDAY, APPROVE, "not_awaiting");
    const gone = givenRequest(DRAFT).when(TUESDAY, ASK).when(WEDNESDAY, { do: "withdraw", reason: "no more" });
    gone.refuses(THURSDAY, APPROVE, "already_withdrawn").refuses(THURSDAY, ASK, "already_withdrawn");
    expect(gone.when(THURSDAY, { do: "reopen", reason: "after all" }).request.status).toBe("awaiting_approval");
  });

  it("is asked for a further approach while the clock of the request runs on", () => {
    const tale = givenRequest().when(TUESDAY, { ...ASK, proposed: LETTER });
    expect(tale.request.status).toBe("open");
    expect(tale.standing).toMatchObject({ move: "theirs", running: true, waitsFor: "approve" });
    expect(tale.when(WEDNESDAY, sent(WEDNESDAY, "email")).request.approaches).toHaveLength(2);
    const approved = tale.when(WEDNESDAY, APPROVE, "m2");
    expect(approved.standing).toMatchObject({ move: "theirs", running: true, waitsFor: "send" });
    expect(approved.when(THURSDAY, sent(THURSDAY)).standing.waitsFor).toBeUndefined();
  });

  it("covers that channel and those words, and one public approach", () => {
    const approved = givenRequest({ ...DRAFT, proposed: LETTER }).when(TUESDAY, APPROVE, "m2");
    expect(isCovered(approved.request, LETTER)).toBe(true);
    expect(isCovered(approved.request, { ...LETTER, text: "We demand" })).toBe(false);
    expect(isCovered(approved.request, { ...LETTER, channel: "social_public" })).toBe(false);
    expect(isCovered(approved.when(WEDNESDAY, sent(WEDNESDAY)).request, LETTER)).toBe(false);
    const whole = givenRequest(DRAFT).when(TUESDAY, ASK).when(WEDNESDAY, APPROVE).request;
    expect(isCovered(whole, { channel: "social_public", text: "Anything" })).toBe(true);
  });

  it("is taken back by undo, as if it had not been spoken", () => {
    const asked = givenRequest({ ...DRAFT, proposed: LETTER });
    const undone = asked.when(TUESDAY, APPROVE, "m2").undone(WEDNESDAY, "m2");
    expect(undone.request).toMatchObject({ status: "awaiting_approval", approval: { proposed: LETTER } });
    expect(undone.request.approval?.given).toBeUndefined();
  });
});
