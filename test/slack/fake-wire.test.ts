import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { type Fields, fieldsAt, textAt } from "../support/slack/fields.ts";
import { fault, realSlackClock, type Slack, signed, startSlack } from "../support/slack/index.ts";
import { answerTo, stockClient } from "../support/slack/stock-client.ts";

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

/** A request as an app sees it. */
interface Arrived {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** An app that answers everything with one status and one body, and remembers what came. */
const app = async (
  answer: () => {
    readonly status?: number;
    readonly body?: string;
    readonly headers?: Record<string, string>;
  } = () => ({}),
) => {
  const arrived: Arrived[] = [];
  const server = createServer((request, response) => {
    const take = async (): Promise<void> => {
      const chunks = await request.toArray();
      arrived.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      const { status = 200, body = "", headers = {} } = answer();
      response.writeHead(status, headers).end(body);
    };
    void take();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  open.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  // A server that listens on a port has an address of this form.
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`, arrived };
};

const office = async () => {
  const slack = await startSlack();
  open.push(() => slack.close());
  slack.app.scopes = ["commands", "chat:write", "app_mentions:read"];
  slack.app.events = ["app_mention", "app_uninstalled", "app_home_opened"];
  const workspace = slack.workspace("Office");
  const installed = workspace.install();
  const room = workspace.channel("#desk");
  const olena = workspace.person("olena").in("#desk");
  return { slack, workspace, installed, room, olena, client: stockClient(slack, installed.token) };
};

/** The event in a request's body. */
const eventIn = ({ body }: Arrived): Fields => JSON.parse(body) as Fields;

describe("A request of Slack's", () => {
  it("is signed, so that the app can check it", async () => {
    const { slack, olena } = await office();
    const { url, arrived } = await app();
    slack.speakTo(url);
    await olena.slash("/aid list & <b>");
    const { headers, body } = arrived[0] ?? { headers: {}, body: "" };
    const seconds = Number(headers["x-slack-request-timestamp"]);
    expect(headers["x-slack-signature"]).toBe(signed(slack.app.signingSecret, body, seconds)["x-slack-signature"]);
    expect(Math.abs(seconds - Date.now() / 1_000)).toBeLessThan(10);
    expect(Object.fromEntries(new URLSearchParams(body))).toMatchObject({
      command: "/aid",
      text: "list &amp; &lt;b&gt;",
    });
    expect(slack.sent[0]).toMatchObject({ url, body });
  });

  it("names people, channels and addresses as Slack does for a command that escapes", async () => {
    const { slack, workspace, room, olena } = await office();
    const { url, arrived } = await app();
    slack.speakTo(url);
    const petro = workspace.person("petro");
    await olena.slash("/aid assign @petro #desk https://example.org/a?b=1&c=2 @nobody");
    expect(new URLSearchParams(arrived[0]?.body).get("text")).toBe(
      `assign <@${petro.id}|petro> <#${room.id}|desk> <https://example.org/a?b=1&amp;c=2> @nobody`,
    );
    slack.app.commands = [{ command: "/aid", escapes: false }];
    await olena.slash("/aid assign @petro");
    expect(new URLSearchParams(arrived[1]?.body).get("text")).toBe("assign @petro");
  });

  it("goes to one process after the other", async () => {
    const { slack, olena } = await office();
    const [first, second] = [await app(), await app()];
    slack.speakTo(first.url, second.url);
    for (const word of ["1", "2", "3"]) await olena.slash(`/aid ${word}`);
    expect([first.arrived.length, second.arrived.length]).toEqual([2, 1]);
  });

  it("that fails is told to the person, in Slack's words", async () => {
    const { slack, olena } = await office();
    slack.speakTo((await app(() => ({ status: 500 }))).url);
    expect(await olena.slash("/aid list")).toMatchObject({ ok: false, error: "dispatch_failed" });
    slack.speakTo("http://127.0.0.1:9/");
    expect(await olena.slash("/aid list")).toMatchObject({ error: "dispatch_failed" });
    slack.speakTo((await app(() => ({ body: '{"blocks":[{"type":"section"}],"text":"a"}' }))).url);
    expect(await olena.slash("/aid list")).toMatchObject({ error: "invalid_command_response" });
    expect(olena.sees()).toContain('Slackbot (only you): /aid failed with the error "invalid_command_response"');
  });
});

describe("What Slack's own window does not do", () => {
  it("is to send an unknown command, or any from a thread", async () => {
    const { olena } = await office();
    await expect(olena.slash("/help")).rejects.toThrow("/help is not a valid command");
    await olena.says("hello");
    await expect(olena.thread("hello").slash("/aid")).rejects.toThrow("/aid is not supported in threads");
  });

  it("is to press what is not there", async () => {
    const { olena } = await office();
    await expect(olena.click("Snooze")).rejects.toThrow('There is no "Snooze" to press in #desk');
    await expect(olena.submit()).rejects.toThrow("No modal is open in front of olena");
    await expect(olena.shortcut("Log")).rejects.toThrow('The app has no global shortcut "Log", but: none');
  });
});

