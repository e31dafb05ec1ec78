import type { Language } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import type { Bot } from "../../src/ports.ts";
import { oneLine } from "./words.ts";

type Found = Awaited<ReturnType<Bot["suggest"]>>;

/** Kinds of which there may be a new one: what is typed can be chosen as it is. */
const NEW: readonly string[] = ["company", "team", "campaign"];

/** At most so many of what was found; for a company that may be new, the words as they were typed come last. */
export const withTyped = (
  found: Found,
  { kind, typed }: { readonly kind: string; readonly typed: string },
  language: Language,
  most: number,
): Found => {
  const own = oneLine(typed);
  const known = found.some(({ value, label }) => [value, label].some((one) => one.toLowerCase() === own.toLowerCase()));
  const fresh =
    NEW.includes(kind) && own !== "" && !known
      ? [{ value: own, label: speak(language).words("chat.as_typed", { typed: own }) }]
      : [];
  return [...found.slice(0, most - fresh.length), ...fresh];
};
