import type { webApi } from "@slack/bolt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Fields, listAt } from "../support/slack/fields.ts";
import { type Slack, startSlack } from "../support/slack/index.ts";
import { answerTo, stockClient } from "../support/slack/stock-client.ts";

const plain = (text: string) => ({ type: "plain_text", text });
const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
const many = <T>(count: number, one: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => one(index));
const long = (count: number): string => "я".repeat(count);

const section = (text = "a"): Fields => ({ type: "section", text: mrkdwn(text) });
const button = (more: Fields = {}): Fields => ({ type: "button", text: plain("Done"), action_id: "done", ...more });
const actions = (...elements: readonly Fields[]): Fields => ({ type: "actions", elements });
const option = (more: Fields = {}): Fields => ({ text: plain("One"), value: "1", ...more });
const menu = (more: Fields = {}): Fields => ({
  type: "static_select",
  action_id: "menu",
  options: [option()],
  ...more,
});
const image = (more: Fields = {}): Fields => ({
  type: "image",
  image_url: "https://example.org/a.png",
  alt_text: "a",
  ...more,
});
const chart = (more: Fields = {}, title = "Late requests"): Fields => ({
  type: "data_visualization",
  title,
  chart: {
    type: "bar",
    series: [{ name: "late", data: [{ label: "Mon", value: 1 }] }],
    axis_config: { categories: ["Mon"] },
    ...more,
  },
});
const pie = (value: number): Fields => ({
  type: "data_visualization",
  title: "Shares",
  chart: { type: "pie", segments: [{ label: "late", value }] },
});
const table = (rows: number, columns: number): Fields => ({
  type: "table",
  rows: many(rows, () => many(columns, () => ({ type: "raw_text", text: "a" }))),
});
const dataTable = (rows: number, more: Fields = {}): Fields => ({
  ...table(rows + 1, 2),
  type: "data_table",
  caption: "All",
  ...more,
});
const rich = (...elements: readonly Fields[]): Fields => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements }],
});

