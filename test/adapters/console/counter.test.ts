import { statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type Attend,
  askAtCounter,
  type Counter,
  counterOf,
  isOpen,
  openCounter,
} from "../../../adapters/console/counter.ts";
import { ERRAND, type Errand, runErrand } from "../../../adapters/console/errand.ts";
import type { Bot } from "../../../src/ports.ts";
import { temporaryFolder } from "../../support/child.ts";
import { scriptedBot } from "./scripted.ts";

const errand = (input: Errand["input"]): Errand => ({ name: "ann", place: "#general", language: "en", input });

/** Runs errands and knows nothing else, as the running bot does. */
const attending =
  (bot: Bot): Attend =>
  async (message) => {
    const read = ERRAND.safeParse(message);
    return read.success ? runErrand(bot, read.data) : undefined;
  };

const withCounter = async (path: string, visit: (counter: Counter) => Promise<void>): Promise<void> => {
  const counter = await openCounter(path, attending(scriptedBot()));
  try {
    await visit(counter);
  } finally {
    await counter.close();
  }
};

describe("the counter of a running bot", () => {
  it("answers a command that another process brings", async () => {
    const path = counterOf(temporaryFolder());
    await withCounter(path, async () => {
      expect(await askAtCounter(path, errand("show"))).toMatchObject({
        kind: "answer",
        answer: { audience: "channel" },
      });
      expect(await askAtCounter(path, errand({ command: "mine", options: {} }))).toMatchObject({
        answer: { audience: "caller" },
      });
      expect(await askAtCounter(path, errand("snooze"))).toMatchObject({
        kind: "form",
        form: { title: "Snooze AID-1" },
      });
    });
  });

  it("is for its owner alone", async () => {
    const path = counterOf(temporaryFolder());
    await withCounter(path, async () => expect(statSync(path).mode & 0o077).toBe(0));
  });

  it("is empty when nobody runs, also after one was killed there", async () => {
    const path = counterOf(temporaryFolder());
    expect(await isOpen(path)).toBe(false);
    writeFileSync(path, "");
    expect(await isOpen(path)).toBe(false);
    await withCounter(path, async () => expect(await isOpen(path)).toBe(true));
    expect(await isOpen(path)).toBe(false);
    await expect(askAtCounter(path, errand("show"))).rejects.toThrow(/ECONNREFUSED|ENOENT/u);
  });

  it("finds a short name for a long folder", () => {
    const long = join(temporaryFolder(), "x".repeat(120));
    expect(Buffer.byteLength(counterOf(long))).toBeLessThanOrEqual(100);
    expect(counterOf(long)).toBe(counterOf(`${long}/`));
    expect(counterOf(long)).not.toBe(counterOf(`${long}y`));
  });

  it.each(["", "{}", "[1]", "null", '{"name":"ann"}', "\u0000"])("hangs up on %j", async (line) => {
    const path = counterOf(temporaryFolder());
    await withCounter(path, async () => {
      const socket = connect(path);
      socket.write(`${line}\n`);
      const closed = Promise.withResolvers<string>();
      let received = "";
      socket.on("data", (chunk) => {
        received += String(chunk);
      });
      socket.on("close", () => closed.resolve(received));
      expect(await closed.promise).toBe("");
      expect(await askAtCounter(path, errand("show"))).toBeDefined();
    });
  });

  it("finishes what it was asked before it closes", async () => {
    const path = counterOf(temporaryFolder());
    const started = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const bot = scriptedBot();
    const slow = {
      ...bot,
      handle: async (invocation: Parameters<typeof bot.handle>[0]) => (
        started.resolve(), await go.promise, bot.handle(invocation)
      ),
    };
    const counter = await openCounter(path, attending(slow));
    const answer = askAtCounter(path, errand("show"));
    await started.promise;
    const closed = counter.close();
    go.resolve();
    expect(await answer).toMatchObject({ kind: "answer" });
    await closed;
  });
});
