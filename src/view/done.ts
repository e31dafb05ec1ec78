import type { Entry } from "../domain/journal.ts";
import type { Member } from "../domain/parties.ts";
import type { Id } from "../domain/request.ts";
import type { Say } from "../language/say.ts";
import { line } from "./blocks.ts";
import { factText, nameOf } from "./fact-text.ts";
import type { Text, View } from "./view.ts";

/** What was just done to a request and by whom, for the thread below its card: a line a fact, nothing to press. */
export const doneView = (entries: readonly Entry[], people: Readonly<Record<Id, Member>>, say: Say): View => {
  // Where its days are counted follows from what was done; nobody did that.
  const deeds = entries.filter(({ fact }) => fact.type !== "zone.followed");
  const lines = deeds.map((entry): Text => [`${nameOf(entry.by, people, say)}: `, ...factText(entry, people, say)]);
  const [title = [], ...others] = lines;
  return { title, tone: "plain", blocks: others.map((one) => line(...one)) };
};
