/** Below this two names merely share letters; 1 is the same name. */
export const ALIKE = 0.35;

/** The three-letter pieces of a folded name, each word with two spaces before it and one behind: as pg_trgm cuts them. */
export const trigrams = (folded: string): ReadonlySet<string> =>
  new Set(
    folded
      .split(" ")
      .filter((word) => word !== "")
      .flatMap((word) => {
        const letters = [" ", " ", ...word, " "];
        return letters.slice(2).map((_, index) => letters.slice(index, index + 3).join(""));
      }),
  );

/** How much two folded names resemble each other, from 0 to 1: what they share of all their pieces, as `similarity` of pg_trgm. */
export const likeness = (shared: number, one: number, other: number): number =>
  one + other === 0 ? 0 : shared / (one + other - shared);
