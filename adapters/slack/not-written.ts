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

/** Tells somebody that what they did could not be written down, and gives back what they typed, to be sent again. */
export const notWritten = (arrival: Arrival | undefined, language: Language): View => ({
  title: [speak(language).words("slack.not_written")],
  tone: "refused",
  blocks: givenBack(arrival && typedIn(arrival)),
});
