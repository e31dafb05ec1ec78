import { type Adapter, Undeliverable } from "../../src/ports.ts";
import type { Room } from "./room.ts";

/** A room as the courier sees it: the platform on which it shows. */
export const adapterOf = (room: Room): Adapter => ({
  platform: "console",
  capabilities: { edits: true, history: false, nonceSeconds: 0 },
  start: async () => undefined,
  stop: async () => undefined,
  post: async ({ place, view, key, language }) => {
    if (place.platform !== "console")
      throw new Undeliverable(`${place.platform} is not the console`, { permanent: true });
    return room.post(place, view, key, language);
  },
  edit: async (posted, { view, language }) => room.edit(posted, view, language),
  find: async () => {
    throw new Undeliverable("a terminal has no history to search", { permanent: true });
  },
  remove: async () => {
    throw new Undeliverable("what a terminal has printed stays", { permanent: true });
  },
  budgets: () => [],
});
