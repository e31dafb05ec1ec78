import type { Due } from "../domain/deadline.ts";
import type { Member, Place } from "../domain/parties.ts";
import type { Day, Instant } from "../domain/time.ts";
import type { Say } from "../language/say.ts";
import type { Inline, Text } from "./view.ts";

/** Words that carry the sentence's weight; every renderer has a way to show them. */
export const strong = (...text: Text): Inline => ({ strong: text });

/** A calendar day as a node, so that no renderer ever shifts it into another zone. */
export const day = (on: Day): Inline => ({ day: on });

/** A moment as a node, so that each reader sees it in their own zone. */
export const when = (at: Instant): Inline => ({ when: at });

/** Something to type. */
export const code = (typed: string): Inline => ({ code: typed });

/** A person. Without `ping` the name is shown and nobody is notified. */
export const mention = (member: Member, ping = false): Inline => ({
  member: member.name,
  accounts: member.accounts,
  ...(ping ? { ping: true } : {}),
});

/** A channel as a node: where nobody told us what it is called, its platform knows. */
export const placed = (place: Place): Inline => ({ place });

/** A deadline as the node it is: a day, or a moment. */
export const dueText = (due: Due): Inline => ("day" in due ? day(due.day) : when(due.at));

/** Texts in a row; what is missing or empty leaves no stray separator behind. */
export const join = (parts: readonly (Text | undefined)[], separator = " · "): Text =>
  parts
    .filter((part): part is Text => part !== undefined && part.length > 0)
    .flatMap((part, index) => (index === 0 ? part : [separator, ...part]));

const graphemes = new Intl.Segmenter("uk", { granularity: "grapheme" });

/** The first `limit` characters as people count them, and how many were left out. */
const clip = (text: string, limit: number): { readonly kept: string; readonly left: number } => {
  // A text of that many code units can never hold more characters than the limit.
  if (text.length <= limit) return { kept: text, left: 0 };
  const all = [...graphemes.segment(text)];
  if (all.length <= limit) return { kept: text, left: 0 };
  return { kept: text.slice(0, all[limit]?.index ?? text.length).trimEnd(), left: all.length - limit };
};

/** A long text cut to fit, saying how much is missing: overflow is shown and counted. */
export const excerpt = (text: string, limit: number, say: Say): Text => {
  const { kept, left } = clip(text, limit);
  return left === 0 ? [kept] : [`${kept}… `, ...say("excerpt.more", { count: left })];
};

/** A name on one line of an overview: cut without a count, since the card shows it whole. */
export const short = (text: string, limit = 80): string => {
  const { kept, left } = clip(text, limit - 1);
  return left === 0 ? kept : `${kept}…`;
};
