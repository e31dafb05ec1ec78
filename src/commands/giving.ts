import type { z } from "zod";
import type { Contributions } from "../domain/contribution.ts";
import type { ContributionIntent } from "../domain/intent.ts";
import type { Team } from "../domain/parties.ts";
import type { Key, Say } from "../language/say.ts";
import type { Desk } from "../ports.ts";
import { givenOf } from "../view/company-card.ts";
import { givenOn, ladderRows } from "../view/contributions.ts";
import { givenDetails, type Touched } from "../view/given.ts";
import type { View } from "../view/view.ts";
import { type Command, command } from "./command.ts";
import { teamHere } from "./finding.ts";
import { type About, type about, aboutWhat, type Heard, heardView, record } from "./hearing.ts";
import { teamOf } from "./recording.ts";
import { mustFit, offersOf, type Way, wantsOf } from "./ways.ts";

/** What a command about something given comes to: a fact to record, how to tell it, and which part to show. */
export interface Giving {
  readonly intent: ContributionIntent;
  readonly headline: Key;
  readonly touched: Touched;
}

/** The team in whose zone dates are read: the request's own, or the one at work here. */
export const teamFor = async (desk: Desk, what: About): Promise<Team> =>
  "request" in what ? teamOf(desk, what.request) : teamHere(desk);

/** What the request or the company has gathered so far. */
export const gathered = (what: About): Contributions => ("request" in what ? what.request : what.company);

/** The sentence that tells it, and how the part that it touched now reads: amounts and quantities as understood. */
const givingView = ({ heard, giving }: { readonly heard: Heard; readonly giving: Giving }, say: Say): View => {
  const given = "card" in heard ? givenOn(heard.card) : givenOf(heard.firm);
  const details = givenDetails(given, giving.touched, say);
  // A company's card is shown with the answer, and holds the ladder already.
  return heardView(heard, giving.headline, say, "card" in heard ? [...details, ...ladderRows(given, say)] : details);
};

/** A command about something given, told by what is particular to it. */
interface Gathering<S extends z.ZodObject> extends Pick<Command<S>, "name" | "positional" | "examples" | "options"> {
  /** What it does, told apart by an option; they say what is wanted, offered and refused. */
  readonly ways: readonly Way[];
  intend(typed: z.output<S>, desk: Desk, what: About): Promise<Giving>;
}

/** A command that records something given on a request or a company, and answers with how that now reads. */
export const onSomethingGiven = <S extends z.ZodObject>({ ways, intend, ...rest }: Gathering<S>): Command<S> =>
  command({
    ...rest,
    group: "receive",
    needs: "coordinator",
    changes: true,
    audience: "channel",
    wants: wantsOf(ways),
    offers: offersOf(ways),
    async run(typed, desk) {
      mustFit(ways, typed);
      // Every command made here includes about() in its options.
      const what = await aboutWhat(desk, typed as z.output<z.ZodObject<ReturnType<typeof about>>>);
      const giving = await intend(typed, desk, what);
      return { heard: await record(desk, what, giving.intent), giving };
    },
    present: givingView,
  });
