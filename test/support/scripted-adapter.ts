import type { Place } from "../../src/domain/parties.ts";
import type { Platform } from "../../src/domain/vocabulary.ts";
import { type Adapter, Undeliverable } from "../../src/ports.ts";
import { plain } from "../../src/view/plain.ts";
import type { View } from "../../src/view/view.ts";

/** How the platform takes one message. `lost` and `late` both end in an error: before and after it was shown. */
export type Fate =
  | "ok"
  | "permanent"
  | "refused"
  | { readonly retryAfter: number }
  | "lost"
  | "late"
  | { readonly hang: Promise<void> };

/** A message that people see. */
interface Shown {
  readonly place: Place;
  readonly view: View;
  readonly key: string;
  /** As plain words, in Kyiv's time. */
  readonly text: string;
  readonly language: string;
}

/** A chat platform that treats messages as scripted, in order, and takes every later one. */
export const scriptedAdapter = (platform: Platform, fates: readonly Fate[] = []) => {
  const left = [...fates];
  const shown: Shown[] = [];
  const tried: Place[] = [];
  const adapter: Adapter = {
    platform,
    capabilities: { edits: true, history: false, nonceSeconds: 0 },
    start: async () => undefined,
    stop: async () => undefined,
    edit: async () => undefined,
    find: async () => [],
    remove: async () => undefined,
    budgets: () => [],
    post: async ({ place, view, key, language }) => {
      tried.push(place);
      const fate = left.shift() ?? "ok";
      const show = () =>
        shown.push({
          place,
          view,
          key,
          language,
          get text() {
            return plain(view, { language, zone: "Europe/Kyiv" });
          },
        });
      if (fate === "permanent") throw new Undeliverable("channel is archived", { permanent: true });
      if (fate === "refused") throw new Undeliverable("connection refused");
      if (typeof fate === "object" && "retryAfter" in fate)
        throw new Undeliverable("slow down", { retryAfter: fate.retryAfter });
      if (fate === "lost") throw new Error("socket hang up");
      if (typeof fate === "object") await fate.hang;
      show();
      if (fate === "late") throw new Error("socket hang up");
      return { place, id: `message-${shown.length}` };
    },
  };
  return { adapter, shown, tried };
};
