import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import { type Fields, isFields } from "../fields.ts";
import { LASTS } from "../limits.ts";
import type { World } from "../world.ts";
import { failed, type Receipt, type Wire } from "./delivery.ts";

/** Slack's end of Socket Mode, and what may go wrong with it. */
export interface SocketLine extends Wire {
  open(): number;
  /** When each open connection began, the oldest first, in milliseconds of the process. */
  begun(): readonly number[];
  /** A fresh address for one connection, good for half a minute. */
  expectOne(): string;
  /** Resolves when so many connections are open at once. */
  connected(count: number): Promise<void>;
  /** Slack's routine refresh: asks one connection, or all, to come back on a new one. */
  refresh(which?: number, reason?: "refresh_requested" | "warning" | "link_disabled"): void;
  /** Cuts connections without a word. */
  drop(which?: number): void;
  /** While deaf, Slack does not answer pings. */
  deafen(on: boolean): void;
  close(): void;
}

const parsed = (raw: unknown): Fields => {
  try {
    const value: unknown = JSON.parse(String(raw));
    return isFields(value) ? value : {};
  } catch {
    return {};
  }
};

export const socketLine = (world: World, server: Server): SocketLine => {
  const tickets = new Map<string, number>();
  const lines: WebSocket[] = [];
  const waiting = new Map<
    string,
    { readonly on: WebSocket; readonly settle: (receipt: Receipt) => void; readonly from: number }
  >();
  const arrivals = new Set<() => void>();
  const beginnings = new WeakMap<WebSocket, number>();
  let turn = 0;
  let deaf = false;
  const patience = 10_000;
  const wss = new WebSocketServer({ noServer: true, autoPong: false });

  const open = (): readonly WebSocket[] => lines.filter(({ readyState, OPEN }) => readyState === OPEN);

  const greet = (line: WebSocket): void => {
    lines.push(line);
    beginnings.set(line, performance.now());
    // Slack pings, too; apps take a silent line for a dead one.
    const beat = setInterval(() => line.ping(), 10_000).unref();
    line.on("ping", (data) => {
      if (!deaf) line.pong(data);
    });
    line.on("error", () => undefined);
    line.on("close", () => {
      clearInterval(beat);
      lines.splice(lines.indexOf(line), 1);
      for (const tell of arrivals) tell();
    });
    line.on("message", (raw) => {
      const { envelope_id: id, payload } = parsed(raw);
      const one = waiting.get(String(id));
      one?.settle({
        ok: true,
        answer: typeof payload === "string" || isFields(payload) ? payload : undefined,
        error: undefined,
        status: undefined,
        took: performance.now() - one.from,
        again: undefined,
      });
    });
    line.send(
      JSON.stringify({
        type: "hello",
        num_connections: lines.length,
        debug_info: { host: "applink", approximate_connection_time: 3_600 },
        connection_info: { app_id: world.app.id },
      }),
    );
    for (const tell of arrivals) tell();
  };

  server.on("upgrade", (request, socket, head) => {
    const url = new URL(request.url ?? "/", "http://slack");
    const ticket = url.searchParams.get("ticket") ?? "";
    const issued = tickets.get(ticket);
    tickets.delete(ticket);
    if (url.pathname !== "/link/" || issued === undefined || world.clock.now() - issued > LASTS.socketTicket) {
      socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
      return;
    }
    wss.handleUpgrade(request, socket, head, greet);
  });

  const chosen = (which: number | undefined): readonly WebSocket[] => {
    if (which === undefined) return [...open()];
    const line = open()[which];
    return line ? [line] : [];
  };

  return {
    open: () => open().length,
    begun: () => open().map((line) => beginnings.get(line) ?? 0),
    expectOne: () => {
      const ticket = randomUUID();
      tickets.set(ticket, world.clock.now());
      return `${world.url.replace("http", "ws")}/link/?ticket=${ticket}&app_id=${world.app.id}`;
    },
    connected: (count) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const look = (): void => {
        if (open().length !== count) return;
        arrivals.delete(look);
        resolve();
      };
      arrivals.add(look);
      look();
      return promise;
    },
    refresh: (which, reason = "refresh_requested") => {
      for (const line of chosen(which)) {
        line.send(JSON.stringify({ type: "disconnect", reason, debug_info: { host: "applink" } }));
        // A warning comes some seconds before the end; the other reasons are the end.
        if (reason !== "warning") line.close();
      }
    },
    drop: (which) => {
      for (const line of chosen(which)) line.terminate();
    },
    deafen: (on) => {
      deaf = on;
    },
    close: () => {
      for (const line of lines) {
        line.close();
        // A deaf app never says goodbye.
        setTimeout(() => line.terminate(), 500).unref();
      }
      wss.close();
    },
    send: (parcel, retry) => {
      const all = open();
      const line = all[turn % Math.max(1, all.length)];
      turn += 1;
      if (!line) return Promise.resolve(failed("dispatch_failed", 0, "connection_failed"));
      const id = randomUUID();
      const { promise, resolve } = Promise.withResolvers<Receipt>();
      const from = performance.now();
      const late = (): void => settle(failed("operation_timeout", performance.now() - from, "timeout"));
      const callOff = world.clock.alarm(LASTS.acknowledgement, late);
      const hung = setTimeout(late, patience);
      const settle = (receipt: Receipt): void => {
        callOff();
        clearTimeout(hung);
        waiting.delete(id);
        resolve(receipt);
      };
      waiting.set(id, { on: line, settle, from });
      line.send(
        JSON.stringify({
          envelope_id: id,
          type: parcel.kind,
          payload: parcel.payload,
          accepts_response_payload: parcel.kind !== "events_api",
          ...(retry && { retry_attempt: retry.number, retry_reason: retry.reason }),
        }),
      );
      return promise;
    },
  };
};
