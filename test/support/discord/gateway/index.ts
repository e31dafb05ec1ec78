import type { Server } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import type { Fields } from "../fields.ts";
import type { Guild, Told, World } from "../model.ts";
import type { Wire } from "../wire/delivery.ts";
import { guildCreate } from "./greeting.ts";
import { converse, type Exchange, type Session, tellAll } from "./line.ts";

/** Discord's gateway, and the ways in which it is known to misbehave. */
export interface Gateway extends Wire {
  /** Sessions that are connected now. */
  open(): number;
  readonly sessions: ReadonlyMap<string, Session>;
  /** Every IDENTIFY, in order: its token, intents and shard. */
  readonly identified: readonly Fields[];
  /** Resolves when so many sessions are connected at once. */
  connected(count: number): Promise<void>;
  /** Cuts every line without a word. The sessions can be resumed. */
  drop(): void;
  /** Op 7: asks every line to come back and resume. */
  reconnect(): void;
  /** Op 9: takes the sessions back; resumable ones may be resumed all the same. */
  invalidate(resumable: boolean): void;
  /** Closes every line with a code, as 4004 when the token was reset. */
  closeWith(code: number): void;
  /** While deaf, Discord does not answer heartbeats. */
  deafen(on: boolean): void;
  /** While away, nobody can connect. */
  away(on: boolean): void;
  /** Tells of something; `world.tell` ends here. */
  tell(told: Told): void;
  /** Tells of a guild that the bot joined, or left. */
  joined(guild: Guild): void;
  left(guild: Guild): void;
  close(): void;
}

/** The gateway on the server's own port. */
export const createGateway = (world: World, server: Server, heartbeat: number): Gateway => {
  const wss = new WebSocketServer({ noServer: true });
  const lines = new Set<WebSocket>();
  const arrivals = new Set<() => void>();
  let gone = false;
  const exchange: Exchange = {
    world,
    sessions: new Map(),
    heartbeat,
    deaf: false,
    identified: [],
    changed: () => {
      for (const look of arrivals) look();
      world.notice();
    },
  };
  const { sessions } = exchange;
  const open = (): number =>
    [...sessions.values()].filter(({ line }) => line !== undefined && line.readyState === line.OPEN).length;

  server.on("upgrade", (request, socket, head) => {
    if (gone) return void socket.end("HTTP/1.1 503 Service Unavailable\r\n\r\n");
    wss.handleUpgrade(request, socket, head, (line) => {
      lines.add(line);
      line.on("close", () => lines.delete(line));
      converse(exchange, line);
    });
  });

  const each = (work: (line: WebSocket) => void): void => {
    for (const line of lines) work(line);
  };
  const say = (parcel: Fields): void => each((line) => line.send(JSON.stringify(parcel)));
  const tell = (told: Told): number => tellAll(exchange, told);

  return {
    open,
    sessions,
    identified: exchange.identified,
    connected: (count) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const look = (): void => {
        if (open() !== count) return;
        arrivals.delete(look);
        resolve();
      };
      arrivals.add(look);
      look();
      return promise;
    },
    drop: () => each((line) => line.terminate()),
    reconnect: () => say({ op: 7, d: null }),
    invalidate: (resumable) => {
      if (!resumable) sessions.clear();
      say({ op: 9, d: resumable });
    },
    closeWith: (code) => each((line) => line.close(code)),
    deafen: (on) => {
      exchange.deaf = on;
    },
    away: (on) => {
      gone = on;
      if (on) each((line) => line.terminate());
    },
    tell: (told) => void tell(told),
    joined: (guild) => {
      tell({ t: "GUILD_CREATE", d: guildCreate(world, guild, false), guild: guild.id, intent: 1 });
    },
    left: (guild) => {
      tell({ t: "GUILD_DELETE", d: { id: guild.id }, guild: guild.id, intent: 1 });
    },
    send: ({ payload, guild }) => tell({ t: "INTERACTION_CREATE", d: payload, guild, intent: 0 }) > 0,
    close: () => {
      each((line) => line.terminate());
      wss.close();
    },
  };
};
