import { describe, expect, it } from "vitest";
import { createRoom, placeNamed } from "../../../adapters/console/room.ts";
import type { View } from "../../../src/view/view.ts";

const said = (title: string): View => ({
  title: [title],
  tone: "plain",
  blocks: [{ kind: "buttons", buttons: [{ label: "Done", weight: "main", call: { command: "close", options: {} } }] }],
});

const room = () =>
  createRoom({
    speaker: { account: "ann", name: "ann" },
    place: "#desk",
    language: "en",
    now: () => "2022-03-07T09:00:00.000Z",
    see: () => undefined,
  });

describe("a button that changed something", () => {
  it("turns the reminder it was pressed on into a record of what was done", () => {
    const chat = room();
    chat.post(placeNamed("#desk"), said("AID-1 is due"), "k1", "en");
    chat.answer({ view: said("AID-1: closed."), audience: "channel", replaces: true }, chat.button("Done")?.message);
    expect(chat.button("Done")?.message).toMatchObject({ id: "m1", view: { title: ["AID-1: closed."] } });
    expect(chat.captions()).toEqual(["Done"]);
  });

  it("leaves an answer as it was said, and says the new one under it", () => {
    const chat = room();
    chat.answer({ view: said("AID-1"), audience: "channel" });
    chat.answer({ view: said("AID-1: closed."), audience: "channel", replaces: true }, chat.button("Done")?.message);
    expect(chat.captions()).toEqual(["Done", "Done"]);
  });
});
