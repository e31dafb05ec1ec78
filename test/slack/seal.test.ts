import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOldSeal, type Keys, opened, sealed, Unreadable } from "../../adapters/slack/seal.ts";
import { seededRandom } from "../support/random.ts";

const random = seededRandom("seal");
const key = (id: string): Keys[number] => ({ id, key: random.bytes(32) });
const [first, second] = [key("k1"), key("k2")];
const ROW = "slack_install/w1/T1";

describe("a sealed token", () => {
  it("is read again as it was, and never twice the same", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (words) => {
        const seals = [sealed(words, ROW, [first], random), sealed(words, ROW, [first], random)];
        expect(seals.map((one) => opened(one, ROW, [first]))).toEqual([words, words]);
        expect(seals[0]).not.toBe(seals[1]);
        if (words.length > 8) expect(seals[0]).not.toContain(words);
      }),
    );
  });

  it("is no token of another row's", () => {
    const seal = sealed("xoxb-1", ROW, [first], random);
    expect(() => opened(seal, "slack_install/w2/T1", [first])).toThrow(Unreadable);
  });

  it("cannot be changed by a single bit, cut, or put together from others", () => {
    const seal = sealed("xoxb-secret", ROW, [first], random);
    const [id = "", body = ""] = seal.split(".");
    const bytes = Buffer.from(body, "base64url");
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => opened(`${id}.${changed.toString("base64url")}`, ROW, [first])).toThrow(Unreadable);
    }
    for (const cut of ["", id, `${id}.`, `${id}.${body.slice(0, 20)}`, `${id}.${body.slice(0, -4)}`, `k9.${body}`])
      expect(() => opened(cut, ROW, [first])).toThrow(Unreadable);
  });

  it("outlives a new key for as long as the old one is kept", () => {
    const seal = sealed("xoxb-1", ROW, [first], random);
    expect(opened(seal, ROW, [second, first])).toBe("xoxb-1");
    expect([isOldSeal(seal, [second, first]), isOldSeal(seal, [first, second])]).toEqual([true, false]);
    expect(() => opened(seal, ROW, [second])).toThrow('There is no key "k1" any more');
    expect(() => sealed("xoxb-1", ROW, [], random)).toThrow(Unreadable);
  });
});
