import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type SlackClock, virtualSlackClock } from "./clock.ts";
import { createFaults, type Faults } from "./faults.ts";
import { applyManifest } from "./manifest.ts";
import { AUTH, connections } from "./methods/auth.ts";
import { CHAT } from "./methods/chat.ts";
import { CONVERSATIONS } from "./methods/conversations.ts";
import { FILES } from "./methods/files.ts";
import type { Method } from "./methods/method.ts";
import { USERS } from "./methods/users.ts";
import { VIEWS } from "./methods/views.ts";
import type { AppSettings } from "./model.ts";
import type { Surroundings } from "./people/hands.ts";
import { createRates, type Rates } from "./rates.ts";
import { createCounter, type Recorded } from "./server.ts";
import { receiveUpload } from "./uploading.ts";
import type { Wire } from "./wire/delivery.ts";
import { createEvents, type Events } from "./wire/events.ts";
import { httpWire, type SentRequest } from "./wire/http.ts";
import { type SocketLine, socketLine } from "./wire/socket.ts";
import { createOrganisation, createWorkspace, type Organisation, type Workspace } from "./workspace.ts";
import { createWorld, type World } from "./world.ts";

export { realSlackClock, virtualSlackClock } from "./clock.ts";
export { fault } from "./faults.ts";
export { signed } from "./wire/signature.ts";

/** How a Slack is started. */
export interface SlackOptions {
  /** Slack's time; stands still at 2022-03-07T07:00Z unless a test brings another one. */
  readonly clock?: SlackClock;
  readonly rates?: "enforced" | "counted";
  /** Seconds since the epoch in signatures. Stock Bolt compares them with the machine's time, so that is the default. */
  readonly postmark?: () => number;
  /** As `settleWith`, for tests that know it from the start. */
  readonly idle?: () => Promise<void>;
}

/** A Slack of our own, on a real port of this machine, with one app that it knows. */
export interface Slack {
  readonly url: string;
  /** For `clientOptions.slackApiUrl`. */
  readonly apiUrl: string;
  readonly clock: SlackClock;
  /** The app's settings; change them before people act. */
  readonly app: AppSettings;
  readonly world: World;
  readonly faults: Faults;
  readonly rates: Rates;
  readonly events: Events;
  readonly sockets: SocketLine;
  /** Every call of the app, in order. */
  readonly calls: readonly Recorded[];
  /** Every request that went to the app over HTTP, in order. */
  readonly sent: readonly SentRequest[];
  workspace(name: string): Workspace;
  organisation(name: string): Organisation;
  /** Sets the app up from a manifest, as its developer would. Throws `invalid_manifest` with what is wrong. */
  useManifest(manifest: unknown): void;
  /** From here on Slack speaks to these request URLs, one after the other. Until then it uses Socket Mode. */
  speakTo(...requestUrls: readonly string[]): void;
  /** How to wait until the app has nothing left to do; awaited after everything that a person does. */
  settleWith(idle: () => Promise<void>): void;
  /** Resolves once `look` is true; asked again after everything that changes. Rejects after five seconds. */
  until(look: () => boolean, what?: () => string): Promise<void>;
  close(): Promise<void>;
}

/** What the app was refused, for whoever wonders why nothing came. */
const refusedCalls = (calls: readonly Recorded[]): string =>
  calls
    .filter(({ answer }) => answer?.ok === false)
    .map(({ method, answer }) => `\nrefused: ${method} ${JSON.stringify(answer)}`)
    .join("");

const waiting =
  (world: World, calls: readonly Recorded[]): Slack["until"] =>
  (look, what = () => "It never came to that") => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const ask = (): void => {
      if (!look()) return;
      world.onChange.delete(ask);
      clearTimeout(patience);
      resolve();
    };
    const patience = setTimeout(() => {
      world.onChange.delete(ask);
      reject(new Error(`${what()}${refusedCalls(calls)}`));
    }, 5_000);
    world.onChange.add(ask);
    ask();
    return promise;
  };

/** Starts a Slack. It refuses what Slack refuses, in Slack's own words. */
export const startSlack = async (options: SlackOptions = {}): Promise<Slack> => {
  const clock = options.clock ?? virtualSlackClock();
  const world = createWorld(clock);
  world.tokens.set(world.app.appToken, {
    value: world.app.appToken,
    kind: "app",
    installation: undefined,
    expires: undefined,
    revoked: false,
  });
  const faults = createFaults();
  const rates = createRates(world, options.rates === "enforced");
  const calls: Recorded[] = [];
  const sent: SentRequest[] = [];
  const methods: Record<string, Method> = { ...AUTH, ...CHAT, ...VIEWS, ...CONVERSATIONS, ...USERS, ...FILES };
  const other = (request: IncomingMessage, body: Buffer, response: ServerResponse): boolean =>
    receiveUpload(world, request, body, response);

  const server = createCounter({ world, methods, faults, rates, calls, other });
  const sockets = socketLine(world, server);
  Object.assign(methods, connections(sockets.open, sockets.expectOne));
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  // A server that listens on a port has an address of this form.
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const http = httpWire(world, sent, options.postmark ?? (() => Math.floor(Date.now() / 1_000)));
  const wire = (): Wire => (world.app.requestUrls.length > 0 ? http : sockets);
  const events = createEvents(world, wire);
  const until = waiting(world, calls);
  let idle = options.idle ?? (() => Promise.resolve());
  const around: Surroundings = { world, wire, events, idle: () => idle(), until };

  return {
    url: world.url,
    apiUrl: `${world.url}/api/`,
    clock,
    app: world.app,
    world,
    faults,
    rates,
    events,
    sockets,
    calls,
    sent,
    workspace: (name) => createWorkspace(around, name),
    organisation: (name) => createOrganisation(around, name),
    useManifest: (manifest) => applyManifest(world.app, manifest),
    speakTo: (...requestUrls) => {
      world.app.requestUrls = requestUrls;
    },
    settleWith: (next) => {
      idle = next;
    },
    until,
    close: async () => {
      faults.releaseAll();
      sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
};
