import { readFile } from "node:fs/promises";
import { placeNamed, SPACE } from "../../adapters/console/room.ts";
import type { Invocation } from "../call.ts";
import type { CompanyFact } from "../domain/journal.ts";
import { dayOf } from "../domain/time.ts";
import { may } from "../domain/vocabulary.ts";
import { type Alike, alikeAmong } from "../imports/alike.ts";
import { textFrom } from "../imports/encoding.ts";
import { NoTable, type ReadList, readList } from "../imports/list.ts";
import { type ImportPlan, planImport } from "../imports/plan.ts";
import { importFaults, importReport } from "../imports/report.ts";
import { isUnnamed } from "../imports/row.ts";
import { speak } from "../language/say.ts";
import type { Desk } from "../ports.ts";
import { plainText } from "../view/plain.ts";
import type { Text } from "../view/view.ts";
import type { Desktop } from "./desktop.ts";
import { build, openDatabase } from "./house.ts";

/** What `npm run -s import` was given. */
export interface ImportOptions {
  readonly file: string;
  /** The list that the file is an edition of: with a row's own number it says which row is which. */
  readonly list: string;
  readonly as: string;
  readonly place: string;
  /** Without it nothing is written, and the report says what would be. */
  readonly write: boolean;
  /** Tells every row, however many there are. */
  readonly all: boolean;
}

/** Known companies after which the progress is told again. */
const STRIDE = 50;

/** Rows told one by one when not all are asked for. */
const ROWS = 1_000;

/** Facts that are recorded together: more would make one statement too large. */
const AT_ONCE = 4_000;

/** Facts in portions; one company's stay together where they fit. */
function* portions<T extends { readonly facts: readonly CompanyFact[] }>(companies: readonly T[]): Generator<T[]> {
  let portion: T[] = [];
  let size = 0;
  for (const company of companies) {
    if (size > 0 && size + company.facts.length > AT_ONCE) {
      yield portion;
      portion = [];
      size = 0;
    }
    portion.push(company);
    size += company.facts.length;
  }
  if (portion.length > 0) yield portion;
}

const planAt = async (desk: Desk, { rows }: ReadList, list: string): Promise<ImportPlan> => {
  const plan = planImport(rows, await desk.everyCompany(), { at: desk.at, by: desk.me.id, list, newId: desk.id });
  // A misspelt name would make a second company, and nobody would notice before a digest.
  const known: Alike[] = [];
  for (const name of plan.added) {
    const [like] = isUnnamed(name) ? [] : await desk.companiesLike(name, 1);
    if (like && like.company.redacted === undefined) known.push({ name, other: like.company.name });
  }
  const told = new Set(known.map(({ name }) => name));
  return { ...plan, alike: [...known, ...alikeAmong(plan.added).filter(({ name }) => !told.has(name))] };
};

/** Records a plan and tells how far it is: rows would jump, since a company's are recorded together. */
const record = async (desk: Desk, { companies }: ImportPlan, told: (done: number, of: number) => void) => {
  let done = 0;
  const isNew = (company: (typeof companies)[number]): boolean => company.facts[0]?.type === "company.added";
  for (const portion of portions(companies.filter(isNew))) {
    await desk.addCompanies(portion);
    done += portion.length;
    told(done, companies.length);
  }
  for (const { id, facts } of companies.filter((company) => !isNew(company))) {
    for (let from = 0; from < facts.length; from += AT_ONCE)
      await desk.record("company", id, facts.slice(from, from + AT_ONCE));
    done += 1;
    if (done % STRIDE === 0 || done === companies.length) told(done, companies.length);
  }
};

/** Thrown inside the transaction, so that nothing of it stays. */
class NotAllowed extends Error {}

/**
 * `npm run -s import -- FILE --list NAME`: shows what an edition of a list of contributions would change,
 * and with `--write` changes it, all or nothing. 0 done, 1 when the list is at fault or the rules say no.
 */
export const runImport = async (options: ImportOptions, desktop: Desktop): Promise<number> => {
  const { config, log, clock, random, write, complain } = desktop;
  const say = speak(config.language);
  const lines = (texts: readonly Text[]) =>
    texts.map((text) => plainText(text, { language: config.language, zone: config.zone }));
  const length = { rows: options.all ? Number.POSITIVE_INFINITY : ROWS };
  const bytes = await readFile(options.file).catch(() => undefined);
  if (bytes === undefined) {
    complain([say.words("import.no_file", { file: options.file })]);
    return 2;
  }
  const text = textFrom(bytes);
  if (text === undefined) {
    complain([say.words("import.no_text")]);
    return 1;
  }
  let list: ReadList;
  try {
    list = readList(text, dayOf(clock.now(), config.zone));
  } catch (error) {
    if (!(error instanceof NoTable)) throw error;
    complain([say.words("import.no_table", { line: error.line })]);
    return 1;
  }
  if (list.unread.length > 0) complain([say.words("import.unread", { columns: list.unread.join(", ") })]);
  if (list.faults.length > 0 || list.missing.length > 0) {
    complain(lines(importFaults(list, length, say)));
    return 1;
  }
  const progress = (done: number, of: number): void => complain([say.words("import.progress", { done, of })]);
  const invocation: Invocation = {
    platform: "console",
    space: SPACE,
    place: placeNamed(options.place),
    speaker: { account: options.as, name: options.as, language: config.language },
    input: "",
  };
  const database = await openDatabase(config, true);
  try {
    const { zone, language } = config;
    const house = await build(database, { log, zone, language, clock, random, time: "real", stay: "leaving" });
    const allowed = (desk: Desk): void => {
      if (!may(desk.me.role, "coordinator")) throw new NotAllowed();
    };
    let plan: ImportPlan | undefined;
    if (options.write)
      await house.store.answer(
        invocation,
        async (desk) => {
          allowed(desk);
          plan = await planAt(desk, list, options.list);
          await record(desk, plan, progress);
          return { view: { title: say("import.done"), tone: "good", blocks: [] }, audience: "caller" };
        },
        { writes: true },
      );
    else
      plan = await house.store.look(invocation, async (desk) => {
        allowed(desk);
        return planAt(desk, list, options.list);
      });
    if (plan) write(lines(importReport(plan, options.write, length, say)));
    return 0;
  } catch (error) {
    if (!(error instanceof NotAllowed)) throw error;
    complain([say.words("import.not_allowed", { name: options.as })]);
    return 1;
  } finally {
    await database.close();
  }
};
