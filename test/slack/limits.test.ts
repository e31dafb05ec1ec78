import { describe, expect, it } from "vitest";
import {
  ACTIONS,
  BUTTON,
  CHART,
  HEADER_TEXT,
  INPUT,
  MESSAGE,
  OPTIONS,
  SECTION,
  VIEW,
} from "../../adapters/slack/limits.ts";
import { faultsOf, viewFaults } from "../support/slack/kit/faults.ts";

const plain = (length: number) => ({ type: "plain_text", text: "я".repeat(length) });
const option = (text: number, value: number) => ({ text: plain(text), value: "v".repeat(value) });
const section = (length: number) => ({ type: "section", text: { type: "mrkdwn", text: "я".repeat(length) } });
const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const message = (...blocks: readonly unknown[]) => faultsOf({ text: "Said.", blocks });
const button = (more: object = {}, at = 0) => ({ type: "button", action_id: `a${at}`, text: plain(5), ...more });
const actions = (elements: readonly unknown[]) => message({ type: "actions", elements });
const modal = (more: object = {}, blocks: readonly unknown[] = [section(5)]) =>
  viewFaults({ type: "modal", title: plain(5), blocks, ...more });
const input = (element: unknown, more: object = {}) =>
  modal({ submit: plain(5) }, [{ type: "input", label: plain(5), element, ...more }]);
const chart = (title: number, label: number) =>
  message({
    type: "data_visualization",
    title: "t".repeat(title),
    chart: { type: "pie", segments: [{ label: "l".repeat(label), value: 1 }] },
  });

/** Each limit of ours, with what reaches exactly that far. */
const REACHED: readonly (readonly [name: string, limit: number, tried: (limit: number) => readonly string[]])[] = [
  ["blocks of a message", MESSAGE.blocks, (n) => message(...times(n, () => section(5)))],
  ["text of a section", SECTION.text, (n) => message(section(n))],
  ["fields of a section", SECTION.fields, (n) => message({ type: "section", fields: times(n, () => plain(5)) })],
  ["text of a field", SECTION.field, (n) => message({ type: "section", fields: [plain(n)] })],
  ["text of a header", HEADER_TEXT, (n) => message({ type: "header", text: plain(n) })],
  ["elements of a row of buttons", ACTIONS, (n) => actions(times(n, (at) => button({}, at)))],
  ["words of a button", BUTTON.text, (n) => actions([button({ text: plain(n) })])],
  ["value of a button", BUTTON.value, (n) => actions([button({ value: "v".repeat(n) })])],
  ["spoken words of a button", BUTTON.spoken, (n) => actions([button({ accessibility_label: "v".repeat(n) })])],
  ["title of a chart", CHART.title, (n) => chart(n, 5)],
  ["label in a chart", CHART.label, (n) => chart(5, n)],
  [
    "blocks of a view",
    VIEW.blocks,
    (n) =>
      modal(
        {},
        times(n, () => section(5)),
      ),
  ],
  ["title of a modal", VIEW.title, (n) => modal({ title: plain(n) })],
  ["button of a modal", VIEW.button, (n) => modal({ close: plain(n) })],
  ["what a view carries", VIEW.metadata, (n) => modal({ private_metadata: "m".repeat(n) })],
  [
    "options of a select",
    OPTIONS.count,
    (n) => input({ type: "static_select", options: times(n, (at) => ({ ...option(5, 5), value: String(at) })) }),
  ],
  ["words of an option", OPTIONS.text, (n) => input({ type: "static_select", options: [option(n, 5)] })],
  ["value of an option", OPTIONS.value, (n) => input({ type: "static_select", options: [option(5, n)] })],
  ["label of an input", INPUT.label, (n) => input({ type: "plain_text_input" }, { label: plain(n) })],
  ["hint of an input", INPUT.hint, (n) => input({ type: "plain_text_input" }, { hint: plain(n) })],
  ["what is typed", INPUT.text, (n) => input({ type: "plain_text_input", initial_value: "v".repeat(n) })],
];

describe("the limits", () => {
  it.each(REACHED)("%s: %i are taken, and one more is refused", (_, limit, tried) => {
    expect(tried(limit)).toEqual([]);
    expect(tried(limit + 1)).not.toEqual([]);
  });

  it("stay below what Slack was ever seen to refuse", () => {
    expect(MESSAGE.text).toBeLessThan(11_341);
    expect(MESSAGE.json).toBeLessThan(17_694);
    expect(message(...times(4, () => section(3_000)))).toEqual([]);
    expect(message(...times(5, () => section(3_000)))).toMatchObject([expect.stringContaining("msg_blocks_too_long")]);
  });
});

describe("Slack's judge", () => {
  it.each([
    ["a message without words for screen readers", faultsOf({ blocks: [section(5)] })],
    ["a message of nothing", faultsOf({})],
    ["a block that Slack does not know", message({ type: "paragraph" })],
    ["a property that Slack does not know", message({ ...section(5), colour: "red" })],
    ["an empty section", message({ type: "section" })],
    ["two buttons of one name", actions([button(), button()])],
    ["two blocks of one name", message({ ...section(5), block_id: "b" }, { ...section(5), block_id: "b" })],
    ["half a character", message({ type: "header", text: { type: "plain_text", text: "\ud800" } })],
    ["a chart in a modal", modal({}, [{ type: "data_visualization", title: "t", chart: {} }])],
    [
      "a question that cannot be sent",
      modal({}, [{ type: "input", label: plain(5), element: { type: "plain_text_input" } }]),
    ],
    [
      "a beginning that is no option",
      input({ type: "static_select", options: [option(5, 5)], initial_option: option(6, 6) }),
    ],
    ["a day that is none", input({ type: "datepicker", initial_date: "14 March" })],
    ["a Home with a title", viewFaults({ type: "home", title: plain(5), blocks: [section(5)] })],
  ])("refuses %s", (_, faults) => {
    expect(faults).not.toEqual([]);
  });
});
