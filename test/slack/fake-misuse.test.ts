import { describe, expect, it } from "vitest";
import { fieldsAt, listAt, textAt } from "../support/slack/fields.ts";
import { startSlack } from "../support/slack/index.ts";
import { answerTo, stockClient } from "../support/slack/stock-client.ts";

const ALL = [
  "commands",
  "chat:write",
  "im:write",
  "im:history",
  "users:read",
  "users:read.email",
  "channels:read",
  "channels:history",
  "groups:read",
  "files:write",
  "reactions:write",
  "usergroups:read",
];
const MODAL = {
  type: "modal",
  title: { type: "plain_text", text: "Snooze" },
  blocks: [{ type: "section", text: { type: "plain_text", text: "Sure?" } }],
};

const office = async (scopes: readonly string[] = ALL) => {
  const slack = await startSlack();
  const workspace = slack.workspace("Office");
  const installed = workspace.install({ scopes });
  const room = workspace.channel("#desk");
  const olena = workspace.person("olena", { locale: "uk-UA" });
  const client = stockClient(slack, installed.token);
  return {
    slack,
    workspace,
    installed,
    room,
    olena,
    ask: (method: string, given: Record<string, unknown> = {}) => answerTo(client, method, given),
    askWith: (token: string | undefined, method: string, given: Record<string, unknown> = {}) =>
      answerTo(stockClient(slack, token), method, given),
    [Symbol.asyncDispose]: () => slack.close(),
  };
};

describe("Slack does not know", () => {
  it("a token that it never gave, nor one of the wrong kind, nor none", async () => {
    await using desk = await office();
    expect(await desk.askWith("xoxb-made-up", "auth.test")).toMatchObject({ ok: false, error: "invalid_auth" });
    expect(await desk.askWith(undefined, "auth.test")).toMatchObject({ error: "not_authed" });
    expect(await desk.askWith(desk.slack.app.appToken, "auth.test")).toMatchObject({ error: "not_allowed_token_type" });
    expect(await desk.ask("apps.connections.open")).toMatchObject({ error: "not_allowed_token_type" });
    expect(await desk.askWith(desk.slack.app.appToken, "apps.connections.open")).toMatchObject({ ok: true });
  });

  it("a token that was withdrawn, or whose app is gone", async () => {
    await using desk = await office();
    await desk.installed.revoke();
    expect(await desk.ask("auth.test")).toMatchObject({ error: "token_revoked" });
    const { token } = desk.installed.renew();
    expect(await desk.askWith(token, "auth.revoke")).toMatchObject({ ok: true, revoked: true });
    expect(await desk.askWith(token, "auth.test")).toMatchObject({ error: "token_revoked" });
    const next = desk.installed.renew();
    await desk.installed.uninstall();
    expect(await desk.askWith(next.token, "auth.test")).toMatchObject({ error: "account_inactive" });
  });

  it("a method of that name", async () => {
    await using desk = await office();
    expect(await desk.ask("chat.postMesage")).toMatchObject({ error: "unknown_method" });
    expect(await desk.ask("toString")).toMatchObject({ error: "unknown_method" });
  });

  it("another workspace's channels and people", async () => {
    await using desk = await office();
    const other = desk.slack.workspace("Elsewhere");
    other.install();
    const secret = other.channel("#secret").id;
    const stranger = other.person("stranger").id;
    expect(await desk.ask("chat.postMessage", { channel: secret, text: "a" })).toMatchObject({
      error: "channel_not_found",
    });
    expect(await desk.ask("users.info", { user: stranger })).toMatchObject({ error: "user_not_found" });
    expect(await desk.ask("users.list", { team_id: other.id })).toMatchObject({ error: "team_not_found" });
  });
});

