import { randomUUID } from "node:crypto";
import type { WebSocket } from "ws";
import { type Fields, fieldsAt, isFields, textAt } from "../fields.ts";
import type { Told, World } from "../model.ts";
import { may } from "../permissions.ts";
import { shownMember } from "../shown/people.ts";
import { guildCreate, guildsOf, ready, shardOf } from "./greeting.ts";
import { closedFor, toldWith } from "./intents.ts";

/** An app's session: it outlives its line, so that what was missed can be told again. */
export interface Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [number, number];
  readonly told: { readonly s: number; readonly t: string; readonly d: Fields }[];
  line: WebSocket | undefined;
  resumes: number;
}

/** What all lines share. */
export interface Exchange {
  readonly world: World;
  readonly sessions: Map<string, Session>;
  readonly heartbeat: number;
  /** While deaf, Discord does not answer heartbeats. */
  deaf: boolean;
  /** Every IDENTIFY, in order. */
  readonly identified: Fields[];
  changed(): void;
}

const write = (line: WebSocket | undefined, parcel: Fields): void => {
  if (line?.readyState === line?.OPEN) line?.send(JSON.stringify(parcel));
};

/** Tells one session, now or once it is back. */
const tell = (session: Session, t: string, d: Fields): void => {
  const s = session.told.length + 1;
  session.told.push({ s, t, d });
  write(session.line, { op: 0, s, t, d });
};

/** Whether the app is in the guild and can see the channel of which there is something to tell. */
const concerns = (world: World, { t, d, guild: id }: Told): boolean => {
  const bot = world.app.botUser;
  const guild = id === undefined ? undefined : world.guilds.get(id);
  if (!guild || t === "GUILD_DELETE" || t === "INTERACTION_CREATE") return true;
  if (!guild.members.has(bot)) return false;
  const channel = world.channels.get(textAt(d, "channel_id") || (/^(CHANNEL|THREAD)_/.test(t) ? textAt(d, "id") : ""));
  return !channel || may(world, guild, bot, channel, "VIEW_CHANNEL");
};

/** Tells every session that is to know, by its shard and its intents. */
export const tellAll = ({ world, sessions }: Exchange, told: Told): number => {
  if (!concerns(world, told)) return 0;
  const fitting = [...sessions.values()].filter(({ shard: [shard, shards] }) => shardOf(told.guild, shards) === shard);
  for (const session of fitting) {
    const d = toldWith(session.intents, told, world.app.botUser);
    if (d) tell(session, told.t, d);
  }
  return fitting.length;
};

const parsed = (raw: unknown): Fields | undefined => {
  try {
    const value: unknown = JSON.parse(String(raw));
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const shardIn = (given: Fields): readonly [number, number] | undefined => {
  if (given.shard === undefined) return [0, 1];
  const [shard, shards] = Array.isArray(given.shard) ? given.shard.map(Number) : [];
  return shard !== undefined && shards !== undefined && shard >= 0 && shard < shards ? [shard, shards] : undefined;
};

const hangUp = (line: WebSocket, code: number, says: string): undefined => {
  line.close(code, says);
  return undefined;
};

const identify = (exchange: Exchange, line: WebSocket, given: Fields): Session | undefined => {
  const { world, sessions } = exchange;
  exchange.identified.push(given);
  world.app.identifies -= 1;
  if (given.token !== world.app.token || world.app.identifies < 0) return hangUp(line, 4004, "Authentication failed.");
  const barred = closedFor(world.app, given.intents);
  if (barred) return hangUp(line, barred, barred === 4014 ? "Disallowed intent(s)." : "Invalid intent(s).");
  const shard = shardIn(given);
  if (!shard) return hangUp(line, 4010, "Invalid shard.");
  const session: Session = {
    id: randomUUID().replaceAll("-", ""),
    intents: Number(given.intents),
    shard,
    told: [],
    line,
    resumes: 0,
  };
  sessions.set(session.id, session);
  tell(session, "READY", ready(world, session.id, shard));
  const everyone = (session.intents & 2) !== 0;
  if ((session.intents & 1) !== 0)
    for (const guild of guildsOf(world, shard)) tell(session, "GUILD_CREATE", guildCreate(world, guild, everyone));
  return session;
};

const resume = ({ world, sessions }: Exchange, line: WebSocket, given: Fields): Session | undefined => {
  if (given.token !== world.app.token) return hangUp(line, 4004, "Authentication failed.");
  const session = sessions.get(String(given.session_id));
  if (!session) {
    write(line, { op: 9, d: false });
    return undefined;
  }
  const seq = Number(given.seq);
  if (seq > session.told.length) return hangUp(line, 4007, "Invalid seq.");
  session.line?.terminate();
  session.line = line;
  session.resumes += 1;
  for (const { s, t, d } of session.told.slice(seq)) write(line, { op: 0, s, t, d });
  tell(session, "RESUMED", {});
  return session;
};

const sendMembers = ({ world }: Exchange, session: Session, given: Fields): void => {
  const guild = world.guilds.get(String(given.guild_id));
  const asked = Array.isArray(given.user_ids) ? given.user_ids.map(String) : [String(given.user_ids)];
  const all = given.user_ids === undefined && (session.intents & 2) !== 0;
  const found = [...(guild?.members.values() ?? [])].filter(({ user }) => all || asked.includes(user));
  tell(session, "GUILD_MEMBERS_CHUNK", {
    guild_id: given.guild_id,
    members: found.map((member) => shownMember(world, member)),
    chunk_index: 0,
    chunk_count: 1,
    not_found: asked.filter((id) => id !== "undefined" && !found.some(({ user }) => user === id)),
    ...(given.nonce !== undefined && { nonce: given.nonce }),
  });
};

/** Speaks with one line from its first word to its last. */
export const converse = (exchange: Exchange, line: WebSocket): void => {
  let session: Session | undefined;
  line.on("error", () => undefined);
  line.on("close", (code) => {
    if (session?.line === line) session.line = undefined;
    // Who says goodbye does not come back for what was missed.
    if (session && (code === 1_000 || code === 1_001)) exchange.sessions.delete(session.id);
    exchange.changed();
  });
  line.on("message", (raw) => {
    const parcel = parsed(raw);
    if (!parcel) return line.close(4002, "Error while decoding payload.");
    const given = fieldsAt(parcel, "d");
    switch (parcel.op) {
      case 1:
        if (!exchange.deaf) write(line, { op: 11 });
        return;
      case 2:
        if (session) return line.close(4005, "Already authenticated.");
        session = identify(exchange, line, given);
        return exchange.changed();
      case 6:
        session = resume(exchange, line, given);
        return exchange.changed();
      case 8:
        if (!session) return line.close(4003, "Not authenticated.");
        return sendMembers(exchange, session, given);
      case 3:
      case 4:
        if (!session) line.close(4003, "Not authenticated.");
        return;
      default:
        return line.close(4001, "Unknown opcode.");
    }
  });
  write(line, { op: 10, s: null, t: null, d: { heartbeat_interval: exchange.heartbeat } });
};
