import type { Fields } from "../fields.ts";
import { reaches } from "../finding.ts";
import { LASTS } from "../limits.ts";
import type { Installation } from "../model.ts";
import type { World } from "../world.ts";
import type { Receipt, Retry, Wire } from "./delivery.ts";

/** Slack's Events API, and the ways in which it is known to misbehave. */
export interface Events {
  /**
   * Tells the app of something in a workspace, if the app asked for that kind of event and may have it. Resolves with
   * the receipt of the first try; later ones come by Slack's clock. Undefined when nothing was sent.
   */
  send(team: string, event: Fields): Promise<Receipt | undefined>;
  /** Resolves when no event is on its way; those that wait for Slack's clock do not count. */
  quiet(): Promise<void>;
  /** From here on every event is sent so many times, with the same `event_id`. */
  repeat(times: number): void;
  /** Keeps events back. */
  hold(): void;
  /** Sends what was kept back, in another order when asked. */
  release(order?: "as they came" | "reversed"): Promise<void>;
}

/** Which scope an app needs to be told of an event. */
const SCOPE: Readonly<Record<string, string>> = {
  app_mention: "app_mentions:read",
  message: "im:history",
  member_joined_channel: "channels:read",
  channel_rename: "channels:read",
  channel_archive: "channels:read",
  channel_unarchive: "channels:read",
  channel_deleted: "channels:read",
  user_change: "users:read",
};

const subscribed = (world: World, event: Fields): boolean => {
  const kind = event.type === "message" ? `message.${String(event.channel_type)}` : String(event.type);
  return world.app.events.includes(kind);
};

const authorizationOf = ({ org, team, botUser }: Installation): Fields => ({
  enterprise_id: org?.id ?? null,
  team_id: team?.id ?? null,
  user_id: botUser,
  is_bot: true,
  is_enterprise_install: team === undefined,
});

export const createEvents = (world: World, wire: () => Wire): Events => {
  let times = 1;
  let held: (() => Promise<Receipt>)[] | undefined;

  const underWay = new Set<Promise<Receipt>>();

  const tryAgain = (payload: Fields, number: number, reason: string): void => {
    const pause = LASTS.eventRetries[number - 1];
    if (pause === undefined) return;
    const again = (): void => {
      void attempt(payload, { number, reason });
    };
    if (pause === 0) again();
    else world.clock.alarm(pause, again);
  };

  const attempt = (payload: Fields, retry?: Retry): Promise<Receipt> => {
    const trying = wire()
      .send({ kind: "events_api", payload }, retry)
      .then((receipt) => {
        if (!receipt.ok && receipt.again !== undefined) tryAgain(payload, (retry?.number ?? 0) + 1, receipt.again);
        underWay.delete(trying);
        return receipt;
      });
    underWay.add(trying);
    return trying;
  };

  return {
    send: async (team, event) => {
      // Of its own removal an app is told when it has no rights left.
      const farewell = event.type === "app_uninstalled" || event.type === "tokens_revoked";
      const by = world.installations.find((one) => reaches(world, one, team) && (farewell || !one.removed));
      const scope = SCOPE[String(event.type)];
      if (!by || !subscribed(world, event) || (scope !== undefined && !by.scopes.includes(scope))) return undefined;
      const payload: Fields = {
        token: world.app.verificationToken,
        team_id: team,
        context_team_id: team,
        context_enterprise_id: world.teams.get(team)?.org?.id ?? null,
        api_app_id: world.app.id,
        event,
        type: "event_callback",
        event_id: world.id("Ev"),
        event_time: Math.floor(world.clock.now() / 1_000),
        ...(farewell ? by.org && { enterprise_id: by.org.id } : { authorizations: [authorizationOf(by)] }),
        is_ext_shared_channel: false,
      };
      const all = Array.from({ length: times }, () => () => attempt(payload));
      if (held) {
        held.push(...all);
        return undefined;
      }
      const receipts = await Promise.all(all.map((one) => one()));
      return receipts[0];
    },
    quiet: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    repeat: (count) => {
      times = count;
    },
    hold: () => {
      held ??= [];
    },
    release: async (order = "as they came") => {
      const kept = held ?? [];
      held = undefined;
      // One after the other: the order is what this is about.
      for (const one of order === "reversed" ? kept.toReversed() : kept) await one();
    },
  };
};