describe("Slack misses the scope", () => {
  it.each([
    ["chat:write", "chat.postMessage", { channel: "C", text: "a" }],
    ["chat:write", "chat.postEphemeral", { channel: "C", user: "U", text: "a" }],
    ["chat:write", "chat.update", { channel: "C", ts: "1", text: "a" }],
    ["chat:write", "chat.delete", { channel: "C", ts: "1" }],
    ["im:write", "conversations.open", { users: "U" }],
    ["channels:read", "conversations.info", { channel: "C" }],
    ["channels:read", "conversations.members", { channel: "C" }],
    ["channels:history", "conversations.history", { channel: "C" }],
    ["channels:history", "conversations.replies", { channel: "C", ts: "1" }],
    ["users:read", "users.info", { user: "U" }],
    ["users:read", "users.list", {}],
    ["users:read.email", "users.lookupByEmail", { email: "a@example.org" }],
    ["files:write", "files.getUploadURLExternal", { filename: "a", length: 1 }],
    ["files:write", "files.completeUploadExternal", { files: [{ id: "F" }] }],
    ["reactions:write", "reactions.add", { channel: "C", timestamp: "1", name: "eyes" }],
    ["usergroups:read", "usergroups.list", {}],
  ])("%s for %s, and says so", async (needed, method, given) => {
    await using desk = await office(ALL.filter((one) => one !== needed));
    const filled = {
      ...given,
      ...("channel" in given && { channel: desk.room.id }),
      ...("user" in given && { user: desk.olena.id }),
    };
    const answer = await desk.ask(method, filled);
    expect(answer).toMatchObject({ ok: false, error: "missing_scope", needed });
    expect(textAt(answer, "provided").split(",")).toContain("commands");
  });

  it("of an email address, and leaves the address out", async () => {
    await using desk = await office(["users:read"]);
    const { user } = await desk.ask("users.info", { user: desk.olena.id });
    expect(fieldsAt(user, "profile")).not.toHaveProperty("email");
  });

  it("nowhere without saying which were granted", async () => {
    await using desk = await office();
    const { response_metadata: about } = await desk.ask("auth.test");
    expect(about).toMatchObject({ scopes: ALL });
  });
});

describe("Slack does not take", () => {
  it("an argument that it does not know, lacks, or that is of another kind", async () => {
    await using desk = await office();
    const channel = desk.room.id;
    for (const given of [
      { channel, text: "a", blokcs: [] },
      { chanel: channel, text: "a" },
      { text: "a" },
      { channel, text: "a", metadata: "[]" },
      { channel, text: "a", unfurl_links: "maybe" },
    ])
      expect(await desk.ask("chat.postMessage", given), JSON.stringify(given)).toMatchObject({
        error: "invalid_arguments",
      });
    expect(await desk.ask("chat.postMessage", { channel, text: "a", blocks: "not json" })).toMatchObject({
      error: "invalid_blocks_format",
    });
    expect(await desk.ask("chat.postMessage", { channel, text: "a", metadata: { event_type: "a" } })).toMatchObject({
      error: "invalid_metadata_format",
    });
  });

  it("a message where the app is not, where nobody is, or by a channel's name", async () => {
    await using desk = await office();
    const aside = desk.workspace.channel("#aside", { app: false });
    const closed = desk.workspace.channel("#closed", { app: false, kind: "private" });
    const post = (channel: string) => desk.ask("chat.postMessage", { channel, text: "a" });
    expect(await post(aside.id)).toMatchObject({ error: "not_in_channel" });
    expect(await post(closed.id)).toMatchObject({ error: "channel_not_found" });
    expect(await post("C000")).toMatchObject({ error: "channel_not_found" });
    expect(await post("#desk")).toMatchObject({ error: "channel_not_found" });
    await aside.invite();
    expect(await post(aside.id)).toMatchObject({ ok: true });
    await aside.archive();
    expect(await post(aside.id)).toMatchObject({ error: "is_archived" });
    await aside.delete();
    expect(await post(aside.id)).toMatchObject({ error: "channel_not_found" });
  });

  it("a message to somebody who left, and a private one to somebody who is not there", async () => {
    await using desk = await office();
    expect(await desk.ask("chat.postMessage", { channel: desk.olena.id, text: "a" })).toMatchObject({ ok: true });
    expect(
      await desk.ask("chat.postEphemeral", { channel: desk.room.id, user: desk.olena.id, text: "a" }),
    ).toMatchObject({
      error: "user_not_in_channel",
    });
    desk.olena.leave();
    expect(await desk.ask("chat.postMessage", { channel: desk.olena.id, text: "a" })).toMatchObject({
      error: "user_disabled",
    });
    expect(await desk.ask("conversations.open", { users: desk.olena.id })).toMatchObject({ error: "user_disabled" });
  });

  it("a change to what others said, to what is gone, or to what one person sees", async () => {
    await using desk = await office();
    const channel = desk.room.id;
    const { ts: theirs } = await desk.olena.in("#desk").says("hello");
    const change = (ts: unknown) => desk.ask("chat.update", { channel, ts, text: "b" });
    expect(await change(theirs)).toMatchObject({ error: "cant_update_message" });
    expect(await desk.ask("chat.delete", { channel, ts: theirs })).toMatchObject({ error: "cant_delete_message" });
    const { message_ts: aside } = await desk.ask("chat.postEphemeral", { channel, user: desk.olena.id, text: "a" });
    expect(await change(aside)).toMatchObject({ error: "message_not_found" });
    const { ts } = await desk.ask("chat.postMessage", { channel, text: "a" });
    expect(await change(ts)).toMatchObject({ ok: true, text: "b" });
    expect(await desk.ask("chat.delete", { channel, ts })).toMatchObject({ ok: true });
    expect(await change(ts)).toMatchObject({ error: "message_not_found" });
  });

  it("a reply to a reply, or to nothing", async () => {
    await using desk = await office();
    const channel = desk.room.id;
    const { ts: parent } = await desk.ask("chat.postMessage", { channel, text: "a" });
    const { ts: reply } = await desk.ask("chat.postMessage", { channel, text: "b", thread_ts: parent });
    expect(await desk.ask("chat.postMessage", { channel, text: "c", thread_ts: reply })).toMatchObject({
      error: "cannot_reply_to_message",
    });
    expect(await desk.ask("chat.postMessage", { channel, text: "c", thread_ts: "1.2" })).toMatchObject({
      error: "thread_not_found",
    });
    const replies = await desk.ask("conversations.replies", { channel, ts: parent });
    expect(listAt(replies, "messages").map(({ text }) => text)).toEqual(["a", "b"]);
  });

  it("an upload of another length than was said", async () => {
    await using desk = await office();
    const { upload_url: url, file_id: id } = await desk.ask("files.getUploadURLExternal", {
      filename: "a.txt",
      length: 5,
    });
    const send = (body: string) => fetch(String(url), { method: "POST", body });
    expect((await send("hell")).status).toBe(400);
    expect(await desk.ask("files.completeUploadExternal", { files: [{ id }] })).toMatchObject({
      error: "file_upload_size_mismatch",
    });
    expect((await send("hello")).status).toBe(200);
    expect(
      await desk.ask("files.completeUploadExternal", { files: [{ id, title: "Digest" }], channel_id: desk.room.id }),
    ).toMatchObject({
      ok: true,
    });
    expect(desk.olena.in("#desk").sees()).toBe("Aidline: (file: Digest)");
  });

  it("the same reaction twice", async () => {
    await using desk = await office();
    const { ts } = await desk.ask("chat.postMessage", { channel: desk.room.id, text: "a" });
    const react = () => desk.ask("reactions.add", { channel: desk.room.id, timestamp: ts, name: "eyes" });
    expect(await react()).toMatchObject({ ok: true });
    expect(await react()).toMatchObject({ error: "already_reacted" });
  });
});

