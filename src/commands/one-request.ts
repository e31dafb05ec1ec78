import type { z } from "zod";
import type { Due } from "../domain/deadline.ts";
import type { Intent } from "../domain/intent.ts";
import type { RequestFact } from "../domain/journal.ts";
import { type Request, refOf, type Seen, seenOf } from "../domain/request.ts";
import type { Standing } from "../domain/standing.ts";
import { epoch } from "../domain/time.ts";
import type { Filling, Key, Say } from "../language/say.ts";
import type { Desk } from "../ports.ts";
import { line as sentence } from "../view/blocks.ts";
import type { Card } from "../view/card.ts";
import { changeView } from "../view/change.ts";
import { dueText } from "../view/text.ts";
import type { Block, Text } from "../view/view.ts";
import { type Command, command } from "./command.ts";
import { theRequest } from "./finding.ts";
import { Question } from "./question.ts";
import { cardOf, changeRequest } from "./recording.ts";

/** A value on the request that the command replaces, so that nobody's is overwritten unseen. */
interface Replaced<T> {
  /** The fact that sets it. */
  readonly fact: RequestFact["type"];
  present(request: Request, desk: Desk): Promise<Text | undefined>;
  /** What it would become, in the words in which the present value is told. */
  proposed(typed: T, request: Request, desk: Desk): Promise<Filling>;
}

/** A change of one request, told by what is particular to it. */
export interface Steering<S extends z.ZodObject>
  extends Omit<Command<S>, "changes" | "audience" | "run" | "present" | "repeated"> {
  intend(typed: z.output<S>, desk: Desk, request: Request): Promise<Exclude<Intent, { do: "log" }>>;
  /** What happened; a command that does one thing or its opposite tells by the card which it was. */
  readonly headline: Key | ((card: Card) => Key);
  /** What the answer tells besides the state of the request, which was another before. */
  details?(card: Card, say: Say, before: Request): readonly Block[];
  /** The words a date was read from, and which of the request's dates that is, when the change has one: both are echoed. */
  understood?(typed: z.output<S>, standing: Standing): readonly [words: string | undefined, due: Due | undefined];
  readonly replaces?: Replaced<z.output<S>>;
}

/** Two people who set the same value within so many minutes may not know of each other. */
const CROSSING_MINUTES = 10;

/** Asks before a value goes that somebody else set after this person last saw it, or a moment ago. */
const acceptOrChange = async <T extends { v?: Seen | undefined; anyway?: boolean | undefined }>(
  desk: Desk,
  request: Request,
  typed: T,
  { fact, present, proposed }: Replaced<T>,
): Promise<void> => {
  const last = (await desk.timeline("request", request.id)).findLast((entry) => entry.fact.type === fact);
  if (!last || last.by === desk.me.id || last.by === "system") return;
  const unseen = typed.v !== undefined && typed.v.version < request.version;
  const crossing = typed.v === undefined && epoch(desk.at) - epoch(last.at) < CROSSING_MINUTES * 60_000;
  const value = unseen || crossing ? await present(request, desk) : undefined;
  if (!value) return;
  const who = (await desk.member(last.by))?.name ?? "?";
  const fillings: Record<string, Filling> = {
    ref: refOf(request.ref),
    who,
    present: value,
    proposed: await proposed(typed, request, desk),
  };
  throw new Question("question.changed_since", fillings, [
    { label: "choice.keep", weight: "main", call: { command: "show", options: { request: refOf(request.ref) } } },
    { label: "choice.change", weight: "plain", set: { v: seenOf(request), anyway: "yes" } },
  ]);
};

/** A command that changes one request and answers with what became of it. */
export const onOneRequest = <S extends z.ZodObject>({
  intend,
  headline,
  understood,
  details,
  replaces,
  ...rest
}: Steering<S>): Command<S> =>
  command({
    ...rest,
    changes: true,
    audience: "channel",
    async run(typed, desk) {
      // Every command made here includes onRequest() in its options.
      const named = typed as { request: number; v?: Seen; anyway?: boolean };
      if (replaces && !named.anyway) {
        const current = await theRequest(desk, { request: named.request });
        await acceptOrChange(desk, current, { ...typed, ...named }, replaces);
      }
      const request = await theRequest(desk, named);
      const changed = await changeRequest(desk, request, await intend(typed, desk, request));
      const card = await cardOf(desk, changed);
      return { card, before: request, dated: understood?.(typed, card.standing) };
    },
    present(result, say) {
      // `run` above made it.
      const { card, before, dated: [typed, due] = [] } = result;
      const told = [
        ...(typed && due ? [sentence(...say("did.understood", { typed, due: dueText(due) }))] : []),
        ...(details?.(card, say, before) ?? []),
      ];
      const key = typeof headline === "string" ? headline : headline(card);
      return changeView(
        { card, headline: say(key, { ref: refOf(card.request.ref), company: card.company.name }), details: told },
        say,
      );
    },
  });
