import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callOf } from "../../adapters/discord/buttons.ts";
import { messagesOf } from "../../adapters/discord/components.ts";
import { carriedBy, fittingForm } from "../../adapters/discord/filling.ts";
import { goOnView, modalOf } from "../../adapters/discord/modal.ts";
import { submittedOptions } from "../../adapters/discord/submitted.ts";
import { offered } from "../../adapters/discord/suggestions.ts";
import { specOf } from "../../src/commands/command.ts";
import { formFor } from "../../src/commands/form.ts";
import { COMMANDS } from "../../src/commands/index.ts";
import { LANGUAGES } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import { LONG_TEXT } from "../../src/view/sample.ts";
import type { Field, FieldKind, Form } from "../../src/view/view.ts";
import { hostile } from "../support/hostile.ts";
import { messageFaults, modalFaults, suggestionFaults } from "./judge.ts";

const form = (...fields: readonly Field[]): Form => ({
  title: "AID-1 · Records what a company answered, or did unasked",
  call: { command: "response", options: { request: "AID-1" } },
  fields,
  submit: "Record",
});
const field = (kind: FieldKind, more: Partial<Field> = {}): Field => ({
  option: kind,
  label: `The ${kind}`,
  kind,
  required: true,
  ...more,
});
const opened = (...fields: readonly Field[]) => {
  const modal = modalOf(form(...fields), { id: "response?request=AID-1", language: "en" });
  expect(modalFaults(modal)).toEqual([]);
  return modal;
};

/** The questions of a form, without the words between them. */
const labelsIn = (modal: ReturnType<typeof modalOf>) =>
  modal.components.flatMap((one) => ("component" in one ? [one] : []));

/** The one question of a form with one. */
const asked = (one: Field) => labelsIn(opened(one))[0] ?? expect.fail("no question");

const wordsIn = (modal: ReturnType<typeof modalOf>): readonly string[] =>
  modal.components.flatMap((one) => ("content" in one ? [one.content] : []));

describe("a form in Discord", () => {
  it.each([
    ["text", { type: 4, style: 1 }],
    ["long", { type: 4, style: 2 }],
    ["moment", { type: 4, style: 1 }],
    ["number", { type: 4, style: 1 }],
    ["company", { type: 4, style: 1 }],
    ["request", { type: 4, style: 1 }],
    ["campaign", { type: 4, style: 1 }],
    ["team", { type: 4, style: 1 }],
    ["member", { type: 5 }],
    ["channel", { type: 8, channel_types: [0, 5, 15] }],
  ] as const)("asks for a %s with what Discord has for it", (kind, component) => {
    expect(asked(field(kind))).toMatchObject({ type: 18, label: `The ${kind}` });
    expect(asked(field(kind)).component).toMatchObject({ ...component, custom_id: kind, required: true });
    expect(asked(field(kind, { required: false })).component).toMatchObject({ required: false });
  });

  it("asks for a choice with a select, and for a yes with a box or a pair", () => {
    const choices = [
      { value: "email", label: "email" },
      { value: "call", label: "telephone call" },
    ];
    expect(asked(field("choice", { choices, value: "call" })).component).toMatchObject({
      type: 3,
      options: [{ value: "email" }, { value: "call", label: "telephone call", default: true }],
    });
    expect(asked(field("choice", { choices, required: false })).component).toMatchObject({ min_values: 0 });
    const many = Array.from({ length: 26 }, (_, at) => ({ value: String(at), label: String(at) }));
    expect(asked(field("choice", { choices: many })).component.type).toBe(4);
    expect(asked(field("flag", { required: false, value: "yes" })).component).toEqual({
      type: 23,
      custom_id: "flag",
      default: true,
    });
    expect(asked(field("flag", { value: "no" })).component).toMatchObject({
      type: 21,
      options: [{ value: "yes" }, { value: "no", default: true }],
    });
  });

  it("has everything filled in that is known already", () => {
    const known = (kind: FieldKind, value: string) => asked(field(kind, { value })).component;
    expect(known("text", "Stop <sales>")).toMatchObject({ value: "Stop <sales>" });
    expect(known("text", "two\nlines")).toMatchObject({ value: "two\nlines", style: 2 });
    expect(known("long", LONG_TEXT)).toMatchObject({ value: LONG_TEXT, style: 2 });
    expect(known("member", "<@!123456789012345678>")).toMatchObject({
      type: 5,
      default_values: [{ id: "123456789012345678", type: "user" }],
    });
    expect(known("member", "Alice")).toMatchObject({ type: 4, value: "Alice" });
    expect(known("channel", "<#123456789012345678|outreach>")).toMatchObject({
      default_values: [{ id: "123456789012345678", type: "channel" }],
    });
    expect(known("channel", "#general")).toMatchObject({ type: 4, value: "#general" });
  });

  it("says below a question how to answer it, and what is too long for its place", () => {
    expect(asked(field("moment")).description).toMatch(/18 March/u);
    expect(asked(field("text", { several: true })).description).toMatch(/each line/u);
    expect(asked(field("moment", { fault: "There is no such day." })).description).toBe("There is no such day.");
    const long = "Cooperation, memorandum or contract it goes on from";
    expect(asked(field("text", { label: long }))).toMatchObject({
      label: "Cooperation, memorandum or contract it goes…",
      description: long,
    });
  });

  it("has a title of 45 characters: its own, or what would be typed, with its own above", () => {
    const modal = opened(field("text"));
    expect(modal.title).toBe("/aid response AID-1");
    expect(wordsIn(modal)).toEqual(["AID-1 · Records what a company answered, or did unasked"]);
    const short = modalOf({ ...form(field("text")), title: "AID-1" }, { id: "a", language: "uk" });
    expect(short.title).toBe("AID-1");
    expect(wordsIn(short)).toEqual([]);
  });

  it("carries its call as it is told", () => {
    expect(callOf(opened(field("text")).custom_id)).toEqual(form().call);
  });
});

