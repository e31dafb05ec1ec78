import { realSlackClock, type SlackClock, virtualSlackClock } from "../slack/clock.ts";

/** Discord's own time, by which tokens, nonces and budgets run out. One clock may serve both platforms. */
export type DiscordClock = SlackClock;

/** Stands still until it is moved, or follows a clock that a test already has. */
export const virtualDiscordClock = virtualSlackClock;

/** The time of the machine, for benches and for processes that are killed. */
export const realDiscordClock = realSlackClock;
