import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stateOf } from "../../src/domain/contribution.ts";
import type { CompanyFact, Entry } from "../../src/domain/journal.ts";
import { levelOf } from "../../src/domain/level.ts";
import type { Company } from "../../src/domain/parties.ts";
import { replay } from "../../src/domain/replay.ts";
import { textFrom } from "../../src/imports/encoding.ts";
import { type ReadList, readList } from "../../src/imports/list.ts";
import { type ImportPlan, planImport } from "../../src/imports/plan.ts";
import { importFaults, importReport } from "../../src/imports/report.ts";
import type { ImportRow } from "../../src/imports/row.ts";
import { sourceFrom } from "../../src/imports/source.ts";
import { speak } from "../../src/language/say.ts";
import { plainText } from "../../src/view/plain.ts";

const AT = "2022-06-15T08:00:00.000Z";

const read = (text: string): ReadList => readList(text, AT.slice(0, 10));

/** A register of companies alone, into which plans are recorded as the process does it. */
const register = () => {
  const journal = new Map<string, Entry<CompanyFact>[]>();
  let ids = 0;
  const companies = (): readonly Company[] =>
    [...journal.values()].flatMap((entries) => replay("company", entries) ?? []);
  const plan = (rows: readonly ImportRow[]): ImportPlan =>
    planImport(rows, companies(), {
      at: AT,
      by: "m1",
      list: "cbi",
      newId: () => {
        ids += 1;
        return `c${ids}`;
      },
    });
  const record = ({ companies: changed }: ImportPlan): void => {
    for (const { id, facts } of changed) {
      const entries = journal.get(id) ?? [];
      for (const fact of facts)
        entries.push({ seq: 1, change: "x", at: AT, by: "m1", via: "console", subject: "company", id, fact });
      journal.set(id, entries);
    }
  };
  const take = (rows: readonly ImportRow[]): ImportPlan => {
    const made = plan(rows);
    record(made);
    return made;
  };
  const hide = (name: string, as: string): void => {
    const { id = "" } = companies().find((company) => company.name === name) ?? {};
    record({ ...plan([]), companies: [{ id, name, facts: [{ type: "company.redacted", as }] }] });
  };
  return { companies, hide, plan, take };
};

const row = (changes: Partial<ImportRow> & { readonly id: string }): ImportRow => ({
  line: 2,
  company: "Northwind",
  form: "cash",
  status: "announced",
  value: { money: { amount: "100", currency: "USD" } },
  ...changes,
});

const fixture = async (): Promise<ReadList> =>
  read(await readFile(new URL("../fixtures/contributions.csv", import.meta.url), "utf8"));

const words = (lines: readonly Parameters<typeof plainText>[0][]): readonly string[] =>
  lines.map((line) => plainText(line, { language: "en", zone: "Europe/Kyiv" }));

