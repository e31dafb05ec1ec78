import { type Money, totals } from "../domain/money.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Key, Say } from "../language/say.ts";
import { moneyText } from "../view/amount.ts";
import { refusalWords } from "../view/refusal.ts";
import { join, short } from "../view/text.ts";
import type { Text } from "../view/view.ts";
import type { Column } from "./columns.ts";
import type { ReadList } from "./list.ts";
import type { ImportPlan, RowReport } from "./plan.ts";
import type { RowFault } from "./row.ts";
import type { RowChange } from "./taking.ts";

/** How many rows are told one by one; the rest is counted. */
export interface ReportLength {
  readonly rows: number;
}

const sum = (changes: readonly RowChange[], say: Say): Text => {
  const money = totals(changes.flatMap((change) => ("value" in change && change.value ? [change.value] : [])));
  return join(
    money.map((one) => moneyText(one, say)),
    " + ",
  );
};

const money = (one: Money | undefined, say: Say): Text => (one ? moneyText(one, say) : say("import.no_amount"));

const changeText = (change: RowChange, say: Say): Text => {
  switch (change.what) {
    case "pledge":
    case "delivery":
    case "paid":
      return say(`import.row.${change.what}`, { amount: money(change.value, say) });
    case "amount":
      return say("import.row.amount", { before: money(change.before, say), amount: money(change.value, say) });
    case "other_company":
      return say("import.row.other_company", { name: short(change.name, 60) });
    case "other_form":
      return say("import.row.other_form", { form: say.word("form", change.form) });
    default:
      return say(`import.row.${change.what}`);
  }
};

const rowText = ({ line, id, company, changes }: RowReport, say: Say): Text =>
  join([
    say("import.line", { line }),
    [short(id, 40)],
    [short(company, 60)],
    ...changes.map((change) => changeText(change, say)),
  ]);

const KINDS = ["pledge", "delivery", "paid", "amount", "words", "source"] as const;
const DOUBTS = ["went_back", "other_company", "other_form", "cancelled"] as const;

const counted = (what: RowChange["what"], all: readonly RowChange[], say: Say): readonly Text[] => {
  const of = all.filter((change) => change.what === what);
  if (of.length === 0) return [];
  // The keys follow the kinds, and a test walks through both.
  const key = `import.count.${what}` as Key;
  const amount = what === "pledge" || what === "delivery" || what === "paid" ? sum(of, say) : [];
  return [join([say(key, { count: of.length }), amount], ", ")];
};

/**
 * What an import brings, line by line: every row that changes something with where it stands in the
 * file, the rows that are gone, and the sums. The dry run and the real one differ in their first word.
 */
export const importReport = (plan: ImportPlan, done: boolean, { rows }: ReportLength, say: Say): readonly Text[] => {
  const { alike = [] } = plan;
  const changes = plan.reports.flatMap((report) => report.changes);
  const left = plan.reports.length - rows;
  return [
    ...plan.reports.slice(0, rows).map((report) => rowText(report, say)),
    ...(left > 0 ? [say("import.more", { count: left })] : []),
    ...plan.gone
      .slice(0, rows)
      .map(({ id, company, title }) =>
        join([say("import.gone"), [short(id, 40)], [short(company, 60)], [short(title, 80)]]),
      ),
    ...(plan.gone.length > rows ? [say("import.more", { count: plan.gone.length - rows })] : []),
    ...alike
      .slice(0, rows)
      .map(({ name, other }) => say("import.alike", { name: short(name, 60), other: short(other, 60) })),
    ...(alike.length > rows ? [say("import.more", { count: alike.length - rows })] : []),
    say(done ? "import.done" : "import.dry"),
    ...KINDS.flatMap((what) => counted(what, changes, say)),
    ...DOUBTS.flatMap((what) => counted(what, changes, say)),
    ...(plan.added.length > 0 ? [say("import.count.companies", { count: plan.added.length })] : []),
    ...(plan.gone.length > 0 ? [say("import.count.gone", { count: plan.gone.length })] : []),
    say("import.count.same", { count: plan.same }),
  ];
};

const columnWord = (column: Column, say: Say): string => say.word("import.column", column);

const faultText = ({ line, column, code, params }: RowFault, say: Say): Text =>
  join([
    say("import.line", { line }),
    column === undefined ? undefined : [columnWord(column, say)],
    [refusalWords(new Refusal(code, params), say)],
  ]);

/** Why nothing of a list is taken: each row at fault with its line, and what is missing altogether. */
export const importFaults = ({ faults, missing }: ReadList, { rows }: ReportLength, say: Say): readonly Text[] => [
  ...faults.slice(0, rows).map((fault) => faultText(fault, say)),
  ...(faults.length > rows ? [say("import.more", { count: faults.length - rows })] : []),
  ...(missing.length > 0
    ? [say("import.missing", { columns: missing.map((column) => columnWord(column, say)).join(", ") })]
    : []),
  say("import.nothing"),
];
