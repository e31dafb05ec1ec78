import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { admit, type Request, shownToken } from "./door.ts";
import type { Faults, Struck } from "./faults.ts";
import { type Fields, isFields } from "./fields.ts";
import type { Method } from "./methods/method.ts";
import type { Rates } from "./rates.ts";
import { Refused } from "./refused.ts";
import { answerThrough } from "./response-url.ts";
import type { World } from "./world.ts";

/** One call of the app, kept for tests that ask what went over the wire. */
export interface Recorded {
  readonly method: string;
  readonly given: Fields;
  readonly headers: IncomingHttpHeaders;
  readonly token: string;
  /** By Slack's clock. */
  readonly at: number;
  /** Missing while it is under way, and when the connection was cut. */
  status?: number;
  answer?: Fields;
}

/** What the HTTP side of this Slack is made of. */
export interface Counter {
  readonly world: World;
  readonly methods: Readonly<Record<string, Method>>;
  readonly faults: Faults;
  readonly rates: Rates;
  readonly calls: Recorded[];
  /** Answers for paths of its own, or returns false. */
  other(request: IncomingMessage, body: Buffer, response: ServerResponse): boolean;
}

interface Reply {
  readonly status: number;
  readonly body: Fields;
  readonly headers?: Readonly<Record<string, string>>;
}

const read = async (request: IncomingMessage): Promise<Buffer> => Buffer.concat(await request.toArray());

const json = (text: string): Fields => {
  try {
    const value: unknown = JSON.parse(text === "" ? "{}" : text);
    return isFields(value) ? value : {};
  } catch {
    throw new Refused("invalid_json");
  }
};

const givenIn = (request: IncomingMessage, body: Buffer): Fields => {
  const query = Object.fromEntries(new URL(request.url ?? "/", "http://slack").searchParams);
  const isJson = (request.headers["content-type"] ?? "").includes("json");
  return { ...query, ...(isJson ? json(body.toString()) : Object.fromEntries(new URLSearchParams(body.toString()))) };
};

const refusal = (problem: unknown): Reply => {
  if (!(problem instanceof Refused)) throw problem;
  return {
    status: problem.status,
    body: { ok: false, error: problem.error, ...problem.more },
    ...(problem.retryAfter !== undefined && { headers: { "retry-after": String(problem.retryAfter) } }),
  };
};

const attempt = (work: () => Reply): Reply => {
  try {
    return work();
  } catch (problem) {
    return refusal(problem);
  }
};

const applies = ({ fault }: Struck): boolean =>
  fault.kind === "slow" || ("applied" in fault && (fault.applied ?? false));

/** The reply that a fault leaves of a call; undefined cuts the connection. */
const faulty = async (struck: Struck, work: () => Reply): Promise<Reply | undefined> => {
  const { fault, released } = struck;
  const done = applies(struck) ? work() : undefined;
  switch (fault.kind) {
    case "status":
      return {
        status: fault.status,
        body: { ok: false, error: fault.status === 429 ? "ratelimited" : "internal_error" },
        ...(fault.retryAfter !== undefined && { headers: { "retry-after": String(fault.retryAfter) } }),
      };
    case "error":
      return { status: 200, body: { ok: false, error: fault.error, ...fault.more } };
    case "drop":
      return undefined;
    case "hold":
      await released;
      return done ?? work();
    case "slow":
      await pause(fault.milliseconds);
      return done ?? work();
  }
};

/** The Web API and the addresses for answers, on one port of this machine. */
export const createCounter = (counter: Counter): Server => {
  const { world, methods, faults, rates, calls } = counter;

  const scopes = (method: Method, token: string): Readonly<Record<string, string>> => ({
    "x-oauth-scopes": world.tokens.get(token)?.installation?.scopes.join(",") ?? "",
    "x-accepted-oauth-scopes": method.scope ?? "",
  });

  const api = (request: Request): Reply => {
    const method = Object.hasOwn(methods, request.method) ? methods[request.method] : undefined;
    if (!method) throw new Refused("unknown_method", { req_method: request.method });
    const asked = admit(world, rates, method, request);
    return { status: 200, body: { ok: true, ...method.run(asked) }, headers: scopes(method, shownToken(request)) };
  };

  const response = (key: string, given: Fields): Reply => {
    const url = world.responseUrls.get(key);
    if (!url || url.by.removed) throw new Refused("invalid_url", {}, { status: 404 });
    answerThrough(world, url, given);
    return { status: 200, body: { ok: true } };
  };

  const deal = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = await read(incoming);
    world.clock.tick();
    const path = new URL(incoming.url ?? "/", "http://slack").pathname;
    const [, kind = "", name = ""] = /^\/(api|response)\/([\w.]+)$/.exec(path) ?? [];
    if (kind === "") {
      if (!counter.other(incoming, body, outgoing)) outgoing.writeHead(404).end();
      return;
    }
    const method = kind === "api" ? name : "response_url";
    const given = givenIn(incoming, body);
    const request: Request = { method, headers: incoming.headers, given };
    const call: Recorded = {
      method,
      given,
      headers: incoming.headers,
      token: shownToken(request),
      at: world.clock.now(),
    };
    calls.push(call);
    const work = (): Reply => attempt(() => (kind === "api" ? api(request) : response(name, given)));
    const struck = faults.strike(method, given);
    const reply = struck ? await faulty(struck, work) : work();
    if (!reply) {
      incoming.socket.destroy();
      return;
    }
    call.status = reply.status;
    call.answer = reply.body;
    outgoing.writeHead(reply.status, { "content-type": "application/json; charset=utf-8", ...reply.headers });
    outgoing.end(JSON.stringify(reply.body));
  };

  return createServer((incoming, outgoing) => {
    deal(incoming, outgoing).catch((problem: unknown) => {
      // The app hung up before it had said everything.
      if (!incoming.complete) return;
      if (problem instanceof Refused) {
        outgoing
          .writeHead(200, { "content-type": "application/json" })
          .end(JSON.stringify({ ok: false, error: problem.error }));
        return;
      }
      // A mistake of this Slack itself must fail the test loudly, not look like an answer of Slack's.
      outgoing.writeHead(500).end(String(problem));
      queueMicrotask(() => {
        throw problem;
      });
    });
  });
};
