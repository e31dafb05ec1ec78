import type { AddressInfo } from "node:net";
import { type DiscordClock, virtualDiscordClock } from "./clock.ts";
import { createFaults, type Faults } from "./faults.ts";
import { createGateway, type Gateway } from "./gateway/index.ts";
import { addUser, createGuild, type Guild, type Profile } from "./guild.ts";
import type { AppSettings, World } from "./model.ts";
import type { Surroundings } from "./people/acting.ts";
import { type Person, seated } from "./people/person.ts";
import { createRates, type Rates } from "./rates.ts";
import { CHANNELS } from "./routes/channels.ts";
import { COMMANDS } from "./routes/commands.ts";
import { INTERACTIONS } from "./routes/interactions.ts";
import { MESSAGES } from "./routes/messages.ts";
import { USERS } from "./routes/users.ts";
import { createCounter, type Recorded } from "./server.ts";
import { createDelivery, type Delivery } from "./wire/delivery.ts";
import { httpWire, type Keys, makeKeys, type SentRequest } from "./wire/http.ts";
import { createWorld } from "./world.ts";

export { realDiscordClock, virtualDiscordClock } from "./clock.ts";
export { fault } from "./faults.ts";
export { signed } from "./wire/http.ts";

/** How a Discord is started. */
export interface DiscordOptions {
  /** Discord's time; stands still at 2022-03-07T07:00Z unless a test brings another one. */
  readonly clock?: DiscordClock;
  readonly rates?: "enforced" | "counted";
  /** Milliseconds of the machine's time between heartbeats; Discord asks for 41,250. */
  readonly heartbeat?: number;
  /** Seconds since the epoch in signatures; those of the machine unless a test brings others. */
  readonly postmark?: () => number;
  /** As `settleWith`, for tests that know it from the start. */
  readonly idle?: () => Promise<void>;
}

/** A Discord of our own, on a real port of this machine, with one app that it knows. */
export interface Discord {
  readonly url: string;
  /** For `new Client({ rest: { api, version: "10" } })`. The gateway's address is asked for there. */
  readonly apiUrl: string;
  readonly clock: DiscordClock;
  /** The app's settings, its token among them; change them before people act. */
  readonly app: AppSettings;
  readonly world: World;
  readonly faults: Faults;
  readonly rates: Rates;
  readonly gateway: Gateway;
  /** How interactions travel: late, twice. */
  readonly interactions: Delivery;
  /** Every call of the app, in order. */
  readonly calls: readonly Recorded[];
  /** Every request that went to the app's endpoint, in order. */
  readonly sent: readonly SentRequest[];
  /** With which requests to the endpoint are signed. */
  readonly keys: Keys;
  /** A guild; the app is in it unless this says no. */
  guild(name: string, options?: { readonly locale?: string; readonly app?: boolean }): Guild;
  /** Somebody who is in no guild yet. */
  person(handle: string, options?: Profile): Person;
  /**
   * Saves an interactions endpoint, as its developer would: Discord probes it first, and delivers interactions nowhere
   * else from then on. Undefined goes back to the gateway. Throws when the endpoint cannot be verified.
   */
  speakTo(endpoint: string | undefined): Promise<void>;
  /** How to wait until the app has nothing left to do; awaited after everything that a person does. */
  settleWith(idle: () => Promise<void>): void;
  /** Resolves once `look` is true; asked again after everything that changes. Rejects after five seconds. */
  until(look: () => boolean, what?: () => string): Promise<void>;
  close(): Promise<void>;
}

/** What the app was refused, for whoever wonders why nothing came. */
const refusedCalls = (calls: readonly Recorded[]): string =>
  calls
    .filter(({ status }) => (status ?? 0) >= 400)
    .map(({ route, answer }) => `\nrefused: ${route} ${JSON.stringify(answer)}`)
    .join("");

const waiting =
  (world: World, calls: readonly Recorded[]): Discord["until"] =>
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

/** Starts a Discord. It refuses what Discord refuses, in Discord's own words. */
export const startDiscord = async (options: DiscordOptions = {}): Promise<Discord> => {
  const clock = options.clock ?? virtualDiscordClock();
  const keys = makeKeys();
  const world = createWorld(clock, keys.publicKey);
  const faults = createFaults();
  const rates = createRates(world, options.rates === "enforced");
  const calls: Recorded[] = [];
  const routes = [...USERS, ...COMMANDS, ...INTERACTIONS, ...MESSAGES, ...CHANNELS];
  const server = createCounter({ world, routes, faults, rates, calls });
  const gateway = createGateway(world, server, options.heartbeat ?? 41_250);
  world.tell = gateway.tell;
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  // A server that listens on a port has an address of this form.
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const http = httpWire(world, keys, options.postmark ?? (() => Math.floor(Date.now() / 1_000)));
  const interactions = createDelivery(() => (world.app.endpoint === undefined ? gateway : http));
  const until = waiting(world, calls);
  let idle = options.idle ?? (() => Promise.resolve());
  const around: Surroundings = { world, wire: interactions, idle: () => idle(), until };

  return {
    url: world.url,
    apiUrl: `${world.url}/api`,
    clock,
    app: world.app,
    world,
    faults,
    rates,
    gateway,
    interactions,
    calls,
    sent: http.sent,
    keys,
    guild: (name, how) => createGuild(around, gateway, name, how),
    person: (handle, profile = {}) => seated(around, addUser(world, handle, profile)),
    speakTo: async (endpoint) => {
      if (endpoint !== undefined) await http.probe(endpoint);
      world.app.endpoint = endpoint;
    },
    settleWith: (next) => {
      idle = next;
    },
    until,
    close: async () => {
      faults.releaseAll();
      gateway.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
};
