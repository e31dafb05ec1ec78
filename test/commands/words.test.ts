import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { optionWords } from "../../adapters/shared/given-back.ts";
import { specOf } from "../../src/commands/command.ts";
import { COMMANDS } from "../../src/commands/index.ts";
import { likened } from "../../src/commands/text.ts";
import { tokens } from "../../src/commands/tokens.ts";
import { commandNamed, readWords } from "../../src/commands/words.ts";
import { Refusal } from "../../src/domain/refusal.ts";
import { CATALOGUES } from "../../src/language/say.ts";
import { lineOf } from "../../src/process/shell-words.ts";
import { inQuotes } from "../../src/view/quoting.ts";

const specs = COMMANDS.map(specOf);
const read = (typed: string) => readWords(typed, specs);
const refused = (typed: string): Refusal => {
  try {
    read(typed);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error(`"${typed}" was not refused`);
};

describe("words typed after /aid", () => {
  it.each([['"'], ["“", "”"], ["„", "“"], ["«", "»"], ["”", "”"]])(
    "take quotation marks %s…%s",
    (open, close = open) => {
      expect(read(`request ${open}Нова Пошта${close} ${open}End “it”${close} kind:other`).options).toMatchObject({
        company: "Нова Пошта",
        kind: "other",
      });
      expect(read(`request X title:${open}two words${close}`).options).toMatchObject({ title: "two words" });
    },
  );

  it.each([
    ['"The “new” form"', "The “new” form"],
    ["“The “new” form”", "The “new” form"],
    ["„Нова „форма“ тут“", "Нова „форма“ тут"],
    ["«Нова «форма» тут»", "Нова «форма» тут"],
    ['"The “new form"', "The “new form"],
  ])("keep quoted words within quoted words: %s", (typed, title) => {
    expect(read(`request Contoso ${typed} kind:other`).options).toEqual({ company: "Contoso", title, kind: "other" });
  });

  it("fill the positions in order, and the last takes the rest", () => {
    expect(read("due AID-1 fri 17:00")).toEqual({ command: "due", options: { request: "AID-1", when: "fri 17:00" } });
    expect(read("/aid close aid-7 they said no, twice")).toEqual({
      command: "close",
      options: { request: "aid-7", reason: "they said no, twice" },
    });
  });

  it("may be Ukrainian: the command, the options and their values", () => {
    const call = read("запит Amazon «Припинити продаж» вид:інше");
    expect(call).toMatchObject({ command: "request", options: { company: "Amazon", title: "Припинити продаж" } });
  });

  it("leave addresses and colons in sentences alone", () => {
    expect(read("evidence AID-1 https://example.org/a?b=c:d").options).toMatchObject({
      url: "https://example.org/a?b=c:d",
    });
    expect(read("close AID-1 Re: their letter of 12:30").options).toMatchObject({
      reason: "Re: their letter of 12:30",
    });
  });

  it.each([
    [String.raw`"Say \"hello\" now"`, 'Say "hello" now'],
    [String.raw`"15\" screens"`, '15" screens'],
    [String.raw`“Say \“hello\” now”`, "Say “hello” now"],
    [String.raw`«Скажіть \«так\» зараз»`, "Скажіть «так» зараз"],
    [String.raw`"a\\" kind:other`, "a\\"],
    [String.raw`"\\server\share and C:\x"`, String.raw`\\server\share and C:\x`],
    [String.raw`«a \"word\"»`, String.raw`a \"word\"`],
  ])("take a mark after a backslash for one of the text's own: %s", (typed, title) => {
    expect(read(`request Contoso ${typed}`).options).toMatchObject({ company: "Contoso", title });
  });

  it("are the same text again when a text was put into quotation marks", () => {
    const awkward = fc.string({
      unit: fc.constantFrom("a", " ", "\\", '"', "“", "»", "«", ":", "kind:", "\n"),
      maxLength: 20,
    });
    fc.assert(
      fc.property(fc.oneof(awkward, fc.string({ unit: "binary" })), (text) => {
        expect(tokens(inQuotes(text))).toMatchObject([{ text, quoted: true, paired: true }]);
        expect(read(`request Contoso title:${inQuotes(text)} kind:other`).options).toMatchObject({
          title: text,
          kind: "other",
        });
      }),
      { numRuns: 2_000 },
    );
    expect(["Нова Пошта", 'the "Lion"', "“A” «B»", "C:\\"].map(inQuotes)).toEqual([
      '"Нова Пошта"',
      '«the "Lion"»',
      String.raw`"\“A\” «B»"`,
      String.raw`"C:\\"`,
    ]);
  });

  it("are the same again where a form gives them back, and where a shell has split them", () => {
    const options = { company: 'The "Lion"', title: '15" screens\nand “more” «of them»', kind: "other" };
    expect(read(`request ${optionWords(options)}`).options).toEqual(options);
    const { company, title } = options;
    expect(read(lineOf(["request", company, `title:${title}`, "kind:other"])).options).toEqual(options);
  });

  it("do not lose what an unclosed quotation mark opens", () => {
    expect(read('close AID-1 "no answer at all').options).toMatchObject({ reason: "no answer at all" });
  });

  it.each([
    ['request Contoso "Stop services reply-by:friday', 'request Contoso "Stop services" reply-by:friday'],
    ["request Contoso “Stop services kind:other", "request Contoso “Stop services” kind:other"],
    ["request Contoso „Stop services kind:other", "request Contoso „Stop services“ kind:other"],
    ["запит Contoso «Припинити послуги вид:інше", "запит Contoso «Припинити послуги» вид:інше"],
    ['request Contoso title:"Stop services kind:other', 'request Contoso title:"Stop services" kind:other'],
    ['request Contoso "Stop it reply-by:"2 days" kind:other', 'request Contoso "Stop it" reply-by:"2 days" kind:other'],
    ['request Contoso "kind:other', "request Contoso kind:other"],
    ['close AID-1 "they wrote reason: none', ""],
  ])("are refused where an unclosed quotation mark takes in an option, with what would work: %s", (typed, works) => {
    expect(refused(typed)).toMatchObject({ code: "unclosed_quote", params: { works } });
    if (works !== "") expect(read(works).options).toMatchObject({ company: "Contoso" });
  });

  it.each([
    ['request Contoso "Say \\"kind:other\\" now" kind:equipment', 'Say "kind:other" now'],
    ['request Contoso "They wrote kind:other" kind:equipment', "They wrote kind:other"],
    ['request Contoso "The “kind:other” form" kind:equipment', "The “kind:other” form"],
    ['request Contoso 15" kind:equipment', '15"'],
    ["request Contoso Children's kind:equipment", "Children's"],
    ['request Contoso kind:equipment title:"see https://a.example/b', "see https://a.example/b"],
  ])("take options in closed quotation marks for words: %s", (typed, title) => {
    expect(read(typed).options).toEqual({ company: "Contoso", title, kind: "equipment" });
  });

  it("name the nearest command or option when they are mistaken", () => {
    expect(refused("requst Amazon")).toMatchObject({ code: "unknown_command", params: { nearest: "request" } });
    expect(refused('request Amazon "x" knd:other')).toMatchObject({
      code: "unknown_option",
      params: { nearest: "kind" },
    });
    expect(refused("resume AID-1 now")).toMatchObject({ code: "unknown_option" });
    expect(refused("видповідь AID-1")).toMatchObject({ code: "unknown_command", params: { nearest: "response" } });
  });

  it.each([
    ["answer AID-1", "response"],
    ["Overdue", "late"],
    ["delete AID-1", "withdraw"],
    ["follow up AID-1", undefined],
    ["follow-up AID-1", "chase"],
    ["видалити AID-1", "withdraw"],
    ["зв'язати", "link"],
    ["покажи AID-1", "show"],
    ["додай Contoso", "request"],
    ["запиши Contoso", "request"],
    ["нагадай AID-1", "chase"],
    ["знайди Contoso", "list"],
    ["виправ AID-1", "edit"],
    ["погодь AID-1", "approve"],
    ["скасуй AID-1", "undo"],
    ["відклич AID-1", "withdraw"],
    ["продовж AID-1", "resume"],
    ["constructor", undefined],
    ["export", undefined],
  ])("tell which command %s is likely to mean", (typed, nearest = "") => {
    expect(refused(typed)).toMatchObject({ code: "unknown_command", params: { nearest } });
  });

  it("are hinted at by no word that means two commands, or that names one", () => {
    const other = specs.flatMap(({ name }) =>
      Object.values(CATALOGUES).flatMap((catalogue) => catalogue[`command.${name}.also`]?.split(", ") ?? []),
    );
    expect(other.length).toBeGreaterThan(specs.length);
    expect(new Set(other.map(likened)).size).toBe(other.length);
    const named = (word: string): boolean => {
      try {
        return commandNamed(word, specs) !== undefined;
      } catch {
        return false;
      }
    };
    expect(other.filter(named)).toEqual([]);
  });

  it("never throw anything but a refusal, whatever is typed", () => {
    const anything = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.stringMatching(/^(request|due|note) [a-zа-я:"«»“„ ]{0,60}$/u),
    );
    fc.assert(
      fc.property(anything, (typed) => {
        try {
          read(typed);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("keep every visible character of a line in some token", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (line) => {
        expect(
          tokens(line)
            .map(({ raw }) => raw)
            .join("")
            .replace(/\s/gu, ""),
        ).toBe(line.replace(/\s/gu, ""));
      }),
      { numRuns: 2_000 },
    );
  });
});
