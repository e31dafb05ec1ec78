import { describe, expect, it } from "vitest";
import { CATALOGUES } from "../../src/language/say.ts";
import { refused, registers } from "../support/begun.ts";

const { begun } = registers();

const ASK = 'request Contoso "500 terminals" kind:equipment channel:email reply-by:"8 working days"';
const DELIVERY = 'delivery AID-1 "Terminals" mode:physical state:received';
const NOW = { at: "2026-11-23 10:00" };

/** The examples that a sentence gives. */
const examplesIn = (text: string): readonly string[] =>
  /(?:These work|Give a later date|Можна так|Вкажіть пізнішу дату): (.+)\./u.exec(text)?.[1]?.split(" · ") ?? [];

describe("A date that cannot be read", () => {
  it.each([
    ["digest 31.02", (date: string) => `digest "${date}"`],
    ["digest week:47", (date: string) => `digest week:"${date}"`],
    [`${DELIVERY} at:31.02`, (date: string) => `${DELIVERY} at:"${date}"`],
    ['list as-of:"long ago"', (date: string) => `list as-of:"${date}"`],
    [
      'agreement AID-1 "Terms" kind:contract parties:us,them until:soonish',
      (date: string) => `agreement AID-1 "Terms" kind:contract parties:us,them until:"${date}"`,
    ],
    ["due AID-1 soonish", (date: string) => `due AID-1 "${date}"`],
  ])("is answered with examples that all work there: %s", async (line, withDate) => {
    const { world } = await begun([ASK], NOW);
    const admin = world.as("admin");
    for (const language of Object.keys(CATALOGUES)) {
      await admin.says(`settings language:${language}`);
      const examples = examplesIn(await refused(world, admin, line));
      expect(examples.length).toBeGreaterThan(2);
      for (const example of examples)
        expect((await admin.says(withDate(example))).answer.view.tone, example).not.toBe("refused");
    }
  });

  it.each([
    ["due AID-1 soonish", (date: string) => `due AID-1 "${date}"`],
    ["due AID-1 2030-12-04", (date: string) => `due AID-1 "${date}"`],
    ["settings away:2030-12-04", (date: string) => `due AID-1 "${date}"`],
    ["team Outreach day-off:soonish", (date: string) => `team Outreach day-off:"${date}"`],
  ])("is answered with days that have not passed in any year: %s", async (line, withDate) => {
    const { world } = await begun([ASK, "team Outreach zone:Europe/Kyiv"], { at: "2031-03-03 10:00" });
    const admin = world.as("admin");
    const examples = examplesIn(await refused(world, admin, line));
    expect(examples.length).toBeGreaterThan(2);
    for (const example of examples)
      expect((await admin.says(withDate(example))).answer.view.tone, example).not.toBe("refused");
  });

  it.each([
    ["due AID-1 01.12", "01.12.2026"],
    ["due AID-1 1.12.26 17:00", "1.12.2026 17:00"],
    ["due AID-1 7.3.", "7.3.2027"],
    ["digest 1.12", "1.12.2025"],
    [`${DELIVERY} at:04.11.26`, "04.11.2026"],
  ])("for want of a year says so and completes it: %s", async (line, full) => {
    const { world } = await begun([ASK], NOW);
    const admin = world.as("admin");
    expect(await refused(world, admin, line)).toContain(`The year has to be there, with all four digits: ${full}.`);
  });

  it.each([
    ["at:3026-01-01", DELIVERY, "at"],
    ["at:1926-01-01", DELIVERY, "at"],
    ["when:3026-01-01", "due AID-1", "when"],
    ["as-of:3026-01-01", "list", "as-of"],
    ["end:3026-01-01", "campaign WINTER", "end"],
  ])("since it is too far away is answered with two days that work there: %s", async (typed, line, option) => {
    const { world } = await begun([ASK, 'campaign WINTER "Winter 2026"'], NOW);
    const admin = world.as("admin");
    const days = (await refused(world, admin, `${line} ${typed}`)).match(/\d{4}-\d\d-\d\d(?=[ ]to|[ ]works)/gu) ?? [];
    expect(days).toHaveLength(2);
    for (const day of days)
      expect((await admin.says(`${line} ${option}:${day}`)).answer.view.tone, day).not.toBe("refused");
  });

  it.each([
    ['due AID-1 "1 April 23"', "Clear would be, for example: 1 april 23:00."],
    ['due AID-1 "1 April 27"', "Clear would be, for example: 1 april 2027."],
    [`${DELIVERY} at:"1 April 23"`, "Clear would be, for example: 1 april 2023, 1 april 23:00."],
    ['due AID-1 "1 April 25"', "“1 April 25” has already passed."],
    [`${DELIVERY} at:"1 April 27"`, "“1 April 27” has not come yet."],
  ])("in one way only is answered with no day on the wrong side of today: %s", async (line, clear) => {
    const { world } = await begun([ASK], NOW);
    expect(await refused(world, world.as("admin"), line)).toContain(clear);
  });

  it("with a reason behind it says where the reason goes", async () => {
    const { world } = await begun([ASK], NOW);
    const admin = world.as("admin");
    const text = await refused(world, admin, 'due AID-1 "fri 17:00" Legal asked for more time');
    expect(text).toContain('The date is “fri 17:00”; put what follows it into reason:"…".');
    const { answer } = await admin.says('due AID-1 "fri 17:00" reason:"Legal asked for more time"');
    expect(answer.view.tone).not.toBe("refused");
    expect(await refused(world, admin, "due AID-1 when Legal is back")).toContain("These work: 48h");
  });
});

