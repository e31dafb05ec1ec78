import { z } from "zod";
import { plusWorkingDays } from "../domain/calendar.ts";
import type { Intent } from "../domain/intent.ts";
import { type Request, refOf } from "../domain/request.ts";
import { standingOf } from "../domain/standing.ts";
import { dayOf, momentOf } from "../domain/time.ts";
import { CHANNELS, type Channel, RUNGS } from "../domain/vocabulary.ts";
import type { Desk } from "../ports.ts";
import { approvalBlocks } from "../view/approval.ts";
import { type BatchRow, batchView } from "../view/batch.ts";
import type { Card } from "../view/card.ts";
import { changeView } from "../view/change.ts";
import { day, when } from "../view/text.ts";
import type { Text } from "../view/view.ts";
import { putOrAsk, waitsForLead } from "./approving.ts";
import { command } from "./command.ts";
import { askedFor, now } from "./dating.ts";
import { memberFor, theRequest } from "./finding.ts";
import { choice, flag, line, long, maybe, member, moment, request, version } from "./options.ts";
import { Question } from "./question.ts";
import { calendarsOf, cardOf, changeRequest, companyOf, teamOf } from "./recording.ts";

/** How many requests one bulk chase takes; a longer list is chased in parts. */
const MOST = 50;

/** When a request was last approached or chased, and until when it is left alone after that. */
const restsUntil = async (desk: Desk, one: Request): Promise<string | undefined> => {
  const last = one.approaches.at(-1);
  if (!last) return undefined;
  const team = await teamOf(desk, one);
  const until = plusWorkingDays(
    calendarsOf(desk, team, await companyOf(desk, one)),
    dayOf(last.recorded, team.zone),
    desk.workspace.chaseRest,
  );
  return momentOf(until, "00:00", team.zone) > desk.at ? until : undefined;
};

/** Why one is left out of a bulk chase. */
type Why = "batch.why.not_theirs" | "batch.why.bad_contact" | "batch.why.rests" | "batch.why.awaiting";

/** Why a request is passed over in a bulk chase; undefined when it may be chased. */
const passedOver = async (
  desk: Desk,
  one: Request,
  channel: Channel | undefined,
): Promise<{ key: Why; until?: string } | undefined> => {
  const standing = standingOf(one);
  if (standing.move !== "theirs" || standing.unread || standing.sent === undefined)
    return { key: "batch.why.not_theirs" };
  const { contacts } = await companyOf(desk, one);
  if (contacts.length > 0 && contacts.every(({ bad }) => bad)) return { key: "batch.why.bad_contact" };
  if (waitsForLead(desk, chased(desk, one, channel).approach.channel)) return { key: "batch.why.awaiting" };
  const until = await restsUntil(desk, one);
  return until === undefined ? undefined : { key: "batch.why.rests", until };
};

/** Asks before a company is reminded again so soon: two people may press the same button. */
const askAboutRest = async (desk: Desk, one: Request): Promise<void> => {
  const last = one.approaches.at(-1);
  const until = last?.chase ? await restsUntil(desk, one) : undefined;
  if (!last || !until) return;
  const fillings = { ref: refOf(one.ref), at: when(last.recorded), until: day(until) };
  throw new Question("question.chased_lately", fillings, [
    {
      label: "choice.show",
      fillings: { ref: refOf(one.ref) },
      weight: "main",
      call: { command: "show", options: { request: refOf(one.ref) } },
    },
    { label: "choice.chase_again", weight: "plain", set: { anyway: "yes" } },
  ]);
};

type Row = Omit<BatchRow, "why"> & {
  readonly passed?: {
    readonly key: Why;
    readonly until?: string;
  };
};

/** Chases every late request, or shows first what that would do. One row each, whatever becomes of it. */
const chaseAll = async (desk: Desk, channel: Channel | undefined, sure: boolean): Promise<readonly Row[]> => {
  const { rows } = await desk.list({ late: true, sort: "due", limit: MOST });
  const done: Row[] = [];
  for (const { ref, company } of rows) {
    const one = await theRequest(desk, { request: ref });
    const passed = await passedOver(desk, one, channel);
    if (!passed && sure) await changeRequest(desk, one, chased(desk, one, channel));
    done.push({ company: company.name, ref, result: passed ? "skipped" : "chased", ...(passed && { passed }) });
  }
  return done;
};