describe("A list as people keep it", () => {
  it("is read with its dirt: breaks in cells, spellings, placeholders, names that are withheld", async () => {
    const { rows, faults, unread } = await fixture();
    expect(faults).toEqual([]);
    expect(unread).toEqual(["Recipient ID"]);
    expect(rows.map(({ line, id, company }) => `${line} ${id} ${company}`)).toEqual([
      "2 1 Northwind Traders, Inc.",
      "5 2 Northwind Traders Inc",
      "7 3 Contoso Ltd.",
      "9 4 Undisclosed company cd-3",
      "11 5 Undisclosed company cd-4",
      "13 6 Фабрикам",
      '14 7 =HYPERLINK("http://evil.example")',
    ]);
    expect(rows[2]).not.toHaveProperty("value");
    expect(rows[2]?.source).toEqual({ kind: "other", voice: "press", publisher: "Public reporting" });
    expect(rows[5]).toMatchObject({ country: "UA", form: "in_kind", status: "received" });
    expect(rows[6]).not.toHaveProperty("country");
  });

  it("names every fault with its line and what would work, and then nothing is taken", () => {
    const list = read(
      [
        "id,company,status,amount,currency,kind",
        "1,Northwind,pledged,lots,USD,cash",
        ',Contoso,stolen,5,"",cash',
        "3,Fabrikam,paid,7,XYZ,barter",
        "4,Tailspin,paid,-7,USD,cash",
        "5,Tailspin,paid,7,USD,cash",
        "5,Tailspin,paid,8,USD,cash",
      ].join("\n"),
    );
    const told = words(importFaults(list, { rows: 20 }, speak("en")));
    expect(list.faults.map(({ line, column, code }) => `${line} ${column} ${code}`)).toEqual([
      "2 amount unreadable_amount",
      "3 id empty",
      "3 status not_a_choice",
      "3 amount unknown_currency",
      "4 form not_a_choice",
      "4 amount unknown_currency",
      "5 amount not_positive",
      "7 id listed_twice",
    ]);
    expect(told[0]).toMatch(/^line 2 · amount · /u);
    expect(told.at(-1)).toBe("Nothing was recorded: a list is taken as a whole or not at all.");
  });

  it("takes a row that says no kind for money, as a list without that column", () => {
    const [said, unsaid] = [
      "id,company,status,kind\n1,Northwind,paid,goods\n2,Contoso,paid, ",
      "id,company,status\n2,Contoso,paid",
    ];
    expect(read(said).faults).toEqual([]);
    expect(read(said).rows.map(({ form }) => form)).toEqual(["in_kind", "cash"]);
    expect(read(unsaid).rows.map(({ form }) => form)).toEqual(["cash"]);
  });

  it("says each word that would work once, as it has to be written", () => {
    const list = read("id,company,status,kind\n1,Northwind,paid,barter");
    for (const language of ["en", "uk"] as const) {
      const [told = ""] = words(importFaults(list, { rows: 20 }, speak(language)));
      expect(told).toContain(": cash, money, гроші, in kind, inkind, goods, у натурі.");
    }
    for (const kind of ["cash", "money", "гроші", "in kind", "inkind", "goods", "у натурі"])
      expect(read(`id,company,status,kind\n1,Northwind,paid,${kind}`).faults).toEqual([]);
  });

  it("says of each day that cannot be what is wrong with it, and where", () => {
    const days = ["2022-02-31", "2022-13-45", "2023-02-29", "31.12.2021", "2099-01-01", "2022-06-16", "0001-01-01"];
    const fine = ["2022-06-15", "2020-02-29", "1990-01-01", ""];
    const list = read(
      ["id,company,status,date", ...[...days, ...fine].map((day, no) => `${no},C${no},paid,${day}`)].join("\n"),
    );
    expect(list.faults.map(({ line, column, code }) => `${line} ${column} ${code}`)).toEqual([
      "2 date unreadable_date",
      "3 date unreadable_date",
      "4 date unreadable_date",
      "5 date unreadable_date",
      "6 date date_in_future",
      "7 date date_in_future",
      "8 date date_out_of_range",
    ]);
    expect(list.rows.map(({ day }) => day)).toEqual(["2022-06-15", "2020-02-29", "1990-01-01", undefined]);
    expect(words(importFaults(list, { rows: 20 }, speak("en")))[0]).toBe(
      "line 2 · date · “2022-02-31” could not be read as a date. Write the day with its year, month and date: 2022-11-04.",
    );
    expect(words(importFaults(list, { rows: 20 }, speak("uk")))[4]).toContain("Дата «2099-01-01» ще не настала.");
  });

  it("needs a number, a company and a status, in English or in Ukrainian", () => {
    expect(read("company,amount\nNorthwind,5").missing).toEqual(["id", "status"]);
    expect(read("Номер,Компанія,Стан,Сума,Валюта\n1,Нордвінд,Обіцяно,5,UAH").rows).toMatchObject([
      { id: "1", company: "Нордвінд", status: "announced", value: { money: { amount: "5", currency: "UAH" } } },
    ]);
    expect(read("").missing).toEqual(["id", "company", "status"]);
  });

  it.each([
    ["Bilateral - recipient report\n[Confirmed email 31-May-22]", { kind: "email", voice: "recipient" }],
    ["Bilateral - donor report\n[Confirmed phone 2-Jun-22]", { kind: "call_record", voice: "donor" }],
    [
      "Public reporting\n[https://a.example/b?c=d]",
      { kind: "web_page", voice: "press", url: "https://a.example/b?c=d" },
    ],
    ["Public reporting\n[x]", { kind: "other", voice: "press", publisher: "Public reporting" }],
    ["", { kind: "other" }],
  ])("knows whose word %j is", (cell, expected) => {
    expect(sourceFrom(cell)).toMatchObject(expected);
  });

  it.each([
    ["UTF-8 with its mark", (text: string) => Buffer.from(`\uFEFF${text}`)],
    ["UTF-16 as “Unicode text” has it", (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["UTF-16 the other way about", (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
  ])("is read in %s, with semicolons or tabs, decimal commas and Windows line ends", (_, encoded) => {
    for (const separator of [";", "\t"]) {
      const text = [
        ["Номер", '"Компанія"', "Стан", "Сума", "Валюта", "Примітки"],
        ["1", '"Фабрикам, ТОВ"', "отримано", "1 234,56", "грн", `"двері; вікна\tй дах"`],
        ["2", "Нордвінд", "обіцяно", "75,5", "EUR", ""],
      ]
        .map((cells) => cells.join(separator))
        .join("\r\n");
      expect(read(textFrom(encoded(text)) ?? "")).toMatchObject({
        missing: [],
        faults: [],
        rows: [
          {
            line: 2,
            company: "Фабрикам, ТОВ",
            value: { money: { amount: "1234.56", currency: "UAH" } },
            notes: expect.stringMatching(/^двері; вікна.й дах$/u),
          },
          { line: 3, company: "Нордвінд", value: { money: { amount: "75.5", currency: "EUR" } } },
        ],
      });
    }
  });

  it("is not guessed at in an encoding that says nothing of itself", () => {
    // “Компанія” as Windows-1251 has it, and as UTF-16 has it without a mark.
    expect(textFrom(Uint8Array.from([0xca, 0xee, 0xec, 0xef, 0xe0, 0xed, 0xb3, 0xff]))).toBeUndefined();
    expect(textFrom(Buffer.from("id,company,status", "utf16le"))).toBeUndefined();
  });

  it("counts its lines as an editor does, empty ones too", () => {
    const { rows, faults } = read("\r\nid,company,status\r\n1,A,paid\r\n\r\n\r\n2,B,paid\r\n,,\r\n3,C,stolen\r\n");
    expect([...rows, ...faults].map(({ line }) => line)).toEqual([3, 6, 8]);
  });

  it("never throws on hostile text but for a file that is no table", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string({ unit: "binary" }), { maxLength: 14 }), { maxLength: 5 }), (table) => {
        const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
        const text = [["id", "company", "status", "amount", "source"], ...table]
          .map((cells) => cells.map(quoted).join(","))
          .join("\n");
        expect(() => read(text)).not.toThrow();
      }),
    );
  });
});

