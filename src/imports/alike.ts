import { fold } from "../domain/company.ts";
import { ALIKE, likeness, trigrams } from "../domain/likeness.ts";
import { isUnnamed } from "./row.ts";

/** A new company's name and another that it nearly is. */
export interface Alike {
  readonly name: string;
  readonly other: string;
}

/**
 * Names of one list that nearly are an earlier one of it, each with the one that it resembles most.
 * Names are found by their pieces: comparing each with each would take minutes for a long list.
 */
export const alikeAmong = (names: readonly string[]): readonly Alike[] => {
  const earlier: { readonly name: string; readonly size: number }[] = [];
  const holding = new Map<string, number[]>();
  // Counted in place: a word that thousands of names share would make as many entries of a map, for each name anew.
  const shared = new Uint16Array(names.length);
  return names.flatMap((name): Alike[] => {
    if (isUnnamed(name)) return [];
    const pieces = trigrams(fold(name));
    shared.fill(0);
    for (const piece of pieces) for (const index of holding.get(piece) ?? []) shared[index] = (shared[index] ?? 0) + 1;
    let best: { readonly name: string; readonly likeness: number } | undefined;
    for (const [index, other] of earlier.entries()) {
      const much = likeness(shared[index] ?? 0, pieces.size, other.size);
      if (much >= ALIKE && much > (best?.likeness ?? 0)) best = { name: other.name, likeness: much };
    }
    for (const piece of pieces) {
      const known = holding.get(piece);
      if (known === undefined) holding.set(piece, [earlier.length]);
      else known.push(earlier.length);
    }
    earlier.push({ name, size: pieces.size });
    return best === undefined ? [] : [{ name, other: best.name }];
  });
};
