import { describe, expect, it } from "vitest";
import { expectTakenBack, refused, registers } from "../support/begun.ts";

const { begun } = registers();

const ASK =
  'request Amazon "Host our registers" kind:hosting_backup channel:email items:"10 million GB; 200 generators"';
const MADE = `pledge AID-1 "Cloud backups" amount:"$75m" basis:donor_estimate lines:"5,000 terminals; 200 generators" recipients:ministries condition:"Power at both sites" at:"last week" source:"Newspaper C"`;

describe("a new pledge", () => {
  it("tells what was understood: amount, valuation, goods, for whom, on what condition, as said when", async () => {
    const { olena } = await begun([ASK, "response AID-1 accepted_partial"]);
    const { text } = await olena.says(`${MADE} response:1`);
    expect(text).toContain("AID-1: pledge recorded.");
    expect(text).toContain(
      "Pledge 1: Cloud backups · in kind · announced week of Mon 28 Feb 2022 (as stated: “last week”): " +
        "$75,000,000 (donor’s estimate), 5,000 terminals, 200 generators · for ministries · " +
        "on condition: Power at both sites · from answer 1 · confirmed by the company",
    );
    expect(text).toContain("generators: asked 200 → announced 200");
  });

  it("warns of goods that nobody asked for, and records them all the same", async () => {
    const { olena } = await begun([ASK]);
    const { text } = await olena.says(MADE);
    expect(text).toContain("Not among what was asked for: terminals. It is recorded all the same.");
    expect((await olena.says("show AID-1")).text).toContain("terminals: announced 5,000; not asked for");
  });

  it("is unsourced until somebody names a source", async () => {
    const { olena } = await begun([ASK]);
    expect((await olena.says('pledge AID-1 "Field hospitals"')).text).toContain("Field hospitals · in kind");
    expect((await olena.says("show AID-1")).text).toContain("unsourced");
    expect((await olena.says('pledge AID-1 "Tents" source:"The Herald"')).text).toContain("Tents · in kind");
    expect((await olena.says("show AID-1")).text).toMatch(/Pledge 2: Tents.*reported/);
  });

  it("counts what its title counts, but a year is no count", async () => {
    const { olena } = await begun([ASK]);
    expect((await olena.says('pledge AID-1 "500 satellite terminals"')).text).toContain(
      "satellite terminals: announced 500; not asked for",
    );
    expect((await olena.says('pledge AID-1 "2022 relief"')).text).not.toContain("relief: announced");
  });

  it("asks for what it lacks, and for money or goods where an amount alone leaves that open", async () => {
    const { olena } = await begun([ASK]);
    const form = await olena.says("pledge AID-1");
    expect(form.form?.fields.map(({ option, required }) => `${option}${required ? "!" : ""}`)).toEqual([
      "title!",
      "amount",
      "form",
      "stage",
      "lines",
      "source",
    ]);
    const bare = await olena.says('pledge AID-1 "A grant" amount:"$5m"');
    expect(bare.form?.fields[0]).toMatchObject({ option: "form", required: true });
    expect((await bare.fills({ form: "cash" })).text).toContain("A grant · money · announced");
  });

  it("says in its form what is missing, without sending anybody to the form", async () => {
    const { olena } = await begun([ASK]);
    const sent = await (await olena.says("pledge AID-1")).fills({ amount: "5m EUR" });
    expect(sent.answer.faults).toEqual({ title: "“What it is, in short” is missing." });
  });

  it("asks anew in its form for what was given and could not be read", async () => {
    const { olena } = await begun([ASK]);
    const form = await olena.says('pledge AID-1 "A grant" amount:"a lot"');
    const required = form.form?.fields.filter((field) => field.required).map(({ option }) => option);
    expect(required).toEqual(["amount", "form"]);
    expect(form.form?.fields[0]).toMatchObject({
      value: "a lot",
      fault: expect.stringContaining("“lot” names no currency"),
    });
    expect((await form.fills({ form: "cash" })).answer.faults).toEqual({ amount: form.form?.fields[0]?.fault });
    expect((await form.fills({ form: "cash", amount: "5m EUR" })).text).toContain("€5,000,000");
  });

  it("is recorded on a company that nobody asked, and shown on its card", async () => {
    const { olena } = await begun([]);
    const { text } = await olena.says('pledge company:Fabrikam "Grant" form:cash amount:"15m USD" new:yes');
    expect(text).toContain("Fabrikam: pledge recorded.");
    expect(text).toContain("Pledge 1: Grant · money · announced Mon 7 Mar 2022, 10:00 EET: $15,000,000 · unsourced");
    expect((await olena.says("company Fabrikam")).text).toContain("USD: announced $15,000,000");
  });

  it("reads and answers in Ukrainian", async () => {
    const { olena } = await begun([ASK, "team outreach language:uk"]);
    const { text } = await olena.says(
      'обіцяне AID-1 "Резервні копії" сума:"5 млн грн" форма:гроші стадія:"твердо обіцяно" отримувачі:"27 міністерств" джерело:Видання',
    );
    expect(text).toContain("AID-1: обіцянку записано.");
    expect(text).toContain("Обіцянка 1: Резервні копії · гроші · твердо обіцяно");
    expect(text).toContain("5 000 000");
    expect(text).toContain("для кого: 27 міністерств · повідомлено");
  });
});

