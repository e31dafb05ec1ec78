import type { Call } from "../call.ts";
import type { ListPage, RequestLine } from "../domain/overview.ts";
import type { Instant } from "../domain/time.ts";
import type { Say } from "../language/say.ts";
import { buttons, heading as headed, line, list, note } from "./blocks.ts";
import { openButton, overviewLine } from "./overview-line.ts";
import { when } from "./text.ts";
import type { Block, Text, View } from "./view.ts";

/** What matches among closed and withdrawn requests, and the call that shows it. */
export interface Ended {
  readonly count: number;
  readonly call: Call;
}

/** What was found, and from where it is counted. */
export interface Listing {
  readonly page: ListPage;
  readonly heading: Text;
  /** The moment for which late is late. */
  readonly at: Instant;
  readonly offset: number;
  /** The call of the next page, when there is one. */
  readonly more?: Call;
  /** Set when the register is shown as known at an earlier moment. */
  readonly asOf?: Instant;
  /** Set where nothing open matches. */
  readonly ended?: Ended;
}

/** The four groups of every overview, in the order in which they need us. */
const GROUPS = ["act", "waiting", "done", "other"] as const;

const groupOf = (row: RequestLine): (typeof GROUPS)[number] => {
  if (row.status === "closed") return "done";
  if (row.status === "withdrawn") return "other";
  if (row.move === "ours") return "act";
  return row.move === "theirs" ? "waiting" : "other";
};

/** How many lines get a button that opens them. */
const OPENED = 4;

/** A list of requests in four groups: we must act, waiting, done, other. */
export const listView = ({ page, heading, at, offset, more, asOf, ended }: Listing, say: Say): View => {
  const rest = page.total - offset - page.rows.length;
  const groups = GROUPS.map((group) => ({ group, rows: page.rows.filter((row) => groupOf(row) === group) }));
  const shown = groups.filter(({ rows }) => rows.length > 0);
  const blocks: readonly Block[] = shown.flatMap(({ group, rows }) => [
    headed(...say(`group.${group}`, { count: rows.length })),
    ...list(rows.map((row) => overviewLine(row, at, say, true))),
  ]);
  const next =
    more === undefined || rest <= 0 ? [] : [{ label: say.words("button.more"), weight: "plain" as const, call: more }];
  const further =
    ended === undefined ? [] : [{ label: say.words("button.ended"), weight: "plain" as const, call: ended.call }];
  const opened = shown
    .flatMap(({ rows }) => rows)
    .slice(0, OPENED)
    .map(openButton);
  return {
    title: [...heading, " · ", String(page.total)],
    tone: "plain",
    blocks: [
      ...(asOf === undefined ? [] : [note(...say("list.as_of", { when: when(asOf) }))]),
      ...(page.rows.length === 0 ? [line(...say(offset > 0 ? "list.past_end" : "list.empty"))] : blocks),
      ...(ended === undefined ? [] : [note(...say("list.ended", { count: ended.count }))]),
      ...(rest > 0 ? [note(...say("list.rest", { count: rest }))] : []),
      ...buttons([...opened, ...further, ...next]),
    ],
  };
};