describe("a form of more than five questions", () => {
  const named = (names: string, more: Partial<Field>): readonly Field[] =>
    names.split(" ").map((option) => field("text", { option, label: option, ...more }));
  const shown = (modal: ReturnType<typeof modalOf>): readonly string[] => labelsIn(modal).map(({ label }) => label);

  it("asks what is needed first, then what is known, and names the rest below the last", () => {
    const modal = opened(
      ...named("a b c d", { required: false }),
      ...named("known", { required: false, value: "x" }),
      ...named("need", {}),
    );
    expect(shown(modal)).toEqual(["need", "known", "a", "b", "c"]);
    expect(labelsIn(modal).at(-1)?.description).toBe("More, typed as options: d");
  });

  it("names the rest in place of a question that has a hint of its own", () => {
    const modal = opened(...named("a b c d", { required: false }), ...named("e f", { required: false, hint: "!" }));
    expect(shown(modal)).toEqual(["a", "b", "c", "d"]);
    expect(wordsIn(modal)).toEqual(["More, typed as options: e, f"]);
  });

  it("never leaves out what is required for a sentence", () => {
    const modal = opened(...named("a b c d e f", { hint: "!" }));
    expect(shown(modal)).toEqual(["a", "b", "c", "d", "e"]);
  });

  it("goes on behind a button, with what was filled in so far", () => {
    const rest = { ...form(...named("f", {})), call: { command: "response", options: { request: "AID-1", a: "1" } } };
    const [message] = messagesOf(goOnView(rest, "en"), { language: "en", zone: "UTC" });
    expect(messageFaults(message)).toEqual([]);
    expect(JSON.stringify(message)).toContain("1 more question");
    expect(JSON.stringify(message)).toContain("response?request=AID-1&a=1");
  });

  it.each(LANGUAGES)("asks everything required of every command, in %s", (language) => {
    for (const command of COMMANDS) {
      const made = formFor({ command: command.name, options: {} }, command, speak(language));
      if (!made) continue;
      const modal = modalOf(made, { id: command.name, language });
      expect(modalFaults(modal), command.name).toEqual([]);
      const names = labelsIn(modal).map(({ component }) => component.custom_id);
      for (const { option, required } of made.fields) if (required) expect(names).toContain(option);
      const said = JSON.stringify(modal);
      for (const { option, label } of made.fields)
        expect(names.includes(option) || said.includes(label), `${command.name} ${option}`).toBe(true);
    }
  });
});

describe("a call in a form", () => {
  it("is the form's id where that is long enough, and else has to be parked", () => {
    expect(carriedBy({ command: "due", options: { request: "AID-1" } })).toBe("due?request=AID-1");
    expect(carriedBy({ command: "due", options: { reason: "x".repeat(89) } })?.length).toBe(100);
    expect(carriedBy({ command: "due", options: { reason: "x".repeat(90) } })).toBeUndefined();
  });

  it("gives up to a field what somebody should see and change", () => {
    const call = { command: "request", options: { text: LONG_TEXT, at: "2022-03-07T08:00:00Z" } };
    const made = fittingForm({ ...form(field("company")), call }, ["text"], "en");
    expect(made.call.options).toEqual({ at: "2022-03-07T08:00:00Z" });
    expect(labelsIn(modalOf(made, { id: "a", language: "en" }))[1]?.component).toMatchObject({
      custom_id: "text",
      value: LONG_TEXT,
    });
  });
});

