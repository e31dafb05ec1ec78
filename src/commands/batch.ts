import { z } from "zod";
import type { Due } from "../domain/deadline.ts";
import { decide } from "../domain/decide.ts";
import { type Request, refOf } from "../domain/request.ts";
import { CHANNELS, KINDS } from "../domain/vocabulary.ts";
import { type BatchRow, batchView } from "../view/batch.ts";
import { line as sentence } from "../view/blocks.ts";
import { dueText } from "../view/text.ts";
import { proposal, waitsForLead } from "./approving.ts";
import { command } from "./command.ts";
import { askedFor, happened, now } from "./dating.ts";
import { likeRequests } from "./duplicates.ts";
import { companyFor, memberFor, teamHere, theCampaign } from "./finding.ts";
import { goodsAsked } from "./goods.ts";
import { campaign, choice, flag, line, long, maybe, member, moment, several } from "./options.ts";
import { Question } from "./question.ts";
import { calendarsOf } from "./recording.ts";

type Row = Omit<BatchRow, "why"> & { readonly like?: string; readonly near?: string; readonly added?: boolean };

/** Logs one letter to many companies: a request each, tied together as one batch. */
export const batch = command({
  name: "batch",
  group: "ask",
  needs: "coordinator",
  changes: true,
  audience: "channel",
  positional: ["companies", "title"],
  examples: [
    'batch "Northwind, Contoso, Fabrikam" "Stop sales in Russia" kind:sales_suspension channel:email reply-by:"10 working days"',
  ],
  options: z.object({
    companies: several("company", 50),
    title: line(),
    kind: choice("kind", KINDS),
    channel: choice("channel", CHANNELS),
    "reply-by": maybe(moment(), { form: true }),
    at: maybe(moment()),
    from: maybe(line(120)),
    text: maybe(long(), { form: true }),
    rationale: maybe(long()),
    country: maybe(line(120)),
    owner: maybe(member()),
    campaign: maybe(campaign()),
    both: maybe(flag()),
    anyway: maybe(flag(), { hidden: true }),
  }),
  async run(typed, desk) {
    const home = await teamHere(desk);
    const within = typed.campaign ? await theCampaign(desk, typed.campaign) : undefined;
    const owner = typed.owner ? await memberFor(desk, typed.owner, "owner") : undefined;
    const ask = typed["reply-by"] ? askedFor(desk, home, typed["reply-by"], "reply-by", typed.both) : undefined;
    const at = typed.at ? happened(desk, home.zone, typed.at, "at") : now(desk);
    const tied = desk.id();
    const waits = waitsForLead(desk, typed.channel);
    const lines = goodsAsked(typed);
    const rows: Row[] = [];
    const dues = new Map<string, Due>();
    for (const name of typed.companies) {
      const found = await companyFor(desk, name, false).catch((error: unknown) => {
        // A near-miss holds up its own row only; it is answered by logging that one by itself.
        if (!(error instanceof Question)) throw error;
        const resembled = error.fillings["name"];
        return { near: typeof resembled === "string" ? resembled : name };
      });
      if ("near" in found) {
        rows.push({ company: name, result: "question", near: found.near });
        continue;
      }
      const { company, added } = found;
      const [like] =
        added || typed.anyway
          ? []
          : await likeRequests(desk, { company, kind: typed.kind, title: typed.title, text: undefined, team: home });
      if (like) {
        rows.push({ company: company.name, result: "skipped", like: refOf(like.request.ref) });
        continue;
      }
      const id = desk.id();
      const facts = decide(
        undefined,
        {
          do: "log",
          request: {
            id,
            ref: await desk.nextRef(),
            kind: typed.kind,
            title: typed.title,
            company: company.id,
            team: home.id,
            batch: tied,
            priority: "normal",
            ...(within && { campaign: within.id }),
            ...(typed.country && { target: typed.country }),
            ...(typed.rationale && { rationale: typed.rationale }),
            ...(lines.length > 0 && { lines }),
            ...(owner && { owner: owner.id }),
          },
          ...(waits
            ? {
                proposed: proposal({
                  channel: typed.channel,
                  at: typed.at ? at : undefined,
                  from: typed.from,
                  text: typed.text,
                  ask,
                }),
              }
            : {
                approach: {
                  at,
                  channel: typed.channel,
                  chase: false,
                  ...(typed.from && { from: typed.from }),
                  ...(typed.text && { text: typed.text }),
                },
                ...(ask && { ask }),
              }),
        },
        { at: desk.at, calendars: calendarsOf(desk, home, company) },
      );
      const logged: Request | undefined = await desk.record("request", id, facts);
      const due = logged?.deadline?.due;
      if (due) dues.set("day" in due ? due.day : due.at, due);
      const result = waits ? "awaiting" : "created";
      rows.push({ company: company.name, result, added, ...(logged && { ref: logged.ref }) });
    }
    return { rows, dues: [...dues.values()], stated: ask?.stated };
  },
  present: ({ rows, dues, stated = "" }, say) =>
    batchView(
      {
        rows: rows.map(({ like, near, added, ...row }): BatchRow => {
          const why = like
            ? say("batch.why.like", { ref: like })
            : near
              ? say("batch.why.near", { name: near })
              : added
                ? say("batch.why.added")
                : undefined;
          return { ...row, ...(why && { why }) };
        }),
        // Companies of other countries may have other days off, so that one wish gives several dates.
        details: dues.map((due) => sentence(...say("did.understood", { typed: stated, due: dueText(due) }))),
      },
      say,
    ),
});