/** The last that Slack takes, and the first that it does not. */
const MESSAGES: readonly (readonly [
  what: string,
  taken: readonly Fields[],
  refused: readonly Fields[],
  says: RegExp,
])[] = [
  ["50 blocks", many(50, () => section()), many(51, () => section()), /no more than 50 items/],
  ["a section of 3,000", [section(long(3_000))], [section(long(3_001))], /less than 3001/],
  ["a section that says something", [section()], [section("")], /more than 0/],
  [
    "a section with text or fields",
    [{ type: "section", fields: [mrkdwn("a")] }],
    [{ type: "section" }],
    /text or fields/,
  ],
  [
    "10 fields",
    [{ type: "section", fields: many(10, () => mrkdwn("a")) }],
    [{ type: "section", fields: many(11, () => mrkdwn("a")) }],
    /no more than 10/,
  ],
  [
    "a field of 2,000",
    [{ type: "section", fields: [mrkdwn(long(2_000))] }],
    [{ type: "section", fields: [mrkdwn(long(2_001))] }],
    /less than 2001/,
  ],
  [
    "a header of 150",
    [{ type: "header", text: plain(long(150)) }],
    [{ type: "header", text: plain(long(151)) }],
    /less than 151/,
  ],
  ["a plain header", [{ type: "header", text: plain("a") }], [{ type: "header", text: mrkdwn("a") }], /plain_text/],
  [
    "10 elements of context",
    [{ type: "context", elements: many(10, () => mrkdwn("a")) }],
    [{ type: "context", elements: many(11, () => mrkdwn("a")) }],
    /no more than 10/,
  ],
  [
    "context with something in it",
    [{ type: "context", elements: [mrkdwn("a")] }],
    [{ type: "context", elements: [] }],
    /fewer than 1/,
  ],
  [
    "25 buttons",
    [actions(...many(25, (index) => button({ action_id: `a${index}` })))],
    [actions(...many(26, (index) => button({ action_id: `a${index}` })))],
    /no more than 25/,
  ],
  ["actions with something to press", [actions(button())], [actions()], /fewer than 1/],
  [
    "a caption of 75",
    [actions(button({ text: plain(long(75)) }))],
    [actions(button({ text: plain(long(76)) }))],
    /less than 76/,
  ],
  ["a plain caption", [actions(button())], [actions(button({ text: mrkdwn("a") }))], /plain_text/],
  [
    "a value of 2,000",
    [actions(button({ value: long(2_000) }))],
    [actions(button({ value: long(2_001) }))],
    /less than 2001/,
  ],
  [
    "a URL of 3,000",
    [actions(button({ url: `https://${long(2_992)}` }))],
    [actions(button({ url: `https://${long(2_993)}` }))],
    /less than 3001/,
  ],
  [
    "a style that exists",
    [actions(button({ style: "danger" }))],
    [actions(button({ style: "warning" }))],
    /must be one of/,
  ],
  [
    "an accessibility label of 75",
    [actions(button({ accessibility_label: long(75) }))],
    [actions(button({ accessibility_label: long(76) }))],
    /less than 76/,
  ],
  [
    "an action_id of 255",
    [actions(button({ action_id: long(255) }))],
    [actions(button({ action_id: long(256) }))],
    /less than 256/,
  ],
  [
    "a block_id of 255",
    [{ ...section(), block_id: long(255) }],
    [{ ...section(), block_id: long(256) }],
    /less than 256/,
  ],
  [
    "block_ids that differ",
    [
      { ...section(), block_id: "a" },
      { ...section(), block_id: "b" },
    ],
    [
      { ...section(), block_id: "a" },
      { ...section(), block_id: "a" },
    ],
    /block_id "a" already exists/,
  ],
  [
    "action_ids that differ within a block",
    [actions(button(), button({ action_id: "b" })), actions(button())],
    [actions(button(), button())],
    /action_id "done" already exists/,
  ],
  [
    "an option of 75",
    [actions(menu({ options: [option({ text: plain(long(75)) })] }))],
    [actions(menu({ options: [option({ text: plain(long(76)) })] }))],
    /less than 76/,
  ],
  [
    "an option's value of 150",
    [actions(menu({ options: [option({ value: long(150) })] }))],
    [actions(menu({ options: [option({ value: long(151) })] }))],
    /less than 151/,
  ],
  [
    "an option's description of 75",
    [actions(menu({ options: [option({ description: plain(long(75)) })] }))],
    [actions(menu({ options: [option({ description: plain(long(76)) })] }))],
    /less than 76/,
  ],
  [
    "a value for one option only",
    [actions(menu({ options: [option(), option({ value: "2" })] }))],
    [actions(menu({ options: [option(), option()] }))],
    /values of options must be unique/,
  ],
  [
    "a beginning among its options",
    [actions(menu({ options: [option()], initial_option: option() }))],
    [actions(menu({ options: [option()], initial_option: option({ value: "2" }) }))],
    /must be among the options/,
  ],
  [
    "100 options",
    [actions(menu({ options: many(100, (index) => option({ value: String(index) })) }))],
    [actions(menu({ options: many(101, (index) => option({ value: String(index) })) }))],
    /no more than 100/,
  ],
  ["a menu with options", [actions(menu())], [actions(menu({ options: undefined }))], /exactly one of options/],
  [
    "a placeholder of 150",
    [actions(menu({ placeholder: plain(long(150)) }))],
    [actions(menu({ placeholder: plain(long(151)) }))],
    /less than 151/,
  ],
  [
    "5 entries of an overflow menu",
    [actions({ type: "overflow", options: many(5, (index) => option({ value: String(index) })) })],
    [actions({ type: "overflow", options: many(6, (index) => option({ value: String(index) })) })],
    /no more than 5/,
  ],
  [
    "10 check boxes",
    [actions({ type: "checkboxes", options: many(10, (index) => option({ value: String(index) })) })],
    [actions({ type: "checkboxes", options: many(11, (index) => option({ value: String(index) })) })],
    /no more than 10/,
  ],
  [
    "a question of 100 and 300",
    [actions(button({ confirm: { title: plain(long(100)), text: mrkdwn(long(300)), confirm: plain(long(30)) } }))],
    [actions(button({ confirm: { title: plain(long(101)), text: mrkdwn(long(301)), confirm: plain(long(31)) } }))],
    /less than 101.*less than 301.*less than 31/,
  ],
  ["an element where it belongs", [actions(button())], [{ type: "context", elements: [button()] }], /plain_text/],
  ["a block that exists", [section()], [{ type: "paragraph", text: mrkdwn("a") }], /unsupported type: paragraph/],
  ["a block whose name is no accident", [section()], [{ type: "toString" }], /unsupported type: toString/],
  ["a field that exists", [section()], [{ ...section(), colour: "red" }], /invalid additional property: colour/],
  ["a picture with alternative text", [image()], [image({ alt_text: undefined })], /missing required field: alt_text/],
  [
    "alternative text of 2,000",
    [image({ alt_text: long(2_000) })],
    [image({ alt_text: long(2_001) })],
    /less than 2001/,
  ],
  ["a picture with one source", [image()], [image({ image_url: undefined })], /exactly one of image_url/],
  [
    "a picture that was uploaded",
    [image()],
    [image({ image_url: undefined, slack_file: { id: "F0" } })],
    /invalid slack file/,
  ],
  [
    "a markdown block of 12,000",
    [{ type: "markdown", text: long(12_000) }],
    [{ type: "markdown", text: long(12_001) }],
    /less than 12001/,
  ],
  ["a table of 100 rows", [table(100, 2)], [table(101, 2)], /no more than 100/],
  ["a table of 20 columns", [table(2, 20)], [table(2, 21)], /no more than 20/],
  [
    "a data table with a caption",
    [dataTable(100)],
    [dataTable(1, { caption: undefined })],
    /missing required field: caption/,
  ],
  ["a data table of 100 rows and a header", [dataTable(100)], [dataTable(101)], /no more than 101/],
  ["2 charts", [chart(), chart()], [chart(), chart(), chart()], /no more than 2 charts/],
  ["a chart's title of 50", [chart({}, long(50))], [chart({}, long(51))], /less than 51/],
  ["series that match the axis", [chart()], [chart({ axis_config: { categories: ["Tue"] } })], /match the categories/],
  ["a slice that is there", [pie(1)], [pie(0)], /valid number/],
  [
    "rich text",
    [rich({ type: "text", text: "<@U1>" })],
    [rich({ type: "mention", text: "a" })],
    /unsupported type: mention/,
  ],
  ["text that is Unicode", [section("🇺🇦")], [section("\ud83c")], /valid Unicode/],
  ["an alert nowhere but in modals", [section()], [{ type: "alert", text: plain("a") }], /unsupported type: alert/],
];

