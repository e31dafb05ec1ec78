import { webApi } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { type Fields, fieldsAt, isFields, textAt } from "../support/slack/fields.ts";
import { emulateGround, type Ground, ourGround } from "../support/slack/second-opinion.ts";
import { answerTo, stockClient } from "../support/slack/stock-client.ts";

const SCOPES = [
  "commands",
  "chat:write",
  "im:write",
  "channels:read",
  "channels:history",
  "users:read",
  "files:write",
  "reactions:write",
];

const block = (text: string): Fields => ({ type: "section", text: { type: "mrkdwn", text } });
const MODAL = {
  type: "modal",
  callback_id: "why",
  title: { type: "plain_text", text: "Snooze" },
  blocks: [block("Sure?")],
};
const HOME = { type: "home", blocks: [block("Nothing waits")] };
const METADATA = { event_type: "aidline", event_payload: { token: "abc" } };

/** What each step answered, in order. */
type Steps = readonly (readonly [step: string, answer: Fields])[];

/** The life of an app in one workspace: it is installed, posts, opens views, and is told no. */
const scenario = async (ground: Ground): Promise<Steps> => {
  const seen: (readonly [string, Fields])[] = [];
  const step = async (name: string, answer: Promise<Fields>): Promise<Fields> => {
    const said = await answer.catch((problem: unknown) => {
      if (problem instanceof webApi.WebAPIHTTPError) return { ok: false, error: `HTTP ${problem.statusCode}` };
      throw problem;
    });
    seen.push([name, said]);
    return said;
  };

  // OAuth
  const anyone = stockClient(ground);
  const secret = { client_id: ground.clientId, client_secret: ground.clientSecret, redirect_uri: ground.redirectUri };
  const access = (given: Record<string, unknown>) => answerTo(anyone, "oauth.v2.access", { ...secret, ...given });
  const code = await ground.code(SCOPES);
  await step("a code that nobody gave", access({ code: "made-up" }));
  await step("another app's id", access({ code, client_id: "9.9" }));
  await step("a wrong secret", access({ code, client_secret: "guess" }));
  const installed = await step("the code of the installer", access({ code }));
  await step("the code again", access({ code }));
  await step(
    "a code with another address",
    access({ code: await ground.code(SCOPES), redirect_uri: "http://127.0.0.1:2/" }),
  );

  // Who am I
  const token = textAt(installed, "access_token");
  const client = stockClient(ground, token);
  const ask = (name: string, method: string, given: Record<string, unknown> = {}) =>
    step(name, answerTo(client, method, given));
  await ask("who am I", "auth.test");
  await step("who is nobody", answerTo(anyone, "auth.test"));
  await step("who is a stranger", answerTo(stockClient(ground, "xoxb-made-up"), "auth.test"));

  // Messages
  const channel = await ground.joined(textAt(installed, "bot_user_id"));
  const user = await ground.person();
  const text = "AID-1 is late";
  const posted = await ask("a message", "chat.postMessage", {
    channel,
    text,
    blocks: [block(text)],
    metadata: METADATA,
  });
  const { ts } = posted;
  await ask("a reply", "chat.postMessage", { channel, text: "a reply", thread_ts: ts });
  await ask("a message to a person", "chat.postMessage", { channel: user, text });
  await ask("a message that says nothing", "chat.postMessage", { channel });
  await ask("a message to nowhere", "chat.postMessage", { channel: "C000", text });
  await ask("a message of 41,000", "chat.postMessage", { channel, text: "a".repeat(41_000) });
  await ask("a message of 60 blocks", "chat.postMessage", {
    channel,
    text,
    blocks: Array.from({ length: 60 }, () => block("a")),
  });
  await ask("a message of a bogus block", "chat.postMessage", { channel, text, blocks: [{ type: "bogus" }] });
  await ask("blocks without text", "chat.postMessage", { channel, blocks: [block("a")] });
  await ask("a misspelt argument", "chat.postMessage", { channel, text, tread_ts: "1.1" });
  await ask("a message for one person", "chat.postEphemeral", { channel, user, text });
  await ask("a change", "chat.update", { channel, ts, text: "AID-1 is done" });
  await ask("a change to nothing", "chat.update", { channel, ts: "1.000001", text });
  await ask("its address", "chat.getPermalink", { channel, message_ts: ts });
  await ask("a reaction", "reactions.add", { channel, timestamp: ts, name: "eyes" });
  await ask("the same reaction", "reactions.add", { channel, timestamp: ts, name: "eyes" });
  await ask("the thread with metadata", "conversations.replies", { channel, ts, include_all_metadata: true });
  await ask("the history", "conversations.history", { channel, limit: 1 });
  await ask("its end", "chat.delete", { channel, ts });
  await ask("its end again", "chat.delete", { channel, ts });

  // Places and people
  await ask("the channel", "conversations.info", { channel });
  await ask("its members", "conversations.members", { channel });
  await ask("a direct conversation", "conversations.open", { users: user });
  await ask("a person", "users.info", { user, include_locale: true });
  await ask("nobody", "users.info", { user: "U000" });
  await ask("a person by email, without the scope", "users.lookupByEmail", { email: ground.email });
  await ask("a method that is none", "chat.postMesage");

  // A file
  const upload = await ask("a place for a file", "files.getUploadURLExternal", { filename: "a.txt", length: 5 });
  await fetch(textAt(upload, "upload_url"), { method: "POST", body: "hello" });
  await ask("the file", "files.completeUploadExternal", {
    files: [{ id: upload.file_id, title: "a" }],
    channel_id: channel,
  });

  // Views
  const trigger_id = await ground.trigger(token);
  const opened = await ask("a modal", "views.open", { trigger_id, view: MODAL });
  const { id: view_id, hash } = fieldsAt(opened, "view");
  await ask("a modal on a spent trigger", "views.open", { trigger_id, view: MODAL });
  await ask("a modal on no trigger", "views.open", { trigger_id: "1.2.3", view: MODAL });
  await ask("a change of the modal", "views.update", { view_id, hash, view: MODAL });
  await ask("a change of what it was before", "views.update", { view_id, hash, view: MODAL });
  await ask("a change of no modal", "views.update", { view_id: "V000", view: MODAL });
  await ask("a title of 30", "views.open", {
    trigger_id: await ground.trigger(token),
    view: { ...MODAL, title: { type: "plain_text", text: "a".repeat(30) } },
  });
  await ask("5,000 characters on the side", "views.open", {
    trigger_id: await ground.trigger(token),
    view: { ...MODAL, private_metadata: "a".repeat(5_000) },
  });
  await ask("Home", "views.publish", { user_id: user, view: HOME });

  await ask("the end of the token", "auth.revoke");
  return seen;
};

