import { type Delivery, type Pledge, stateOf } from "../domain/contribution.ts";
import { hear } from "../domain/decide-hearsay.ts";
import type { Hearsay } from "../domain/intent.ts";
import type { CompanyFact } from "../domain/journal.ts";
import type { Money, Value } from "../domain/money.ts";
import type { Company } from "../domain/parties.ts";
import { evolve } from "../domain/replay.ts";
import type { Evidence, Id } from "../domain/request.ts";
import { stageOf } from "../domain/settled.ts";
import type { Dated, Instant } from "../domain/time.ts";
import type { Form } from "../domain/vocabulary.ts";
import type { ImportRow } from "./row.ts";

/** What a row brings to the register. */
export type RowChange =
  | { readonly what: "pledge" | "delivery" | "paid"; readonly value?: Money }
  | { readonly what: "amount"; readonly before?: Money; readonly value?: Money }
  | { readonly what: "words" | "source" }
  /** Nothing is done; somebody should look. */
  | { readonly what: "went_back" | "cancelled" }
  | { readonly what: "other_company"; readonly name: string }
  | { readonly what: "other_form"; readonly form: Form };

/** A company while an import goes through it: its state so far, and the facts that made it so. */
export interface Work {
  state: Company | undefined;
  readonly id: Id;
  /** As it may be shown. */
  readonly name: string;
  readonly facts: CompanyFact[];
}

/** As long as a title on one line; the whole text is kept with the evidence. */
const TITLE = 200;

const titleOf = ({ notes, recipients }: ImportRow): string => {
  const text = (notes ?? recipients ?? "—").replace(/\s+/gu, " ");
  return text.length > TITLE ? `${text.slice(0, TITLE - 1).trimEnd()}…` : text;
};

const isSame = (one: Value | undefined, other: Value | undefined): boolean =>
  one?.money.amount === other?.money.amount && one?.money.currency === other?.money.currency;

/** The words of a row that differ from what is recorded; a row that is silent takes nothing away. */
const reworded = (row: ImportRow, before: Pick<Pledge, "title" | "recipients">) => ({
  ...(row.notes && before.title !== titleOf(row) && { title: titleOf(row) }),
  ...(row.recipients && before.recipients !== row.recipients && { recipients: row.recipients }),
});

/** Money that is now goods, or the other way about: totals keep the two apart, so that somebody decides. */
const otherForm = ({ form }: ImportRow, before: Form): RowChange[] =>
  form === before ? [] : [{ what: "other_form", form }];

