import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { App, HTTPReceiver, type types } from "@slack/bolt";
import { afterEach, describe, expect, it } from "vitest";
import { type Slack, startSlack } from "../support/slack/index.ts";

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

const button = {
  type: "button",
  action_id: "snooze",
  text: { type: "plain_text", text: "Snooze" },
  value: "snooze?id=1",
} as const;

const MODAL: types.ModalView = {
  type: "modal",
  callback_id: "why",
  title: { type: "plain_text", text: "Snooze AID-1" },
  submit: { type: "plain_text", text: "Snooze" },
  close: { type: "plain_text", text: "Cancel" },
  blocks: [
    {
      type: "input",
      block_id: "reason",
      label: { type: "plain_text", text: "Reason" },
      element: { type: "plain_text_input", action_id: "text" },
    },
    {
      type: "input",
      block_id: "company",
      optional: true,
      label: { type: "plain_text", text: "Company" },
      element: { type: "external_select", action_id: "company", min_query_length: 1 },
    },
    {
      type: "input",
      block_id: "until",
      label: { type: "plain_text", text: "Until" },
      element: { type: "datepicker", action_id: "day", initial_date: "2022-03-10" },
    },
  ],
};

/** A bot that knows as little as a bot can: one command, one button, one form, one menu. */
const behave = (app: App): void => {
  app.command("/aid", async ({ command, ack, client }) => {
    if (command.text === "nothing") return ack();
    if (command.text === "fail") throw new Error("never acknowledged");
    await ack({ response_type: "ephemeral", text: `You said ${command.text}` });
    if (!command.text.startsWith("card")) return;
    await client.apiCall("chat.postMessage", {
      channel: command.channel_id,
      text: "AID-1 is late",
      blocks: [
        {
          type: "section",
          text: {
            type: "mrkdwn",
            text: `*AID-1* of <@${command.user_id}>, due <!date^1646906400^{date_short} {time}|10 Mar>`,
          },
        },
        { type: "actions", elements: [button] },
      ],
    });
  });
  app.action("snooze", async ({ ack, body, client }) => {
    await ack();
    if (!("trigger_id" in body)) return;
    await client.views.open({ trigger_id: body.trigger_id, view: MODAL });
  });
  app.options("company", async ({ ack, options }) => {
    await ack({ options: [{ text: { type: "plain_text", text: `${options.value} Ltd` }, value: "c-1" }] });
  });
  app.view("why", async ({ ack, view }) => {
    const reason = view.state.values.reason?.text?.value ?? "";
    const company = view.state.values.company?.company?.selected_option?.value ?? "none";
    await (reason === "no" ? ack({ response_action: "errors", errors: { reason: "Say why" } }) : ack());
    if (reason === "no") return;
    await app.client.apiCall("chat.postMessage", {
      token: BOT.token,
      channel: BOT.channel,
      text: `Snoozed: ${reason} ${company} ${view.state.values.until?.day?.selected_date}`,
    });
  });
  app.event("app_mention", async ({ event, say }) => {
    await say({ text: `I heard ${event.text}`, thread_ts: event.thread_ts ?? event.ts });
  });
  app.event("app_home_opened", async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: "home", blocks: [{ type: "section", text: { type: "mrkdwn", text: "Nothing waits for you" } }] },
    });
  });
  app.shortcut("log", async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: MODAL });
  });
  app.error(async () => undefined);
};

const BOT = { token: "", channel: "" };

const desk = async (transport: "http" | "socket") => {
  const slack: Slack = await startSlack();
  open.push(() => slack.close());
  slack.app.events = ["app_mention", "app_home_opened"];
  slack.app.scopes = ["commands", "chat:write", "im:write", "users:read", "app_mentions:read"];
  slack.app.shortcuts = [{ name: "Log as aid request", callbackId: "log", on: "message" }];
  const kyiv = slack.workspace("Kyiv desk");
  const { token, installation, botUser } = kyiv.install();
  const outreach = kyiv.channel("#outreach");
  Object.assign(BOT, { token, channel: outreach.id });
  // Bolt asks about a fixed token in the background, and dies of the answer.
  const authorize = async () => ({ botToken: token, botId: installation.botId, botUserId: botUser });
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } };
  if (transport === "socket") {
    const app = new App({ authorize, appToken: slack.app.appToken, socketMode: true, clientOptions });
    behave(app);
    await app.start();
    await slack.sockets.connected(1);
    open.push(() => app.stop());
  } else {
    const receiver = new HTTPReceiver({ signingSecret: slack.app.signingSecret });
    const app = new App({ authorize, receiver, clientOptions });
    behave(app);
    // Bolt listens through Node's own server.
    const server = (await app.start(0)) as Server;
    slack.speakTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
    open.push(() => app.stop());
  }
  return { slack, kyiv, outreach, olena: kyiv.person("olena", { tz: "Europe/Kyiv", locale: "uk-UA" }) };
};

describe.each(["http", "socket"] as const)("A person in this Slack, before stock Bolt over %s,", (transport) => {
  it("types a command and reads the private answer", async () => {
    const { kyiv, olena } = await desk(transport);
    const done = await olena.in("#outreach").slash("/aid list @olena");
    expect(done).toMatchObject({ ok: true, error: undefined });
    expect(olena.in("#outreach").sees()).toContain("Aidline (only you): You said list @Olena");
    expect(kyiv.person("petro").in("#outreach").sees()).toBe("");
  });

  it("presses a button, fills in the form, and is told what is wrong with it", async () => {
    const { olena } = await desk(transport);
    const seat = olena.in("#outreach");
    await seat.slash("/aid card");
    await seat.until("AID-1 of @Olena, due 10 бер. 2022");
    expect(seat.sees()).toContain("12:00");
    expect(seat.buttons()).toEqual(["Snooze"]);
    await seat.click("Snooze");
    expect(await seat.until("# Snooze AID-1")).toContain("Until: [2022-03-10 ▾]");
    await expect(seat.submit({})).rejects.toThrow(
      'Slack\'s own window refuses: please complete the required field "Reason"',
    );
    await seat.submit({ Reason: "no" });
    expect(olena.modal.sees()).toContain("  ! Say why");
    expect(await seat.offers("Company", "Amazon")).toEqual(["Amazon Ltd"]);
    await seat.submit({ Reason: "they asked", Company: "c-1", until: "2022-03-11" });
    expect(olena.modal.sees()).toBe("");
    await seat.until("Snoozed: they asked c-1 2022-03-11");
  });

  it("mentions the app in a thread, opens Home, and uses a shortcut on a message", async () => {
    const { kyiv, olena } = await desk(transport);
    const petro = kyiv.person("petro").in("#outreach");
    await petro.says("Amazon has answered");
    const seat = olena.in("#outreach");
    await seat.thread("Amazon").mention("record this & that");
    await seat.until("I heard @Aidline record this & that");
    expect(seat.sees()).toContain("    Aidline: I heard");
    await olena.openHome();
    await seat.until("Nothing waits for you");
    await seat.messageShortcut("Log as aid request", "Amazon");
    await seat.until("# Snooze AID-1");
    await seat.cancel();
    expect(olena.modal.sees()).toBe("");
  });

  it("is told by Slackbot that the app failed, when three seconds pass by Slack's clock", async () => {
    const { slack, olena } = await desk(transport);
    const seat = olena.in("#outreach");
    const failing = seat.slash("/aid fail");
    slack.clock.advance(3_000);
    expect(await failing).toMatchObject({ ok: false, error: "operation_timeout" });
    expect(seat.sees()).toContain('/aid failed with the error "operation_timeout"');
  });
});
