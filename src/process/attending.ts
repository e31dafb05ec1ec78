import { once } from "node:events";
import type { Showing } from "../clockwork/showing.ts";
import type { CardAt } from "../domain/delivery.ts";
import type { Bot, Log, Touched } from "../ports.ts";

/** Milliseconds that an answer waits for the cards: a platform that is slower shows them when it can. */
const PATIENCE = 2_500;

/** A bot whose answers know which cards already show what was done. */
export interface Attending {
  readonly bot: Bot;
  /** Resolves when no card is being shown any more. */
  idle(): Promise<void>;
}

/** Has the cards shown between what was done and its answer, so that nobody is told the same thing twice. */
export const attending = (bot: Bot, { cards, show }: Showing, log: Log): Attending => {
  const busy = new Set<Promise<unknown>>();

  /** Undefined when nobody can say now where the cards are: the rows still do, and the next round shows them. */
  const shown = async (touched: Touched): Promise<readonly CardAt[] | undefined> => {
    const later = (error: unknown): undefined => {
      log.warn("cards.later", { workspace: touched.workspace, error });
    };
    const known = await cards(touched).catch(later);
    if (!known || known.length === 0) return known;
    const work = show(touched, known)
      .catch(later)
      .finally(() => busy.delete(work));
    busy.add(work);
    const late = once(AbortSignal.timeout(PATIENCE), "abort");
    return (await Promise.race([work, late.then(() => undefined)])) ?? known;
  };

  return {
    bot: {
      ...bot,
      handle: async (invocation) => {
        const answer = await bot.handle(invocation);
        const at = answer.touched && (await shown(answer.touched));
        return at ? { ...answer, cards: at } : answer;
      },
    },
    idle: async () => {
      await Promise.all(busy);
    },
  };
};