describe("An edition of a list", () => {
  it("becomes pledges and deliveries; what the recipient confirmed is known as such", async () => {
    const { companies, take } = register();
    const { rows } = await fixture();
    const plan = take(rows);
    expect(plan.added).toHaveLength(6);
    const northwind = companies().find(({ name }) => name.startsWith("Northwind"));
    expect(northwind).toMatchObject({ country: "US", sector: "Consumer staples" });
    expect(northwind?.pledges).toHaveLength(1);
    expect(northwind?.deliveries.map((delivery) => [stateOf(delivery), delivery.external])).toEqual([
      ["received", "cbi:2"],
    ]);
    expect(northwind && levelOf(northwind, "delivery", 1)).toBe("recipient_confirmed");
    expect(northwind && levelOf(northwind, "pledge", 1)).toBe("reported");
    const told = words(importReport(plan, false, { rows: 100 }, speak("en")));
    expect(told).toContain("line 2 · 1 · Northwind Traders, Inc. · promised: $752,000");
    expect(told).toContain("3 pledges, $752,001");
    expect(told).toContain("4 deliveries, $1,282,500.50");
    expect(told.find((line) => line.startsWith("This is what"))).toContain("--write");
  });

  it("says the same in the dry run as when it is done, but for that it is done", async () => {
    const { rows } = await fixture();
    const { plan, take } = register();
    const dry = words(importReport(plan(rows), false, { rows: 100 }, speak("uk")));
    const done = words(importReport(take(rows), true, { rows: 100 }, speak("uk")));
    expect(done.filter((line) => !dry.includes(line))).toEqual(["Записано:"]);
  });

  it("keeps the pledge when it was paid, with both amounts", () => {
    const { companies, take } = register();
    take([row({ id: "1" })]);
    take([row({ id: "1", status: "received", value: { money: { amount: "90", currency: "USD" } } })]);
    const [northwind] = companies();
    expect(northwind?.pledges[0]?.steps[0]?.value?.money.amount).toBe("100");
    expect(northwind?.deliveries[0]).toMatchObject({
      pledge: 1,
      external: "cbi:1",
      value: { money: { amount: "90" } },
    });
  });

  it("changes what changed and nothing else, and says it", () => {
    const { companies, take } = register();
    take([row({ id: "1", notes: "For relief" }), row({ id: "2" }), row({ id: "3", status: "received" })]);
    const plan = take([
      row({ id: "1", notes: "For relief", value: { money: { amount: "150", currency: "USD" } } }),
      row({ id: "2", source: sourceFrom("Bilateral - donor report") }),
      row({ id: "3" }),
    ]);
    expect(plan.reports.map(({ id, changes }) => [id, changes.map(({ what }) => what)])).toEqual([
      ["1", ["amount"]],
      ["2", ["source"]],
      ["3", ["went_back"]],
    ]);
    expect(companies()[0]?.pledges[0]?.steps.map(({ value }) => value?.money.amount)).toEqual(["100", "150"]);
    expect(companies()[0]?.deliveries).toHaveLength(1);
  });

  it("takes nothing away where it is silent, nor takes back what was undertaken", () => {
    const { companies, take } = register();
    take([
      row({ id: "1", notes: "For relief", recipients: "Hospitals" }),
      row({ id: "2", notes: "Grants", status: "received" }),
      row({ id: "3", status: "committed" }),
    ]);
    const { value: _, ...silent } = row({ id: "1" });
    const plan = take([silent, row({ id: "2", status: "received" }), row({ id: "3" })]);
    expect(plan.reports.map(({ id, changes }) => [id, changes])).toEqual([["3", [{ what: "went_back" }]]]);
    expect(companies()[0]).toMatchObject({
      pledges: [{ title: "For relief", recipients: "Hospitals", steps: [{ value: { money: { amount: "100" } } }] }, {}],
      deliveries: [{ title: "Grants" }],
    });
  });

  it("points at what was money and is goods now, and leaves it as it was", () => {
    const { companies, take } = register();
    const rows = [row({ id: "1" }), row({ id: "2", status: "received" })];
    take(rows);
    const plan = take(rows.map((each) => ({ ...each, form: "in_kind" as const })));
    expect(plan.reports.map(({ changes }) => changes)).toEqual([
      [{ what: "other_form", form: "in_kind" }],
      [{ what: "other_form", form: "in_kind" }],
    ]);
    expect(words(importReport(plan, true, { rows: 9 }, speak("en")))).toContain(
      "line 2 · 1 · Northwind · is now listed as in kind: left as it was, please look",
    );
    expect(companies()[0]).toMatchObject({ pledges: [{ form: "cash" }], deliveries: [{ mode: "cash" }] });
  });

  it("finds a company whose name is withheld by either name, and tells neither edition its own", () => {
    const { companies, hide, take } = register();
    take([row({ id: "1" })]);
    hide("Northwind", "Company 7");
    const plan = take([row({ id: "2" }), row({ id: "3", company: "Company 7" })]);
    expect(plan.added).toEqual([]);
    expect(words(importReport(plan, true, { rows: 9 }, speak("en"))).join()).not.toContain("Northwind");
    expect(companies()).toHaveLength(1);
  });

  it("lists what is gone from it and deletes nothing", () => {
    const { companies, take } = register();
    take([row({ id: "1" }), row({ id: "2", company: "Contoso" })]);
    const plan = take([row({ id: "1" })]);
    expect(plan.gone).toEqual([{ id: "2", company: "Contoso", title: "—" }]);
    expect(companies().map(({ pledges }) => pledges.length)).toEqual([1, 1]);
  });

  it("leaves a row where it was when the list puts it under another company", () => {
    const { companies, take } = register();
    take([row({ id: "1" }), row({ id: "2", company: "Contoso" })]);
    const plan = take([row({ id: "1", company: "Contoso" }), row({ id: "2", company: "Contoso" })]);
    expect(plan.reports).toEqual([
      { line: 2, id: "1", company: "Northwind", changes: [{ what: "other_company", name: "Contoso" }] },
    ]);
    expect(companies()[0]?.pledges).toHaveLength(1);
  });
});

