import { DiscordAPIError, HTTPError, RateLimitError } from "discord.js";
import { Undeliverable } from "../../src/ports.ts";
import { unsent } from "../shared/network.ts";

/** What was addressed is there no more: unknown channel, message, webhook, interaction. */
const GONE = new Set([10_003, 10_008, 10_015, 10_062, 50_027]);

/**
 * Codes with which trying again is no use: somebody has to do something first. Unknown guild, member and
 * user; closed direct messages, somebody else's message, a forum or a channel without text, a wrong body,
 * an application that was put under quarantine, no server in common.
 */
const PERMANENT = new Set([
  10_004, 10_007, 10_013, 20_026, 30_048, 40_058, 40_061, 50_005, 50_006, 50_007, 50_008, 50_024, 50_035, 50_278,
]);

/**
 * No access, no permission, a locked thread, a forum that wants a tag: the place takes nothing until somebody opens
 * it, which a lead is told.
 */
const CLOSED = new Set([40_066, 40_067, 50_001, 50_013, 160_005]);

/** Seconds to wait where Discord says "too many" but not how long, as for edits of old messages (30046). */
const UNSAID = 60;

const refused = ({ code, status }: DiscordAPIError): Error => {
  if (status === 408) return new Error("HTTP 408 from Discord");
  const number = Number(code);
  // 0 and words are no codes of Discord's: a proxy's page, or a token that is none.
  if (!Number.isInteger(number) || number === 0)
    return new Undeliverable(`HTTP ${status}`, { permanent: status === 401 });
  return new Undeliverable(`discord ${number}`, {
    gone: GONE.has(number),
    permanent: PERMANENT.has(number) || GONE.has(number),
    ...(CLOSED.has(number) && { refuses: "place" as const }),
  });
};

/**
 * What is to be thrown instead: `Undeliverable` when Discord definitely did not take it, and an error
 * without what was sent when nobody can know. discord.js's own errors hold the body and the address, in
 * which people's words and tickets stand.
 */
export const classified = (error: unknown): Error => {
  if (error instanceof RateLimitError) {
    // discord.js adds some milliseconds of its own.
    const seconds = Math.max(1, Math.round(error.retryAfter / 1_000));
    return new Undeliverable("rate limited", { retryAfter: error.retryAfter > 0 ? seconds : UNSAID });
  }
  if (error instanceof DiscordAPIError) return refused(error);
  if (error instanceof HTTPError) return new Error(`HTTP ${error.status} from Discord`);
  const network = unsent(error);
  if (network !== undefined) return new Undeliverable(network);
  return error instanceof Error
    ? Object.assign(new Error("no answer from Discord"), { name: error.name })
    : new Error("no answer");
};