describe("a conversion", () => {
  const IN_POUNDS = 'pledge AID-1 "Grant" form:cash amount:"GBP 10m"';

  it("is frozen beside the amount as stated, with its rate, day and source", async () => {
    const { olena } = await begun(['campaign WINTER "Winter" currency:EUR', `${ASK} campaign:WINTER`]);
    const { text } = await olena.says(`${IN_POUNDS} rate:1.1913 rate-date:2022-03-04 rate-source:ECB`);
    expect(text).toContain("£10,000,000 = €11,913,000 (rate 1.1913 of Fri 4 Mar 2022, ECB)");
    expect(text).toContain("GBP: announced £10,000,000");
    expect(text).toContain("All in EUR: announced €11,913,000");
    await olena.says('pledge AID-1 "More" form:cash amount:"PLN 5m"');
    expect((await olena.says("show AID-1")).text).toContain("Not converted, and not in it: PLN");
  });

  it.each([
    ["rate:1.2", "Day of the rate"],
    ["rate:1.2 rate-date:2022-03-04", "Who published the rate"],
    ["rate-source:ECB", "Exchange rate"],
  ])("of which only %s is given asks for the rest", async (given, asked) => {
    const { world, olena } = await begun([ASK]);
    expect((await olena.says(`${IN_POUNDS} base:EUR ${given}`)).text).toContain(asked);
    const call = {
      command: "pledge",
      options: { request: "AID-1", title: "Grant", form: "cash", amount: "GBP 1", rate: "2" },
    };
    expect((await world.bot.handle(olena.invocation(call))).view.tone).toBe("refused");
  });

  it.each([
    ["base:EUR rate:0", "is zero or less"],
    ["base:EUR rate:-1", "is zero or less"],
    ["base:XYZ rate:2", "names no currency"],
    ["base:GBP rate:2", "is in GBP already"],
    ["rate:2", "Name it, for instance base:USD"],
  ])("with %s is refused: %s", async (given, why) => {
    const { world, olena } = await begun([ASK]);
    expect(await refused(world, olena, `${IN_POUNDS} ${given} rate-date:2022-03-04 rate-source:ECB`)).toContain(why);
  });

  it("by the rate of a month or of tomorrow is refused", async () => {
    const { world, olena } = await begun([ASK]);
    for (const day of ["March", "tomorrow", '"last week"']) {
      const why = await refused(world, olena, `${IN_POUNDS} base:EUR rate:2 rate-date:${day} rate-source:ECB`);
      expect([day, why]).toEqual([day, expect.stringMatching(/day|past|happened|come/u)]);
    }
  });
});

