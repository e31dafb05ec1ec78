import { describe, expect, it } from "vitest";
import { refused, registers } from "../support/begun.ts";

/** Wherever a date to come is typed without its year, it is the next one; what may be either is asked for. Monday 7 March 2022. */

const { begun } = registers();

const ASK = 'request Contoso "500 terminals" kind:equipment channel:email owner:me';
const PLEDGE = 'pledge AID-1 "Cash help" amount:"10m USD" form:cash';

describe("A date to come without its year", () => {
  it("is the next one for an agreement, whose month holds to its end", async () => {
    const { olena } = await begun([ASK]);
    const said = await olena.says('agreement AID-1 "Memorandum" kind:memorandum signed:today until:"31 December"');
    expect(said.text).toContain("holds until Sat 31 Dec 2022");
    expect((await olena.says("agreement AID-1 agreement:1 until:лютий")).text).toContain("holds until Tue 28 Feb 2023");
    expect((await olena.says('agreement AID-1 agreement:1 until:"3 months"')).text).toContain(
      "holds until Tue 7 Jun 2022",
    );
  });

  it("is the next one for a planned delivery, and the last one for what arrived", async () => {
    const { olena } = await begun([ASK]);
    const planned = await olena.says('delivery AID-1 "Trucks" mode:physical state:planned at:"1 листопада"');
    expect(planned.text).toContain("planned, Tue 1 Nov 2022");
    const came = await olena.says('delivery AID-1 "Vans" mode:physical state:received at:"1 November"');
    expect(came.text).toContain("received, Mon 1 Nov 2021");
  });

  it("is the next one for an instalment", async () => {
    const { olena } = await begun([ASK, PLEDGE]);
    const said = await olena.says('pledge AID-1 pledge:1 instalment:"USD 5m" due:"30 September"');
    expect(said.text).toContain("30 Sept 2022");
    expect((await olena.says('pledge AID-1 pledge:1 instalment:"USD 4m" due:monday')).text).toContain("14 Mar 2022");
  });

  it("is the next one for the end of a campaign, whose start is the one that is near", async () => {
    const { olena } = await begun([]);
    const said = await olena.says('campaign C1 "Camp" start:"24 February" end:"31 грудня"');
    expect(said.text).toContain("Start: Thu 24 Feb 2022");
    expect(said.text).toContain("End: Sat 31 Dec 2022");
    const months = await olena.says('campaign C2 "Months" start:March end:2022-06');
    expect(months.text).toContain("Start: Tue 1 Mar 2022");
    expect(months.text).toContain("End: Thu 30 Jun 2022");
  });

  it("is the next one for a day off and for somebody's absence", async () => {
    const { world, olena } = await begun(["team Desk"]);
    expect((await world.as("admin").says('team Desk day-off:"1 January New Year"')).text).toContain(
      "Sun 1 Jan 2023 (New Year)",
    );
    await olena.says('settings away:"2 квітня"');
    expect((await olena.says("role")).text).toContain("away until Sat 2 Apr 2022");
  });

  it("keeps its own year where one was named", async () => {
    const { olena } = await begun([ASK]);
    const said = await olena.says('delivery AID-1 "Trucks" mode:physical state:planned at:"1 November 2021"');
    expect(said.text).toContain("planned, Mon 1 Nov 2021");
  });
});

describe("A date that may as well have been as be to come", () => {
  it.each([
    ["1 March", "1 Mar 2022"],
    ["1 червня", "1 Jun 2022"],
    ["1 June 2021", "1 Jun 2021"],
  ])("takes effect on the one that is near: %s", async (typed, day) => {
    const { olena } = await begun([ASK]);
    expect((await olena.says(`response AID-1 accepted_full effective:"${typed}"`)).text).toContain(day);
  });

  it.each([
    'response AID-1 accepted_full effective:"31 December"',
    'agreement AID-1 "Memo" signed:"31 December"',
    'campaign C1 "Camp" start:"31 December"',
  ])("%s is asked for with its year, and nothing is written", async (line) => {
    const { world, olena } = await begun([ASK]);
    const text = await refused(world, olena, line);
    expect(text).toContain("“31 December” leaves open which day or hour is meant.");
    expect(text).toContain("Clear would be, for example: 2021-12-31, 2022-12-31.");
  });
});

