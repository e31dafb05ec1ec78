import type { Place } from "../../src/domain/parties.ts";
import { type Instant, plusMilliseconds } from "../../src/domain/time.ts";
import { type Adapter, type Outgoing, Undeliverable } from "../../src/ports.ts";
import { plain } from "../../src/view/plain.ts";
import { standingsOf } from "../sim/platform.ts";

/**
 * How the platform takes a message: as it should, not at all (`lost`: and nobody hears of it), and so that the
 * answer gets lost although it shows it at once (0) or so many seconds later. Or it says no, for now.
 */
export type Taking = "ok" | "lost" | "refused" | { readonly shownAfter: number } | { readonly retryAfter: number };

/** A message that people see from a moment on, until it is taken away. */
interface Standing {
  readonly id: string;
  readonly key: string;
  readonly further: readonly string[];
  readonly place: Place;
  readonly from: Instant;
  readonly text: string;
  removed: boolean;
}

/** A chat platform with a history that can be looked into, unless it is too busy for that. */
export const rememberingPlatform = (now: () => Instant, takings: readonly Taking[], busy: readonly boolean[]) => {
  const left = [...takings];
  const looks = [...busy];
  const all: Standing[] = [];
  const seen = (): readonly Standing[] => all.filter(({ from, removed }) => from <= now() && !removed);
  const show = ({ place, key, further = [] }: Outgoing, text: string, seconds: number): Standing => {
    const from = plusMilliseconds(now(), seconds * 1_000);
    const one = { id: `message-${all.length + 1}`, key, further, place, from, text, removed: false };
    all.push(one);
    return one;
  };
  const adapter: Adapter = {
    platform: "console",
    capabilities: { edits: true, history: true, nonceSeconds: 0 },
    start: async () => undefined,
    stop: async () => undefined,
    edit: async () => undefined,
    budgets: (_, { id }, deed) => [{ key: `${deed}/${id}`, perSecond: 1, burst: 2 }],
    post: async (outgoing) => {
      const taking = left.shift() ?? "ok";
      const text = plain(outgoing.view, { language: outgoing.language, zone: "Europe/Kyiv" });
      if (taking === "ok") return { place: outgoing.place, id: show(outgoing, text, 0).id };
      if (taking === "refused") throw new Undeliverable("refused");
      if (typeof taking === "object" && "retryAfter" in taking)
        throw new Undeliverable("slow down", { retryAfter: taking.retryAfter });
      if (typeof taking === "object") show(outgoing, text, taking.shownAfter);
      throw new Error("socket hang up");
    },
    find: async ({ place, keys, since }) => {
      if (looks.shift()) throw new Undeliverable("too busy", { retryAfter: 30 });
      return seen()
        .filter((one) => one.place.id === place.id && one.from >= since)
        .flatMap(({ id, key, further }) => standingsOf(id, key, further))
        .filter(({ key }) => keys.includes(key))
        .map((one) => ({ place, ...one }));
    },
    remove: async (_, { id }) => {
      for (const one of all) if (one.id === id) one.removed = true;
    },
  };
  return { adapter, seen };
};