describe("A view", () => {
  const pressed = async () => {
    const desk = await office();
    desk.slack.app.shortcuts = [{ name: "Log", callbackId: "log", on: "global" }];
    const triggerId = () => [...desk.slack.world.triggers.keys()].at(-1) ?? "";
    // Nobody listens, so that the trigger is the test's.
    const press = async () => {
      await desk.olena.shortcut("Log");
      return triggerId();
    };
    return { ...desk, press, [Symbol.asyncDispose]: () => desk.slack.close() };
  };

  it("opens once for a trigger, within three seconds", async () => {
    await using desk = await pressed();
    const open = (trigger_id: string) => desk.ask("views.open", { trigger_id, view: MODAL });
    const first = await desk.press();
    expect(await open(first)).toMatchObject({ ok: true });
    expect(await open(first)).toMatchObject({ error: "exchanged_trigger_id" });
    expect(await open("made.up")).toMatchObject({ error: "invalid_trigger_id" });
    const late = await desk.press();
    desk.slack.clock.advance(3_001);
    expect(await open(late)).toMatchObject({ error: "expired_trigger_id" });
    const justInTime = await desk.press();
    desk.slack.clock.advance(3_000);
    expect(await open(justInTime)).toMatchObject({ ok: true });
  });

  it("is not pushed without one below, and not onto three", async () => {
    await using desk = await pressed();
    expect(await desk.ask("views.push", { trigger_id: await desk.press(), view: MODAL })).toMatchObject({
      error: "invalid_trigger_id",
    });
    for (const expected of [{ ok: true }, { ok: true }, { ok: true }, { error: "push_limit_reached" }])
      expect(await desk.ask("views.open", { trigger_id: await desk.press(), view: MODAL })).toMatchObject(expected);
  });

  it("is not changed by somebody who saw an older one", async () => {
    await using desk = await pressed();
    const { view } = await desk.ask("views.open", { trigger_id: await desk.press(), view: MODAL });
    const { id, hash } = fieldsAt({ view }, "view");
    const change = (given: Record<string, unknown>) => desk.ask("views.update", { view: MODAL, ...given });
    expect(await change({ view_id: id, hash })).toMatchObject({ ok: true });
    expect(await change({ view_id: id, hash })).toMatchObject({ error: "hash_conflict" });
    expect(await change({ view_id: "V0" })).toMatchObject({ error: "not_found" });
    expect(await change({})).toMatchObject({ error: "invalid_arguments" });
  });

  it("of Home keeps to its hash, too", async () => {
    await using desk = await pressed();
    const home = { type: "home", blocks: MODAL.blocks };
    const publish = (hash?: unknown) =>
      desk.ask("views.publish", { user_id: desk.olena.id, view: home, ...(hash !== undefined && { hash }) });
    const { view } = await publish();
    const { hash } = fieldsAt({ view }, "view");
    expect(await publish(hash)).toMatchObject({ ok: true });
    expect(await publish(hash)).toMatchObject({ error: "hash_conflict" });
    expect(desk.olena.home.sees()).toBe("Sure?");
  });

  it("has an external_id of its own", async () => {
    await using desk = await pressed();
    const view = { ...MODAL, external_id: "one" };
    expect(await desk.ask("views.open", { trigger_id: await desk.press(), view })).toMatchObject({ ok: true });
    expect(await desk.ask("views.open", { trigger_id: await desk.press(), view })).toMatchObject({
      error: "duplicate_external_id",
    });
    expect(await desk.ask("views.update", { external_id: "one", view })).toMatchObject({ ok: true });
  });
});

