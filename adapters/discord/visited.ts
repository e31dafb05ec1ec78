import { AuditLogEvent, PermissionFlagsBits, type RouteLike } from "discord.js";
import { z } from "zod";
import { allowedAt, allowedIn } from "./allowed.ts";
import type { Rest } from "./rest.ts";

/** A channel of a server, with what we may there. */
export interface VisitedChannel {
  readonly id: string;
  readonly name: string;
  readonly type: number;
  readonly may: bigint;
}

/** A server as it is when we come: what there is, what we may, and who brought us. */
export interface Visited {
  readonly id: string;
  readonly name: string;
  /** As Discord writes it: `en-US`, `uk`. */
  readonly locale: string;
  /** Who added the app, where the server lets us look; its owner otherwise. */
  readonly host: string;
  readonly channels: readonly VisitedChannel[];
  /** Where Discord itself greets people. */
  readonly lobby: VisitedChannel | undefined;
}

const id = z.string();
const rights = z.string().transform((text) => BigInt(text));

const SERVER = z.object({
  id,
  name: z.string(),
  owner_id: id,
  preferred_locale: z.string().default("en-US"),
  system_channel_id: id.nullish(),
  roles: z.array(z.object({ id, permissions: rights })),
});
const CHANNELS = z.array(
  z.object({
    id,
    name: z.string(),
    type: z.number(),
    permission_overwrites: z.array(z.object({ id, allow: rights, deny: rights })).default([]),
  }),
);
const SELF = z.object({ roles: z.array(id) });
const AUDIT = z.object({
  audit_log_entries: z.array(z.object({ user_id: id.nullish(), target_id: id.nullish() })),
});

/** Entries of the log that are looked at: who adds an app is greeted within a minute. */
const ENTRIES = "20";

/** Looks at a server. Discord is asked for all of it: what a gateway tells is not there where Discord calls us. Throws Undeliverable. */
export const visit = async (rest: Rest, server: string, own: string): Promise<Visited> => {
  const ask = (path: RouteLike, query?: Readonly<Record<string, string>>): Promise<unknown> =>
    rest.bot({ method: "GET", path, ...(query && { query }) });
  const {
    name,
    owner_id,
    preferred_locale,
    system_channel_id,
    roles: all,
  } = SERVER.parse(await ask(`/guilds/${server}`));
  const { roles } = SELF.parse(await ask(`/guilds/${server}/members/${own}`));
  const self = { server, user: own, roles, all };
  const channels = CHANNELS.parse(await ask(`/guilds/${server}/channels`)).map(
    ({ permission_overwrites, ...channel }) => ({ ...channel, may: allowedAt(self, permission_overwrites) }),
  );
  let host = owner_id;
  if ((allowedIn(self) & PermissionFlagsBits.ViewAuditLog) !== 0n) {
    const query = { action_type: String(AuditLogEvent.BotAdd), limit: ENTRIES };
    const { audit_log_entries: entries } = AUDIT.parse(await ask(`/guilds/${server}/audit-logs`, query));
    host = entries.find(({ target_id }) => target_id === own)?.user_id ?? owner_id;
  }
  const lobby = channels.find((channel) => channel.id === system_channel_id);
  return { id: server, name, locale: preferred_locale, host, channels, lobby };
};