describe("A name that is not known", () => {
  it.each([
    ["company Contso", "Did you mean “Contoso”?"],
    ["list company:Contso", "Did you mean “Contoso”?"],
    ["history company:Contso", "Did you mean “Contoso”?"],
    ["company Contoso parent:Cotoso", "Did you mean “Contoso”?"],
    ["list campaign:WINTR", "Did you mean “WINTER”?"],
    ['list campaign:"Winter 202"', "Did you mean “WINTER”?"],
    ["campaign WINTR", "Did you mean “WINTER”?"],
    ["list team:outrech", "Did you mean “outreach”?"],
    ["assign AID-1 kovalenko", "Did you mean “Iryna Kovalenko”?"],
    ["assign AID-1 admim", "Did you mean “admin”?"],
  ])("is answered with the one that was meant: %s", async (line, meant) => {
    const { world } = await begun([ASK, 'campaign WINTER "Winter 2022"'], {
      people: { "Iryna Kovalenko": "coordinator" },
    });
    const admin = world.as("admin");
    expect(await refused(world, admin, line)).toContain(meant);
  });

  it.each(["company Zeta", "list campaign:ZETA", "list team:zeta", "assign AID-1 zeta"])(
    "is answered without one when none is near: %s",
    async (line) => {
      const { world } = await begun([ASK, 'campaign WINTER "Winter 2022"']);
      expect(await refused(world, world.as("admin"), line)).not.toContain("Did you mean");
    },
  );

  it.each([
    ["en", "company"],
    ["uk", "компанія"],
  ])("of a company is answered with a line that adds it, also in the form: %s", async (language, bare) => {
    const { world } = await begun([`settings language:${language}`]);
    const admin = world.as("admin");
    const { text } = await (await admin.says(bare)).fills({ name: "Zeta Works" });
    const [, line = ""] = /: \/aid (.+)\.$/mu.exec(text) ?? [];
    expect((await admin.says(line)).answer.view.tone, line).not.toBe("refused");
    expect((await admin.says(`${bare} Zeta Works`)).text).toContain("UA");
  });

  it("which is withheld, is no hint to those who may not know it", async () => {
    const { world } = await begun([ASK, 'company Contoso redact:"A bank"'], { people: { petro: "observer" } });
    expect(await refused(world, world.as("petro"), "company Contso")).not.toContain("Did you mean");
  });
});

describe("What does not fit a team or a campaign", () => {
  it.each([
    ["team Outreach", "quiet:20-8"],
    ["team Outreach", "quiet:25:00-08:00"],
    ["team Outreach", "quiet:evenings"],
    ["team Outreach", "morning:9"],
    ["team Outreach", "workdays:weekdays"],
    ["campaign WINTER", "currency:XXQ"],
  ])("is answered with values that do: %s %s", async (line, wrong) => {
    const { world } = await begun([ASK, 'campaign WINTER "Winter 2022"', "team Outreach zone:Europe/Kyiv"]);
    const admin = world.as("admin");
    const [option = ""] = wrong.split(":");
    const works = /This works: (.+)\./u.exec(await refused(world, admin, `${line} ${wrong}`))?.[1]?.split(", ") ?? [];
    expect(works.length).toBeGreaterThan(0);
    for (const value of works)
      expect((await admin.says(`${line} ${option}:${value}`)).answer.view.tone, value).not.toBe("refused");
  });

  it("is asked for by the team's name where none was given, and nothing is passed over", async () => {
    const { world } = await begun([]);
    const form = await world.as("admin").says("team quiet:20:00-08:00");
    expect(form.form?.fields.map(({ option }) => option)).toContain("name");
    expect((await form.fills({ name: "Outreach" })).text).toContain("Outreach");
  });
});

describe("A word that is no option", () => {
  it.each([
    ["delivery AID-1 Terminals mode:physical стан:отримано", "Did you mean state:…?"],
    ["company Contoso address:press@example.org", "Did you mean contact-handle:…?"],
  ])("is answered with the one that has it in its name or its label: %s", async (line, meant) => {
    const { world } = await begun([ASK]);
    expect(await refused(world, world.as("admin"), line)).toContain(meant);
  });
});

describe("A word that is no choice", () => {
  it.each([
    ["list kind:moderation", "Did you mean “moderate content”?"],
    ["list kind:equipmnt", "Did you mean “equipment”?"],
    ["list kind:обладнаня", "Did you mean “equipment”?"],
  ])("is answered with the one that was meant: %s", async (line, meant) => {
    const { world, olena } = await begun([]);
    expect(await refused(world, olena, line)).toContain(meant);
  });

  it.each(["list fulfilment:done", "list kind:submarine", "list kind:ex"])(
    "is answered with the choices alone when none is near: %s",
    async (line) => {
      const { world, olena } = await begun([]);
      const text = await refused(world, olena, line);
      expect(text).not.toContain("Did you mean");
      expect(text).toContain("Choices: ");
    },
  );
});
