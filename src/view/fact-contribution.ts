import type { Step } from "../domain/contribution.ts";
import type { ContributionFact } from "../domain/journal.ts";
import type { Say } from "../language/say.ts";
import { lineText, quantityText, valueText } from "./amount.ts";
import { datedText } from "./dated.ts";
import { beside } from "./pledge-text.ts";
import { dueText, join, short } from "./text.ts";
import type { Text } from "./view.ts";

/** Long texts are cut in a timeline, which says how the entry is read whole. */
const LONG = 160;

/** Fields of a correction that are numbers of records, not words for people. */
const UNNAMED: readonly string[] = ["type", "no", "delivery"];

const because = (sentence: Text, reason: string | undefined, say: Say): Text =>
  reason === undefined ? sentence : [...sentence, ...say("history.because", { reason: short(reason, LONG) })];

/** The names of the fields that a correction set; their values stand on the card. */
const fieldsOf = (fact: object, say: Say): string =>
  Object.keys(fact)
    .filter((name) => !UNNAMED.includes(name))
    .map((name) => say.word("field", name))
    .join(", ");

const amounts = ({ value, lines }: Pick<Step, "value" | "lines">, say: Say): readonly (Text | undefined)[] => [
  value && valueText(value, say),
  ...lines.map((line) => lineText(line, say)),
];

/** One fact of a contribution as one sentence. */
export const contributionText = (fact: ContributionFact, say: Say): Text => {
  switch (fact.type) {
    case "pledge.made":
    case "pledge.stated": {
      const stage = say.word("stage", fact.step.stage);
      const named =
        fact.type === "pledge.made"
          ? say("history.pledge.made", { number: fact.no, stage, title: short(fact.title, LONG) })
          : say("history.pledge.stated", { number: fact.no, stage });
      const lines = fact.type === "pledge.made" ? beside(fact.title, fact.step.lines) : fact.step.lines;
      return join([named, ...amounts({ ...fact.step, lines }, say)], ", ");
    }
    case "pledge.edited":
    case "delivery.edited":
    case "agreement.edited":
      return say(`history.${fact.type}`, { number: fact.no, fields: fieldsOf(fact, say) });
    case "condition.met":
      return say("history.condition.met", { number: fact.no });
    case "pledge.cancelled":
      return because(say("history.pledge.cancelled", { number: fact.no }), fact.reason, say);
    case "instalment.planned":
      return join(
        [
          say("history.instalment.planned", {
            number: fact.no,
            pledge: fact.pledge,
            due: dueText({ day: fact.due }),
          }),
          ...amounts(fact, say),
        ],
        ", ",
      );
    case "instalment.came":
      return join(
        [
          say("history.instalment.came", { number: fact.no, pledge: fact.pledge }),
          fact.value && valueText(fact.value, say),
          datedText(fact.on, say),
        ],
        ", ",
      );
    case "delivery.recorded":
      return join(
        [
          say("history.delivery.recorded", {
            number: fact.no,
            state: say.word("delivery_state", fact.move.state),
            title: short(fact.title, LONG),
          }),
          ...amounts({ ...fact, lines: beside(fact.title, fact.lines) }, say),
          datedText(fact.move.on, say),
        ],
        ", ",
      );
    case "delivery.moved":
      return because(
        join(
          [
            say("history.delivery.moved", { number: fact.no, state: say.word("delivery_state", fact.move.state) }),
            datedText(fact.move.on, say),
          ],
          ", ",
        ),
        fact.move.reason,
        say,
      );
    case "leg.added":
      return join(
        [
          say("history.leg.added", {
            delivery: fact.delivery,
            number: fact.no,
            direction: say.word("direction", fact.direction),
          }),
          fact.carrier === undefined ? undefined : [short(fact.carrier, 60)],
          fact.units.length === 0 ? undefined : [short(fact.units.join(", "), LONG)],
        ],
        ", ",
      );
    case "leg.changed":
      return say("history.leg.changed", { delivery: fact.delivery, number: fact.no, fields: fieldsOf(fact, say) });
    case "reading.taken":
      return because(
        join(
          [
            say("history.reading.taken", { number: fact.no, metric: short(fact.metric, 60) }),
            quantityText(fact.quantity, say),
            datedText(fact.at, say),
          ],
          ", ",
        ),
        fact.reason,
        say,
      );
    case "reading.tagged":
      return say("history.reading.tagged", { number: fact.no, tags: short(fact.tags.join(", "), LONG) });
    case "agreement.made":
      return join(
        [
          say("history.agreement.made", {
            number: fact.no,
            kind: say.word("agreement_kind", fact.kind),
            title: short(fact.title, LONG),
          }),
          fact.signed === undefined ? undefined : datedText(fact.signed, say),
        ],
        ", ",
      );
    case "part.disputed":
      return say("history.part.disputed", {
        source: short(fact.claim.source, 60) || say.words("history.no_source"),
        part: say.word("part", fact.part),
        number: fact.no,
        field: say.words(`claim.${fact.claim.field}`),
        value: say.word(fact.claim.field, short(fact.claim.value, 60)),
      });
    case "part.settled":
      return say("history.part.settled", {
        part: say.word("part", fact.part),
        number: fact.no,
        field: say.words(`claim.${fact.field}`),
        value: say.word(fact.field, short(fact.value, 60)),
      });
    default:
      return fact satisfies never;
  }
};