/** Editions of one list: rows by their number, each with what a list may say of it. */
const edition = fc
  .uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 12 }).map(String),
      company: fc.constantFrom("Northwind", "Contoso", "Фабрикам"),
      status: fc.constantFrom("announced", "committed", "received" as const),
      amount: fc.option(fc.integer({ min: 1, max: 5 }).map(String), { nil: undefined }),
      notes: fc.option(fc.constantFrom("a", "b"), { nil: undefined }),
    }),
    { selector: ({ id }) => id, maxLength: 12 },
  )
  .map((rows) =>
    rows.map(({ amount, notes, ...rest }) => ({
      line: 2,
      form: "cash" as const,
      ...rest,
      ...(amount !== undefined && { value: { money: { amount, currency: "USD" } } }),
      ...(notes !== undefined && { notes }),
    })),
  );

/** Facts are what tells; a report may still point at what somebody should look at. */
const told = ({ companies }: ImportPlan): number => companies.reduce((sum, { facts }) => sum + facts.length, 0);

describe("Any editions in a row", () => {
  it("taken twice are as taken once", () => {
    fc.assert(
      fc.property(fc.array(edition, { maxLength: 3 }), (editions) => {
        const { take } = register();
        for (const rows of editions) {
          take(rows);
          expect(told(take(rows))).toBe(0);
        }
      }),
    );
  });

  it("lose no promise and no delivery, and never hold a row twice", () => {
    fc.assert(
      fc.property(fc.array(edition, { minLength: 1, maxLength: 4 }), (editions) => {
        const { companies, take } = register();
        const seen = new Set<string>();
        for (const rows of editions) {
          take(rows);
          for (const { id } of rows) seen.add(`cbi:${id}`);
          const pledges = companies().flatMap((company) => company.pledges.map(({ external }) => external));
          const deliveries = companies().flatMap((company) => company.deliveries.map(({ external }) => external));
          expect(new Set([...pledges, ...deliveries])).toEqual(seen);
          expect(pledges.length).toBe(new Set(pledges).size);
          expect(deliveries.length).toBe(new Set(deliveries).size);
        }
      }),
    );
  });

  it("end in what the newest says, whatever came before it", () => {
    fc.assert(
      fc.property(edition, edition, (older, newer) => {
        const { companies, take } = register();
        take(older.map((each) => ({ ...each, status: "announced" as const })));
        take(newer);
        for (const { id, status, value } of newer) {
          const all = companies();
          const pledge = all.flatMap(({ pledges }) => pledges).find(({ external }) => external === `cbi:${id}`);
          const delivery = all.flatMap(({ deliveries }) => deliveries).find(({ external }) => external === `cbi:${id}`);
          if (status === "received") expect(delivery?.value).toEqual(value);
          else expect(pledge?.steps.at(-1)).toMatchObject({ stage: status, ...(value && { value }) });
        }
      }),
    );
  });
});
