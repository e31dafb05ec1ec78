import type { IncomingMessage, RequestListener } from "node:http";
import { type App, HTTPReceiver, type Receiver } from "@slack/bolt";
import type { Clock, Log } from "../../src/ports.ts";
import { createListening } from "../shared/listening.ts";
import { SIGNATURE } from "./admit.ts";
import { door } from "./door.ts";
import { boltLogger } from "./logger.ts";
import { PATHS } from "./manifest.ts";
import { SlackTrouble } from "./trouble.ts";

/** One path of ours beside Slack's, for browsers. */
export type Routes = Readonly<Record<string, RequestListener>>;

/** A server for Slack's requests and for browsers. */
export interface HttpOptions {
  /** 0 takes any that is free. */
  readonly port: number;
  /** Undefined where Slack's requests come by sockets, and only browsers by HTTP. */
  readonly secret: string | undefined;
  readonly routes: Routes;
  readonly clock: Clock;
  readonly log: Log;
  /** Puts admission before Bolt's App. */
  admitted(app: App): App;
}

/** A receiver, and the port on which it listens once it has started. */
export type HttpReceiver = Receiver & { port(): number };

/** Milliseconds after which Slack is told that we have it, whatever goes on; it waits for three seconds. */
const ACKNOWLEDGE = 2_700;

/** What a balancer asks, to learn whether this process takes requests. */
const HEALTH = "/health";

const pathOf = ({ url = "/" }: IncomingMessage): string => url.split("?")[0] ?? "/";

/** Bolt's HTTP receiver behind a door of our own. Any number of processes may listen behind a balancer. */
export const createHttpReceiver = ({ port, secret, routes, clock, log, admitted }: HttpOptions): HttpReceiver => {
  const bolt =
    secret === undefined
      ? undefined
      : new HTTPReceiver({
          signingSecret: secret,
          // The door has verified it, both ways in time; Bolt would only compute the same once more.
          signatureVerification: false,
          endpoints: PATHS.events,
          logger: boltLogger(log),
          customPropertiesExtractor: ({ headers }) => ({ [SIGNATURE]: headers["x-slack-signature"] }),
          unhandledRequestTimeoutMillis: ACKNOWLEDGE,
          // It is written down, so it will be done: Slack need not tell the person that we failed.
          unhandledRequestHandler: ({ response }) => {
            log.warn("slack.slow");
            if (!response.headersSent) response.writeHead(200).end();
          },
        });
  const slack = bolt && secret !== undefined ? door({ secret, clock, log }, bolt.requestListener) : undefined;

  const listener: RequestListener = (request, response) => {
    const path = pathOf(request);
    if (slack && path === PATHS.events && request.method === "POST") return slack(request, response);
    if (path === HEALTH) return void response.writeHead(200).end();
    const route = request.method === "GET" ? routes[path] : undefined;
    if (route) return route(request, response);
    response.writeHead(404).end();
  };

  const listening = createListening(listener, port, (cause) => {
    const why = `Port ${port} cannot be listened on. Set AIDLINE_SLACK_PORT to a free one.`;
    return new SlackTrouble(why, { cause });
  });
  return { init: (app) => bolt?.init(admitted(app)), ...listening };
};
