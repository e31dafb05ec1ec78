import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { runErrands } from "./errands.ts";
import { type Command, PATH, type Prepared, prepared } from "./slack-wire.ts";

/** What to do to whom: so many at a time, each as soon as the one before is answered; or so many a second, come what may. */
export interface Load {
  readonly to: string;
  readonly commands: readonly Command[];
  readonly pace: { readonly width: number } | { readonly perSecond: number };
  /** Whether each command is also answered, or only acknowledged. */
  readonly answered: boolean;
}

/** Milliseconds from writing each request to its acknowledgement and to its answer, in the order of the commands, and all together. */
export interface Times {
  /** Where this Slack listens. */
  readonly slackUrl: string;
  readonly acknowledged: readonly number[];
  readonly answered: readonly number[];
  readonly whole: number;
}

/** Milliseconds after which an answer is not coming any more. */
const PATIENCE = 120_000;

const waiting = new Map<number, { readonly audience: Command["audience"]; tell(): void }>();
const wrong: string[] = [];

/** An answer came, by the address that names its command. */
const arrived = (serial: number, said: string): void => {
  const one = waiting.get(serial);
  waiting.delete(serial);
  const heard = said.includes('"response_type":"in_channel"') ? "channel" : "caller";
  if (one?.audience === heard) one.tell();
  else wrong.push(said);
};

const json = (response: ServerResponse, value: object): void => {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
};

/** As much of Slack as a known person's command needs, and no more: what it costs is measured, too. */
const answer = async (asked: IncomingMessage, response: ServerResponse): Promise<void> => {
  const said = Buffer.concat(await asked.toArray()).toString();
  const path = asked.url ?? "/";
  if (path.startsWith("/reply/")) {
    response.writeHead(200).end("ok");
    return arrived(Number(path.slice("/reply/".length)), said);
  }
  switch (path) {
    case "/api/users.info":
      return json(response, {
        ok: true,
        user: { id: "U1", name: "olena", real_name: "Olena", tz: "Europe/Kyiv", locale: "en-GB" },
      });
    default:
      json(response, { ok: false, error: "unknown_method" });
      wrong.push(`${path} ${said}`);
  }
};

const server = createServer((asked, response) => {
  answer(asked, response).catch((error: unknown) => wrong.push(String(error)));
});
// Connections stay open between rounds.
server.keepAliveTimeout = PATIENCE;
await new Promise<void>((resolve) => {
  server.listen(0, "127.0.0.1", resolve);
});
// A server that listens on a port has an address of this kind.
const slackUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** Sends it; resolves when it is acknowledged. */
const send = (url: URL, agent: Agent, { headers, body }: Prepared): Promise<void> =>
  new Promise((resolve, reject) => {
    const sending = request(url, { method: "POST", agent, headers }, (response) => {
      response.resume();
      response.once("end", () => {
        if (response.statusCode === 200) return resolve();
        reject(new Error(`HTTP ${response.statusCode} for ${body}`));
      });
    });
    sending.once("error", reject);
    sending.end(body);
  });

const load = async ({ to, commands, pace, answered: isAnswered }: Load): Promise<Times> => {
  const url = new URL(PATH, to);
  // Each connection has its turn, so that the other side closes none of them for being idle.
  const agent = new Agent({ keepAlive: true, maxSockets: 256, noDelay: true, scheduling: "fifo" });
  const all = commands.map((command) => prepared(command, slackUrl));
  const acknowledged: number[] = [];
  const answered: number[] = [];

  const one = async (place: number, ready: Prepared): Promise<void> => {
    const begun = performance.now();
    const coming = isAnswered
      ? new Promise<void>((resolve) => {
          const tell = (): void => {
            answered[place] = performance.now() - begun;
            resolve();
          };
          waiting.set(ready.serial, { audience: ready.audience, tell });
        })
      : undefined;
    await send(url, agent, ready);
    acknowledged[place] = performance.now() - begun;
    await coming;
  };

  const narrow = async (width: number): Promise<void> => {
    const next = all.entries();
    await Promise.all(
      Array.from({ length: width }, async () => {
        for (const [place, ready] of next) await one(place, ready);
      }),
    );
  };

  const wide = async (perSecond: number): Promise<void> => {
    const begun = performance.now();
    const underWay: Promise<void>[] = [];
    for (const [place, ready] of all.entries()) {
      while (performance.now() - begun < (place * 1000) / perSecond) await pause(1);
      const sent = one(place, ready);
      // It is looked at with all others; until then nobody waits for it.
      sent.catch(() => undefined);
      underWay.push(sent);
    }
    await Promise.all(underWay);
  };

  const begun = performance.now();
  const over = new AbortController();
  const late = async (): Promise<never> => {
    await pause(PATIENCE, undefined, { signal: over.signal, ref: false });
    throw new Error(`Not all was answered as it should; what else came: ${wrong[0]}`);
  };
  await Promise.race([late(), "width" in pace ? narrow(pace.width) : wide(pace.perSecond)]);
  over.abort();
  agent.destroy();
  const whole = performance.now() - begun;
  return { slackUrl, acknowledged, answered, whole };
};

/** Without a load it only says where it listens. */
runErrands(
  async ({ load: asked }: { readonly load?: Load }): Promise<Times> =>
    asked ? load(asked) : { slackUrl, acknowledged: [], answered: [], whole: 0 },
);
