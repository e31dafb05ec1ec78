import { createPublicKey, verify } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { REST } from "discord.js";
import { afterEach, describe, expect, it } from "vitest";
import { type Discord, signed, startDiscord } from "../support/discord/index.ts";

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

interface Heard {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  readonly data: { readonly name: string };
}

type Reply = (heard: Heard) => { readonly status: number; readonly body?: string; readonly type?: string };

/** An app at an address of its own, which knows who signed. `reply` says what it does with an interaction. */
const endpoint = async (discord: Discord, how: { careless?: boolean } = {}) => {
  const key = createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(discord.app.publicKey, "hex").toString("base64url") },
    format: "jwk",
  });
  const app: { reply: Reply; heard: Heard[] } = { reply: () => ({ status: 202 }), heard: [] };
  const server: Server = createServer((request, response) => {
    void request.toArray().then((chunks) => {
      const body = Buffer.concat(chunks).toString();
      const signature = Buffer.from(String(request.headers["x-signature-ed25519"] ?? ""), "hex");
      const stamp = String(request.headers["x-signature-timestamp"] ?? "");
      const good = signature.length === 64 && verify(null, Buffer.from(stamp + body), key, signature);
      if (!good && how.careless !== true) return response.writeHead(401).end();
      // Discord sends an object of this form.
      const heard = JSON.parse(body) as Heard;
      if (heard.type === 1) return response.writeHead(200, { "content-type": "application/json" }).end('{"type":1}');
      app.heard.push(heard);
      const { status, body: said, type = "application/json" } = app.reply(heard);
      return response.writeHead(status, { "content-type": type }).end(said);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  open.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  );
  // A server that listens on a port has an address of this form.
  return { app, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/interactions` };
};

const scene = async () => {
  const discord = await startDiscord();
  open.push(discord.close);
  const office = discord.guild("Office");
  office.channel("#desk");
  const rest = new REST({ api: discord.apiUrl, version: "10" }).setToken(discord.app.token);
  await rest.put(`/applications/${discord.app.id}/commands`, { body: [{ name: "ping", description: "Ping" }] });
  return { discord, rest, desk: office.person("olena").in("#desk") };
};

describe("An interactions endpoint", () => {
  it("is probed with a PING and with signatures that are wrong, before it is saved", async () => {
    const { discord } = await scene();
    const { url } = await endpoint(discord);
    await discord.speakTo(url);
    expect(discord.app.endpoint).toBe(url);
    expect(discord.sent.map(({ status }) => status)).toEqual([200, 401, 401, 401]);
  });

  it("is not saved when it believes anybody, or answers nothing", async () => {
    const { discord } = await scene();
    const careless = await endpoint(discord, { careless: true });
    await expect(discord.speakTo(careless.url)).rejects.toThrow(
      /could not be verified: a request with a bad signature/,
    );
    await expect(discord.speakTo("http://127.0.0.1:1/")).rejects.toThrow(/could not be verified: nobody answered/);
    expect(discord.app.endpoint).toBeUndefined();
  });

  it("can be sent what came before once more, or what somebody changed on the way", async () => {
    const { discord, desk } = await scene();
    const { app, url } = await endpoint(discord);
    await discord.speakTo(url);
    app.reply = () => ({ status: 200, body: JSON.stringify({ type: 4, data: { content: "pong" } }) });
    await desk.slash("ping");
    const { headers, body } = discord.sent.at(-1) ?? { headers: {}, body: "" };
    const again = (said: string, over: Readonly<Record<string, string>> = {}) =>
      fetch(url, { method: "POST", headers: { ...headers, ...over }, body: said });
    expect((await again(body)).status).toBe(200);
    const changed = body.replace("ping", "pong");
    expect((await again(changed)).status).toBe(401);
    expect((await again(changed, signed(discord.keys, changed, 1_646_636_400))).status).toBe(200);
    expect(app.heard.map(({ data }) => data.name)).toEqual(["ping", "ping", "pong"]);
  });

  it("answers in its response, in JSON or in parts with files", async () => {
    const { discord, desk } = await scene();
    const { app, url } = await endpoint(discord);
    await discord.speakTo(url);
    app.reply = () => ({ status: 200, body: JSON.stringify({ type: 4, data: { content: "pong" } }) });
    expect((await desk.slash("ping")).ok).toBe(true);
    expect(desk.sees()).toBe("Aidline: pong");
    expect(app.heard[0]).toMatchObject({ type: 2, data: { name: "ping" } });
    const form = [
      '--x\r\ncontent-disposition: form-data; name="payload_json"\r\n\r\n{"type":4,"data":{"content":"with a file"}}\r\n',
      '--x\r\ncontent-disposition: form-data; name="files[0]"; filename="a.txt"\r\n\r\nhello\r\n--x--\r\n',
    ].join("");
    app.reply = () => ({ status: 200, body: form, type: "multipart/form-data; boundary=x" });
    await desk.slash("ping");
    expect(desk.news()).toBe("with a file\n(file: a.txt)");
  });

  it("may say that the answer comes by the API", async () => {
    const { discord, rest, desk } = await scene();
    const { app, url } = await endpoint(discord);
    await discord.speakTo(url);
    app.reply = ({ id, token }) => {
      void rest.post(`/interactions/${id}/${token}/callback`, {
        auth: false,
        body: { type: 4, data: { content: "pong" } },
      });
      return { status: 202 };
    };
    expect((await desk.slash("ping")).ok).toBe(true);
    await rest.patch(`/webhooks/${discord.app.id}/${app.heard[0]?.token}/messages/@original`, {
      auth: false,
      body: { content: "pong pong" },
    });
    expect(desk.sees()).toBe("Aidline (edited): pong pong");
  });

  it("is judged as strictly as any other way", async () => {
    const { discord, desk } = await scene();
    const { app, url } = await endpoint(discord);
    await discord.speakTo(url);
    app.reply = () => ({ status: 200, body: JSON.stringify({ type: 4, data: { content: "x".repeat(2_001) } }) });
    const doing = desk.slash("ping");
    await discord.until(() => discord.sent.at(-1)?.refused !== undefined);
    discord.clock.advance(3_001);
    expect((await doing).error).toBe("The application did not respond");
    expect(discord.sent.at(-1)?.refused).toMatchObject({ code: 50_035 });
  });

  it("takes over from the gateway, and gives back", async () => {
    const { discord, desk } = await scene();
    const { app, url } = await endpoint(discord);
    await discord.speakTo(url);
    app.reply = () => ({ status: 500 });
    const doing = desk.slash("ping");
    await discord.until(() => discord.sent.at(-1)?.status === 500);
    discord.clock.advance(3_001);
    expect((await doing).ok).toBe(false);
    await discord.speakTo(undefined);
    expect((await desk.slash("ping")).error).toBe("The application did not respond");
    expect(app.heard).toHaveLength(1);
  });
});
