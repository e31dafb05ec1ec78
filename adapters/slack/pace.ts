import type { Budget } from "../../src/domain/budget.ts";
import { epoch } from "../../src/domain/time.ts";
import { type Clock, type Limiter, Undeliverable } from "../../src/ports.ts";
import { budgetsFor } from "./budgets.ts";
import type { Install } from "./installs.ts";
import type { Pen } from "./write.ts";

/** Somebody waits for an answer: it may go before what nobody waits for, by so many more at once. */
const AHEAD = 20;

/**
 * A pen for answers: what it writes counts against the limits that all processes share, and waits where Slack
 * takes nothing at all. The courier and the painters ask for themselves, before they take anything in hand.
 */
export const pacedPen = (pen: Pen, limiter: Limiter, clock: Clock): Pen => {
  const within = async <T>(budgets: readonly Budget[], write: () => Promise<T>): Promise<T> => {
    const turn = await limiter.take(budgets.map((budget) => ({ ...budget, burst: budget.burst + AHEAD })));
    if (!turn.free) {
      const wait = Math.max(1, Math.ceil((epoch(turn.at) - epoch(clock.now())) / 1_000));
      throw new Undeliverable("the platform's limit", { retryAfter: wait });
    }
    try {
      return await write();
    } catch (fault) {
      if (fault instanceof Undeliverable && fault.retryAfter !== undefined)
        await limiter.block(budgets, fault.retryAfter);
      throw fault;
    }
  };
  const posting = ({ workspace }: Install, channel: string) => budgetsFor(workspace, channel, "post");
  return {
    ...pen,
    post: (install, to, ...rest) => within(posting(install, to), () => pen.post(install, to, ...rest)),
    edit: (install, posted, ...rest) =>
      within(budgetsFor(install.workspace, posted.channel, "edit"), () => pen.edit(install, posted, ...rest)),
    whisper: (install, channel, ...rest) => within([], () => pen.whisper(install, channel, ...rest)),
  };
};