/** Takes rows into companies by the domain's own rules. `list` is the first half of a row's external number. */
export const taker = (at: Instant, by: Id, list: string) => {
  const tell = (work: Work, facts: readonly CompanyFact[]): void => {
    for (const fact of facts) {
      const entry = { seq: 1, change: work.id, at, by, via: "console", subject: "company", id: work.id, fact } as const;
      work.state = evolve("company", work.state, entry);
      work.facts.push(fact);
    }
  };
  const record = (work: Work, intent: Hearsay): void => {
    if (work.state) tell(work, hear(work.state, intent));
  };
  const dated = ({ day }: ImportRow): Dated =>
    day === undefined ? { on: at.slice(0, 10), precision: "unknown" } : { on: day, precision: "day" };

  /** Evidence is added where nothing the same stands behind the part yet. */
  const support = (work: Work, row: ImportRow, about: NonNullable<Evidence["about"]>): boolean => {
    if (!row.source && !row.notes) return false;
    const { kind = "other", url, voice, publisher } = row.source ?? {};
    const isThere = work.state?.evidence.some(
      (one) =>
        one.about?.part === about.part &&
        one.about.no === about.no &&
        one.url === url &&
        one.publisher === publisher &&
        one.voice === voice &&
        one.excerpt === row.notes,
    );
    if (isThere) return false;
    const evidence = {
      kind,
      about,
      ...(url && { url }),
      ...(voice && { voice }),
      ...(publisher && { publisher }),
      ...(row.notes && { excerpt: row.notes }),
    };
    record(work, { do: "evidence", evidence });
    return true;
  };

  /** What arrived, beside what was promised: a pledge that is paid keeps its pledge. */
  const arrived = (work: Work, row: ImportRow, pledge?: number): void => {
    record(work, {
      do: "deliver",
      delivery: {
        mode: row.form === "cash" ? "cash" : "physical",
        title: titleOf(row),
        lines: [],
        external: list + row.id,
        ...(pledge !== undefined && { pledge }),
        ...(row.value && { value: row.value }),
        ...(row.recipients && { recipients: row.recipients }),
      },
      move: { state: "received", on: dated(row) },
    });
    support(work, row, { part: "delivery", no: work.state?.deliveries.at(-1)?.no ?? 0 });
  };

  const step = (row: ImportRow, stage: Pledge["steps"][number]["stage"]) => ({
    stage,
    at: dated(row),
    lines: [],
    ...(row.value && { value: row.value }),
  });

  return {
    tell,

    /** A row that was never seen before. */
    first(work: Work, row: ImportRow): readonly RowChange[] {
      const money = row.value && { value: row.value.money };
      if (row.status === "received") {
        arrived(work, row);
        return [{ what: "delivery", ...money }];
      }
      const { form, recipients } = row;
      record(work, {
        do: "pledge",
        pledge: { form, title: titleOf(row), external: list + row.id, ...(recipients && { recipients }) },
        step: step(row, row.status),
      });
      support(work, row, { part: "pledge", no: work.state?.pledges.at(-1)?.no ?? 0 });
      return [{ what: "pledge", ...money }];
    },

    /** A later edition's word on what was promised. */
    promised(work: Work, row: ImportRow, pledge: Pledge): readonly RowChange[] {
      if (pledge.cancelled) return [{ what: "cancelled" }];
      if (row.status === "announced" && stageOf(pledge) === "committed") return [{ what: "went_back" }];
      if (row.status === "received") {
        arrived(work, row, pledge.no);
        return [{ what: "paid", ...(row.value && { value: row.value.money }) }];
      }
      const changes: RowChange[] = otherForm(row, pledge.form);
      const before = pledge.steps.at(-1);
      if (before?.stage !== row.status || (row.value && !isSame(before.value, row.value))) {
        record(work, { do: "state_pledge", no: pledge.no, step: step(row, row.status) });
        changes.push({
          what: "amount",
          ...(before?.value && { before: before.value.money }),
          ...(row.value && { value: row.value.money }),
        });
      }
      const words = reworded(row, pledge);
      if (Object.keys(words).length > 0) {
        record(work, { do: "edit_pledge", no: pledge.no, changes: words });
        changes.push({ what: "words" });
      }
      if (support(work, row, { part: "pledge", no: pledge.no })) changes.push({ what: "source" });
      return changes;
    },

    /** A later edition's word on what arrived. */
    delivered(work: Work, row: ImportRow, delivery: Delivery): readonly RowChange[] {
      if (row.status !== "received") return [{ what: "went_back" }];
      if (stateOf(delivery) === "cancelled") return [{ what: "cancelled" }];
      const changes: RowChange[] = otherForm(row, delivery.mode === "cash" ? "cash" : "in_kind");
      const words = reworded(row, delivery);
      const value = row.value && !isSame(delivery.value, row.value) ? row.value : undefined;
      const edited = { ...words, ...(value && { value }) };
      if (Object.keys(edited).length > 0) record(work, { do: "edit_delivery", no: delivery.no, changes: edited });
      if (value)
        changes.push({
          what: "amount",
          ...(delivery.value && { before: delivery.value.money }),
          value: value.money,
        });
      if (Object.keys(words).length > 0) changes.push({ what: "words" });
      if (support(work, row, { part: "delivery", no: delivery.no })) changes.push({ what: "source" });
      return changes;
    },
  };
};