const chased = (desk: Desk, one: Request, channel: Channel | undefined): Extract<Intent, { do: "approach" }> => {
  const last = one.approaches.at(-1);
  return {
    do: "approach",
    approach: {
      at: now(desk),
      channel: channel ?? last?.channel ?? "email",
      chase: true,
      ...(last?.to && { to: last.to }),
    },
  };
};

type Chased =
  | { readonly card: Card; readonly rung: string | undefined; readonly asked: boolean }
  | { readonly rows: readonly Row[]; readonly sure: boolean; readonly channel: string | undefined };

/** Records that we reminded them; with a rung, that we went one step up the ladder; or chases all that is late. */
export const chase = command({
  name: "chase",
  group: "ask",
  needs: "coordinator",
  changes: true,
  audience: "channel",
  positional: ["request", "channel"],
  examples: ["chase AID-1 call", "chase AID-1 rung:executive channel:private_letter", "chase all:late"],
  wants: (typed) => (typed["all"] ? [] : ["request"]),
  options: z.object({
    request: maybe(request()),
    v: version(),
    channel: maybe(choice("channel", CHANNELS), { form: true }),
    to: maybe(line(120)),
    text: maybe(long(), { form: true }),
    rung: maybe(choice("rung", RUNGS)),
    "reply-by": maybe(moment()),
    owner: maybe(member()),
    all: maybe(choice("filter", ["late"])),
    anyway: maybe(flag(), { hidden: true }),
  }),
  async run(typed, desk): Promise<Chased> {
    if (typed.all)
      return {
        rows: await chaseAll(desk, typed.channel, typed.anyway ?? false),
        sure: typed.anyway ?? false,
        channel: typed.channel,
      };
    const one = await theRequest(desk, { request: typed.request ?? 0, v: typed.v });
    if (!typed.anyway && !typed.rung) await askAboutRest(desk, one);
    const home = await teamOf(desk, one);
    const ladder = (await desk.campaigns()).find(({ id }) => id === one.campaign)?.ladder ?? [];
    const step = ladder.find(({ rung }) => rung === typed.rung);
    // A rung has a clock of its own; a plain chase leaves the clock that runs.
    const wait = typed["reply-by"] ?? (typed.rung ? `${step?.workingDays ?? 5} working days` : undefined);
    const plain = chased(desk, one, typed.channel);
    const put = await putOrAsk(desk, one, {
      dated: false,
      approach: {
        ...plain.approach,
        ...(typed.to && { to: typed.to }),
        ...(typed.text && { text: typed.text }),
        ...(typed.rung && { rung: typed.rung, chase: false }),
      },
      ask: wait === undefined ? undefined : askedFor(desk, home, wait, "reply-by"),
      owner: typed.owner === undefined ? undefined : (await memberFor(desk, typed.owner, "owner")).id,
    });
    return { card: await cardOf(desk, put.request), rung: typed.rung, asked: put.asked };
  },
  present(result, say) {
    if ("card" in result) {
      const { card, rung, asked } = result;
      const fillings = {
        ref: refOf(card.request.ref),
        company: card.company.name,
        rung: rung ? say.word("rung", rung) : "",
      };
      const headline = say(asked ? "did.awaits" : rung ? "did.escalate" : "did.chase", fillings);
      return changeView({ card, headline, details: approvalBlocks(card, say) }, say);
    }
    const { sure, channel } = result;
    if (result.rows.length === 0) return { title: say("chase.none_late"), tone: "plain", blocks: [] };
    const why = ({ passed }: Row): Text | undefined =>
      passed && say(passed.key, passed.until ? { until: day(passed.until) } : {});
    const rows = result.rows.map((row): BatchRow => {
      const { passed: _, ...plain } = row;
      const text = why(row);
      return { ...plain, ...(text && { why: text }) };
    });
    const count = rows.filter((row) => row.result === "chased").length;
    const go = {
      label: say.words("choice.chase_all", { count }),
      weight: "main",
      call: { command: "chase", options: { all: "late", anyway: "yes", ...(channel && { channel }) } },
    } as const;
    return batchView({ rows, preview: !sure, buttons: sure || count === 0 ? [] : [go] }, say);
  },
});
