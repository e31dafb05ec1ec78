import { beforeEach, describe, expect, it } from "vitest";
import { messagesOf as discordMessages } from "../../adapters/discord/components.ts";
import { messagesOf as slackMessages } from "../../adapters/slack/blocks.ts";
import { refused, registers } from "../support/begun.ts";
import { markupIn } from "../support/slack/markup.ts";
import type { World } from "../support/world.ts";

/** Whatever was typed can be read again, whole, by one command: through the bot alone. */

const { begun } = registers();
let world: World;

const olena = () => world.as("olena");
const lidia = () => world.as("lidia");

beforeEach(async () => {
  ({ world } = await begun([], { people: { lidia: "lead" } }));
  await olena().says('request Amazon "Cloud backups" kind:hosting_backup channel:email owner:me');
  await olena().says('delivery AID-1 "Drives" mode:physical state:received at:2022-03-01');
});

/** Nearly three thousand Cyrillic characters in numbered words, so that a gap anywhere is seen. */
const LONG = Array.from({ length: 340 }, (_, at) => `слово${at}`).join(" ");

/** Words alone, without the marks that a platform puts before its lines. */
const bare = (text: string): string => text.replace(/[>\s]+/gu, " ");

const historyLines = async (request: string): Promise<readonly string[]> =>
  (await olena().says(`history ${request}`)).text.split("\n");

describe("What was typed", () => {
  it.each([
    ["a letter", `request Google "Stop it" kind:hosting_backup channel:email owner:me text:"${LONG}" from:"Minister"`],
    ["a call", `approach AID-1 channel:call text:"${LONG}" from:"Minister"`],
    ["a chase", `chase AID-1 channel:call text:"${LONG}" to:"Minister"`],
    ["an answer", `response AID-1 accepted_partial text:"${LONG}" source:"Minister"`],
    ["a note", `note AID-1 concern "${LONG}" holder:"Minister"`],
    ["what a source says", `evidence AID-1 quote:"${LONG}" kind:press publisher:"Minister"`],
    ["a confirmation", `confirm AID-1 delivery:1 by:"Minister" quote:"${LONG}"`],
    ["a date that they named", `promise AID-1 2022-04-01 text:"${LONG}"`],
  ])("of %s is told with its beginning, and whole on every platform where its line says", async (_, typed) => {
    const said = await olena().says(typed);
    expect(said.answer.view.tone, said.text).not.toBe("refused");
    const lines = await historyLines(typed.startsWith("request") ? "AID-2" : "AID-1");
    const line = lines.find((one) => one.includes("слово0 слово1")) ?? "";
    const [, whole = ""] = /… ?.* \(whole: \/aid (history AID-\d entry:\d+)\)$/u.exec(line) ?? [];
    const { answer, text } = await olena().says(whole);
    const reader = { language: "en", zone: "Europe/Kyiv" } as const;
    const platforms = {
      console: text,
      slack: slackMessages(answer.view, reader, 4)
        .flatMap(({ blocks }) => markupIn(blocks))
        .join(" "),
      discord: discordMessages(answer.view, reader, 4)
        .flatMap(({ components }) => components.flatMap((one) => one.components))
        .map((one) => ("content" in one ? one.content : ""))
        .join(" "),
    };
    for (const [platform, shown] of Object.entries(platforms)) {
      expect(bare(shown), platform).toContain(LONG);
      if (typed.includes("Minister")) expect(shown, platform).toContain("Minister");
      expect(shown, platform).toContain("olena");
    }
    expect(text).toMatch(/^AID-\d · .* · entry \d+\n\w+ 7 Mar 2022, 10:00 EET · .* · olena · the terminal\n/u);
  });

  it("is named by its field, and by what was typed for a date", async () => {
    await olena().says('due AID-1 "in 8 working days" reason:"their press office asked"');
    const line = (await historyLines("AID-1")).findLast((one) => one.includes("their press office asked")) ?? "";
    // The reason stands there whole, so nothing points further.
    expect(line).not.toContain("whole:");
    const entry = /^- (\d+) · /u.exec(line)?.[1];
    const { text } = await olena().says(`history AID-1 entry:${entry}`);
    expect(text).toContain("\nReason: their press office asked");
    expect(text).toContain("\nAnswer expected by: in 8 working days");
  });

  it("is found in Ukrainian by Ukrainian words", async () => {
    await olena().says(`note AID-1 remark "${LONG}"`);
    const lines = (await olena().speaking("uk").says("історія AID-1")).text.split("\n");
    const [, whole = ""] = /\(повністю: \/aid (історія AID-1 запис:\d+)\)$/mu.exec(lines.join("\n")) ?? [];
    const { text } = await olena().speaking("uk").says(whole);
    expect(text).toContain("\nТекст\n");
    expect(text).toContain(LONG);
  });
});

