import type { Answer } from "../../src/ports.ts";
import { inQuotes } from "../../src/view/quoting.ts";
import type { View } from "../../src/view/view.ts";

/** Characters that are sooner typed again than read: a refusal need not repeat them. */
const SHORT = 40;

/** What somebody typed, to be sent again: nothing of it is lost with a refusal. Nothing for what can be pressed again. */
export const givenBack = (typed: string | undefined): View["blocks"] =>
  typed === undefined ? [] : [{ kind: "quote", text: [typed] }];

/** Options as they are typed in a line; those left empty are left out. */
export const optionWords = (options: Readonly<Record<string, string>>): string =>
  Object.entries(options)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}:${inQuotes(value)}`)
    .join(" ");

/**
 * An answer that says no, with what somebody typed, to be put right and sent again: platforms keep no line that was
 * sent. What broke on our side gives back every word.
 */
export const withWords = (answer: Answer, typed: string | undefined): Answer => {
  const { view, fault } = answer;
  if (view.tone !== "refused" || (fault === undefined && (typed?.length ?? 0) <= SHORT)) return answer;
  return { ...answer, view: { ...view, blocks: [...view.blocks, ...givenBack(typed)] } };
};