describe("An event", () => {
  it("is sent again after a failure: at once, after a minute, after five, and then no more", async () => {
    const { slack, olena } = await office();
    const { url, arrived } = await app(() => ({ status: 500 }));
    slack.speakTo(url);
    await olena.mention("list");
    await slack.events.quiet();
    expect(arrived).toHaveLength(2);
    for (const minutes of [1, 5, 60]) {
      slack.clock.advance(minutes * 60_000);
      await slack.events.quiet();
    }
    expect(arrived).toHaveLength(4);
    expect(arrived.map(({ headers }) => headers["x-slack-retry-num"])).toEqual([undefined, "1", "2", "3"]);
    expect(arrived[1]?.headers["x-slack-retry-reason"]).toBe("http_error");
    expect(new Set(arrived.map((one) => eventIn(one).event_id)).size).toBe(1);
  });

  it("is not sent again to an app that asks for peace", async () => {
    const { slack, olena } = await office();
    const { url, arrived } = await app(() => ({ status: 500, headers: { "x-slack-no-retry": "1" } }));
    slack.speakTo(url);
    await olena.mention("list");
    slack.clock.advance(3_600_000);
    expect(arrived).toHaveLength(1);
  });

  it("may come twice, and in another order", async () => {
    const { slack, olena } = await office();
    const { url, arrived } = await app();
    slack.speakTo(url);
    slack.events.repeat(2);
    await olena.mention("one");
    expect(arrived.map((one) => eventIn(one).event_id)).toEqual([expect.any(String), eventIn(arrived[0]!).event_id]);
    slack.events.repeat(1);
    slack.events.hold();
    await olena.mention("two");
    await olena.mention("three");
    expect(arrived).toHaveLength(2);
    await slack.events.release("reversed");
    const said = arrived.slice(2).map((one) => textAt(fieldsAt(eventIn(one), "event"), "text"));
    expect(said).toEqual([expect.stringContaining("three"), expect.stringContaining("two")]);
  });

  it("comes only to who asked for it, may have it, and is there", async () => {
    const { slack, room, olena } = await office();
    const { url, arrived } = await app();
    slack.speakTo(url);
    await olena.says("nobody asked for messages");
    room.kick();
    await olena.mention("not here");
    await room.invite();
    slack.app.events = [];
    await olena.mention("not subscribed");
    expect(arrived).toHaveLength(0);
    slack.app.events = ["app_mention"];
    await olena.mention("list");
    expect(arrived).toHaveLength(1);
    expect(eventIn(arrived[0]!)).toMatchObject({
      type: "event_callback",
      api_app_id: slack.app.id,
      authorizations: [{ is_bot: true }],
      event: { type: "app_mention", channel: room.id },
    });
  });

  it("says goodbye when the app is removed", async () => {
    const { slack, installed } = await office();
    const { url, arrived } = await app();
    slack.speakTo(url);
    await installed.uninstall();
    expect(arrived.map((one) => fieldsAt(eventIn(one), "event").type)).toEqual(["app_uninstalled"]);
  });
});

describe("A fault", () => {
  it("strikes as often as it was planted, and then no more", async () => {
    const { slack, client, room } = await office();
    const planted = slack.faults.plant("chat.postMessage", fault.refuses("internal_error"), { times: 2 });
    const post = () => answerTo(client, "chat.postMessage", { channel: room.id, text: "a" });
    expect(await post()).toMatchObject({ error: "internal_error" });
    expect(await post()).toMatchObject({ error: "internal_error" });
    expect(await post()).toMatchObject({ ok: true });
    expect(planted.hits()).toBe(2);
    expect(room.messages()).toHaveLength(1);
  });

  it.each([
    ["a status of 500", fault.serverError(), 0, "500"],
    ["a status of 500 for what was done", fault.serverErrorAfterApplying(), 1, "500"],
    ["a cut connection", fault.drop(), 0, "fetch failed"],
    ["a connection cut after it was done", fault.dropAfterApplying(), 1, "fetch failed"],
    ["429", fault.rateLimited(7), 0, "rate-limit"],
  ])("can be %s", async (_, what, posted, says) => {
    const { slack, client, room } = await office();
    slack.faults.plant("chat.postMessage", what, { if: ({ text }) => text === "a" });
    await expect(client.apiCall("chat.postMessage", { channel: room.id, text: "a" })).rejects.toThrow(says);
    expect(room.messages()).toHaveLength(posted);
    expect(await answerTo(client, "chat.postMessage", { channel: room.id, text: "b" })).toMatchObject({ ok: true });
  });

  it.each([
    ["before", fault.hang(), 0],
    ["after", fault.hangAfterApplying(), 1],
  ])("can hold an answer back, %s doing what was asked", async (_, what, posted) => {
    const { slack, client, room } = await office();
    const planted = slack.faults.plant("chat.postMessage", what, { times: 1 });
    const posting = answerTo(client, "chat.postMessage", { channel: room.id, text: "a" });
    await planted.struck;
    expect(room.messages()).toHaveLength(posted);
    planted.release();
    expect(await posting).toMatchObject({ ok: true });
    expect(room.messages()).toHaveLength(1);
  });

  it("can be a slow answer", async () => {
    const { slack, client } = await office();
    slack.faults.plant("*", fault.slow(20), { times: 1 });
    const from = performance.now();
    expect(await answerTo(client, "auth.test")).toMatchObject({ ok: true });
    expect(performance.now() - from).toBeGreaterThan(15);
  });
});

