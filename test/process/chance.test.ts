import { describe, expect, it } from "vitest";
import { createChance } from "../../src/process/chance.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

describe("Chance", () => {
  it("gives as many bytes as are asked for, never the same twice", () => {
    const chance = createChance();
    const drawn = Array.from({ length: 2000 }, () => chance.bytes(16));
    expect(drawn.every((bytes) => bytes.length === 16)).toBe(true);
    expect(new Set(drawn.map(hex)).size).toBe(2000);
  });

  it("keeps what it gave, whatever is done to it", () => {
    const chance = createChance();
    const first = chance.bytes(8);
    const kept = hex(first);
    for (let i = 0; i < 2000; i += 1) chance.bytes(8).fill(0);
    expect(hex(first)).toBe(kept);
  });

  it("gives more at once than it keeps in store", () => {
    expect(createChance().bytes(100_000).length).toBe(100_000);
  });
});
