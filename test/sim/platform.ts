import type { Place } from "../../src/domain/parties.ts";
import { samePlace } from "../../src/domain/places.ts";
import type { Id } from "../../src/domain/request.ts";
import { type Outgoing, type Search, type Standing, Undeliverable } from "../../src/ports.ts";
import type { History } from "./history.ts";
import type { Schedule } from "./schedule.ts";

/** A message as the platform keeps it. */
interface Message {
  readonly id: string;
  readonly ws: Id;
  readonly place: Place;
  readonly token: string;
  readonly further: readonly string[];
  /** In whose thread it stands; what a channel keeps does not show threads. */
  readonly under: string | undefined;
  readonly shown: number;
  removed: boolean;
}

/** Who sends, and since when he has it in hand. */
interface Sender {
  readonly who: string;
  readonly hold?: number;
}

/** Slack and Discord as they are inside: what is applied is seen. */
export interface Platforms {
  post(outgoing: Outgoing, sender: Sender): string;
  edit(message: string, outgoing: Outgoing, painter: { readonly who: string; readonly asked: number }): void;
  remove(message: string): void;
  find(search: Search, since: number): readonly Omit<Standing, "place">[];
  /** A channel that is deleted, or a person who takes no direct messages any more. */
  close(ws: Id, place: Place): void;
  isClosed(ws: Id, place: Place): boolean;
  revoke(ws: Id, revoked: boolean): void;
  /** Histories that cannot be read: for good as far as we are told, or only just now. */
  hide(ws: Id, hidden: "for good" | "for now" | "no"): void;
}

/** In English; the simulated teams speak nothing else. */
const MARK = "This may be a repeat";

/** What a message that stands there says of itself: by the key as which it was posted, and by each further one. */
export const standingsOf = (
  id: string,
  key: string,
  further: readonly string[],
): readonly Omit<Standing, "place">[] => [
  { id, key, ...(further.length > 0 && { part: "first" as const }) },
  ...further.map((one) => ({ id, key: one, part: "further" as const })),
];

/** Makes the platforms. Nothing here waits: how long it takes to get here is the network's matter. */
export const createPlatforms = (schedule: Schedule, history: History, nonceSeconds: number): Platforms => {
  const messages: Message[] = [];
  const closed = new Set<string>();
  const revoked = new Set<Id>();
  const hidden = new Map<Id, "for good" | "for now">();
  const name = (ws: Id, { platform, id }: Place): string => `${ws} ${platform} ${id}`;

  const admit = (ws: Id, place: Place): void => {
    if (revoked.has(ws)) throw new Undeliverable("token_revoked", { permanent: true, refuses: "workspace" });
    if (closed.has(name(ws, place)))
      throw new Undeliverable(place.id.startsWith("@") ? "cannot_dm" : "channel_not_found", {
        permanent: true,
        refuses: "place",
      });
  };

  return {
    post: ({ workspace, place, key, further = [], view, under }, { who, hold }) => {
      admit(workspace, place);
      const now = schedule.now();
      const known =
        place.platform === "discord"
          ? messages.find(
              (one) =>
                one.token === key &&
                one.further.join() === further.join() &&
                samePlace(one.place, place) &&
                now - one.shown < nonceSeconds * 1_000,
            )
          : undefined;
      if (known) {
        history.note({ kind: "recognised", message: known.id, token: key });
        return known.id;
      }
      const id = `${place.platform}-${String(messages.length + 1).padStart(4, "0")}`;
      messages.push({ id, ws: workspace, place, token: key, further, under: under?.id, shown: now, removed: false });
      const text = JSON.stringify(view);
      history.note({
        kind: "shown",
        who,
        ws: workspace,
        place,
        message: id,
        token: key,
        marked: text.includes(MARK),
        text,
        ...(hold !== undefined && { hold }),
      });
      return id;
    },
    edit: (id, { workspace, place, view }, painter) => {
      admit(workspace, place);
      const message = messages.find((one) => one.id === id);
      if (!message || message.removed) throw new Undeliverable("message_not_found", { gone: true });
      history.note({ kind: "edited", ...painter, message: id, text: JSON.stringify(view) });
    },
    remove: (id) => {
      const message = messages.find((one) => one.id === id);
      if (!message || message.removed) return;
      admit(message.ws, message.place);
      message.removed = true;
      history.note({ kind: "removed", message: id });
    },
    find: ({ workspace: ws, place, keys, under }, since) => {
      admit(ws, place);
      const unreadable = hidden.get(ws);
      if (unreadable === "for good") throw new Undeliverable("missing_scope", { permanent: true });
      if (unreadable === "for now") throw new Error("HTTP 503");
      return messages
        .filter(
          (one) =>
            !one.removed &&
            one.ws === ws &&
            one.under === under?.id &&
            one.shown >= since &&
            samePlace(one.place, place),
        )
        .flatMap(({ id, token, further }) => standingsOf(id, token, further))
        .filter(({ key }) => keys.includes(key));
    },
    close: (ws, place) => void closed.add(name(ws, place)),
    isClosed: (ws, place) => closed.has(name(ws, place)),
    revoke: (ws, isRevoked) => void (isRevoked ? revoked.add(ws) : revoked.delete(ws)),
    hide: (ws, state) => void (state === "no" ? hidden.delete(ws) : hidden.set(ws, state)),
  };
};
