import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/**
 * How a line treats what goes over it. `cut`: connections end at once, new ones too. `mute`: it takes
 * connections and swallows every byte and every goodbye. `slow`: each packet waits, in both directions.
 */
export type Weather = "clear" | "cut" | "mute" | "slow";

/** A line between a process and a server, on a port of its own, with weather. */
export interface Line {
  readonly port: number;
  /** Changes the weather. Connections that were muted are cut when it clears: of what they swallowed nothing comes back. */
  turn(weather: Weather): void;
  /** The ports from which it ever connected to the server, and when: by these the server knows whose line it is. */
  readonly connections: readonly { readonly port: number; readonly since: number }[];
  close(): Promise<void>;
}

/** Milliseconds that a packet waits on a slow line. */
const SLOW = 400;

/** Opens a line to a port of this machine. */
export const openLine = async (to: number): Promise<Line> => {
  let weather: Weather = "clear";
  const connections: { readonly port: number; readonly since: number }[] = [];
  const sockets = new Set<Socket>();

  const end = (...both: readonly Socket[]): void => {
    for (const one of both) {
      sockets.delete(one);
      one.destroy();
    }
  };

  /** One direction. Packets keep their order, however long each of them waits. */
  const carry = (source: Socket, target: Socket): void => {
    let last = Promise.resolve();
    const after = async (before: Promise<void>, waits: number, act: () => void): Promise<void> => {
      await before;
      if (waits > 0) await pause(waits);
      if (!target.destroyed) act();
    };
    const inTurn = (act: () => void): void => {
      last = after(last, weather === "slow" ? SLOW : 0, act);
    };
    source.on("data", (packet) => {
      if (weather !== "mute") inTurn(() => target.write(packet));
    });
    source.on("end", () => {
      if (weather !== "mute") inTurn(() => target.end());
    });
    source.on("error", () => undefined);
    source.on("close", () => {
      sockets.delete(source);
      if (weather !== "mute") inTurn(() => target.destroy());
    });
  };

  const server = createServer({ allowHalfOpen: true }, (near) => {
    if (weather === "cut") {
      near.on("error", () => undefined).resetAndDestroy();
      return;
    }
    const far = connect({ port: to, host: "127.0.0.1", allowHalfOpen: true });
    far.once("connect", () => void connections.push({ port: far.localPort ?? 0, since: Date.now() }));
    sockets.add(near).add(far);
    carry(near, far);
    carry(far, near);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  return {
    // A server that listens on a port has an address of this form.
    port: (server.address() as AddressInfo).port,
    turn: (next) => {
      if (next === "cut" || weather === "mute") end(...sockets);
      weather = next;
    },
    connections,
    close: async () => {
      server.close();
      end(...sockets);
    },
  };
};