/** Fields that Slack's own client adds. */
const ADDED = /^response_metadata\.(scopes|acceptedScopes|messages|warnings)/;

/** An answer as paths with kinds; `ok` and `error` with their values. */
const outline = (answer: unknown, path = ""): readonly string[] => {
  if (Array.isArray(answer)) return answer.length === 0 ? [] : outline(answer[0], `${path}[]`);
  if (isFields(answer))
    return Object.entries(answer).flatMap(([key, value]) => outline(value, path === "" ? key : `${path}.${key}`));
  if (path === "ok" || path === "error") return [`${path}=${String(answer)}`];
  return answer === undefined || answer === null || ADDED.test(path) ? [] : [path];
};

/** What only one of two answers has; when one says no, that is all there is to say. */
const differences = (step: string, ours: Fields, theirs: Fields): readonly string[] => {
  const verdict = ({ ok, error }: Fields): string => (ok === true ? "yes" : String(error));
  if (verdict(ours) !== verdict(theirs)) return [`${step}: we say ${verdict(ours)}, emulate says ${verdict(theirs)}`];
  if (ours.ok !== true) return [];
  const [our, their] = [new Set(outline(ours)), new Set(outline(theirs))];
  return [
    ...[...our].filter((one) => !their.has(one)).map((one) => `${step}: only we have ${one}`),
    ...[...their].filter((one) => !our.has(one)).map((one) => `${step}: only emulate has ${one}`),
  ];
};

