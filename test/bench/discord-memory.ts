import { setTimeout as pause } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createDiscord } from "../../adapters/discord/index.ts";
import { createBot } from "../../src/bot.ts";
import { fromEpoch } from "../../src/domain/time.ts";
import type { Bot, Inbox, Spaces, Store } from "../../src/ports.ts";
import { createChance } from "../../src/process/chance.ts";
import { TOKENS } from "./discord-wire.ts";
import { runErrands } from "./errands.ts";

/** What is asked for: to open, or how much memory is taken when nothing is left to tidy. */
export interface MemoryErrand {
  readonly open?: { readonly discordUrl: string };
  /** Milliseconds that tidying takes. */
  readonly tidied?: number;
}

/** Bytes that are in use after all rubbish was collected, and that the machine has given. */
export interface MemoryOutcome {
  readonly heap: number;
  readonly resident: number;
}

setFlagsFromString("--expose-gc");
// With that flag every new context has it; the last resort also gives back what was only kept for later.
const collect = runInNewContext("gc") as (how: { readonly type: "major"; readonly flavor: "last-resort" }) => void;

const never = (): Promise<never> => Promise.reject(new Error("there is no register here"));
const none = async (): Promise<void> => undefined;

/** A register that keeps nothing, so that what is kept is the adapter's. */
const inbox: Inbox = {
  put: async () => true,
  done: none,
  hand: none,
  saw: none,
  take: async () => [],
  listen: async () => none,
  keep: none,
  kept: async () => undefined,
  prune: none,
};
const spaces: Spaces = {
  registerOf: async (space) => space,
  workspaceFor: async (space) => space,
  of: async (workspace) => [workspace],
  unvisited: async () => [],
  seen: none,
  whereabouts: async () => [],
};
const store: Store = { answer: never, look: never };

let leave = none;

/** The adapter alone, over a gateway, with a bot that has one answer for all. */
const open = async (discordUrl: string): Promise<void> => {
  const log = { info: () => undefined, warn: console.error, error: console.error };
  const random = createChance();
  const bot: Bot = {
    ...createBot({ store, random, log, language: "en" }),
    handle: async () => ({ view: { title: ["Nothing is late."], tone: "good", blocks: [] }, audience: "caller" }),
  };
  const discord = createDiscord({
    settings: { apiUrl: `${discordUrl}/api`, botToken: TOKENS.memory, publicKey: undefined, port: 0 },
    inbox,
    spaces,
    clock: { now: () => fromEpoch(Date.now()), elapsed: () => performance.now() },
    random,
    log,
    zone: "Europe/Kyiv",
    language: "en",
    alone: false,
    duties: { serves: true, works: true },
  });
  await discord.start(bot);
  leave = discord.stop;
};

runErrands(
  async ({ open: asked, tidied }: MemoryErrand): Promise<MemoryOutcome> => {
    if (asked) await open(asked.discordUrl);
    if (tidied !== undefined) await pause(tidied);
    collect({ type: "major", flavor: "last-resort" });
    const { heapUsed, rss } = process.memoryUsage();
    return { heap: heapUsed, resident: rss };
  },
  () => leave(),
);