const input = (more: Fields = {}): Fields => ({
  type: "input",
  label: plain("Reason"),
  element: { type: "plain_text_input", action_id: "reason" },
  ...more,
});
const modal = (more: Fields = {}): Fields => ({
  type: "modal",
  title: plain("Snooze"),
  submit: plain("Snooze"),
  blocks: [input()],
  ...more,
});

const MODALS: readonly (readonly [what: string, taken: Fields, refused: Fields, says: RegExp])[] = [
  ["a title of 24", modal({ title: plain(long(24)) }), modal({ title: plain(long(25)) }), /less than 25/],
  ["a title at all", modal(), modal({ title: undefined }), /missing required field: title/],
  ["a word to send of 24", modal({ submit: plain(long(24)) }), modal({ submit: plain(long(25)) }), /less than 25/],
  ["a word to close of 24", modal({ close: plain(long(24)) }), modal({ close: plain(long(25)) }), /less than 25/],
  [
    "a word to send, where there are fields",
    modal({ blocks: [section()], submit: undefined }),
    modal({ submit: undefined }),
    /submit/,
  ],
  [
    "100 blocks",
    modal({ blocks: many(100, () => section()) }),
    modal({ blocks: many(101, () => section()) }),
    /no more than 100/,
  ],
  ["something in it", modal(), modal({ blocks: [] }), /fewer than 1/],
  [
    "private_metadata of 3,000",
    modal({ private_metadata: long(3_000) }),
    modal({ private_metadata: long(3_001) }),
    /less than 3001/,
  ],
  ["a callback_id of 255", modal({ callback_id: long(255) }), modal({ callback_id: long(256) }), /less than 256/],
  [
    "a label of 2,000",
    modal({ blocks: [input({ label: plain(long(2_000)) })] }),
    modal({ blocks: [input({ label: plain(long(2_001)) })] }),
    /less than 2001/,
  ],
  ["a plain label", modal(), modal({ blocks: [input({ label: mrkdwn("a") })] }), /plain_text/],
  [
    "a hint of 2,000",
    modal({ blocks: [input({ hint: plain(long(2_000)) })] }),
    modal({ blocks: [input({ hint: plain(long(2_001)) })] }),
    /less than 2001/,
  ],
  [
    "a field for 3,000 characters",
    modal({ blocks: [input({ element: { type: "plain_text_input", max_length: 3_000 } })] }),
    modal({ blocks: [input({ element: { type: "plain_text_input", max_length: 3_001 } })] }),
    /valid number/,
  ],
  [
    "what stood in a field before, of 3,000",
    modal({ blocks: [input({ element: { type: "plain_text_input", initial_value: long(3_000) } })] }),
    modal({ blocks: [input({ element: { type: "plain_text_input", initial_value: long(3_001) } })] }),
    /less than 3001/,
  ],
  ["no button as a field", modal(), modal({ blocks: [input({ element: button() })] }), /unsupported type: button/],
  [
    "a date that is one",
    modal({ blocks: [input({ element: { type: "datepicker", initial_date: "2022-03-10" } })] }),
    modal({ blocks: [input({ element: { type: "datepicker", initial_date: "10.03.2022" } })] }),
    /YYYY-MM-DD/,
  ],
  [
    "numbers that say whether they have fractions",
    modal({ blocks: [input({ element: { type: "number_input", is_decimal_allowed: false } })] }),
    modal({ blocks: [input({ element: { type: "number_input" } })] }),
    /is_decimal_allowed/,
  ],
  ["no charts", modal(), modal({ blocks: [chart()] }), /unsupported type: data_visualization/],
  [
    "block_ids that differ",
    modal(),
    modal({ blocks: [input({ block_id: "a" }), input({ block_id: "a" })] }),
    /already exists/,
  ],
  ["a field that exists", modal(), modal({ private_meta: "a" }), /invalid additional property: private_meta/],
  ["the kind that fits the method", modal(), { type: "home", blocks: [section()] }, /must be modal/],
];

