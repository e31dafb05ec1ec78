import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { APP, DISCORD, type Session, serialIn, TOKENS } from "./discord-wire.ts";

/** What Discord is told of an interaction, and of what is posted by the way. */
export interface Heard {
  /** The first answer to one, over the API. */
  acknowledged(serial: number): void;
  /** What was said afterwards to one, by the token that names it. */
  answered(serial: number, said: string): void;
  posted(): void;
  /** What nobody expected. */
  wrong(what: string): void;
}

/** As much of Discord as a known person's command needs, and no more: what it costs is measured, too. */
export interface DiscordApi {
  readonly url: string;
  /** Tells a session of an interaction. Throws where it is not connected. */
  tell(session: Session, payload: object): void;
}

const BOT = { id: APP, username: "Aidline", discriminator: "0", global_name: null, avatar: null, bot: true };

const guild = (number: number): object => ({
  id: DISCORD.space(number),
  name: `Server ${number}`,
  owner_id: DISCORD.account,
  roles: [{ id: DISCORD.space(number), name: "@everyone", permissions: "2147483647", position: 0, color: 0 }],
  emojis: [],
  features: [],
  members: [{ user: BOT, roles: [], joined_at: "2022-03-07T07:00:00.000000+00:00", flags: 0 }],
  channels: [{ id: DISCORD.channel(number), type: 0, name: "outreach", guild_id: DISCORD.space(number), position: 0 }],
  threads: [],
  presences: [],
  voice_states: [],
  member_count: 2,
});

/** Connections stay open between rounds. */
const PATIENCE = 240_000;

/** Opens it with so many servers. */
export const openDiscordApi = async (spaces: number, heard: Heard): Promise<DiscordApi> => {
  const lines = new Map<string, { line: WebSocket; sequence: number }>();
  let ids = 0;
  let url = "";
  const message = (): object => ({ id: String(700_000_000_000_000_000n + BigInt((ids += 1))), channel_id: "1" });

  const answer = async (asked: IncomingMessage, response: ServerResponse): Promise<void> => {
    const said = Buffer.concat(await asked.toArray()).toString();
    const json = (value: object): void =>
      void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
    const [, , , first = "", second = "", third = "", fourth = ""] = (asked.url ?? "").split("?")[0]?.split("/") ?? [];
    switch (`${asked.method} ${first}`) {
      case "POST interactions":
        heard.acknowledged(serialIn(second));
        return void response.writeHead(204).end();
      case "PATCH webhooks":
      case "POST webhooks":
        heard.answered(Number(third.slice("token-".length)), said);
        return json(message());
      case "DELETE webhooks":
        return void response.writeHead(204).end();
      case "POST channels":
        if (third !== "messages" || fourth !== "") break;
        heard.posted();
        return json(message());
      case "GET channels":
        return json({
          id: second,
          type: 0,
          name: "outreach",
          guild_id: String(BigInt(second) - 100_000_000_000_000_000n),
        });
      case "GET guilds":
        return json({ id: second, name: "Server" });
      case "GET users":
      case "GET applications":
        return json(third === "commands" || third === "guilds" ? [] : BOT);
      case "POST users":
        return json({ id: DISCORD.account });
      case "PUT applications":
        return json([]);
      case "GET gateway":
        return json({
          url: url.replace("http", "ws"),
          shards: 1,
          session_start_limit: { total: 1_000, remaining: 1_000, reset_after: 0, max_concurrency: 1 },
        });
      default:
    }
    response.writeHead(404, { "content-type": "application/json" }).end('{"message":"404","code":0}');
    heard.wrong(`${asked.method} ${asked.url} ${said}`);
  };

  const server = createServer((asked, response) => {
    answer(asked, response).catch((error: unknown) => heard.wrong(String(error)));
  });
  server.keepAliveTimeout = PATIENCE;

  const greet = (line: WebSocket, token: string): void => {
    const session = { line, sequence: 0 };
    lines.set(token, session);
    const guilds = Array.from({ length: spaces }, (_, number) => guild(number));
    const tell = (t: string, d: object): void => line.send(JSON.stringify({ op: 0, s: (session.sequence += 1), t, d }));
    tell("READY", {
      v: 10,
      user: BOT,
      guilds: Array.from({ length: spaces }, (_, number) => ({ id: DISCORD.space(number), unavailable: true })),
      session_id: token,
      resume_gateway_url: url.replace("http", "ws"),
      shard: [0, 1],
      application: { id: APP, flags: 0 },
    });
    for (const one of guilds) tell("GUILD_CREATE", one);
  };

  const gateway = new WebSocketServer({ server });
  gateway.on("connection", (line) => {
    line.on("message", (raw: Buffer) => {
      // What discord.js sends: an operation, and for an IDENTIFY the token.
      const { op, d } = JSON.parse(raw.toString()) as { op: number; d?: { token?: string } };
      if (op === 1) line.send('{"op":11}');
      if (op === 2) greet(line, d?.token ?? "");
    });
    line.send('{"op":10,"d":{"heartbeat_interval":41250}}');
  });

  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  // A server that listens on a port has an address of this kind.
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    tell: (session, payload) => {
      const found = lines.get(TOKENS[session]);
      if (!found) throw new Error(`${session} is not connected`);
      found.sequence += 1;
      found.line.send(JSON.stringify({ op: 0, s: found.sequence, t: "INTERACTION_CREATE", d: payload }));
    },
  };
};
