import type { IncomingMessage, ServerResponse } from "node:http";
import { epoch } from "../../src/domain/time.ts";
import { type Clock, type Log, Undeliverable } from "../../src/ports.ts";
import { bodyOf } from "../shared/body.ts";
import { createListening } from "../shared/listening.ts";
import type { Admission } from "./admit.ts";
import { isPing } from "./reading.ts";
import { DiscordTrouble } from "./trouble.ts";
import { doubtOf, keyOf } from "./verify.ts";

/** A server for Discord's calls. */
export interface EndpointOptions {
  /** 0 takes any that is free. */
  readonly port: number;
  readonly publicKey: string;
  readonly admit: Admission;
  readonly clock: Clock;
  readonly log: Log;
}

/** Where Discord calls us. Any number of processes may listen behind a balancer. */
export interface Endpoint {
  start(): Promise<void>;
  stop(): Promise<void>;
  port(): number;
}

/** What the operator writes into the developer portal, after the address; and what a balancer asks. */
const INTERACTIONS = "/discord/interactions";
const HEALTH = "/health";

const PONG = { type: 1 };

const send = (response: ServerResponse, status: number, body?: object): void => {
  if (response.headersSent) return;
  const headers = { connection: status < 400 ? "keep-alive" : "close" };
  if (!body) return void response.writeHead(status, headers).end();
  response.writeHead(status, { ...headers, "content-type": "application/json" }).end(JSON.stringify(body));
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Takes what Discord has signed, and answers it in the answer to its own request. */
export const createEndpoint = ({ port, publicKey, admit, clock, log }: EndpointOptions): Endpoint => {
  const key = keyOf(publicKey);
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    if (body === undefined) return send(response, 413);
    const doubt = doubtOf({ headers: request.headers, body }, key, Math.floor(epoch(clock.now()) / 1_000));
    if (doubt !== undefined) {
      log.warn("discord.doubt", { why: doubt });
      return send(response, 401);
    }
    const payload = parsed(body.toString("utf8"));
    if (isPing(payload)) return send(response, 200, PONG);
    const known = await admit(payload, async (callback) => {
      if (response.destroyed) throw new Undeliverable("Discord waits no more", { permanent: true });
      send(response, 200, callback);
    });
    // What came before is under way, or done: whoever sends it again gets nothing new.
    send(response, known ? 409 : 400);
  };

  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const path = (request.url ?? "/").split("?")[0];
    if (path === HEALTH) return send(response, 200);
    if (path !== INTERACTIONS || request.method !== "POST") return send(response, 404);
    take(request, response).catch((error: unknown) => {
      log.error("discord.fault", { error });
      send(response, 500);
    });
  };

  const {
    start,
    stop,
    port: listensOn,
  } = createListening(listener, port, (cause) => {
    const why = `Port ${port} cannot be listened on. Set AIDLINE_DISCORD_PORT to a free one.`;
    return new DiscordTrouble(why, { cause });
  });
  return {
    start: async () => {
      await start();
    },
    stop,
    port: listensOn,
  };
};