let desk: {
  readonly slack: Slack;
  readonly client: webApi.WebClient;
  readonly channel: string;
  readonly user: string;
  readonly triggerId: () => string;
};

beforeAll(async () => {
  const slack = await startSlack();
  const office = slack.workspace("Office");
  const { token, installation } = office.install();
  const olena = office.person("olena");
  const room = office.channel("#desk");
  olena.in("#desk");
  desk = {
    slack,
    client: stockClient(slack, token),
    channel: room.id,
    user: olena.id,
    triggerId: () => {
      const id = slack.world.id("t");
      const team = installation.team?.id ?? "";
      slack.world.triggers.set(id, {
        team,
        user: olena.id,
        at: slack.clock.now(),
        view: undefined,
        from: undefined,
        used: false,
      });
      return id;
    },
  };
});
afterAll(() => desk.slack.close());

const says = (answer: Fields): string => (Array.isArray(answer.errors) ? answer.errors.join("; ") : "");

describe("A message may have", () => {
  it.each(MESSAGES)("%s, and not more", async (_, taken, refused, reason) => {
    const { client, channel } = desk;
    expect(await answerTo(client, "chat.postMessage", { channel, text: "a", blocks: taken })).toMatchObject({
      ok: true,
    });
    const answer = await answerTo(client, "chat.postMessage", { channel, text: "a", blocks: refused });
    expect(answer).toMatchObject({ ok: false, error: "invalid_blocks" });
    expect(says(answer)).toMatch(reason);
    // The same goes for what only one person sees, and for a change.
    const { ts } = await answerTo(client, "chat.postMessage", { channel, text: "a" });
    for (const [method, more] of [
      ["chat.postEphemeral", { user: desk.user }],
      ["chat.update", { ts }],
    ] as const)
      expect(await answerTo(client, method, { channel, text: "a", blocks: refused, ...more })).toEqual(answer);
  });

  it("13,200 characters in all its blocks together", async () => {
    const { client, channel } = desk;
    const blocks = (count: number) => [...many(6, () => section(long(2_000))), section(long(count))];
    const post = (count: number) => answerTo(client, "chat.postMessage", { channel, text: "a", blocks: blocks(count) });
    expect(await post(1_200)).toMatchObject({ ok: true });
    expect(await post(1_201)).toMatchObject({ error: "msg_blocks_too_long" });
  });

  it("40,000 characters of text, and is cut there with a warning", async () => {
    const { client, channel } = desk;
    const answer = await answerTo(client, "chat.postMessage", { channel, text: long(40_001) });
    expect(answer).toMatchObject({ ok: true, response_metadata: { warnings: ["message_truncated"] } });
  });

  it("12,000 characters of markdown_text, alone", async () => {
    const { client, channel } = desk;
    const post = (given: Record<string, unknown>) => answerTo(client, "chat.postMessage", { channel, ...given });
    expect(await post({ markdown_text: long(12_000) })).toMatchObject({ ok: true });
    expect(await post({ markdown_text: long(12_001) })).toMatchObject({ error: "msg_too_long" });
    expect(await post({ markdown_text: "a", text: "a" })).toMatchObject({ error: "markdown_text_conflict" });
  });

  it("no blocks without text, which is what a screen reader reads", async () => {
    const { client, channel } = desk;
    expect(await answerTo(client, "chat.postMessage", { channel, blocks: [section()] })).toMatchObject({
      error: "no_text",
    });
    expect(await answerTo(client, "chat.postMessage", { channel, text: " " })).toMatchObject({ error: "no_text" });
  });
});

