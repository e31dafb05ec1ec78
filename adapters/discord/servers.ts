import type { RouteLike } from "discord.js";
import { z } from "zod";
import { type Clock, Undeliverable } from "../../src/ports.ts";
import { createMemory } from "../shared/memory.ts";
import { isForum } from "./kinds.ts";
import { MEMBER } from "./payloads.ts";
import { isOutsider, nameOf } from "./reading.ts";
import type { Rest } from "./rest.ts";

/** A channel as far as we have to know one. */
export interface KnownChannel {
  readonly name: string;
  /** Undefined for a direct conversation. */
  readonly server: string | undefined;
  /** Whether it holds posts instead of messages. */
  readonly forum: boolean;
}

/** Somebody as a server knows them. */
export interface KnownMember {
  readonly name: string;
  readonly roles: readonly string[];
  /** Not, or not yet, of the server. */
  readonly outsider: boolean;
  /** No person, but an app. */
  readonly app: boolean;
}

/** What the gateway has told us without being asked; nothing where there is none. */
export interface Overheard {
  /** Whether the app was removed from a server. */
  gone(server: string): boolean;
  server(id: string): { readonly name: string } | undefined;
  channel(id: string): KnownChannel | undefined;
}

/** Servers, their channels and their people. */
export interface Servers {
  gone(server: string): boolean;
  /** A server's name, its id where nobody says. */
  nameOf(server: string): Promise<string>;
  /** Throws Undeliverable: `gone` for a channel that is no more. */
  channel(id: string): Promise<KnownChannel>;
  /** Undefined for somebody who is not in it. Throws where Discord does not say. */
  member(server: string, user: string): Promise<KnownMember | undefined>;
}

const NAMED = z.object({ name: z.string() });
const CHANNEL = z.object({ type: z.number(), name: z.string().nullish(), guild_id: z.string().nullish() });

/** So many of each are kept in mind, for so many milliseconds. */
const MOST = 5_000;
const LONG = 10 * 60_000;

/** Discord's number for somebody who is not in a server. */
const NO_MEMBER = "discord 10007";

/** What the gateway told, and what Discord is asked besides. */
export const createServers = (rest: Rest, overheard: Overheard, clock: Pick<Clock, "elapsed">): Servers => {
  const names = createMemory<string>(clock, MOST, LONG);
  const channels = createMemory<KnownChannel>(clock, MOST, LONG);
  const ask = (path: RouteLike): Promise<unknown> => rest.bot({ method: "GET", path });
  return {
    gone: overheard.gone,
    nameOf: async (server) => {
      const known = overheard.server(server)?.name ?? names.recall(server);
      if (known !== undefined) return known;
      try {
        return names.remember(server, NAMED.parse(await ask(`/guilds/${server}`)).name);
      } catch {
        // A name is no reason to keep anybody waiting: the register can be given one.
        return server;
      }
    },
    channel: async (id) => {
      const known = overheard.channel(id) ?? channels.recall(id);
      if (known) return known;
      const { type, name, guild_id } = CHANNEL.parse(await ask(`/channels/${id}`));
      return channels.remember(id, { name: name ?? id, server: guild_id ?? undefined, forum: isForum(type) });
    },
    member: async (server, user) => {
      // Rights hang on it, so it is asked each time.
      try {
        const member = MEMBER.parse(await ask(`/guilds/${server}/members/${user}`));
        return {
          name: nameOf(member.user, member.nick),
          roles: member.roles,
          outsider: isOutsider(member),
          app: member.user.bot === true,
        };
      } catch (error) {
        if (error instanceof Undeliverable && error.message === NO_MEMBER) return undefined;
        throw error;
      }
    },
  };
};
