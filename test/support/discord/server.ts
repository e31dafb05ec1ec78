import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { Upload } from "./attaching.ts";
import type { Faults, Struck } from "./faults.ts";
import { type Fields, isFields } from "./fields.ts";
import { checkAnswer } from "./judge/answers.ts";
import { LIMIT } from "./judge/limits.ts";
import type { World } from "./model.ts";
import { partsOf } from "./multipart.ts";
import type { Rates } from "./rates.ts";
import { Refused, refusal } from "./refused.ts";
import type { Route } from "./routes/route.ts";

/** One call of the app, kept for tests that ask what went over the wire. */
export interface Recorded {
  /** As Discord documents it: `POST /channels/{channel}/messages`. */
  readonly route: string;
  readonly path: string;
  /** The body: an object, or a list of commands. */
  readonly given: unknown;
  readonly files: readonly Upload[];
  readonly headers: IncomingHttpHeaders;
  /** By Discord's clock. */
  readonly at: number;
  /** Missing while it is under way, and when the connection was cut. */
  status?: number;
  answer?: unknown;
}

interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the HTTP side of this Discord is made of. */
interface Counter {
  readonly world: World;
  readonly routes: readonly Route[];
  readonly faults: Faults;
  readonly rates: Rates;
  readonly calls: Recorded[];
}

interface Matched {
  readonly route: Route;
  readonly params: ReadonlyMap<string, string>;
  /** What a bucket is counted by: the channel, guild or webhook of the path. */
  readonly major: string;
}

const partsOfPath = (path: string): readonly string[] => path.split("/").map(decodeURIComponent);

const fits = (pattern: readonly string[], path: readonly string[]): boolean =>
  pattern.length === path.length && pattern.every((part, index) => part.startsWith("{") || part === path[index]);

const matcher = (routes: readonly Route[]) => {
  const all = routes.map((route) => {
    const [method = "", path = ""] = route.route.split(" ");
    return { route, method, pattern: partsOfPath(path) };
  });
  // Words before names: `/users/@me` is nobody's id.
  const ordered = all.toSorted((a, b) => a.route.route.split("{").length - b.route.route.split("{").length);
  return (method: string, path: string): Matched => {
    const parts = partsOfPath(path);
    const fitting = ordered.filter(({ pattern }) => fits(pattern, parts));
    const found = fitting.find((one) => one.method === method);
    if (!found) throw refusal(fitting.length > 0 ? "methodNotAllowed" : "notFound");
    const params = new Map(
      found.pattern.flatMap((part, index) =>
        part.startsWith("{") ? [[part.slice(1, -1), parts[index] ?? ""] as const] : [],
      ),
    );
    const major = params.get("channel") ?? params.get("guild") ?? params.get("token") ?? "";
    return { route: found.route, params, major };
  };
};

const json = (text: string): unknown => {
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch {
    throw refusal("invalidMessageBody");
  }
};

const refused = (problem: unknown): Reply => {
  if (!(problem instanceof Refused)) throw problem;
  const { status, code, message, errors, more, headers } = problem;
  return { status, headers, body: { message, code, ...(errors && { errors }), ...more } };
};

const attempt = (work: () => Reply): Reply => {
  try {
    return work();
  } catch (problem) {
    return refused(problem);
  }
};

/** The reply that a fault leaves of a call; a word says how the connection ends instead. */
const faulty = async ({ fault, released }: Struck, work: () => Reply): Promise<Reply | "drop" | "reset"> => {
  const done = fault.kind === "slow" || fault.applied ? work() : undefined;
  switch (fault.kind) {
    case "status":
      return fault;
    case "drop":
    case "reset":
      return fault.kind;
    case "hold":
      await released;
      return done ?? work();
    case "slow":
      await pause(fault.milliseconds);
      return done ?? work();
  }
};

const sendFile = (world: World, path: string, outgoing: ServerResponse): void => {
  const [, , channel = "", id = ""] = path.split("/");
  const file = world.files.get(id);
  if (!file || file.channel !== channel) {
    outgoing.writeHead(404).end();
    return;
  }
  outgoing.writeHead(200, { "content-type": file.type, "content-length": file.bytes.length }).end(file.bytes);
};