describe("A modal has", () => {
  it.each(MODALS)("%s, and nothing else", async (_, taken, refused, reason) => {
    const { client, slack, triggerId } = desk;
    const opened = await answerTo(client, "views.open", { trigger_id: triggerId(), view: taken });
    expect(opened).toMatchObject({ ok: true });
    slack.world.views.clear();
    const answer = await answerTo(client, "views.open", { trigger_id: triggerId(), view: refused });
    expect(answer).toMatchObject({ ok: false, error: "invalid_arguments" });
    expect(says(answer)).toMatch(reason);
    expect(slack.world.views.size).toBe(0);
  });

  it("no trigger spent by a view that is refused", async () => {
    const { client, slack, triggerId } = desk;
    const trigger_id = triggerId();
    await answerTo(client, "views.open", { trigger_id, view: modal({ title: undefined }) });
    expect(await answerTo(client, "views.open", { trigger_id, view: modal() })).toMatchObject({ ok: true });
    slack.world.views.clear();
  });

  it("what it is given, and the ids that Slack makes up", async () => {
    const { client, slack, triggerId } = desk;
    const { view } = await answerTo(client, "views.open", { trigger_id: triggerId(), view: modal() });
    expect(view).toMatchObject({ type: "modal", state: { values: expect.anything() }, hash: expect.any(String) });
    expect(listAt(view, "blocks")[0]?.block_id).toMatch(/^b/);
    slack.world.views.clear();
  });
});
