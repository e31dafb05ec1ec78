import { describe, expect, it } from "vitest";
import type { Message } from "../../adapters/discord/components.ts";
import {
  BUTTON,
  COMMAND,
  INPUT,
  MESSAGE,
  MODAL,
  OPTIONS,
  RADIO,
  ROW,
  SUGGESTIONS,
  THREAD_NAME,
} from "../../adapters/discord/limits.ts";
import { commandFaults, messageFaults, modalFaults, suggestionFaults, threadFaults } from "./judge.ts";

const words = (length: number): string => "я".repeat(length);
const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));

// Made to break what the types of a message allow.
const sent = (more: object) =>
  messageFaults({ flags: 1 << 15, allowed_mentions: { parse: [] }, ...more } as unknown as Message);
const message = (...components: readonly unknown[]) => sent({ components: [{ type: 17, components }] });
const said = { components: [{ type: 17, components: [{ type: 10, content: "Said." }] }] };
const mentioned = (count: number) => ({
  parse: [],
  users: times(count, (at) => String(123456789012345000n + BigInt(at))),
});
const text = (length: number) => ({ type: 10, content: words(length) });
const button = (at: number, more: object = {}) => ({ type: 2, style: 2, label: "Go", custom_id: `b${at}`, ...more });
const row = (count: number) => ({ type: 1, components: times(count, (at) => button(at)) });

const modal = (more: object = {}, components: readonly unknown[] = [label()]) =>
  modalFaults({ custom_id: "due", title: "Due", components, ...more });
const input = (at: number, more: object = {}) => ({ type: 4, style: 1, custom_id: `i${at}`, ...more });
const label = (more: object = {}, at = 0) => ({ type: 18, label: "When", component: input(at), ...more });
const asked = (component: object) => modal({}, [label({ component: { custom_id: "c", ...component } })]);
const select = (count: number, more: object = {}) =>
  asked({ type: 3, options: times(count, (at) => ({ label: "A", value: `v${at}`, ...more })) });
const radio = (count: number) => asked({ type: 21, options: times(count, (at) => ({ label: "A", value: `v${at}` })) });

const command = (more: object = {}) => commandFaults({ name: "aid", description: "Aid", ...more });
const option = (at: number, description = "d") => ({ type: 3, name: `o${at}`, description });
const subcommand = (at: number, options: readonly object[]) => ({
  type: 1,
  name: `s${at}`,
  description: words(98),
  options,
});
/** A command of exactly so many characters: fifteen subcommands of 500, and one that takes what is left. */
const sized = (characters: number) => {
  const hundred = (count: number) => times(count, (at) => option(at, words(98)));
  const left = characters - "aidAid".length - 15 * 500;
  return command({
    options: [
      ...times(15, (at) => subcommand(10 + at, [...hundred(3), option(3, words(97))])),
      subcommand(9, [...hundred(3), option(3, words(left - 402))]),
    ],
  });
};

/** Each limit of ours, with what reaches exactly that far. */
const REACHED: readonly (readonly [name: string, limit: number, tried: (limit: number) => readonly string[]])[] = [
  ["components, the container among them", MESSAGE.components, (n) => message(...times(n - 1, () => text(5)))],
  ["text of a message", MESSAGE.text, (n) => message(text(1_000), text(n - 1_000))],
  ["text of one display", MESSAGE.text, (n) => message(text(n))],
  ["people notified", MESSAGE.mentions, (n) => sent({ ...said, allowed_mentions: mentioned(n) })],
  ["a token against doubles", MESSAGE.nonce, (n) => sent({ ...said, nonce: "n".repeat(n) })],
  ["name of a thread", THREAD_NAME, (n) => threadFaults(words(n))],
  ["buttons in a row", ROW, (n) => message(row(n))],
  ["words of a button", BUTTON.label, (n) => message({ type: 1, components: [button(0, { label: words(n) })] })],
  ["call of a button", BUTTON.id, (n) => message({ type: 1, components: [button(0, { custom_id: "c".repeat(n) })] })],
  ["title of a form", MODAL.title, (n) => modal({ title: words(n) })],
  ["call of a form", BUTTON.id, (n) => modal({ custom_id: "c".repeat(n) })],
  [
    "questions of a form",
    MODAL.components,
    (n) =>
      modal(
        {},
        times(n, (at) => label({}, at)),
      ),
  ],
  ["words of a question", MODAL.label, (n) => modal({}, [label({ label: words(n) })])],
  ["hint of a question", MODAL.description, (n) => modal({}, [label({ description: words(n) })])],
  ["what is typed", INPUT.text, (n) => asked(input(0, { value: words(n) }))],
  ["words of an empty input", INPUT.placeholder, (n) => asked(input(0, { placeholder: words(n) }))],
  ["options of a select", OPTIONS.count, (n) => select(n)],
  ["words of an option", OPTIONS.text, (n) => select(1, { label: words(n) })],
  ["value of an option", OPTIONS.value, (n) => select(1, { value: "v".repeat(n) })],
  ["radio buttons", RADIO.most, radio],
  ["suggestions", SUGGESTIONS.count, (n) => suggestionFaults(times(n, (at) => ({ name: "A", value: `v${at}` })))],
  ["words of a suggestion", SUGGESTIONS.text, (n) => suggestionFaults([{ name: words(n), value: "v" }])],
  ["value of a suggestion", SUGGESTIONS.value, (n) => suggestionFaults([{ name: "A", value: "v".repeat(n) }])],
  ["name of a command", COMMAND.name, (n) => command({ name: words(n) })],
  ["description of a command", COMMAND.description, (n) => command({ description: words(n) })],
  ["options of a command", COMMAND.options, (n) => command({ options: times(n, (at) => option(at)) })],
  ["characters of a command", COMMAND.characters, sized],
];

describe("the limits", () => {
  it.each(REACHED)("%s: %i are taken, and one more is refused", (_, limit, tried) => {
    expect(tried(limit)).toEqual([]);
    expect(tried(limit + 1)).not.toEqual([]);
  });

  it("takes no fewer than two radio buttons", () => {
    expect(radio(RADIO.least)).toEqual([]);
    expect(radio(RADIO.least - 1)).not.toEqual([]);
  });
});

describe("Discord's judge", () => {
  it.each([
    ["a message of nothing", message()],
    ["a text that says nothing", message({ type: 10, content: " \n" })],
    ["two buttons of one call", message({ type: 1, components: [button(0), button(0)] })],
    ["a property that Discord does not know", message({ ...text(5), colour: "red" })],
    ["half a character", message({ type: 10, content: "\ud800" })],
    ["a form of nothing", modal({}, [])],
    ["a name with capitals", command({ name: "Aid" })],
    ["a language that Discord does not know", command({ name_localizations: { ua: "аід" } })],
    ["two options of one name", command({ options: [option(1), option(1)] })],
    [
      "choices beside suggestions",
      command({ options: [{ ...option(1), autocomplete: true, choices: [{ name: "A", value: "a" }] }] }),
    ],
    ["what is required after what is not", command({ options: [option(1), { ...option(2), required: true }] })],
  ])("refuses %s", (_, faults) => {
    expect(faults).not.toEqual([]);
  });
});
