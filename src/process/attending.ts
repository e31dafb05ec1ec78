import { createBusy } from "../../adapters/shared/busy.ts";
import { within } from "../../adapters/shared/within.ts";
import type { Showing } from "../clockwork/showing.ts";
import type { CardAt } from "../domain/delivery.ts";
import type { Bot, Log, Touched } from "../ports.ts";

/** Milliseconds that an answer waits for the cards: a platform that is slower shows them when it can. */
const PATIENCE = 2_500;

/**
 * Milliseconds that stopping waits for cards that are being shown; what is not by then is painted by the next start.
 * After the platforms' own eight seconds it leaves time to let go of the jobs and the database in good order.
 */
const STOPPING = 2_000;

/** A bot whose answers know which cards already show what was done. */
export interface Attending {
  readonly bot: Bot;
  /** Resolves when no card is being shown any more, or when that takes too long. */
  idle(): Promise<void>;
}

/** Has the cards shown between what was done and its answer, so that nobody is told the same thing twice. */
export const attending = (bot: Bot, { cards, show }: Showing, log: Log): Attending => {
  const busy = createBusy();

  /** Undefined when nobody can say now where the cards are: the rows still do, and the next round shows them. */
  const showing = async (touched: Touched): Promise<readonly CardAt[] | undefined> => {
    const later = (error: unknown): undefined => {
      log.warn("cards.later", { workspace: touched.workspace, error });
    };
    const known = await cards(touched).catch(later);
    if (!known || known.length === 0) return known;
    const work = busy.run(() => show(touched, known).catch(later));
    const shown = await within(work, PATIENCE);
    return shown === "late" ? known : (shown ?? known);
  };

  return {
    bot: {
      ...bot,
      handle: async (invocation, who) => {
        const answer = await bot.handle(invocation, who);
        const at = answer.touched && (await showing(answer.touched));
        return at ? { ...answer, cards: at } : answer;
      },
    },
    idle: async () => {
      await busy.idle(STOPPING);
    },
  };
};