describe("An end before its start", () => {
  it.each([
    ['campaign C1 "Camp" start:2022-03-10 end:2022-03-01', "A campaign cannot end before it starts."],
    ['agreement AID-1 "Memo" signed:2022-03-05 until:2022-03-01', "An agreement cannot end before it was signed."],
  ])("%s is refused in words, and nothing of it is written", async (line, words) => {
    const { world, olena } = await begun([ASK]);
    expect(await refused(world, olena, line)).toContain(words);
    expect((await olena.says("campaign")).text).not.toContain("Camp ");
  });

  it("is refused whichever of the two is changed, and whoever reads it", async () => {
    const { world, olena } = await begun(['campaign C1 "Camp" start:2022-03-10 end:2022-06-30']);
    expect(await refused(world, olena, "campaign C1 end:2022-03-09")).toContain("Correct end: or start:.");
    await refused(world, olena, "campaign C1 start:2022-07-01");
    await olena.says("settings language:uk");
    const text = await refused(world, olena, "кампанія C1 кінець:2022-03-09");
    expect(text).toContain("Кампанія не може закінчитися раніше, ніж почнеться.");
    expect((await olena.says("campaign C1 end:2022-03-10")).answer.view.tone).not.toBe("refused");
  });
});

describe("Words that name no day where one is needed", () => {
  it.each([
    'settings away:"next week"',
    "settings away:unknown",
    'campaign C1 "Camp" start:unknown',
    'campaign C1 "Camp" end:"next week"',
    'agreement AID-1 "Memo" until:unknown',
    "digest unknown",
    'digest "last month"',
    "list as-of:unknown",
    'due AID-1 "mon 21"',
    'approach AID-1 call at:"10 травня 20"',
    'snooze AID-1 "tomorrow evening" They call',
  ])("%s is refused with what would work", async (line) => {
    const { world, olena } = await begun([ASK]);
    expect(await refused(world, olena, line)).toMatch(/These work: |Clear would be/u);
  });

  it.each(['day-off:"2022-04 Easter"', 'day-off:"March Easter"', 'day-off:"mon 21 Easter"', 'work-day:"next month"'])(
    "a team is refused %s",
    async (words) => {
      const { world } = await begun([]);
      expect(await refused(world, world.as("admin"), `team Desk ${words}`)).toMatch(/These work: |Clear would be/u);
    },
  );

  it("are said in Ukrainian to whoever reads it", async () => {
    const { world, olena } = await begun([ASK]);
    await olena.says("settings language:uk");
    const text = await refused(world, olena, 'термін AID-1 "1 квітня 23"');
    expect(text).toContain("Незрозуміло, який день чи яку годину означає «1 квітня 23».");
    expect(text).toContain("Зрозуміло буде, наприклад, так: 1 квітня 2023, 1 квітня 23:00.");
  });
});

describe("A past day as of which is asked", () => {
  it.each([
    ['list as-of:"last week"', "As known on Sun 6 Mar 2022, 23:59 EET"],
    ["list as-of:лютий", "As known on Mon 28 Feb 2022, 23:59 EET"],
    ['list as-of:"2 weeks ago"', "As known on Mon 21 Feb 2022, 23:59 EET"],
    ['list as-of:"цього тижня"', "As known on Mon 7 Mar 2022, 10:00 EET"],
  ])("%s includes all of what was named", async (line, words) => {
    const { olena } = await begun([ASK]);
    expect((await olena.says(line)).text).toContain(words);
  });
});

describe("A snooze until today", () => {
  it.each(["today", "eod", "сьогодні"])(
    "%s is refused once the morning is over, and silences nothing",
    async (word) => {
      const { world, olena } = await begun([ASK]);
      const text = await refused(world, olena, `snooze AID-1 ${word} "Later today"`);
      expect(text).toContain(`“${word}” would silence nothing: on that day reminders begin again at 09:00.`);
      expect(text).toContain("Name an hour or a later day: 3h · fri 17:00 · tomorrow.");
    },
  );

  it("does not end the snooze that is there", async () => {
    const { world, olena } = await begun([ASK, 'snooze AID-1 "fri 17:00" They promised to call']);
    await refused(world, olena, 'snooze AID-1 today "Later today"');
    expect((await olena.says("show AID-1")).text).toContain("until Fri 11 Mar 2022, 17:00 EET");
  });

  it("tomorrow morning is the team's", async () => {
    const { olena } = await begun([ASK]);
    const said = await olena.says('snooze AID-1 "tomorrow morning" They call');
    expect(said.text).toContain("until Tue 8 Mar 2022, 09:00 EET");
    expect((await olena.says('due AID-1 "завтра вранці"')).text).toContain("expected by Tue 8 Mar 2022, 09:00 EET");
  });
});
