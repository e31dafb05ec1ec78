import { type Adapter, Undeliverable } from "../../src/ports.ts";
import type { Room } from "./room.ts";

/** A room as the courier sees it: the platform on which it shows. */
export const adapterOf = (room: Room): Adapter => ({
  platform: "console",
  // A room knows all it was ever given, so asking it about a token is answered by `post` itself.
  capabilities: { edits: true, history: true },
  start: async () => undefined,
  stop: async () => undefined,
  post: async (place, view, key, language) => {
    if (place.platform !== "console")
      throw new Undeliverable(`${place.platform} is not the console`, { permanent: true });
    return room.post(place, view, key, language);
  },
  edit: async (posted, view, language) => room.edit(posted, view, language),
});
