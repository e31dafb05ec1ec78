import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { makeKeys, signed } from "../support/discord/wire/http.ts";
import { openDiscordApi } from "./discord-api.ts";
import { type Command, interaction, PATH, type Session } from "./discord-wire.ts";
import { runErrands } from "./errands.ts";

/** What to do to whom: so many a second, come what may; or so many at a time, each as soon as one before is answered. */
export interface Load {
  /** The address of an endpoint, or whose gateway session. */
  readonly to: { readonly url: string } | { readonly session: Session };
  readonly commands: readonly Command[];
  readonly pace: { readonly perSecond: number } | { readonly width: number };
  /** Whether each command is also answered, or only acknowledged. */
  readonly answered: boolean;
}

/** What the load is asked for: to begin, which is once, or to load. */
export interface LoadErrand {
  readonly begin?: { readonly spaces: number };
  readonly load?: Load;
}

/** Milliseconds from sending each command to its first acknowledgement and to its answer, in order. */
export interface Times {
  readonly discordUrl: string;
  readonly publicKey: string;
  readonly acknowledged: readonly number[];
  readonly answered: readonly number[];
  /** Messages that were posted meanwhile, in answer to nobody. */
  readonly posted: number;
}

/** Milliseconds after which an answer is not coming any more. */
const PATIENCE = 240_000;

/** The bar of a refusal: what is refused would be quick. */
const REFUSED = '"accent_color":7697781';

const wrong: string[] = [];
const waiting = new Map<number, { acknowledge(): void; answer(): void }>();
let posted = 0;
let api: Awaited<ReturnType<typeof openDiscordApi>> | undefined;
const keys = makeKeys();
// Each connection has its turn, so that the other side closes none of them for being idle.
const agent = new Agent({ keepAlive: true, maxSockets: 256, noDelay: true, scheduling: "fifo" });

const begin = async (spaces: number): Promise<void> => {
  api = await openDiscordApi(spaces, {
    acknowledged: (serial) => waiting.get(serial)?.acknowledge(),
    answered: (serial, said) => {
      if (said.includes(REFUSED)) wrong.push(said);
      waiting.get(serial)?.answer();
    },
    posted: () => {
      posted += 1;
    },
    wrong: (what) => void wrong.push(what),
  });
};

/** Sends it to an endpoint; resolves when it is acknowledged. */
const send = (url: URL, body: string, headers: Readonly<Record<string, string>>): Promise<void> =>
  new Promise((resolve, reject) => {
    const length = Buffer.byteLength(body);
    const all = { "content-type": "application/json", "content-length": length, ...headers };
    const sending = request(url, { method: "POST", agent, headers: all }, (response) => {
      response.resume();
      response.once("end", () => {
        if (response.statusCode === 200) return resolve();
        reject(new Error(`HTTP ${response.statusCode} for ${body}`));
      });
    });
    sending.once("error", reject);
    sending.end(body);
  });

const load = async ({
  to,
  commands,
  pace,
  answered: isAnswered,
}: Load): Promise<Omit<Times, "discordUrl" | "publicKey">> => {
  const acknowledged: number[] = [];
  const answered: number[] = [];
  const before = posted;

  const one = async (place: number, command: Command): Promise<void> => {
    const payload = interaction(command);
    const body = "url" in to ? JSON.stringify(payload) : "";
    const headers = "url" in to ? signed(keys, body, Math.floor(Date.now() / 1_000)) : {};
    const heard = Promise.withResolvers<void>();
    const done = Promise.withResolvers<void>();
    const begun = performance.now();
    waiting.set(command.serial, {
      acknowledge: () => {
        acknowledged[place] ??= performance.now() - begun;
        heard.resolve();
      },
      answer: () => {
        answered[place] ??= performance.now() - begun;
        done.resolve();
      },
    });
    if ("session" in to) api?.tell(to.session, payload);
    else {
      await send(new URL(PATH, to.url), body, headers);
      waiting.get(command.serial)?.acknowledge();
    }
    await heard.promise;
    if (isAnswered) await done.promise;
    waiting.delete(command.serial);
  };

  const all = async (): Promise<void> => {
    if ("width" in pace) {
      const next = commands.entries();
      const worker = async (): Promise<void> => {
        for (const [place, command] of next) await one(place, command);
      };
      await Promise.all(Array.from({ length: pace.width }, worker));
      return;
    }
    const begun = performance.now();
    const underWay: Promise<void>[] = [];
    for (const [place, command] of commands.entries()) {
      while (performance.now() - begun < (place * 1_000) / pace.perSecond) await pause(1);
      const sent = one(place, command);
      // It is looked at with all others; until then nobody waits for it.
      sent.catch(() => undefined);
      underWay.push(sent);
    }
    await Promise.all(underWay);
  };

  const over = new AbortController();
  const late = async (): Promise<never> => {
    await pause(PATIENCE, undefined, { signal: over.signal, ref: false });
    throw new Error(`Not all was answered as it should; what else came: ${wrong[0]}`);
  };
  await Promise.race([late(), all()]);
  over.abort();
  if (wrong.length > 0) throw new Error(`Something else came: ${wrong[0]}`);
  return { acknowledged, answered, posted: posted - before };
};

runErrands(async ({ begin: asked, load: of }: LoadErrand): Promise<Times> => {
  if (asked) await begin(asked.spaces);
  const times = of ? await load(of) : { acknowledged: [], answered: [], posted: 0 };
  return { ...times, discordUrl: api?.url ?? "", publicKey: keys.publicKey };
});
