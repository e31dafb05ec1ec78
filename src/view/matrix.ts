import type { MatrixCell } from "../domain/overview.ts";
import type { Instant } from "../domain/time.ts";
import { KINDS } from "../domain/vocabulary.ts";
import type { Say } from "../language/say.ts";
import { line, note } from "./blocks.ts";
import { answerWords } from "./state.ts";
import { join, short, when } from "./text.ts";
import type { Block, Text, View } from "./view.ts";

/** Companies shown in one table; the rest is counted. */
const ROWS = 30;

/** Companies by kinds of ask. */
export interface Matrix {
  readonly cells: readonly MatrixCell[];
  /** What it is limited to, such as a campaign's name. */
  readonly heading?: Text;
  readonly asOf?: Instant;
}

const cellText = (cell: MatrixCell | undefined, say: Say): Text => {
  if (cell === undefined) return ["–"];
  return join(
    [
      [answerWords(cell, say) ?? say.words("matrix.silent")],
      cell.disputed ? say("overview.disputed") : undefined,
      cell.late > 0 ? say("matrix.late", { count: cell.late }) : undefined,
      cell.asked > 1 ? say("matrix.asked", { count: cell.asked }) : undefined,
    ],
    ", ",
  );
};

/** Who was asked for what, and what came of it; a dash is an ask that was not made. */
export const matrixView = ({ cells, heading, asOf }: Matrix, say: Say): View => {
  const kinds = KINDS.filter((kind) => cells.some((cell) => cell.kind === kind));
  const companies = [...new Map(cells.map(({ company }) => [company.id, company.name])).entries()].toSorted(
    ([, one], [, other]) => one.localeCompare(other, say.language),
  );
  const rest = companies.length - ROWS;
  const table: Block = {
    kind: "rows",
    columns: [say.words("fact.company"), ...kinds.map((kind) => say.word("kind", kind))],
    rows: companies.slice(0, ROWS).map(([id, name]) => [
      [short(name, 40)],
      ...kinds.map((kind) =>
        cellText(
          cells.find((cell) => cell.company.id === id && cell.kind === kind),
          say,
        ),
      ),
    ]),
    ...(rest > 0 ? { more: say("matrix.rest", { count: rest }) } : {}),
  };
  return {
    title: join([say("matrix.title"), heading]),
    tone: "plain",
    blocks: [
      ...(asOf === undefined ? [] : [note(...say("list.as_of", { when: when(asOf) }))]),
      ...(cells.length === 0 ? [line(...say("matrix.empty"))] : [table, note(...say("matrix.legend"))]),
    ],
  };
};
