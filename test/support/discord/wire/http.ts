import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { isFields } from "../fields.ts";
import type { Interaction, World } from "../model.ts";
import { partsOf } from "../multipart.ts";
import { Refused } from "../refused.ts";
import { respond } from "../responding.ts";
import type { Wire } from "./delivery.ts";

/** A request as it went out to the app, so that a test can send it again, later, or damaged. */
export interface SentRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Missing while it is under way, and when nobody answered. */
  status?: number;
  /** How Discord refused what the app answered. */
  refused?: Refused;
}

/** The key with which this Discord signs, and its public half as the developer portal shows it. */
export interface Keys {
  readonly secret: KeyObject;
  readonly publicKey: string;
}

export const makeKeys = (): Keys => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const { x } = publicKey.export({ format: "jwk" });
  return { secret: privateKey, publicKey: Buffer.from(x ?? "", "base64url").toString("hex") };
};

/** The headers by which an app knows a request for Discord's own. */
export const signed = (keys: Keys, body: string, seconds: number): Readonly<Record<string, string>> => ({
  "x-signature-timestamp": String(seconds),
  "x-signature-ed25519": sign(null, Buffer.from(`${seconds}${body}`), keys.secret).toString("hex"),
});

/** Interactions as signed requests to the app's endpoint. */
export interface HttpWire extends Wire {
  /** Does as the developer portal does: a PING, and requests that nobody signed. Throws when the app fails. */
  probe(url: string): Promise<void>;
  readonly sent: readonly SentRequest[];
}

export const httpWire = (world: World, keys: Keys, seconds: () => number): HttpWire => {
  const sent: SentRequest[] = [];
  const patience = 10_000;

  const post = async (
    url: string,
    body: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<[SentRequest, Response]> => {
    const request: SentRequest = {
      url,
      headers: {
        "content-type": "application/json",
        "user-agent": "Discord-Interactions/1.0 (+https://discord.com)",
        ...headers,
      },
      body,
    };
    sent.push(request);
    const response = await fetch(url, {
      method: "POST",
      headers: request.headers,
      body,
      signal: AbortSignal.timeout(patience),
    });
    request.status = response.status;
    world.notice();
    return [request, response];
  };

  const take = async (interaction: Interaction, request: SentRequest, response: Response): Promise<void> => {
    const bytes = Buffer.from(await response.arrayBuffer());
    // An empty 202 says that the answer comes by the API.
    if (response.status !== 200 || bytes.length === 0) return;
    try {
      const { json, uploads } = await partsOf(response.headers.get("content-type") ?? "", bytes);
      const body: unknown = JSON.parse(json);
      respond(world, interaction, isFields(body) ? body : {}, uploads);
    } catch (problem) {
      if (!(problem instanceof Refused)) throw problem;
      request.refused = problem;
      world.notice();
    }
  };

  return {
    sent,
    send: (interaction) => {
      const url = world.app.endpoint;
      if (url === undefined) return false;
      const body = JSON.stringify(interaction.payload);
      post(url, body, signed(keys, body, seconds())).then(
        ([request, response]) => take(interaction, request, response),
        // Nobody answered: the person reads so when the time is over.
        () => undefined,
      );
      return true;
    },
    probe: async (url) => {
      const fails = (why: string): never => {
        throw new Error(`The specified interactions endpoint url could not be verified: ${why}`);
      };
      const body = JSON.stringify({ id: world.id(), application_id: world.app.id, type: 1, token: "ping", version: 1 });
      const good = signed(keys, body, seconds());
      const answered = await post(url, body, good).catch(() => undefined);
      const pong = answered?.[1] ?? fails("nobody answered");
      const said: unknown = pong.status === 200 ? await pong.json() : undefined;
      if (!isFields(said) || said.type !== 1) fails(`a PING was answered with ${pong.status}`);
      const forged = Buffer.alloc(64, 7).toString("hex");
      for (const bad of [{ ...good, "x-signature-ed25519": forged }, signed(makeKeys(), body, seconds()), {}]) {
        const [, refused] = await post(url, body, bad);
        if (refused.status !== 401) fails(`a request with a bad signature was answered with ${refused.status}`);
      }
    },
  };
};