/** Where we differ and mean it. */
const KNOWN: readonly (readonly [difference: RegExp, because: string])[] = [
  [
    /^who is a stranger: .* emulate says yes$/,
    "emulate takes an unknown token for an administrator's; Slack says invalid_auth",
  ],
  [/^a wrong secret: we say bad_client_secret/, "Slack has an error of its own for a wrong secret"],
  [/^a message of 60 blocks: we say invalid_blocks/, "Slack takes 50"],
  [/^a message of a bogus block: we say invalid_blocks/, "Slack knows its blocks"],
  [/^blocks without text: we say no_text/, "Slack takes it, but screen readers do not; we are stricter on purpose"],
  [
    /^a misspelt argument: we say invalid_arguments/,
    "Slack passes over it, and so do tests; we are stricter on purpose",
  ],
  [/^a title of 30: we say invalid_arguments/, "a modal's title has 24 characters"],
  [/^5,000 characters on the side: we say invalid_arguments/, "private_metadata has 3,000 characters"],
  [
    /^(a method that is none|the end of the token): .*emulate says HTTP 404$/,
    "Slack answers unknown_method with 200, and has auth.revoke",
  ],
  [/only we have messages?(\[\])?\.(team|bot_id|app_id)$/, "Slack says through which app a message came"],
  [/only we have .*blocks\[\]\.block_id$/, "Slack makes up the ids that an app does not give"],
  [/only emulate has message\.metadata\./, "Slack shows metadata only to who asks with include_all_metadata"],
  [
    /^(a change|the thread with metadata): only we have messages?(\[\])?\.blocks\[\]/,
    "Slack keeps the blocks when a change gives text alone",
  ],
  [
    /^(a change|the thread with metadata): only we have messages?(\[\])?\.(thread_ts|latest_reply)$/,
    "Slack marks the head of a thread",
  ],
  [/only we have (response_metadata\.next_cursor|has_more)$/, "our pages always name the next one"],
  [
    /^who am I: only (we have is_enterprise_install|emulate has app_(id|name))$/,
    "neither is read by an app that was installed in one workspace",
  ],
  [
    /^the channel: only (we have channel\.(is_ext_shared|is_shared|context_team_id|shared_team_ids)|emulate has )/,
    "we tell what Slack Connect is about, emulate what nobody reads",
  ],
  [/^a person: only we have user\.(profile\.team|is_|tz|locale)/, "emulate has no zones, languages or guests"],
  [
    /^a person: only emulate has user\.(profile|presence|updated|is_email|color|who)/,
    "pictures and moods are not modelled",
  ],
  [/^the file: only emulate has files\[\]\./, "we answer with id and title, as Slack's documentation has it"],
  [/only we have view\.app_installed_team_id$/, "Slack says in which workspace the app is, for organisations"],
  [/^Home: only we have view\.title\./, "Slack shows a title for Home, which never had one"],
];

describe("Our Slack and emulate", () => {
  it("tell an app the same, but for what is known and explained", async () => {
    const [ours, theirs] = [await ourGround(), await emulateGround()];
    try {
      const [we, they] = [await scenario(ours), await scenario(theirs)];
      const all = we.flatMap(([step, answer], index) => differences(step, answer, they[index]?.[1] ?? {}));
      expect(all.filter((one) => !KNOWN.some(([known]) => known.test(one)))).toEqual([]);
      expect(
        KNOWN.filter(([known]) => !all.some((one) => known.test(one))).map(
          ([known, because]) => `${String(known)} ${because}`,
        ),
      ).toEqual([]);
      expect(they.map(([step]) => step)).toEqual(we.map(([step]) => step));
    } finally {
      await ours.close();
      await theirs.close();
    }
  });
});
