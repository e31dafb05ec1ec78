import type { Due } from "../domain/deadline.ts";
import type { Entry } from "../domain/journal.ts";
import type { Member } from "../domain/parties.ts";
import type { Evidence, Id } from "../domain/request.ts";
import type { Response } from "../domain/response.ts";
import type { Filling, Say } from "../language/say.ts";
import { answerSummary } from "./answer.ts";
import { datedText } from "./dated.ts";
import { partSupported } from "./evidence.ts";
import { contributionText } from "./fact-contribution.ts";
import { dueText, join, short, when } from "./text.ts";
import type { Text } from "./view.ts";

/** Long texts are cut in a timeline, which says how the entry is read whole. */
const LONG = 160;

/** The name to show for whoever recorded a fact. */
export const nameOf = (id: Id, people: Readonly<Record<Id, Member>>, say: Say): string =>
  id === "system" ? "Aidline" : short(people[id]?.name ?? say.words("person.unknown"), 60);

/** Adds "(reason)" where there is one. */
const because = (sentence: Text, reason: string | undefined, say: Say): Text =>
  reason === undefined || reason === "" || reason === "-"
    ? sentence
    : [...sentence, ...say("history.because", { reason: short(reason, LONG) })];

/** Fields that are not for people: ids, versions and the fact's own type. */
const HIDDEN: readonly string[] = ["type", "id", "ref", "version", "no", "accounts", "place", "batch", "lines"];

const shown = (name: string, value: unknown, say: Say): string => {
  if (Array.isArray(value)) return value.map((one) => shown(name, one, say)).join(", ");
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .map(([key, one]) => `${say.word("field", key)} ${shown(key, one, say)}`)
      .join(", ");
  if (typeof value === "boolean") return say.words(value ? "yes" : "no");
  return short(say.word(name === "newcomers" ? "role" : name, String(value)), LONG);
};

/** Fields that are told without their value: it is the id of a record, whose name the title has. */
const UNVALUED: readonly string[] = ["company", "campaign", "parent"];

/** "title: End AWS; priority: urgent": the fields that a change set, with their new values. */
const fieldsText = (fact: object, say: Say): string =>
  Object.entries(fact)
    .filter(([name, value]) => !HIDDEN.includes(name) && value !== undefined)
    .map(([name, value]) =>
      UNVALUED.includes(name) ? say.word("field", name) : `${say.word("field", name)}: ${shown(name, value, say)}`,
    )
    .join("; ");

/** What an answer's fact says; text alone, or nothing but its arrival, is said too. */
const answer = (fact: Partial<Response>, say: Say): Text => {
  const summary = answerSummary(fact, say);
  if (summary.length > 0) return summary;
  return fact.text === undefined
    ? say(fact.automatic ? "answer.automatic" : "answer.unread")
    : say("quoted", { text: short(fact.text, LONG) });
};

const due = (one: Due): Filling => dueText(one);

/** Which part a piece of evidence supports. */
const supported = (fact: Pick<Evidence, "about" | "response">, say: Say): Text | undefined => {
  const part = partSupported(fact);
  return part && say("history.evidence.part", { part: say.word("part", part.part), number: part.no });
};

