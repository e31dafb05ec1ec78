import type { Request } from "../domain/request.ts";
import type { Say } from "../language/say.ts";
import type { Card } from "./card.ts";
import { introductionView } from "./introduction.ts";
import { requestCard } from "./request-card.ts";
import { AT, answer, card, LONG_TEXT, PASSED, RESUMED, SILENT } from "./sample.ts";
import { standingCard } from "./standing-card.ts";
import type { View } from "./view.ts";

const disputed = answer({
  source: "The Herald",
  claims: [
    { field: "extent", value: "suspend", source: "The Herald", chosen: false },
    { field: "extent", value: "pause_new", source: "Nimbora blog", chosen: false },
  ],
});
const { extent: _, ...declined } = answer({
  outcome: "declined",
  ground: "needs_formal_request",
  reason: "без печатки не розглянемо",
});
const stopped = { from: "2022-03-09T09:00:00.000Z", reason: "they asked which regions", left: { workingDays: 2 } };
/** A fortnight after the gallery's morning. */
export const LATER = "2022-03-29T07:00:00.000Z";
const { deadline: __, ...undated } = card({
  status: "draft",
  approaches: [],
  title: LONG_TEXT,
  rationale: LONG_TEXT,
  items: LONG_TEXT,
}).request;

const show =
  (changes: Partial<Request>, more: Partial<Card> = {}) =>
  (say: Say): View =>
    requestCard(card(changes, more), say);

/** The card of a request in each of the places where it can stand. */
export const CARDS: Readonly<Record<string, (say: Say) => View>> = {
  introduction: (say) => introductionView(card({}, { workingDaysLeft: 3 }), say),
  "card-moved": (say) => standingCard(card({}), { platform: "slack", id: "C1", name: "#elsewhere" }, say),
  "card-taken-back": (say) => standingCard(undefined, undefined, say),
  "card-waiting": show({}, { workingDaysLeft: 3 }),
  "card-late": show({ deadline: PASSED }),
  "card-very-late": show({ deadline: PASSED }, { at: LATER }),
  "card-unread": show({ responses: [SILENT] }),
  "card-disputed": show({ responses: [disputed] }),
  "card-declined": show({ responses: [declined] }),
  "card-paused": show({ deadline: { ...PASSED, pauses: [stopped] } }),
  "card-resumed": show({ deadline: RESUMED }),
  "card-snoozed-promised": show({
    snooze: { until: "2022-03-18T07:00:00.000Z", reason: "answer promised" },
    promise: { due: { day: "2022-03-17" }, text: "by Thursday", recorded: AT },
  }),
  "card-draft-long": (say) =>
    requestCard(
      { ...card(), request: undated, standing: { ...card({ status: "draft", approaches: [] }).standing } },
      say,
    ),
  "card-closed": show({
    status: "closed",
    ended: { at: AT, reason: "they left the market" },
    responses: [answer({ outcome: "accepted_full", extent: "exit", source: "Nimbora blog" })],
  }),
};