describe("A long history", () => {
  it("turns to older entries by command and by button, and numbers them the same on every page", async () => {
    for (let no = 1; no <= 25; no += 1) await olena().says(`note AID-1 remark "note no ${no}."`);
    const newest = await olena().says("history AID-1");
    expect(newest.text).toContain("note no 25.");
    expect(newest.text).not.toContain("note no 5.");
    expect(newest.text).toMatch(/earlier entries not shown: \/aid history AID-1 page:2\n/u);
    const older = await newest.presses("Earlier entries");
    expect(older.text).toContain("note no 5.");
    expect(older.text).not.toContain("note no 6.");
    expect(older.text).not.toContain("not shown");
    expect(older.buttons).toEqual([]);
    expect((await olena().says("history AID-1 page:2")).text).toBe(older.text);
    expect(older.text).toMatch(/\n- 1 · .*Request logged/u);
    const numbers = [...`${older.text}\n${newest.text}`.matchAll(/^- (\d+) · /gmu)].map(([, no]) => Number(no));
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, at) => at + 1));
    expect((await olena().says("history AID-1 page:3")).text).toContain("There is nothing further on.");
  });

  it("has whole pages on every platform, however much was typed", async () => {
    const url = `https://example.org/${"a".repeat(120)}`;
    for (let no = 1; no <= 40; no += 1)
      await olena().says(
        `evidence AID-1 ${url}${no} kind:press quote:"${LONG}" publisher:"Example Times" by:"Minister"`,
      );
    const { view } = (await olena().says("history AID-1")).answer;
    const reader = { language: "en", zone: "Europe/Kyiv" } as const;
    const slack = slackMessages(view, reader, 4).map(({ blocks }) => blocks);
    for (const messages of [slack, discordMessages(view, reader, 4)]) {
      const shown = JSON.stringify(messages);
      expect(shown).not.toMatch(/more lines? /u);
      for (let no = 24; no <= 43; no += 1) expect(shown).toContain(`entry:${no}`);
    }
  });

  it("refuses an entry that is not there, and says which are", async () => {
    const text = await refused(world, olena(), "history AID-1 entry:99");
    expect(text).toMatch(/“99” does not fit.*\n.*A value from 1 to \d+ works\./u);
  });

  it("of a company has entries, too, and they keep their numbers when its name is withheld", async () => {
    await lidia().says('company "Rostec Systems" new:yes alias:"Ростех"');
    await lidia().says(`note company:"Rostec Systems" kind:remark text:"${LONG}"`);
    const named = (await olena().says('history company:"Rostec Systems"')).text;
    const [, no = ""] = /\(whole: \/aid history company:"Rostec Systems" entry:(\d+)\)/u.exec(named) ?? [];
    expect((await olena().says(`history company:"Rostec Systems" entry:${no}`)).text).toContain(LONG);
    await lidia().says('company "Rostec Systems" redact:"Company 7"');
    const { text } = await olena().says(`history company:"Company 7" entry:${no}`);
    expect(text).toContain(LONG);
    expect(text).not.toContain("Rostec");
    // Its alias is withheld with it: the entry that told it is none for now.
    const shown = (await olena().says('history company:"Company 7"')).text;
    expect(shown).not.toMatch(/^- 2 · /mu);
    await refused(world, olena(), 'history company:"Company 7" entry:2');
  });
});

describe("What was changed is named in the reader's language", () => {
  it.each([
    ['company Amazon parent:"Amazon Group"', "company:Amazon", "Компанію змінено: частиною чого є · olena"],
    ["edit AID-1 campaign:SPRING", "AID-1", "Змінено запит: кампанія · olena"],
    ["pledge AID-1 edit:2 under:1", "AID-1", "Обіцянку 2 змінено: частиною чого є · olena"],
  ])("%s", async (line, of, words) => {
    await lidia().says('company "Amazon Group" new:yes');
    await lidia().says('campaign SPRING "Spring"');
    await olena().says('pledge AID-1 "Backups" form:in_kind');
    await olena().says('pledge AID-1 "Share" form:in_kind');
    expect((await olena().says(line)).answer.view.tone).not.toBe("refused");
    await olena().says("settings language:uk");
    expect((await olena().says(`історія ${of}`)).text).toContain(words);
  });

  it("is never told without saying what", async () => {
    await lidia().says('campaign SPRING "Spring"');
    await olena().says("edit AID-1 campaign:SPRING");
    expect((await historyLines("AID-1")).join("\n")).toContain("Request changed: campaign · olena");
  });
});
