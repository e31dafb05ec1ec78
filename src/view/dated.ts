import { type Dated, type Day, mondayOf } from "../domain/time.ts";
import type { Say } from "../language/say.ts";
import { monthWords } from "./dates.ts";
import { day, short, when } from "./text.ts";
import type { Text } from "./view.ts";

/** The calendar date of a fact; only what was known exactly carries a time of day. */
const dayIn = (dated: Dated): Day => dated.on.slice(0, 10);

const plainly = (dated: Dated, say: Say): Text => {
  switch (dated.precision) {
    case "instant":
      return dated.on.length > 10 ? [when(dated.on)] : [day(dated.on)];
    case "day":
      return [day(dayIn(dated))];
    case "week":
      return say("dated.week", { day: day(mondayOf(dayIn(dated))) });
    case "month":
      return [monthWords(dayIn(dated), say.language)];
    case "unknown":
      return say("dated.unknown");
  }
};

/** A date exactly as precise as it was stated, with the wording when there was one. */
export const datedText = (dated: Dated, say: Say): Text =>
  dated.stated === undefined
    ? plainly(dated, say)
    : say("dated.stated", { date: plainly(dated, say), stated: short(dated.stated) });
