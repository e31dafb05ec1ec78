import { describe, expect, it } from "vitest";
import { wave } from "./wave.ts";

describe("A wave that falls due at one moment", () => {
  it("comes whole, ten to a message and the most urgent first, as fast as the platforms take it", async () => {
    const { seconds, putOff, ...came } = await wave(4_000);
    expect(came).toEqual({ reminders: 4_000, messages: 400, lost: 0, doubled: 0, disordered: 0, most: 10 });
    // 200 messages in two workspaces of Slack: fifty each at once, then five a second.
    expect(seconds["slack"]).toBeGreaterThanOrEqual(10);
    expect(seconds["slack"]).toBeLessThan(20);
    // And 200 of one Discord bot: 45 at once, then 45 a second.
    expect(seconds["discord"]).toBeGreaterThanOrEqual(3);
    expect(seconds["discord"]).toBeLessThan(10);
    expect(putOff).toBeGreaterThan(0);
  });
});
