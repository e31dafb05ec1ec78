import type { Painted, StaleCard } from "../domain/delivery.ts";
import { samePlace } from "../domain/places.ts";
import type { Id } from "../domain/request.ts";
import { type Instant, plusMilliseconds } from "../domain/time.ts";
import { speak } from "../language/say.ts";
import {
  type Adapter,
  type Cards,
  type Clock,
  type Holidays,
  type Limiter,
  type Log,
  type Outgoing,
  Undeliverable,
} from "../ports.ts";
import { standingCard } from "../view/standing-card.ts";
import { cardOf } from "./card-of.ts";
import { cardPlaces } from "./card-places.ts";
import { faultName } from "./fault.ts";
import { phaseIn } from "./letter.ts";

/** What a painter works with. */
export interface PainterParts {
  readonly cards: Cards;
  readonly adapters: readonly Adapter[];
  readonly limiter: Pick<Limiter, "take" | "block">;
  readonly holidays: Holidays;
  readonly log: Log;
  readonly clock: Pick<Clock, "elapsed">;
}

/** Keeps living cards as the register is. Several painters may work on the same rows: each card has one at a time. */
export interface Painter {
  /** Paints what is stale of one workspace, or of one of its requests; returns how many cards show it now. */
  paint(workspace: Id, at: Instant, request?: Id): Promise<number>;
  /** Paints whatever is stale, the longest waiting first. */
  round(at: Instant): Promise<number>;
}

/** Whoever slept for longer than this since taking a card, in milliseconds, does not paint it any more. */
const PAINT_WITHIN = 10_000;

/** Seconds for which a card is left to its painter: an edit that was sent in time has arrived by then, or never will. */
const HOLD = 75;

/** Milliseconds to wait after a refusal that may pass, and after one that somebody has to do something about. */
const REFUSED = 30_000;
const PERMANENT = 3_600_000;

/** A card that waits for its turn is no trouble that an operator should read of. */
const LIMITED = "limited";

/** Cards of one workspace in one go; what is left waits for the next round, so that nobody starves. */
const MOST = 50;

/** Writes a card as it is to look now, in the language of the place it stands in. */
const written = (stale: StaleCard, holidays: Holidays): Outgoing => {
  const { parcel, token } = stale;
  const { team, place, workspace } = parcel;
  const [item = {}] = parcel.items;
  const wanted = cardPlaces(team);
  const elsewhere = wanted.some((one) => samePlace(one, place)) ? undefined : (wanted[0] ?? team.place);
  const card = cardOf(item, parcel, holidays);
  const view = standingCard(card, elsewhere, speak(team.language));
  // Of what is shown elsewhere this card says nothing.
  const phase = elsewhere ? undefined : phaseIn(card);
  return { workspace: workspace.id, place, view, key: token, language: team.language, ...(phase && { phase }) };
};

/** Makes a painter. The last state wins: what changes while a card is painted leaves it stale, and it is painted again. */
export const createPainter = ({ cards, adapters, limiter, holidays, log, clock }: PainterParts): Painter => {
  const edit = async (stale: StaleCard, since: number): Promise<Painted> => {
    const { at } = stale.parcel;
    const again = (wait: number, why: string): Painted => ({ kind: "again", at: plusMilliseconds(at, wait), why });
    const adapter = adapters.find(({ platform }) => platform === stale.posted.place.platform);
    if (!adapter) return again(REFUSED, "no adapter");
    const { place } = stale.posted;
    const budgets = adapter.budgets(stale.parcel.workspace.id, place, "edit");
    const turn = await limiter.take(budgets);
    if (!turn.free) return { kind: "again", at: turn.at, why: LIMITED };
    if (clock.elapsed() - since > PAINT_WITHIN) return again(0, "held too long");
    try {
      await adapter.edit(stale.posted, written(stale, holidays));
      return { kind: "shown" };
    } catch (fault) {
      if (!(fault instanceof Undeliverable)) return { kind: "unsure", why: faultName(fault) };
      if (fault.retryAfter !== undefined) await limiter.block(fault.budgets ?? budgets, fault.retryAfter);
      if (fault.gone) return { kind: "gone" };
      if (fault.permanent) return again(PERMANENT, fault.message);
      return again(Math.max(REFUSED, (fault.retryAfter ?? 0) * 1_000), fault.message);
    }
  };

  /**
   * Where nobody knows whether that was written down, it is said again as something that can be said twice: whoever was
   * overtaken must be heard, or the older state that he may have shown stays for good.
   */
  const settle = async (stale: StaleCard, painted: Painted): Promise<Painted> => {
    const { workspace, at } = stale.parcel;
    try {
      await cards.settle(workspace.id, stale, painted);
      return painted;
    } catch (fault) {
      const twice: Painted = "why" in painted ? painted : { kind: "again", at, why: faultName(fault) };
      await cards.settle(workspace.id, stale, twice);
      return twice;
    }
  };

  const paint: Painter["paint"] = async (workspace, at, request) => {
    let shown = 0;
    for (let nth = 0; nth < MOST; nth += 1) {
      const since = clock.elapsed();
      const stale = await cards.hold(workspace, at, HOLD, request);
      if (!stale) break;
      const painted = await settle(stale, await edit(stale, since));
      if (painted.kind === "shown") shown += 1;
      else if (painted.kind !== "again" || painted.why !== LIMITED) {
        const { platform } = stale.posted.place;
        log.warn(`card.${painted.kind}`, {
          workspace,
          platform,
          ...("why" in painted && { why: painted.why }),
        });
      }
    }
    return shown;
  };

  return {
    paint,
    round: async (at) => {
      let shown = 0;
      for (const workspace of await cards.stale(at)) {
        try {
          shown += await paint(workspace, at);
        } catch (fault) {
          // One workspace whose rows cannot be read must not keep the others waiting.
          log.error("cards.unpainted", { workspace, fault: faultName(fault) });
        }
      }
      return shown;
    },
  };
};