/** One fact as one sentence; every kind of fact has one, in words that fit any person's gender. */
export const factText = (entry: Entry, people: Readonly<Record<Id, Member>>, say: Say): Text => {
  const { fact } = entry;
  switch (fact.type) {
    case "request.logged":
      return say("history.request.logged", { title: short(fact.title, LONG), kind: say.word("kind", fact.kind) });
    case "request.edited":
      return say("history.request.edited", { fields: fieldsText(fact, say) });
    case "zone.followed":
      return say("history.zone.followed", { zone: fact.zone });
    case "approach.made":
      return join(
        [
          say(fact.chase ? "history.chased" : "history.approach.made", {
            number: fact.no,
            channel: say.word("channel", fact.channel),
            at: datedText(fact.at, say),
          }),
          fact.to === undefined ? undefined : say("history.to", { to: short(fact.to, 60) }),
          fact.rung === undefined ? undefined : [say.word("rung", fact.rung)],
          fact.text === undefined ? undefined : say("quoted", { text: short(fact.text, LONG) }),
        ],
        ", ",
      );
    case "approach.disputed":
      return say("history.approach.disputed", {
        number: fact.no,
        source: short(fact.claim.source, 60) || say.words("history.no_source"),
        value: short(fact.claim.value, 60),
      });
    case "approach.settled":
      return say("history.approach.settled", { number: fact.no, value: short(fact.value, 60) });
    case "deadline.set":
      return because(say("history.deadline.set", { due: due(fact.deadline.due) }), fact.reason, say);
    case "deadline.recomputed":
      return because(
        say("history.deadline.recomputed", { due: due(fact.reckoned.due) }),
        say.word("recomputed", fact.reason),
        say,
      );
    case "clock.paused":
      return because(say("history.clock.paused"), fact.pause.reason, say);
    case "clock.resumed":
      return say("history.clock.resumed", { due: due(fact.reckoned.due) });
    case "promise.recorded":
      return because(say("history.promise.recorded", { due: due(fact.due) }), fact.text, say);
    case "response.recorded":
      return say(fact.unsolicited ? "history.response.unsolicited" : "history.response.recorded", {
        number: fact.version,
        answer: answer(fact, say),
      });
    case "response.edited":
      return say("history.response.edited", { number: fact.version, answer: answer(fact, say) });
    case "response.disputed":
      return say("history.response.disputed", {
        number: fact.version,
        source: short(fact.claim.source, 60) || say.words("history.no_source"),
        field: say.words(`claim.${fact.claim.field}`),
        value: say.word(fact.claim.field, short(fact.claim.value, 60)),
      });
    case "claim.chosen":
      return say("history.claim.chosen", {
        number: fact.version,
        field: say.words(`claim.${fact.field}`),
        value: say.word(fact.field, short(fact.value, 60)),
      });
    case "note.added":
      return say("history.note.added", {
        number: fact.no,
        kind: [say.word("note_kind", fact.kind), ...(fact.holder === undefined ? [] : [short(fact.holder, 60)])].join(
          ", ",
        ),
        text: short(fact.text, LONG),
      });
    case "note.answered":
      return say("history.note.answered", { number: fact.no, text: short(fact.text, LONG) });
    case "evidence.added":
      return join(
        [
          say("history.evidence.added", { number: fact.no, kind: say.word("evidence_kind", fact.kind) }),
          supported(fact, say),
          fact.by === undefined ? undefined : [short(fact.by, 60)],
          fact.publisher === undefined ? undefined : [short(fact.publisher, 60)],
          fact.excerpt === undefined ? undefined : say("quoted", { text: short(fact.excerpt, LONG) }),
          fact.url === undefined ? undefined : [{ link: fact.url, label: short(fact.url, LONG) }],
        ],
        ", ",
      );
    case "snoozed":
      return fact.until <= entry.at
        ? say("history.woken")
        : because(say("history.snoozed", { until: when(fact.until) }), fact.reason, say);
    case "assigned":
      return join(
        [
          fact.owner === undefined
            ? undefined
            : say("history.assigned.owner", {
                who: fact.owner === null ? say.words("person.nobody") : nameOf(fact.owner, people, say),
              }),
          fact.standIn === undefined
            ? undefined
            : say("history.assigned.stand_in", {
                who: fact.standIn === null ? say.words("person.nobody") : nameOf(fact.standIn, people, say),
              }),
        ],
        "; ",
      );
    case "closed":
    case "reopened":
    case "withdrawn":
      return because(say(`history.${fact.type}`), fact.reason, say);
    case "approval.asked":
      return join(
        [
          say("history.approval.asked"),
          fact.channel === undefined ? undefined : [say.word("channel", fact.channel)],
          fact.text === undefined ? undefined : say("quoted", { text: short(fact.text, LONG) }),
        ],
        ", ",
      );
    case "approval.given":
      return say("history.approval.given");
    case "approval.returned":
      return because(say("history.approval.returned"), fact.word, say);
    case "undone":
      return say("history.undone");
    case "company.added":
      return say("history.company.added", { name: short(fact.name, LONG) });
    case "alias.added":
    case "alias.removed":
      return say(`history.${fact.type}`, { alias: short(fact.alias, LONG) });
    case "contact.set":
      return say("history.contact.set", { name: short(fact.name, LONG) });
    case "company.merged":
      return say("history.company.merged");
    case "company.redacted":
      return say(fact.as === null ? "history.company.disclosed" : "history.company.redacted");
    case "company.changed":
      return say("history.company.changed", { fields: fieldsText(fact, say) });
    case "team.changed":
    case "campaign.changed":
    case "member.changed":
    case "workspace.changed":
      return say("history.changed", { fields: fieldsText(fact, say) });
    case "doubles.removed":
      return say("history.doubles.removed", { count: fact.count });
    case "team.added":
    case "campaign.added":
    case "member.joined":
    case "workspace.opened":
      return say(`history.${fact.type}`, { name: short(fact.name, LONG) });
    default:
      return contributionText(fact, say);
  }
};