describe("A response_url", () => {
  const given = async () => {
    const desk = await office();
    await desk.olena.in("#desk").slash("/aid");
    const [key = ""] = desk.slack.world.responseUrls.keys();
    const respond = async (body: unknown, type = "application/json") => {
      const response = await fetch(`${desk.slack.url}/response/${key}`, {
        method: "POST",
        headers: { "content-type": type },
        body: JSON.stringify(body),
      });
      return [response.status, await response.json()] as const;
    };
    return { ...desk, respond, [Symbol.asyncDispose]: () => desk.slack.close() };
  };

  it("is good for five answers", async () => {
    await using desk = await given();
    for (const text of ["1", "2", "3", "4", "5"]) expect(await desk.respond({ text })).toEqual([200, { ok: true }]);
    expect(await desk.respond({ text: "6" })).toEqual([404, { ok: false, error: "used_url" }]);
    expect(desk.olena.in("#desk").sees()).toContain("Aidline (only you): 5");
  });

  it("is good for half an hour", async () => {
    await using desk = await given();
    desk.slack.clock.advance(30 * 60_000 - 1);
    expect(await desk.respond({ text: "a" })).toEqual([200, { ok: true }]);
    desk.slack.clock.advance(1);
    expect(await desk.respond({ text: "b" })).toEqual([404, { ok: false, error: "expired_url" }]);
  });

  it("takes what a message takes, and nothing else", async () => {
    await using desk = await given();
    expect(await desk.respond({ txet: "a" })).toEqual([400, { ok: false, error: "invalid_payload" }]);
    expect(await desk.respond({ text: "a", response_type: "public" })).toEqual([
      400,
      { ok: false, error: "invalid_payload" },
    ]);
    expect(await desk.respond({ text: "a", blocks: [{ type: "section" }] })).toMatchObject([
      200,
      { error: "invalid_blocks" },
    ]);
    expect(await desk.respond({ blocks: [] })).toMatchObject([200, { error: "no_text" }]);
  });

  it("dies with the app", async () => {
    await using desk = await given();
    await desk.installed.uninstall();
    expect(await desk.respond({ text: "a" })).toEqual([404, { ok: false, error: "invalid_url" }]);
  });
});

