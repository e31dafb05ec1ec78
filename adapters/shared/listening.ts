import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Milliseconds after which a connection that was left open is cut. */
const LINGER = 15_000;

/** A server for what a platform sends us. */
export interface Listening {
  /** Rejects with what `trouble` makes of it when the port cannot be had. */
  start(): Promise<Server>;
  stop(): Promise<void>;
  /** The port it listens on: another than asked for where that was 0. */
  port(): number;
}

/** Listens on a port, of all addresses or of the one given, once it is started. `trouble` says to whoever runs it what to do about a port that is taken. */
export const createListening = (
  listener: RequestListener,
  port: number,
  trouble: (cause: Error) => Error,
  host?: string,
): Listening => {
  let server: Server | undefined;
  return {
    start: () =>
      new Promise((resolve, reject) => {
        const opened = createServer(listener);
        server = opened;
        opened.on("error", (error) => reject(trouble(error)));
        opened.listen({ port, ...(host !== undefined && { host }) }, () => resolve(opened));
      }),
    stop: () =>
      new Promise<void>((resolve) => {
        if (!server) return resolve();
        server.close(() => resolve());
        // Requests that are being answered go on; a balancer's idle connections do not keep us.
        server.closeIdleConnections();
        setTimeout(() => server?.closeAllConnections(), LINGER).unref();
      }),
    // A server that listens on a port has an address of this kind.
    port: () => (server?.address() as AddressInfo | null | undefined)?.port ?? port,
  };
};