describe("Socket Mode", () => {
  const connect = async (slack: Slack, answer: (envelope: Fields) => Fields | undefined) => {
    const { url } = await answerTo(stockClient(slack, slack.app.appToken), "apps.connections.open");
    const heard: Fields[] = [];
    const socket = new WebSocket(String(url));
    socket.on("message", (raw: Buffer) => {
      const message = JSON.parse(raw.toString("utf8")) as Fields;
      heard.push(message);
      const said = message.envelope_id === undefined ? undefined : answer(message);
      if (said) socket.send(JSON.stringify({ envelope_id: message.envelope_id, ...said }));
    });
    socket.on("error", () => undefined);
    const closed = new Promise<void>((resolve) => {
      socket.on("close", () => resolve());
    });
    open.push(async () => socket.terminate());
    return { heard, socket, closed, url: String(url) };
  };

  it("greets, takes turns among its connections, and hears what is acknowledged", async () => {
    const { slack, olena } = await office();
    const [first, second] = [
      await connect(slack, () => ({})),
      await connect(slack, () => ({ payload: { text: "yes" } })),
    ];
    await slack.sockets.connected(2);
    await olena.slash("/aid 1");
    await olena.slash("/aid 2");
    expect(olena.sees()).toBe("Aidline (only you): yes");
    expect(first.heard.map(({ type }) => type)).toEqual(["hello", "slash_commands"]);
    expect(second.heard[0]).toMatchObject({ type: "hello", connection_info: { app_id: slack.app.id } });
  });

  it("is deaf to an app without a connection, and impatient with a silent one", async () => {
    const { slack, olena } = await office();
    expect(await olena.slash("/aid 1")).toMatchObject({ error: "dispatch_failed" });
    await connect(slack, () => undefined);
    await slack.sockets.connected(1);
    const asking = olena.slash("/aid 2");
    slack.clock.advance(3_000);
    expect(await asking).toMatchObject({ error: "operation_timeout" });
  });

  it("asks to come back, and cuts", async () => {
    const { slack } = await office();
    const asked = await connect(slack, () => ({}));
    const cut = await connect(slack, () => ({}));
    await slack.sockets.connected(2);
    slack.sockets.refresh(0);
    await asked.closed;
    expect(asked.heard.at(-1)).toMatchObject({ type: "disconnect", reason: "refresh_requested" });
    await slack.sockets.connected(1);
    slack.sockets.drop();
    await cut.closed;
    expect(cut.heard.map(({ type }) => type)).toEqual(["hello"]);
  });

  it("lets nobody in twice on one address, nor more than ten at once", async () => {
    const { slack } = await office();
    const { url } = await connect(slack, () => ({}));
    const again = new WebSocket(url);
    expect(await new Promise((resolve) => again.on("error", resolve))).toMatchObject({
      message: expect.stringContaining("401"),
    });
    for (let count = 1; count < 10; count += 1) await connect(slack, () => ({}));
    await slack.sockets.connected(10);
    expect(await answerTo(stockClient(slack, slack.app.appToken), "apps.connections.open")).toMatchObject({
      error: "too_many_websockets",
    });
  });

  it("sends an event again that was not acknowledged", async () => {
    const { slack, olena } = await office();
    const line = await connect(slack, ({ retry_attempt: again }) => (again === undefined ? undefined : {}));
    await slack.sockets.connected(1);
    const telling = olena.mention("list");
    await slack.until(() => slack.world.messages.length === 1);
    slack.clock.advance(3_000);
    await telling;
    await slack.events.quiet();
    expect(line.heard[2]).toMatchObject({ type: "events_api", retry_attempt: 1, retry_reason: "timeout" });
  });
});

describe("The clock of this Slack", () => {
  it("can be the machine's, for benches and for processes that are killed", async () => {
    const slack = await startSlack({ clock: realSlackClock() });
    open.push(() => slack.close());
    const { token } = slack.workspace("Office").install();
    expect(await answerTo(stockClient(slack, token), "auth.test")).toMatchObject({ ok: true });
    expect(Math.abs(slack.clock.now() - Date.now())).toBeLessThan(1_000);
    expect(() => slack.clock.advance(1)).toThrow("The time of the machine cannot be moved");
  });
});
