import type { Budget } from "../../src/domain/budget.ts";
import type { Deed } from "../../src/ports.ts";

/**
 * What Discord takes: fifty calls a second from one bot (docs.discord.com/developers/topics/rate-limits), and
 * by place what its headers say, which are not to be counted on: five messages or edits in five seconds is
 * what they have said for years. A look at a history is cheap, and rare.
 */
const BOT = { key: "discord/bot", perSecond: 45, burst: 45 } as const;
const CHANNEL = { perSecond: 1, burst: 5 } as const;

/** One bot serves all registers, so its own limit is everybody's. */
export const budgetsFor = (place: string, deed: Deed): readonly Budget[] => [
  { key: `discord/${deed}/${place}`, ...CHANNEL },
  BOT,
];
