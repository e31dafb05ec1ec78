import { resolve } from "node:path";
import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import { REFUSALS } from "../../src/domain/refusal.ts";
import { REMINDER_KINDS } from "../../src/domain/reminder.ts";
import { UNITS } from "../../src/domain/unit.ts";
import * as words from "../../src/domain/vocabulary.ts";
import { CATALOGUES, type Key, speak } from "../../src/language/say.ts";
import { repository } from "../support/tree.ts";

const { en, uk } = CATALOGUES;

const product = repository(resolve(import.meta.dirname, "../.."))
  .filter(({ path }) => /^(src|adapters|db)\/.*\.ts$/.test(path))
  .map(({ text }) => text)
  .join("\n");

/** What the product quotes and may be a key, with "*" for what a template fills in. */
const quoted = new Set([
  ...[...product.matchAll(/"([\w.-]+)"/g)].map(([, word = ""]) => word),
  ...[...product.matchAll(/`([\w.-]*(?:\$\{[^{}`]*\}[\w.-]*)+)`/g)].map(([, word = ""]) =>
    word.replace(/\$\{[^{}]*\}/g, "*"),
  ),
]);

const parse = (message: string) => new IntlMessageFormat(message, "en", undefined, { ignoreTag: true }).getAst();

/** Names of a message's placeholders, wherever they stand in it. */
const placeholders = (message: string): readonly string[] => {
  const walk = (elements: ReturnType<typeof parse>): readonly string[] =>
    elements.flatMap((element) => {
      const own = "value" in element && element.type !== 0 ? [element.value] : [];
      const nested = "options" in element ? Object.values(element.options).flatMap(({ value }) => walk(value)) : [];
      return [...own, ...nested];
    });
  return [...new Set(walk(parse(message)))].toSorted();
};

/** Every plural in a message as the set of its forms. */
const plurals = (message: string): readonly (readonly string[])[] => {
  const walk = (elements: ReturnType<typeof parse>): readonly (readonly string[])[] =>
    elements.flatMap((element) => {
      if (!("options" in element)) return [];
      const inner = Object.values(element.options).flatMap(({ value }) => walk(value));
      return element.type === 6 ? [Object.keys(element.options), ...inner] : inner;
    });
  return walk(parse(message));
};

/** The catalogue's name of each closed list, with the values that need a word. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  kind: words.KINDS,
  family: ["restrict", "contribute"],
  channel: words.CHANNELS,
  outcome: words.OUTCOMES,
  extent: words.EXTENTS,
  ground: words.GROUNDS,
  trigger: words.TRIGGERS,
  note_kind: words.NOTE_KINDS,
  evidence_kind: words.EVIDENCE_KINDS,
  priority: words.PRIORITIES,
  status: words.STATUSES,
  move: words.MOVES,
  waits: words.WAITS,
  role: words.ROLES,
  language: words.LANGUAGES,
  precision: words.PRECISIONS,
  rung: words.RUNGS,
  form: words.FORMS,
  stage: words.STAGES,
  mode: words.MODES,
  delivery_state: words.DELIVERY_STATES,
  direction: words.DIRECTIONS,
  voice: words.VOICES,
  level: words.LEVELS,
  agreement_kind: words.AGREEMENT_KINDS,
  part: [...words.PARTS, "instalment", "leg"],
  approval: words.APPROVALS,
  valuation: words.VALUATIONS,
  unit: Object.values(UNITS).flatMap((units) => units.map(({ symbol }) => symbol)),
  reminder: REMINDER_KINDS,
  recomputed: ["calendar", "undo", "reopened"],
  flag: ["yes", "no"],
};

describe("the catalogues", () => {
  it("have the same sentences in both languages", () => {
    expect(Object.keys(uk).toSorted()).toEqual(Object.keys(en).toSorted());
  });

  it("are sorted by key, so that two people's additions rarely collide", () => {
    for (const catalogue of [en, uk]) expect(Object.keys(catalogue)).toEqual(Object.keys(catalogue).toSorted());
  });

  it("have no sentence that nobody says", () => {
    // "*.left" could end any key: a template names its list, or it proves nothing.
    const patterns = [...quoted]
      .filter((word) => /^[\w-]+\..*\*/.test(word))
      .map((word) => new RegExp(`^${word.replaceAll(".", "\\.").replaceAll("*", ".+")}$`));
    const named = [...product.matchAll(/(?:\b(?:word|choice)\(\s*|\blist: )"([\w.]+)"/g)].map(([, list = ""]) => list);
    const lists = [...Object.keys(LISTS), ...named];
    const unsaid = Object.keys(en).filter(
      (key) =>
        !quoted.has(key) &&
        !lists.some((list) => key.startsWith(`${list}.`)) &&
        !patterns.some((pattern) => pattern.test(key)),
    );
    expect(unsaid).toEqual([]);
  });

  it.each(Object.keys(en))("%s can be parsed and takes the same placeholders in both languages", (key) => {
    expect(placeholders(uk[key] ?? "")).toEqual(placeholders(en[key] ?? ""));
  });

  it("give every Ukrainian plural its four forms", () => {
    for (const [key, message] of Object.entries(uk))
      for (const forms of plurals(message))
        expect(forms, key).toEqual(expect.arrayContaining(["one", "few", "many", "other"]));
  });

  it("leave no Ukrainian sentence in Latin letters alone", () => {
    const same = Object.keys(en).filter(
      (key) => uk[key] === en[key] && /[a-z]{3}/i.test((en[key] ?? "").replace(/\{[^}]*\}/g, "")),
    );
    expect(same.filter((key) => !/^(help\.topic|platform\.(slack|discord))$/.test(key))).toEqual([]);
  });

  it("name commands and options in Ukrainian to those who read Ukrainian", () => {
    for (const [key, message] of Object.entries(uk)) {
      // Discord has one name for the command that takes a whole line.
      const told = message.replace("/aid line words:", "");
      expect(told, key).not.toMatch(/\/aid [a-z]|(?<![\w-])[a-z][a-z-]*:(?!\/\/)/u);
    }
  });

  it("keep letters of other alphabets that only look alike out of Ukrainian words", () => {
    for (const [key, message] of Object.entries(uk))
      expect(message, key).not.toMatch(/[а-яіїєґ][a-z]|[a-z][а-яіїєґ]|[ыэъё]/iu);
  });
});

describe.each(words.LANGUAGES)("in %s", (language) => {
  const catalogue = CATALOGUES[language];

  it.each(Object.entries(LISTS))("each value of %s has a word of its own", (list, values) => {
    const known = values.map((value) => catalogue[`${list}.${value}`]);
    expect(known.every((word) => word !== undefined && word !== "")).toBe(true);
    expect(new Set(known).size).toBe(values.length);
  });

  it("each ground of a no has a next step", () => {
    for (const ground of words.GROUNDS) expect(catalogue[`ground.${ground}.next`], ground).toMatch(/\p{L}.*\.$/u);
  });

  it.each(REFUSALS)("the refusal %s says what is wrong and what would work", (code) => {
    expect(catalogue[`refusal.${code}`]).toMatch(/\p{L}/u);
    expect(catalogue[`refusal.${code}.hint`]).toMatch(/\p{L}/u);
  });

  it("commands can be told apart by the word that is typed", () => {
    const names = Object.entries(catalogue)
      .filter(([key]) => /^command\.[^.]+\.name$/.test(key))
      .map(([, word]) => word);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[\p{L}-]+$/u);
  });

  it("options can be told apart by the word that is typed", () => {
    const names = Object.entries(catalogue)
      .filter(([key]) => /^option\..+\.name$/.test(key))
      .map(([, word]) => word);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    for (const name of names) expect(name).toMatch(/^[\p{L}-]+$/u);
  });
});

describe("Ukrainian plurals", () => {
  const uk = speak("uk");
  it.each([
    [1, "лишився 1 робочий день"],
    [2, "лишилися 2 робочі дні"],
    [5, "лишилося 5 робочих днів"],
    [11, "лишилося 11 робочих днів"],
    [21, "лишився 21 робочий день"],
    [22, "лишилися 22 робочі дні"],
    [25, "лишилося 25 робочих днів"],
  ])("%i working days", (count, sentence) => {
    expect(uk.words("clock.working_days_left", { count })).toBe(sentence);
  });

  it.each([
    [1, "На вас чекає 1 запит."],
    [2, "На вас чекають 2 запити."],
    [5, "На вас чекає 5 запитів."],
    [11, "На вас чекає 11 запитів."],
    [21, "На вас чекає 21 запит."],
    [22, "На вас чекають 22 запити."],
    [25, "На вас чекає 25 запитів."],
  ])("%i requests", (count, sentence) => {
    expect(uk.words("menu.mine", { count: 0, waiting: count })).toBe(sentence);
  });
});

describe("say", () => {
  it("keeps nodes as nodes inside a sentence", () => {
    expect(speak("en")("clock.short.due", { due: { day: "2022-03-14" } })).toEqual([
      "expected by ",
      { day: "2022-03-14" },
    ]);
  });

  it("leaves a value that has no word as it is", () => {
    expect(speak("uk").word("kind", "novelty")).toBe("novelty");
    expect(speak("uk").word("kind", "constructor")).toBe("constructor");
  });

  it("says what braces and quotation marks people typed, and never reads them as placeholders", () => {
    const typed = "{count, plural, other {#}} 'x' <b>";
    expect(speak("en").words("quoted" satisfies Key, { text: typed })).toBe(`“${typed}”`);
  });
});

describe("A name in a Ukrainian sentence", () => {
  /** Nobody can decline «Нова Хмара» for a sentence: a name keeps its own form, in quotation marks or apart. */
  const WORD_BEFORE = /\p{L} \{(?:company|team)\}/u;
  const PREPOSITION_BEFORE =
    /(?:^|[\s(])(?:без|в|від|для|до|з|за|із|зі|між|на|над|о|об|перед|під|по|після|при|про|через|у) \{(?:campaign|donor|gone|member|name|owner|who)\}/iu;

  it("needs no case", () => {
    const bent = Object.entries(uk).filter(([, text]) => WORD_BEFORE.test(text) || PREPOSITION_BEFORE.test(text));
    expect(bent.map(([key]) => key)).toEqual([]);
  });
});