describe("What Slack keeps of a message", () => {
  it("is who said it through which app, and ids for its blocks, but its metadata only for who asks", async () => {
    await using desk = await office();
    const channel = desk.room.id;
    const metadata = { event_type: "aidline", event_payload: { token: "abc" } };
    const blocks = [{ type: "section", text: { type: "mrkdwn", text: "a" } }];
    const { message, ts } = await desk.ask("chat.postMessage", { channel, text: "a", blocks, metadata });
    expect(message).toMatchObject({ bot_id: desk.installed.installation.botId, app_id: desk.slack.app.id, ts });
    expect(listAt(message, "blocks")[0]?.block_id).toEqual(expect.any(String));
    const plain = await desk.ask("conversations.history", { channel });
    expect(listAt(plain, "messages")[0]).not.toHaveProperty("metadata");
    const whole = await desk.ask("conversations.history", { channel, include_all_metadata: true });
    expect(listAt(whole, "messages")[0]).toMatchObject({ metadata });
    await desk.ask("chat.update", { channel, ts, text: "b" });
    const later = await desk.ask("conversations.history", { channel, include_all_metadata: true });
    expect(listAt(later, "messages")[0]).toMatchObject({ text: "b", metadata, blocks: [{ type: "section" }] });
  });

  it("comes in pages, newest first, between two moments", async () => {
    await using desk = await office();
    const channel = desk.room.id;
    const posted = [];
    for (const text of ["1", "2", "3"]) posted.push(await desk.ask("chat.postMessage", { channel, text }));
    const read = async (given: Record<string, unknown>) =>
      listAt(await desk.ask("conversations.history", { channel, ...given }), "messages").map(({ text }) => text);
    expect(await read({})).toEqual(["3", "2", "1"]);
    expect(await read({ oldest: posted[0]?.ts })).toEqual(["3", "2"]);
    expect(await read({ oldest: posted[0]?.ts, inclusive: true })).toEqual(["3", "2", "1"]);
    const first = await desk.ask("conversations.history", { channel, limit: 2 });
    const cursor = textAt(first.response_metadata, "next_cursor");
    expect(await read({ limit: 2, cursor })).toEqual(["1"]);
    expect(await desk.ask("conversations.history", { channel, cursor: "bogus" })).toMatchObject({
      error: "invalid_cursor",
    });
  });
});

describe("Slack's budgets", () => {
  it("allow one message a second in a channel, when they are enforced", async () => {
    await using desk = await office();
    desk.slack.rates.enforce(true);
    const post = () => desk.ask("chat.postMessage", { channel: desk.room.id, text: "a" });
    expect(await post()).toMatchObject({ ok: true });
    await expect(post()).rejects.toMatchObject({ retryAfter: 1 });
    desk.slack.clock.advance(1_000);
    expect(await post()).toMatchObject({ ok: true });
    expect(desk.slack.rates.exceeded()).toEqual([`chat.postMessage ${desk.room.id}`]);
  });

  it("allow fifty changes a minute in a workspace", async () => {
    await using desk = await office();
    desk.slack.rates.enforce(true);
    const { ts } = await desk.ask("chat.postMessage", { channel: desk.room.id, text: "a" });
    const change = () => desk.ask("chat.update", { channel: desk.room.id, ts, text: "b" });
    for (let count = 0; count < 50; count += 1) await change();
    desk.slack.clock.advance(10_000);
    await expect(change()).rejects.toMatchObject({ retryAfter: 50 });
    desk.slack.clock.advance(50_000);
    expect(await change()).toMatchObject({ ok: true });
  });

  it("are only counted until a test is about them", async () => {
    await using desk = await office();
    const post = () => desk.ask("chat.postMessage", { channel: desk.room.id, text: "a" });
    await post();
    expect(await post()).toMatchObject({ ok: true });
    expect(desk.slack.rates.exceeded()).toHaveLength(1);
  });
});

describe("People as Slack shows them", () => {
  it("have a zone, and a language for who asks", async () => {
    await using desk = await office();
    const { user } = await desk.ask("users.info", { user: desk.olena.id });
    expect(user).toMatchObject({ tz: "Europe/Kyiv", tz_offset: 7_200, is_restricted: false, is_stranger: false });
    expect(user).not.toHaveProperty("locale");
    expect(await desk.ask("users.info", { user: desk.olena.id, include_locale: true })).toMatchObject({
      user: { locale: "uk-UA" },
    });
  });

  it("may be guests, strangers or gone", async () => {
    await using desk = await office();
    const guest = desk.workspace.person("guest", { standing: "guest" });
    expect(await desk.ask("users.info", { user: guest.id })).toMatchObject({ user: { is_restricted: true } });
    const partner = desk.slack.workspace("Partner");
    const shared = desk.workspace.channel("#shared", { sharedWith: [partner] });
    const stranger = partner.person("stranger");
    stranger.in("#shared");
    expect(shared.channel.members).toContain(stranger.id);
    expect(await desk.ask("users.info", { user: stranger.id })).toMatchObject({
      user: { is_stranger: false, team_id: partner.id },
    });
    guest.leave();
    expect(await desk.ask("users.info", { user: guest.id })).toMatchObject({ user: { deleted: true } });
    expect(await desk.ask("users.lookupByEmail", { email: "guest@example.org" })).toMatchObject({
      error: "users_not_found",
    });
  });
});