const answer = (outgoing: ServerResponse, { status, body, headers }: Reply): void => {
  // A 204 that spoke of JSON would make discord.js look for some.
  const type = body === undefined ? {} : { "content-type": "application/json" };
  outgoing.writeHead(status, { ...type, ...headers });
  outgoing.end(body === undefined ? undefined : JSON.stringify(body));
};

/** The REST API and the files, on one port of this machine. */
export const createCounter = ({ world, routes, faults, rates, calls }: Counter): Server => {
  const match = matcher(routes);

  const checkToken = ({ route }: Matched, headers: IncomingHttpHeaders): void => {
    if (route.open !== true && headers.authorization !== `Bot ${world.app.token}`) throw refusal("unauthorized");
  };

  const deal = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = Buffer.concat(await incoming.toArray());
    world.clock.tick();
    const url = new URL(incoming.url ?? "/", world.url);
    const method = incoming.method ?? "GET";
    if (url.pathname.startsWith("/attachments/")) return sendFile(world, url.pathname, outgoing);
    const path = url.pathname.replace(/^\/api\/v10(?=\/)/, "");
    if (path === url.pathname) return answer(outgoing, refused(refusal("notFound")));
    const parts = await partsOf(incoming.headers["content-type"] ?? "", body);
    const matched = attemptMatch(method, path);
    const given = attemptJson(parts.json);
    const route = matched instanceof Refused ? `${method} ${path}` : matched.route.route;
    const call: Recorded = {
      route,
      path: `${path}${url.search}`,
      given: given instanceof Refused ? undefined : given,
      files: parts.uploads,
      headers: incoming.headers,
      at: world.clock.now(),
    };
    calls.push(call);
    const fields: Fields = isFields(call.given) ? call.given : {};
    const work = (): Reply =>
      attempt(() => {
        if (matched instanceof Refused) throw matched;
        if (given instanceof Refused) throw given;
        if (body.length > LIMIT.requestBytes) throw refusal("tooLarge");
        checkToken(matched, incoming.headers);
        const [requests, seconds] = matched.route.rate ?? [100, 10];
        const headers = rates.spend({
          route,
          major: matched.major,
          requests,
          seconds,
          global: matched.route.open !== true,
        });
        const { status, body: said } = matched.route.run({
          world,
          at: (name) => matched.params.get(name) ?? "",
          query: url.searchParams,
          body: fields,
          list: Array.isArray(given) ? given.filter(isFields) : [],
          uploads: parts.uploads,
        });
        if (matched.route.answers && said !== undefined) checkAnswer(route, matched.route.answers, said);
        return { status: status ?? (said === undefined ? 204 : 200), body: said, headers };
      });
    const struck = faults.strike(route, fields);
    const reply = struck ? await faulty(struck, work) : work();
    if (reply === "drop") return void incoming.socket.destroy();
    if (reply === "reset") return void incoming.socket.resetAndDestroy();
    call.status = reply.status;
    call.answer = reply.body;
    world.notice();
    answer(outgoing, reply);
  };

  const attemptMatch = (method: string, path: string): Matched | Refused => kept(() => match(method, path));
  const attemptJson = (text: string): unknown => kept(() => json(text));

  return createServer((incoming, outgoing) => {
    deal(incoming, outgoing).catch((problem: unknown) => {
      // The app hung up before it had said everything.
      if (!incoming.complete) return;
      // A mistake of this Discord itself must fail the test loudly, not look like an answer of Discord's.
      outgoing.writeHead(500).end(String(problem));
      queueMicrotask(() => {
        throw problem;
      });
    });
  });
};

/** What came of it, or how it was refused, to be said once it is known who asks. */
const kept = <T>(work: () => T): T | Refused => {
  try {
    return work();
  } catch (problem) {
    if (problem instanceof Refused) return problem;
    throw problem;
  }
};
