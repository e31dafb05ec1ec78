import type { Call } from "../call.ts";
import type { GivingFigures, GivingPage } from "../domain/giving-overview.ts";
import type { Instant } from "../domain/time.ts";
import type { Say } from "../language/say.ts";
import { buttons, facts, line, list, note } from "./blocks.ts";
import { givingLine, sumFacts } from "./giving-line.ts";
import { openButton } from "./overview-line.ts";
import { short, when } from "./text.ts";
import type { View } from "./view.ts";

/** What was found among promises and deliveries, and from where it is counted. */
export interface GivingListing {
  readonly page: GivingPage;
  /** The sums of the whole scope; left out where only some of its lines are shown. */
  readonly figures?: GivingFigures;
  /** Of what: a company's, team's or campaign's name. */
  readonly scope?: string;
  readonly offset: number;
  /** The call of the next page, when there is one. */
  readonly more?: Call;
  /** Set when the register is shown as known at an earlier moment. */
  readonly asOf?: Instant;
}

/** How many requests get a button that opens them. */
const OPENED = 4;

/** Promises and deliveries line by line, the sums first. */
export const givingView = ({ page, figures, scope, offset, more, asOf }: GivingListing, say: Say): View => {
  const rest = page.total - offset - page.rows.length;
  const refs = [...new Set(page.rows.flatMap(({ ref }) => ref ?? []))].slice(0, OPENED);
  const next =
    more === undefined || rest <= 0 ? [] : [{ label: say.words("button.more"), weight: "plain" as const, call: more }];
  return {
    title: [...say("given.title"), ...(scope === undefined ? [] : [" · ", short(scope, 60)]), ` · ${page.total}`],
    tone: "plain",
    blocks: [
      ...(asOf === undefined ? [] : [note(...say("list.as_of", { when: when(asOf) }))]),
      ...(figures === undefined || figures.companies === 0
        ? []
        : facts([...sumFacts(figures.totals, say), [say.words("giving.companies"), [String(figures.companies)]]])),
      ...(page.rows.length === 0
        ? [line(...say(offset > 0 ? "list.past_end" : "giving.none"))]
        : list(page.rows.map((row) => givingLine(row, say)))),
      ...(rest > 0 ? [note(...say("digest.hidden", { count: rest }))] : []),
      ...buttons([...refs.map((ref) => openButton({ ref })), ...next]),
    ],
  };
};
