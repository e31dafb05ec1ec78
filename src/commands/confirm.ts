import { z } from "zod";
import { confirmationsOf, unconfirmedDeliveries } from "../domain/confirmation.ts";
import { type Delivery, stateOf } from "../domain/contribution.ts";
import type { Dossier } from "../domain/level.ts";
import { Refusal } from "../domain/refusal.ts";
import { type Evidence, refOf } from "../domain/request.ts";
import { may } from "../domain/vocabulary.ts";
import type { Say } from "../language/say.ts";
import type { Desk } from "../ports.ts";
import { givenOf } from "../view/company-card.ts";
import { givenOn } from "../view/contributions.ts";
import { givenDetails } from "../view/given.ts";
import { short, when } from "../view/text.ts";
import type { View } from "../view/view.ts";
import { command } from "./command.ts";
import { now } from "./dating.ts";
import { theRequest } from "./finding.ts";
import { type About, about, aboutWhat, type Heard, heardNow, heardView, record } from "./hearing.ts";
import { flag, line, long, maybe, nth } from "./options.ts";
import { type Choice, Question } from "./question.ts";
import { likened } from "./text.ts";

/** Ways on that one question offers; the command takes the number of any other delivery. */
const CHOICES = 8;

const nameOf = (what: About): string => ("request" in what ? refOf(what.request.ref) : what.company.name);
const dossierOf = (what: About): Dossier => ("request" in what ? what.request : what.company);

/** The delivery meant: the one named, or the only one that no recipient has spoken of, or else it is asked. */
const deliveryMeant = (what: About, no: number | undefined): Delivery => {
  const { deliveries } = dossierOf(what);
  const named = deliveries.find((one) => one.no === no);
  if (named) return named;
  if (no !== undefined)
    throw new Refusal("no_such_part", { part: "delivery", number: no, max: deliveries.length }, "delivery");
  const live = deliveries.filter((one) => stateOf(one) !== "cancelled");
  const open = unconfirmedDeliveries(dossierOf(what));
  const [first, ...others] = open.length > 0 ? open : live;
  if (!first) throw new Refusal("nothing_to_confirm", { ref: nameOf(what) }, "delivery");
  if (others.length === 0) return first;
  throw new Question(
    "question.which_delivery",
    { ref: nameOf(what), count: others.length + 1 },
    [first, ...others].slice(0, CHOICES).map(
      (one): Choice => ({
        label: "choice.delivery",
        fillings: { number: one.no, title: short(one.title, 50) },
        weight: "plain",
        set: { delivery: String(one.no) },
      }),
    ),
  );
};

/** Recipients that the register knows by name: of this delivery, and those that have a liaison. */
const recipientsKnown = async (desk: Desk, delivery: Delivery): Promise<readonly string[]> => {
  const liaisons = (await desk.members()).flatMap(({ active, speaksFor }) => (active && speaksFor ? [speaksFor] : []));
  return [...new Set([...(delivery.recipients ? [delivery.recipients] : []), ...liaisons])];
};

/**
 * Whose word it is. A liaison speaks for one recipient and for no other; whoever coordinates passes on what a
 * recipient said, and is asked whose word that was.
 */
const recipientSpeaking = async (
  desk: Desk,
  what: About,
  delivery: Delivery,
  typed: string | undefined,
): Promise<string> => {
  const { role, speaksFor, name } = desk.me;
  if (!may(role, "coordinator")) {
    if (!speaksFor) throw new Refusal("speaks_for_nobody", { name, member: name });
    if (typed !== undefined && likened(typed) !== likened(speaksFor))
      throw new Refusal("not_allowed", { command: "confirm", need: "coordinator", role }, "by");
    return speaksFor;
  }
  if (typed !== undefined) return typed;
  const known = await recipientsKnown(desk, delivery);
  throw new Question("question.whose_word", { ref: nameOf(what), number: delivery.no, title: short(delivery.title) }, [
    ...known
      .filter((one) => one.length <= 120)
      .slice(0, CHOICES)
      .map(
        (one): Choice => ({
          label: "choice.word_of",
          fillings: { name: short(one, 60) },
          weight: "plain",
          set: { by: one },
        }),
      ),
    { label: "choice.word_of_other", weight: "plain", set: { heard: "yes" } },
  ]);
};

/** A recipient's word makes a delivery one that arrived, whatever was known of it before. */
const arrived = async (desk: Desk, what: About, delivery: Delivery): Promise<About> => {
  if (stateOf(delivery) === "received") return what;
  const move = { state: "received", on: now(desk) } as const;
  const heard = await record(desk, what, { do: "move_delivery", no: delivery.no, move });
  return "card" in heard ? { request: heard.card.request } : { company: heard.firm.company };
};

interface Confirmed {
  readonly heard: Heard;
  readonly delivery: number;
  readonly by: string;
  /** What they had said before: then nothing was recorded. */
  readonly before?: Evidence;
}

/** Records the recipient's word that a delivery arrived: one press, and it is evidence. */
export const confirm = command({
  name: "confirm",
  group: "receive",
  needs: "liaison",
  changes: true,
  audience: "channel",
  positional: ["request"],
  examples: ['confirm AID-1 delivery:1 by:"Ministry of Health" quote:"All 500 are in use"', "confirm AID-1"],
  wants: (typed) => [...(typed["company"] ? [] : ["request"]), ...(typed["heard"] ? ["by"] : [])],
  options: z.object({
    ...about(),
    delivery: maybe(nth()),
    quote: maybe(long(), { form: true }),
    by: maybe(line(120)),
    /** The button “Somebody else” says that a name follows. */
    heard: maybe(flag(), { hidden: true }),
  }),
  async run(typed, desk): Promise<Confirmed> {
    // Whoever presses twice is told so, not that the card is old: the version is looked at only after that.
    const what = await aboutWhat(desk, { ...typed, v: undefined });
    const delivery = deliveryMeant(what, typed.delivery);
    const by = await recipientSpeaking(desk, what, delivery, typed.by);
    const said = confirmationsOf(dossierOf(what), delivery.no).find((one) => likened(one.by ?? "") === likened(by));
    if (said) return { heard: await heardNow(desk, what), delivery: delivery.no, by, before: said };
    if ("request" in what) await theRequest(desk, { request: what.request.ref, v: typed.v });
    const heard = await record(desk, await arrived(desk, what, delivery), {
      do: "evidence",
      evidence: {
        kind: "confirmation",
        voice: "recipient",
        by,
        about: { part: "delivery", no: delivery.no },
        ...(typed.quote && { excerpt: typed.quote }),
      },
    });
    return { heard, delivery: delivery.no, by };
  },
  present({ heard, delivery, by, before }, say: Say): View {
    const given = "card" in heard ? givenOn(heard.card) : givenOf(heard.firm);
    return heardView(
      heard,
      before ? "did.confirmed_before" : "did.confirm",
      say,
      givenDetails(given, { part: "delivery", no: delivery }, say),
      { by: short(by, 80), number: delivery, ...(before && { at: when(before.captured) }) },
    );
  },
});
