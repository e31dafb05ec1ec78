import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerModal, errorsOf, modalOf } from "../../adapters/slack/modal.ts";
import { readState } from "../../adapters/slack/state.ts";
import { offered, soughtIn } from "../../adapters/slack/suggestions.ts";
import { specOf } from "../../src/commands/command.ts";
import { formFor } from "../../src/commands/form.ts";
import { COMMANDS } from "../../src/commands/index.ts";
import { readTerm } from "../../src/commands/moments.ts";
import { LANGUAGES } from "../../src/domain/vocabulary.ts";
import { CATALOGUES, speak } from "../../src/language/say.ts";
import { GALLERY } from "../../src/view/gallery.ts";
import { LONG_TEXT } from "../../src/view/sample.ts";
import type { Field, FieldKind, Form } from "../../src/view/view.ts";
import { hostile } from "../support/hostile.ts";
import { errorFaults, suggestionFaults, viewFaults } from "../support/slack/kit/faults.ts";

const form = (...fields: readonly Field[]): Form => ({
  title: "AID-1 · Records what a company answered",
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
const opened = (...fields: readonly Field[]) => modalOf(form(...fields), { metadata: "{}", language: "en" });

/** The one input of a form with one question. */
const input = (one: Field) => {
  const view = opened(one);
  expect(viewFaults(view)).toEqual([]);
  const found = view.blocks.find(({ type }) => type === "input");
  return found?.type === "input" && "element" in found ? found : expect.fail("no input");
};

describe("a form in Slack", () => {
  it.each([
    ["text", "plain_text_input"],
    ["long", "plain_text_input"],
    ["moment", "plain_text_input"],
    ["number", "number_input"],
    ["company", "external_select"],
    ["request", "external_select"],
    ["campaign", "external_select"],
    ["team", "external_select"],
    ["member", "users_select"],
    ["channel", "conversations_select"],
  ] as const)("asks for a %s with a %s", (kind, element) => {
    expect(input(field(kind)).element).toMatchObject({ type: element, action_id: kind });
    expect(input(field(kind))).toMatchObject({ block_id: kind, optional: false });
    expect(input(field(kind, { required: false }))).toMatchObject({ optional: true });
  });

  it("asks for a choice with a select, and for a yes with a box or a pair", () => {
    const choices = [
      { value: "email", label: "email" },
      { value: "call", label: "telephone call" },
    ];
    expect(input(field("choice", { choices, value: "call" })).element).toMatchObject({
      type: "static_select",
      initial_option: { value: "call", text: { text: "telephone call" } },
    });
    expect(input(field("choice", { choices: [] })).element.type).toBe("plain_text_input");
    const many = Array.from({ length: 101 }, (_, at) => ({ value: String(at), label: String(at) }));
    expect(input(field("choice", { choices: many })).element.type).toBe("external_select");
    expect(input(field("flag", { required: false, value: "yes" })).element).toMatchObject({
      type: "checkboxes",
      initial_options: [{ value: "yes" }],
    });
    expect(input(field("flag", { value: "no" })).element).toMatchObject({
      type: "radio_buttons",
      initial_option: { value: "no" },
    });
  });

  it("asks for several values where they can be pasted, one on each line", () => {
    const batch = COMMANDS.find(({ name }) => name === "batch");
    const asked = formFor({ command: "batch", options: {} }, batch, speak("en"));
    const companies = asked?.fields.find(({ option }) => option === "companies") ?? expect.fail("not asked");
    expect(input(companies)).toMatchObject({
      element: { type: "plain_text_input", multiline: true },
      hint: { text: "One on each line, or with commas between them" },
    });
  });

  it("says below a question why what it opens with will not do", () => {
    const wrong = field("moment", { value: "31.02", fault: "There is no such day." });
    expect(input(wrong)).toMatchObject({
      element: { initial_value: "31.02" },
      hint: { text: "There is no such day." },
    });
  });

  it("has everything filled in that is known already", () => {
    const known = (kind: FieldKind, value: string) => input(field(kind, { value })).element;
    expect(known("text", "Stop <sales>")).toMatchObject({ initial_value: "Stop <sales>" });
    expect(known("long", LONG_TEXT)).toMatchObject({ initial_value: LONG_TEXT, multiline: true });
    expect(known("number", "14")).toMatchObject({ initial_value: "14" });
    expect(known("number", "soon")).toMatchObject({ type: "plain_text_input", initial_value: "soon" });
    expect(known("company", "Nimbora")).toMatchObject({ initial_option: { value: "Nimbora" } });
    expect(known("member", "<@U0FRIEND|alice>")).toMatchObject({ type: "users_select", initial_user: "U0FRIEND" });
    expect(known("member", "Alice")).toMatchObject({ type: "external_select", initial_option: { value: "Alice" } });
    expect(known("channel", "<#C024BE7LR|general>")).toMatchObject({ initial_conversation: "C024BE7LR" });
    expect(known("channel", "#general")).toMatchObject({ type: "plain_text_input", initial_value: "#general" });
  });

  it("has a title of 24 characters: its own, or what would be typed, with its own below", () => {
    const view = opened(field("text"));
    expect(view.title.text).toBe("/aid response AID-1");
    expect(JSON.stringify(view.blocks[0])).toContain("AID-1 · Records what a company answered");
    const short = modalOf({ ...form(field("text")), title: "AID-1" }, { metadata: "", language: "uk" });
    expect(short.title.text).toBe("AID-1");
    expect(short.close?.text).toBe("Скасувати");
    expect(short.blocks[0]?.type).toBe("input");
  });

  it("carries what it is given, unseen", () => {
    expect(modalOf(form(field("text")), { metadata: '{"c":1}', language: "en" }).private_metadata).toBe('{"c":1}');
  });

  it("counts questions that no modal can hold", () => {
    const many = Array.from({ length: 120 }, (_, at) => field("text", { option: `o${at}` }));
    const view = modalOf(form(...many), { metadata: "", language: "en" });
    expect(viewFaults(view)).toEqual([]);
    expect(JSON.stringify(view.blocks.at(-1))).toContain("22 more lines do not fit here");
  });

  it.each(LANGUAGES)("hints in %s at dates that are understood", (language) => {
    const hint = CATALOGUES[language]["chat.hint.moment"] ?? "";
    const examples = hint.split(": ")[1]?.split(", ") ?? [];
    expect(examples.length).toBeGreaterThan(2);
    for (const example of examples)
      expect(readTerm(example, { at: "2022-03-07T08:00:00.000Z", zone: "Europe/Kyiv" }), example).toBeTruthy();
  });

  it.each(LANGUAGES)("is within every limit for each command, in %s", (language) => {
    for (const command of COMMANDS) {
      const say = speak(language);
      const every = specOf(command).options.map(
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
      const asked = formFor({ command: command.name, options: {} }, command, say);
      const whole: Form = {
        title: command.name,
        call: { command: command.name, options: {} },
        fields: every,
        submit: "OK",
      };
      for (const one of asked ? [asked, whole] : [whole])
        expect(viewFaults(modalOf(one, { metadata: "", language })), command.name).toEqual([]);
    }
  });

  it("is within every limit whatever it holds", () => {
    const KINDS = [
      "text",
      "long",
      "number",
      "choice",
      "flag",
      "company",
      "request",
      "member",
      "team",
      "campaign",
      "moment",
      "channel",
    ] as const;
    const long = fc.oneof(hostile, fc.string({ minLength: 3_500, maxLength: 3_600 }));
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
      fc.property(hostile, fc.array(anyField, { minLength: 1, maxLength: 10 }), hostile, (title, fields, submit) => {
        const named = fields.map((one, at) => ({ ...one, option: `o${at}` }));
        const made: Form = { title, submit, fields: named, call: { command: "request", options: {} } };
        expect(viewFaults(modalOf(made, { metadata: "", language: "uk" }))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a form that was sent", () => {
  it("is read by option, in the words that a one-liner would have used", () => {
    expect(
      readState({
        title: { text: { type: "plain_text_input", value: "Stop sales" } },
        text: { long: { type: "plain_text_input", value: null } },
        company: { company: { type: "external_select", selected_option: { text: {}, value: "Nimbora" } } },
        owner: { member: { type: "users_select", selected_user: "U0FRIEND" } },
        channel: { channel: { type: "conversations_select", selected_conversation: "C024BE7LR" } },
        both: { flag: { type: "checkboxes", selected_options: [{ value: "yes" }] } },
        automatic: { flag: { type: "checkboxes", selected_options: [] } },
        page: { number: { type: "number_input", value: "2" } },
      }),
    ).toEqual({
      title: "Stop sales",
      text: "",
      company: "Nimbora",
      owner: "<@U0FRIEND>",
      channel: "<#C024BE7LR>",
      both: "yes",
      automatic: "",
      page: "2",
    });
  });

  it("is read without a throw whatever comes", () => {
    const state = fc.dictionary(fc.string(), fc.dictionary(fc.string(), fc.anything()));
    fc.assert(
      fc.property(state, (values) => {
        for (const value of Object.values(readState(values))) expect(typeof value).toBe("string");
      }),
    );
  });

  it("shows each fault on its field, and those of what it carried on the first, by name", () => {
    const view = opened(field("text", { option: "outcome" }), field("text", { option: "until" }));
    const faults = { until: "“tomorow” is no date.", v: "It has changed.", request: "There is no AID-9." };
    const answer = errorsOf(faults, ["outcome", "until"], "en");
    expect(answer).toEqual({
      response_action: "errors",
      errors: { outcome: "v: It has changed. request: There is no AID-9.", until: "“tomorow” is no date." },
    });
    expect(errorFaults(view, answer?.errors)).toEqual([]);
  });

  it("has no errors to show without a fault, or without a field", () => {
    expect(errorsOf(undefined, ["outcome"], "en")).toBeUndefined();
    expect(errorsOf({}, ["outcome"], "en")).toBeUndefined();
    expect(errorsOf({ request: "No." }, [], "en")).toBeUndefined();
  });
});

describe("what is offered while somebody types", () => {
  const payload = {
    type: "block_suggestion",
    action_id: "company",
    block_id: "company",
    value: "Nimb",
    view: { private_metadata: "{}" },
  };

  it("is asked for by option, kind and what was typed", () => {
    expect(soughtIn(payload)).toEqual({ option: "company", kind: "company", typed: "Nimb", metadata: "{}" });
    expect(soughtIn({ ...payload, type: "block_actions" })).toBeUndefined();
    expect(soughtIn(null)).toBeUndefined();
  });

  it("ends with a company that nobody has met, unless it is one that was found", () => {
    const found = [{ value: "Nimbora", label: "Nimbora" }];
    const shown = (typed: string, kind = "company") =>
      offered(found, { kind, typed }, "en").options.map(({ text }) => text.text);
    expect(shown("Nimb")).toEqual(["Nimbora", "Nimb (as typed)"]);
    expect(shown("nimbora")).toEqual(["Nimbora"]);
    expect(shown("")).toEqual(["Nimbora"]);
    expect(shown("AID", "request")).toEqual(["Nimbora"]);
  });

  it("is within every limit whatever was found and typed", () => {
    const found = fc.array(fc.record({ value: hostile, label: hostile }), { maxLength: 120 });
    fc.assert(
      fc.property(found, hostile, (all, typed) => {
        expect(suggestionFaults(offered(all, { kind: "company", typed }, "uk"))).toEqual([]);
      }),
    );
  });
});

describe("an answer in a modal", () => {
  it.each(Object.entries(GALLERY))("%s is within every limit", (_, make) => {
    expect(viewFaults(answerModal(make(speak("uk")), { language: "uk", zone: "UTC" }))).toEqual([]);
  });
});
