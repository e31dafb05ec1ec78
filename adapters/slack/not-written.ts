import type { Language } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import type { View } from "../../src/view/view.ts";
import { givenBack, optionWords } from "../shared/given-back.ts";
import type { Arrival } from "./arrival.ts";
import { readState } from "./state.ts";

/** What was typed, in a line or on a form's fields; undefined for what can be pressed again. */
export const typedIn = (arrival: Arrival): string | undefined => {
  if (arrival.kind === "line") return arrival.text.trim() || undefined;
  if (arrival.kind !== "submit") return undefined;
  return optionWords(readState(arrival.values)) || undefined;
};

/** Why nothing was done: the database was away, or the app is not installed where it was asked. */
export type NotDone = "slack.not_written" | "slack.not_installed";

/** Tells somebody that what they did could not be written down, and gives back what they typed, to be sent again. */
export const notWritten = (
  arrival: Arrival | undefined,
  language: Language,
  why: NotDone = "slack.not_written",
): View => ({
  title: [speak(language).words(why)],
  tone: "refused",
  blocks: givenBack(arrival && typedIn(arrival)),
});