describe("any form at all", () => {
  it.each(LANGUAGES)("is within every limit for each command with all its options, in %s", (language) => {
    const say = speak(language);
    for (const command of COMMANDS) {
      const fields = specOf(command).options.map(
        (option): Field => ({
          option: option.name,
          label: say.word("option", option.name),
          kind: option.kind,
          required: option.required,
          ...(option.several && { several: true }),
          ...(option.choices && {
            choices: option.choices.map((one) => ({ value: one, label: say.word(option.list ?? option.name, one) })),
          }),
        }),
      );
      for (let at = 0; at === 0 || at < fields.length; at += 5) {
        const call = { command: command.name, options: {} };
        const made = { title: command.name, call, fields: fields.slice(at, at + 6), submit: "OK" };
        expect(modalFaults(modalOf(made, { id: command.name, language })), command.name).toEqual([]);
      }
    }
  });

  it("is within every limit whatever it holds", () => {
    const KINDS = ["text", "long", "number", "choice", "flag", "company", "member", "moment", "channel"] as const;
    const long = fc.oneof(hostile, fc.string({ minLength: 4_500, maxLength: 4_600 }));
    const anyField = fc.record({
      label: hostile,
      kind: fc.constantFrom(...KINDS),
      required: fc.boolean(),
      several: fc.boolean(),
      value: long,
      hint: long,
      choices: fc.array(fc.record({ value: hostile, label: hostile }), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(hostile, fc.array(anyField, { maxLength: 10 }), (title, fields) => {
        const named = fields.map((one, at) => ({ ...one, option: `o${at}` }));
        const made: Form = { title, submit: "OK", fields: named, call: { command: "request", options: {} } };
        expect(modalFaults(modalOf(made, { id: "request", language: "uk" }))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a form that was sent", () => {
  const label = (component: object) => ({ type: 18, id: 1, component });

  it("is read by option, in the words that a one-liner would have used", () => {
    const resolved = { channels: { "123456789012345679": { id: "123456789012345679", name: "outreach" } } };
    expect(
      submittedOptions(
        [
          { type: 10, id: 9 },
          label({ type: 4, custom_id: "title", value: "Stop sales" }),
          label({ type: 4, custom_id: "text", value: "" }),
          label({ type: 3, custom_id: "kind", values: ["other"] }),
          label({ type: 3, custom_id: "ground", values: [] }),
          label({ type: 5, custom_id: "owner", values: ["123456789012345678"] }),
          label({ type: 8, custom_id: "channel", values: ["123456789012345679"] }),
          label({ type: 8, custom_id: "other", values: ["123456789012345670"] }),
          label({ type: 23, custom_id: "both", value: true }),
          label({ type: 23, custom_id: "automatic", value: false }),
          label({ type: 21, custom_id: "draft", value: "no" }),
          label({ type: 21, custom_id: "all", value: null }),
        ],
        resolved,
      ),
    ).toEqual({
      title: "Stop sales",
      text: "",
      kind: "other",
      ground: "",
      owner: "<@123456789012345678>",
      channel: "<#123456789012345679|outreach>",
      other: "<#123456789012345670>",
      both: "yes",
      automatic: "",
      draft: "no",
      all: "",
    });
  });

  it("is read without a throw whatever comes", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (components, resolved) => {
        submittedOptions(components, resolved);
        const read = submittedOptions([label({ type: 8, custom_id: "c", values: ["1"] }), components], resolved);
        expect(read["c"]).toMatch(/^<#1(?:\||>)/u);
      }),
    );
  });
});

describe("suggestions", () => {
  const specs = COMMANDS.map(specOf);
  const sought = (typed: string, option = "company") => ({
    call: { command: "request", options: {} },
    option,
    typed,
  });
  const found = [{ value: "Nimbora", label: "Nimbora" }];

  it("end with a company that nobody has met, unless it is one that was found", () => {
    const shown = (typed: string, option?: string) =>
      offered(found, sought(typed, option), specs, "en").map(({ name }) => name);
    expect(shown("Nimb")).toEqual(["Nimbora", "Nimb (as typed)"]);
    expect(shown("nimbora")).toEqual(["Nimbora"]);
    expect(shown("")).toEqual(["Nimbora"]);
    expect(shown("equ", "kind")).toEqual(["Nimbora"]);
  });

  it("are within every limit whatever was found and typed", () => {
    const any = fc.array(fc.record({ value: hostile, label: hostile }), { maxLength: 40 });
    fc.assert(
      fc.property(any, hostile, (all, typed) => {
        expect(suggestionFaults(offered(all, sought(typed), specs, "uk"))).toEqual([]);
      }),
    );
  });
});