describe("what becomes of a pledge", () => {
  it("is a further stage beside the announcement, never in its place", async () => {
    const { olena } = await begun([ASK, MADE]);
    const { text } = await olena.says('pledge AID-1 pledge:1 stage:committed amount:"70m USD" at:today');
    expect(text).toMatch(/announced week of .*\$75,000,000.* → committed Mon 7 Mar 2022: \$70,000,000/);
    expect(text).toContain("USD: announced $75,000,000 → committed $70,000,000");
  });

  it("is split: shares are summed, and the rest is told as not allocated", async () => {
    const { olena } = await begun([ASK, MADE]);
    const { text } = await olena.says('pledge AID-1 "For hospitals" under:1 amount:"$5m"');
    expect(text).toContain("share of pledge 1");
    expect(text).toContain("Pledge 1: $70,000,000 not allocated");
    expect(text).toContain("USD: announced $5,000,000");
    expect((await olena.says("show AID-1")).text).toContain("$70,000,000 not allocated");
    const over = (await olena.says('pledge AID-1 "For schools" under:1 amount:"$71m"')).text;
    expect(over).toContain("Pledge 1: its shares exceed it by $1,000,000");
    expect((await olena.says("show AID-1")).text).toContain("its shares exceed it by $1,000,000");
  });

  it("repeats at a further stage what was announced, where nothing else is said", async () => {
    const { olena } = await begun([ASK, MADE, "pledge AID-1 pledge:1 stage:committed"]);
    const { text } = await olena.says("pledge AID-1 pledge:1 stage:announced at:2022-03-01");
    expect(text).toMatch(
      /announced Tue 1 Mar 2022: \$75,000,000 .*200 generators → committed Mon 7 Mar 2022.*: \$75,000,000 .*200 gen/,
    );
    expect(text).toContain("USD: announced $75,000,000 → committed $75,000,000");
  });

  it("comes in instalments, each with what was planned and what came", async () => {
    const { world, olena } = await begun([ASK, MADE]);
    await olena.says('pledge AID-1 pledge:1 instalment:"USD 5m" due:2022-09-01');
    const second = await olena.says('pledge AID-1 pledge:1 instalment:"200 generators" due:2022-04-01');
    expect(second.text).toContain("next instalment 200 generators by Fri 1 Apr 2022");
    const came = await olena.says('pledge AID-1 pledge:1 came:1 amount:"4m USD" at:2022-03-05');
    expect(came.text).toContain("Instalment 1: $5,000,000, due Thu 1 Sept 2022 · came: $4,000,000, Sat 5 Mar 2022");
    // What came is a delivery as well, since only deliveries enter totals, and it comes once.
    expect(came.text).toContain("delivered $4,000,000");
    expect(await refused(world, olena, "pledge AID-1 pledge:1 came:1")).toContain("Instalment 1 has already come.");
    await world.passes("2022-04-02 10:00");
    expect((await olena.says("show AID-1")).text).toContain("was due Fri 1 Apr 2022 and has not come");
  });

  it("is its condition met, and its end with a reason", async () => {
    const { world, olena } = await begun([ASK, MADE, 'pledge AID-1 "Tents"']);
    expect((await olena.says("pledge AID-1 pledge:1 met:yes")).text).toContain("condition met: Power at both sites");
    expect(await refused(world, olena, "pledge AID-1 pledge:2 met:yes")).toContain("condition");
    const gone = await olena.says('pledge AID-1 pledge:1 cancel:"They left the market"');
    expect(gone.text).toContain("taken back: They left the market");
    expect(gone.text).not.toContain("USD: announced");
    expect(await refused(world, olena, "pledge AID-1 pledge:1 stage:committed")).toContain("was taken back");
  });

  it("is a correction of its words, which leaves its amounts alone", async () => {
    const { olena } = await begun([ASK, MADE]);
    const { text } = await olena.says('pledge AID-1 edit:1 title:"Backups" recipients:"27 ministries"');
    expect(text).toMatch(/Pledge 1: Backups .*\$75,000,000.* · for 27 ministries/);
  });

  it("opens a form that asks only for what this way takes", async () => {
    const { olena } = await begun([ASK, MADE]);
    const fields = async (line: string) => (await olena.says(line)).form?.fields.map(({ option }) => option);
    expect(await fields("pledge AID-1 pledge:1")).toEqual(["stage", "amount", "lines", "at", "source"]);
    expect(await fields("pledge AID-1 edit:1")).toEqual(["title", "recipients", "condition"]);
    expect(await fields("pledge AID-1 pledge:1 due:2022-09-01")).toEqual(["instalment"]);
  });
});

describe("a pledge that makes no sense", () => {
  it.each([
    ["pledge:9 stage:committed", "There is no pledge 9."],
    // A list that was taken over may bring one company more than a thousand.
    ["pledge:1000 stage:committed", "There is no pledge 1000."],
    ["pledge:1 came:7", "There is no instalment 7."],
    ["edit:1 under:1", "A pledge cannot be a share of itself."],
    ['"Share" under:9', "There is no pledge 9."],

    ['"Help" response:4', "4"],
    ['"Help" amount:"75 apples" form:cash', "names no currency"],
    ['"Help" amount:"-5 USD" form:cash', "zero or less"],
    ['"Help" form:cash basis:market amount:"$5"', "does not belong to this"],
    ["pledge:1 cancel:gone amount:$5", "does not belong to this"],
    ["pledge:1 met:no", "nothing"],
    ['pledge:1 instalment:"something" due:2022-09-01', "amount"],
    ['pledge:1 instalment:"5m USD" due:"next month"', "date"],
    ['"Help" at:tomorrow', "has not come yet"],
  ])("is refused: %s", async (words, why) => {
    const { world, olena } = await begun([ASK, MADE]);
    expect((await refused(world, olena, `pledge AID-1 ${words}`)).toLowerCase()).toContain(why.toLowerCase());
  });
});

describe("the past of a pledge", () => {
  it.each([
    MADE,
    'pledge AID-1 pledge:1 stage:committed amount:"70m USD"',
    'pledge AID-1 "For hospitals" under:1 amount:"$5m"',
    'pledge AID-1 pledge:1 instalment:"USD 5m" due:2022-09-01',
    "pledge AID-1 pledge:1 came:1",
    'pledge AID-1 edit:1 title:"Backups"',
    "pledge AID-1 pledge:1 met:yes",
    'pledge AID-1 pledge:1 cancel:"Gone"',
  ])("is as it was after an undo of: %s", async (line) => {
    const { olena } = await begun([ASK]);
    if (line !== MADE) await olena.says(MADE);
    if (line.includes("came")) await olena.says('pledge AID-1 pledge:1 instalment:"USD 5m" due:2022-09-01');
    await expectTakenBack(olena, line);
  });

  it("is shown as it was known on an earlier day", async () => {
    const { world, olena } = await begun([ASK, MADE]);
    await world.passes("2022-03-09 10:00");
    await olena.says('pledge AID-1 pledge:1 stage:committed amount:"70m USD"');
    const then = (await olena.says("show AID-1 as-of:2022-03-08")).text;
    expect(then).toContain("USD: announced $75,000,000\n");
    expect((await olena.says("show AID-1")).text).toContain("committed $70,000,000");
  });
});
