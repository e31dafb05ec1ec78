import { z } from "zod";
import type { Call } from "../call.ts";
import { FULFILMENTS } from "../domain/fulfilment.ts";
import type { ListFilter, ListPage } from "../domain/overview.ts";
import type { Instant } from "../domain/time.ts";
import { KINDS, LIVE, MOVES, OVER, STATUSES } from "../domain/vocabulary.ts";
import type { Key, Say } from "../language/say.ts";
import type { Desk } from "../ports.ts";
import { type Ended, listView } from "../view/list.ts";
import type { View } from "../view/view.ts";
import { command } from "./command.ts";
import { asOfMoment } from "./dating.ts";
import { theCampaign, theCompany, theMember, theTeam } from "./finding.ts";
import { campaign, choice, company, flag, line, maybe, member, moment, number, team } from "./options.ts";

/** Lines on a page: what fits one screen and, with two lines each, any platform's message. */
const PAGE = 15;

interface Found {
  readonly page: ListPage;
  readonly heading: Key;
  readonly at: Instant;
  readonly asOf?: Instant;
  readonly offset: number;
  readonly more?: Call;
  readonly ended?: Ended;
}

/** One page of what the filter finds, with the call that turns to the next. */
const find = async (
  desk: Desk,
  filter: Omit<ListFilter, "limit" | "offset">,
  turn: Call,
  pageNo: number,
  heading: Key,
): Promise<Found> => {
  const offset = (pageNo - 1) * PAGE;
  const page = await desk.list({ ...filter, limit: PAGE, offset });
  const more =
    page.total > offset + page.rows.length
      ? { command: turn.command, options: { ...turn.options, page: String(pageNo + 1) } }
      : undefined;
  return {
    page,
    heading,
    at: filter.asOf ?? desk.at,
    offset,
    ...(filter.asOf && { asOf: filter.asOf }),
    ...(more && { more }),
  };
};

/** Where nothing open matches, how many of the others do: whoever finds nothing would log it again. */
const endedOf = async (
  desk: Desk,
  filter: Omit<ListFilter, "limit" | "offset">,
  turn: Call,
): Promise<Ended | undefined> => {
  const { total } = await desk.list({ ...filter, status: OVER, limit: 0 });
  return total === 0
    ? undefined
    : { count: total, call: { command: turn.command, options: { ...turn.options, all: "yes" } } };
};

const shown = ({ heading, ...found }: Found, say: Say): View =>
  listView({ ...found, heading: say(heading, { count: found.page.total }) }, say);

/** Lists requests: what is open, or whatever the filters say. */
export const list = command({
  name: "list",
  group: "look",
  needs: "observer",
  changes: false,
  audience: "caller",
  positional: ["text"],
  examples: ["list", "list move:ours sort:moved", "list status:closed"],
  options: z.object({
    text: maybe(line(120)),
    status: maybe(choice("status", STATUSES)),
    all: maybe(flag()),
    move: maybe(choice("move", MOVES)),
    kind: maybe(choice("kind", KINDS)),
    fulfilment: maybe(choice("fulfilment", FULFILMENTS)),
    company: maybe(company()),
    owner: maybe(member()),
    team: maybe(team()),
    campaign: maybe(campaign()),
    sort: maybe(choice("sort", ["due", "ref", "moved"])),
    "as-of": maybe(moment()),
    page: maybe(number(1, 100_000)),
  }),
  async run(typed, desk) {
    const { page = 1, all, text, move, kind, fulfilment, sort } = typed;
    const statuses = typed.status ? [typed.status] : all ? undefined : LIVE;
    const filter: Omit<ListFilter, "limit" | "offset"> = {
      sort: sort ?? "due",
      ...(statuses && { status: statuses }),
      ...(text && { text }),
      ...(move && { move }),
      ...(kind && { kind }),
      ...(fulfilment && { fulfilment }),
      ...(typed.company && { company: (await theCompany(desk, typed.company)).id }),
      ...(typed.owner && { owner: (await theMember(desk, typed.owner, "owner")).id }),
      ...(typed.team && { team: (await theTeam(desk, typed.team)).id }),
      ...(typed.campaign && { campaign: (await theCampaign(desk, typed.campaign)).id }),
      ...(typed["as-of"] && { asOf: asOfMoment(desk, typed["as-of"]) }),
    };
    const { page: _, ...kept } = typed;
    const options = Object.fromEntries(
      Object.entries(kept).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value === true ? "yes" : String(value)]],
      ),
    );
    const turn = { command: "list", options };
    const found = await find(desk, filter, turn, page, "list.found");
    const ended = statuses === LIVE && found.page.total === 0 ? await endedOf(desk, filter, turn) : undefined;
    return { ...found, ...(ended && { ended }) };
  },
  present: shown,
});

/** The caller's: requests they own or stand in for, with those that wait for them before all others. */
export const mine = command({
  name: "mine",
  group: "look",
  needs: "observer",
  changes: false,
  audience: "caller",
  positional: [],
  examples: ["mine"],
  options: z.object({ page: maybe(number(1, 100_000)) }),
  run: ({ page = 1 }, desk) =>
    find(
      desk,
      { involves: desk.me.id, status: LIVE, sort: "turn" },
      { command: "mine", options: {} },
      page,
      "list.mine",
    ),
  present: shown,
});

/** What is late, the oldest first. */
export const late = command({
  name: "late",
  group: "look",
  needs: "observer",
  changes: false,
  audience: "caller",
  positional: ["team"],
  examples: ["late"],
  options: z.object({ team: maybe(team()), page: maybe(number(1, 100_000)) }),
  async run({ team: typed, page = 1 }, desk) {
    const of = typed === undefined ? undefined : await theTeam(desk, typed);
    const turn = { command: "late", options: of ? { team: of.name } : {} };
    return find(desk, { late: true, sort: "due", ...(of && { team: of.id }) }, turn, page, "list.late");
  },
  present: shown,
});
