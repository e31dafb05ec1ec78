import { distance } from "fastest-levenshtein";
import { likened } from "./text.ts";

/**
 * The item whose name is least mistyped; undefined when none is near enough to have been meant. Only
 * as much of the word as a name could be is looked at. Names come as `likened` has them.
 */
export const nearest = <T>(
  typed: string,
  items: readonly T[],
  names: (item: T) => readonly string[],
): T | undefined => {
  const word = likened(typed.slice(0, 40));
  const ranked = items.map((item) => ({ item, far: Math.min(...names(item).map((name) => distance(name, word))) }));
  const [best] = ranked.toSorted((a, b) => a.far - b.far);
  return best && best.far <= Math.max(2, word.length / 3) ? best.item : undefined;
};
