import { randomBytes } from "node:crypto";
import type { Database } from "../../db/database.ts";
import type { Invocation } from "../../src/call.ts";
import { fromEpoch } from "../../src/domain/time.ts";
import { KINDS, type Platform } from "../../src/domain/vocabulary.ts";
import type { Bot } from "../../src/ports.ts";
import { createChance } from "../../src/process/chance.ts";
import { build } from "../../src/process/house.ts";

/** The companies of a workspace, and the requests that `seed` leaves in it: one to each. */
export const COMPANIES = 20;

/** Where lines are said: a platform, its name of each workspace and of the channel there, and who speaks in all of them. */
export interface Chat {
  readonly platform: Platform;
  space(number: number): string;
  channel(number: number): string;
  readonly account: string;
}

const SLACK: Chat = {
  platform: "slack",
  space: (number) => `T${number}`,
  channel: (number) => `C${number}`,
  account: "U1",
};

/** A bot on a database as `npm start` builds it; faults end the measurement, since they would be fast. To be left before the database is closed. */
export const botOn = async (
  database: Database,
  chat?: Chat,
): Promise<{ readonly say: Say; leave(): Promise<void> }> => {
  const faults: unknown[] = [];
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: (_: string, fields?: Readonly<Record<string, unknown>>) => void faults.push(fields?.["error"]),
  };
  const clock = { now: () => fromEpoch(Date.now()), elapsed: () => performance.now() };
  const random = createChance();
  const house = await build(database, {
    log,
    clock,
    random,
    zone: "Europe/Kyiv",
    language: "en",
    time: "real",
    stay: "running",
  });
  return {
    say: sayingTo(house.bot, faults, chat),
    leave: house.queue.stop,
  };
};

/** One line in one of the workspaces. */
export interface Line {
  readonly space: number;
  readonly input: string;
}

/** Says a line. Throws when anything but the answer comes of it. */
export type Say = (line: Line) => Promise<void>;

/** A line as a platform would bring it, Slack unless another is named, with a key of its own. */
export const invocationOf = ({ space, input }: Line, chat: Chat = SLACK): Invocation => ({
  platform: chat.platform,
  space: chat.space(space),
  place: { platform: chat.platform, id: chat.channel(space), name: "#outreach" },
  speaker: { account: chat.account, name: "Olena" },
  input,
  key: randomBytes(12).toString("hex"),
});

/** Says lines to a bot whose log keeps its faults there. */
export const sayingTo =
  (bot: Bot, faults: readonly unknown[], chat?: Chat): Say =>
  async (line) => {
    const { input } = line;
    const { view, fault, audience } = await bot.handle(invocationOf(line, chat));
    if (fault !== undefined) throw faults[0];
    // A question is asked of the caller alone, whoever hears the command's own answer.
    const expected = bot.commands.find(({ name }) => name === input.split(" ")[0])?.audience;
    if (view.tone === "refused" || audience !== expected)
      throw new Error(`"${input}" came to nothing: ${JSON.stringify(view)}`);
  };

const request = (company: number, kind: string): string =>
  `request "Example ${company} Holdings" "Stop ${kind} for the ministry" kind:${kind} channel:open_letter reply-by:48h text:"We ask you to stop ${kind} at once and to say so in public."`;

/** Fills workspaces with companies, a team and a few requests of the first kind; every second is answered. */
export const seed = async (say: Say, spaces: number): Promise<void> => {
  for (let space = 0; space < spaces; space += 1) {
    for (let company = 0; company < COMPANIES; company += 1) {
      await say({ space, input: `${request(company, KINDS[0])} new:yes` });
      if (company % 2 === 0)
        await say({ space, input: `response AID-${company + 1} accepted_partial "No new customers" extent:pause_new` });
    }
  }
};

/** The lines to measure: the `run`-th of a kind, when each space has its turn. */
export const LINES = {
  request: (run: number): string => request(run % COMPANIES, KINDS[1 + Math.floor(run / COMPANIES)] ?? "other"),
  response: (run: number): string =>
    `response AID-${COMPANIES + 1 + run} accepted_partial "No new customers from today" extent:pause_new source:"Example Times"`,
  list: (): string => "list",
  digest: (): string => "digest",
  show: (run: number): string => `show AID-${COMPANIES + 1 + run}`,
} as const;
