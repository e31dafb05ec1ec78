import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { type Fields, listAt } from "../support/slack/fields.ts";
import { startSlack } from "../support/slack/index.ts";
import { answerTo, stockClient } from "../support/slack/stock-client.ts";

const plain = (text: string) => ({ type: "plain_text", text });
const option = (text: string, value: string) => ({ text: plain(text), value });
const input = (block_id: string, element: Fields, more: Fields = {}): Fields => ({
  type: "input",
  block_id,
  label: plain(block_id),
  element: { action_id: "it", ...element },
  ...more,
});
const modal = (title: string, more: Fields = {}): Fields => ({
  type: "modal",
  title: plain(title),
  submit: plain("Send"),
  blocks: [input("reason", { type: "plain_text_input" })],
  ...more,
});

/** An office with an app that answers whatever the test puts into `says`, and a person before an open modal. */
const before = async (view: Fields) => {
  const slack = await startSlack();
  const heard: Fields[] = [];
  const answer = { says: {} as Fields };
  const server = createServer((request, response) => {
    const take = async (): Promise<void> => {
      const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
      heard.push(JSON.parse(form.get("payload") ?? "{}") as Fields);
      response.writeHead(200).end(Object.keys(answer.says).length === 0 ? "" : JSON.stringify(answer.says));
    };
    void take();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  // A server that listens on a port has an address of this form.
  slack.speakTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  slack.app.shortcuts = [{ name: "Open", callbackId: "open", on: "global" }];
  const office = slack.workspace("Office");
  const { token } = office.install();
  const { id: channel } = office.channel("#desk");
  const client = stockClient(slack, token);
  const olena = office.person("olena");
  const open = async (method: "views.open" | "views.push", what: Fields) => {
    const trigger_id = heard.at(-1)?.trigger_id;
    expect(await answerTo(client, method, { trigger_id, view: what })).toMatchObject({ ok: true });
  };
  await olena.shortcut("Open");
  await open("views.open", view);
  return {
    slack,
    office,
    olena,
    client,
    channel,
    heard,
    answer,
    push: (what: Fields) => open("views.push", what),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await slack.close();
    },
  };
};

const title = (text: string): string => text.split("\n")[0] ?? "";

describe("A form that is sent", () => {
  it("closes when the app has nothing to say", async () => {
    await using desk = await before(modal("One"));
    expect(await desk.olena.submit({ reason: "because" })).toMatchObject({ ok: true });
    expect(desk.olena.modal.sees()).toBe("");
    expect(desk.heard.at(-1)).toMatchObject({
      type: "view_submission",
      view: { state: { values: { reason: { it: { type: "plain_text_input", value: "because" } } } } },
    });
  });

  it("is replaced, covered, or cleared away as the app says", async () => {
    await using desk = await before(modal("One"));
    desk.answer.says = { response_action: "update", view: modal("Two") };
    await desk.olena.submit({ reason: "a" });
    expect(title(desk.olena.modal.sees())).toBe("# Two");
    desk.answer.says = { response_action: "push", view: modal("Three") };
    await desk.olena.submit();
    expect(title(desk.olena.modal.sees())).toBe("# Three");
    await desk.olena.cancel();
    expect(desk.olena.modal.sees()).toContain("# Two\nreason: [a]");
    desk.answer.says = { response_action: "clear" };
    await desk.olena.submit();
    expect(desk.olena.modal.sees()).toBe("");
  });

  it("stays when the app answers what Slack does not understand", async () => {
    await using desk = await before(modal("One"));
    for (const [says, error] of [
      [{ response_action: "errors", errors: { nowhere: "wrong" } }, "invalid_view_response"],
      [{ response_action: "errors", errors: {} }, "invalid_view_response"],
      [{ response_action: "replace" }, "invalid_view_response"],
      [{ response_action: "update", view: modal("a".repeat(25)) }, "invalid_arguments"],
    ] as const) {
      desk.answer.says = says;
      expect(await desk.olena.submit({ reason: "a" })).toMatchObject({ ok: false, error });
      expect(title(desk.olena.modal.sees())).toBe("# One");
    }
  });

  it("tells the app that it was put away, when it asked for that", async () => {
    await using desk = await before(modal("One", { notify_on_close: true }));
    await desk.olena.cancel();
    expect(desk.heard.at(-1)).toMatchObject({ type: "view_closed", is_cleared: false });
  });

  it("holds what each kind of field holds", async () => {
    const blocks = [
      input("number", { type: "number_input", is_decimal_allowed: false, min_value: "1" }),
      input("day", { type: "datepicker", initial_date: "2022-03-10" }),
      input("who", { type: "users_select" }),
      input("where", { type: "conversations_select" }),
      input("kind", { type: "static_select", options: [option("Restrict", "r"), option("Give", "g")] }),
      input(
        "tags",
        { type: "checkboxes", options: [option("Urgent", "u"), option("Public", "p")] },
        { optional: true },
      ),
    ];
    await using desk = await before(modal("All", { blocks }));
    const petro = desk.office.person("petro");
    const seat = desk.olena.in("#desk");
    await expect(seat.submit({ number: "0" })).rejects.toThrow("0 is not such a number");
    await expect(seat.submit({ day: "tomorrow" })).rejects.toThrow("tomorrow is no day");
    await expect(seat.submit({ kind: "Lend" })).rejects.toThrow('There is no option "Lend", but: "Restrict", "Give"');
    await expect(seat.submit({ colour: "red" })).rejects.toThrow('There is no field "colour"');
    await expect(seat.submit({ number: "3" })).rejects.toThrow('please complete the required field "who"');
    await seat.submit({ who: "@petro", where: "#desk", kind: "Give", tags: ["Urgent", "Public"] });
    expect(desk.heard.at(-1)).toMatchObject({
      view: {
        state: {
          values: {
            number: { it: { value: "3" } },
            day: { it: { selected_date: "2022-03-10" } },
            who: { it: { selected_user: petro.id } },
            where: { it: { selected_conversation: desk.channel } },
            kind: { it: { selected_option: { value: "g" } } },
            tags: { it: { selected_options: [{ value: "u" }, { value: "p" }] } },
          },
        },
      },
    });
  });
});

describe("While a form is filled in", () => {
  it("the app hears of a menu that is no input, and of an input that asks for it", async () => {
    const menu = {
      type: "static_select",
      action_id: "kind",
      placeholder: plain("Kind"),
      options: [option("Give", "g")],
    };
    const blocks = [
      { type: "actions", block_id: "top", elements: [menu] },
      input("loud", { type: "plain_text_input" }, { dispatch_action: true }),
      input("quiet", { type: "plain_text_input" }),
    ];
    await using desk = await before(modal("One", { blocks }));
    const count = desk.heard.length;
    expect(await desk.olena.choose("quiet", "a")).toBeUndefined();
    expect(desk.heard).toHaveLength(count);
    await desk.olena.choose("Kind", "Give");
    expect(desk.heard.at(-1)).toMatchObject({
      type: "block_actions",
      actions: [{ action_id: "kind", selected_option: { value: "g" } }],
    });
    await desk.olena.choose("loud", "b");
    expect(listAt(desk.heard.at(-1), "actions")[0]).toMatchObject({ block_id: "loud", value: "b" });
    await desk.push(modal("Two"));
    expect(title(desk.olena.modal.sees())).toBe("# Two");
  });

  it("a menu of the app's own has what the app offers, and the app may not offer too much", async () => {
    const blocks = [input("company", { type: "external_select", min_query_length: 2 })];
    await using desk = await before(modal("One", { blocks }));
    await expect(desk.olena.offers("company", "a")).rejects.toThrow("Slack asks the app from 2 characters on");
    desk.answer.says = { options: [option("Amazon", "c-1")] };
    expect(await desk.olena.offers("company", "am")).toEqual(["Amazon"]);
    expect(desk.heard.at(-1)).toMatchObject({
      type: "block_suggestion",
      block_id: "company",
      action_id: "it",
      value: "am",
    });
    desk.answer.says = { options: Array.from({ length: 101 }, (_, index) => option(`a${index}`, `${index}`)) };
    await expect(desk.olena.offers("company", "am")).rejects.toThrow("no more than 100 items");
    desk.answer.says = { options: [option("a".repeat(76), "1")] };
    await expect(desk.olena.offers("company", "am")).rejects.toThrow("less than 76");
  });
});

describe("A menu under a message", () => {
  it("is picked from by what stands on it, and says where it stood", async () => {
    await using desk = await before(modal("One"));
    await desk.olena.cancel();
    const who = { type: "users_select", action_id: "who", placeholder: plain("Reassign") };
    const more = { type: "overflow", action_id: "more", options: [option("Close", "close")] };
    const blocks = [{ type: "actions", block_id: "b", elements: [who, more] }];
    const { ts } = await answerTo(desk.client, "chat.postMessage", { channel: desk.channel, text: "AID-1", blocks });
    const seat = desk.olena.in("#desk");
    await seat.pick("Reassign", "@olena");
    expect(desk.heard.at(-1)).toMatchObject({
      container: { type: "message", message_ts: ts, is_ephemeral: false },
      message: { ts, text: "AID-1" },
      state: { values: { b: { who: { selected_user: desk.olena.id } } } },
      actions: [{ action_id: "who", selected_user: desk.olena.id }],
    });
    await seat.click("Close");
    expect(desk.heard.at(-1)).toMatchObject({ actions: [{ type: "overflow", selected_option: { value: "close" } }] });
    await expect(seat.pick("Colour", "red")).rejects.toThrow('There is no menu "Colour" in #desk');
  });

  it("that only one person sees is sent without its message", async () => {
    await using desk = await before(modal("One"));
    await desk.olena.cancel();
    const seat = desk.olena.in("#desk");
    const blocks = [{ type: "actions", elements: [{ type: "button", text: plain("Undo"), value: "u" }] }];
    await answerTo(desk.client, "chat.postEphemeral", {
      channel: desk.channel,
      user: desk.olena.id,
      text: "Done",
      blocks,
    });
    await seat.click("Undo");
    expect(desk.heard.at(-1)).toMatchObject({ container: { is_ephemeral: true }, actions: [{ value: "u" }] });
    expect(desk.heard.at(-1)).not.toHaveProperty("message");
    await expect(desk.office.person("petro").in("#desk").click("Undo")).rejects.toThrow('There is no "Undo" to press');
  });
});
