import { describe, expect, it } from "vitest";
import { runAid } from "../../src/process/aid.ts";
import { temporaryFolder } from "../support/child.ts";
import { testDesktop } from "../support/desktop.ts";

describe("one command from a shell", () => {
  it.each([
    {
      language: "en",
      missing: 'Missing: kind. For example: kind:"…"',
      other: "There is no button “Chase” on this answer. There is: Set up this channel, New request, Help.",
      none: "There is no button “Chase” on this answer. It has none.",
    },
    {
      language: "uk",
      missing: 'Бракує: вид. Наприклад: вид:"…"',
      other: "У цій відповіді немає кнопки «Chase». Є: Налаштувати канал, Новий запит, Довідка.",
      none: "У цій відповіді немає кнопки «Chase». Кнопок у ній немає.",
    },
  ])("says in the reader's language ($language) what it lacks, and which buttons there are", async (expected) => {
    const settings = { AIDLINE_DATA: temporaryFolder(), AIDLINE_LANGUAGE: expected.language };
    const told = async (line: string, press?: string): Promise<readonly string[]> => {
      const { desktop, complained } = testDesktop(settings);
      expect(await runAid({ words: [line], as: "ann", place: "#general", press, json: false }, desktop)).toBe(1);
      return complained;
    };
    expect(await told('request Contoso "Host our archive"')).toEqual([expected.missing]);
    expect(await told("menu", "Chase")).toEqual([expected.other]);
    expect(await told("help", "Chase")).toEqual([expected.none]);
  });
});
