/** A piece of a message that is shown whole or not at all. */
export interface Part {
  /** How many lines it is, as people count them: what is left out is counted in these. */
  readonly lines: number;
  /** Buttons stay when lines have to go: without them nobody could act. */
  readonly kept?: boolean;
}

/** What parts are put into: a message, a modal. */
export interface Vessel<P> {
  /** Whether so much goes in together. With more parts it is never easier. */
  fits(parts: readonly P[]): boolean;
  /** The part that says how many lines are not there. */
  countOf(lines: number): P;
}

/** How many parts, from the first, there is room for. */
const fitting = <P>(parts: readonly P[], { fits }: Vessel<P>): number => {
  if (fits(parts)) return parts.length;
  let [some, many] = [0, parts.length];
  while (many - some > 1) {
    const half = Math.floor((some + many) / 2);
    if (fits(parts.slice(0, half))) some = half;
    else many = half;
  }
  return some;
};

const linesOf = (parts: readonly Part[]): number => parts.reduce((sum, { lines }) => sum + lines, 0);

/** As much as there is room for, from the top, with all buttons; what is left out is counted above them. */
export const cut = <P extends Part>(parts: readonly P[], vessel: Vessel<P>): readonly P[] => {
  if (vessel.fits(parts)) return parts;
  const told = parts.filter(({ kept }) => !kept);
  const buttons = parts.filter(({ kept }) => kept);
  // Counted as if all were gone, it is at its longest.
  const note = vessel.countOf(linesOf(parts));
  // Lines go first; only a view that is nothing but buttons loses buttons.
  const pressed = buttons.slice(0, Math.max(0, fitting([note, ...buttons], vessel) - 1));
  const shown = told.slice(0, Math.max(0, fitting([note, ...pressed, ...told], vessel) - 1 - pressed.length));
  const gone = [...told.slice(shown.length), ...buttons.slice(pressed.length)];
  return [...shown, vessel.countOf(linesOf(gone)), ...pressed];
};

/** Fills one message after the other; the last that is allowed takes what fits and counts the rest. */
export const divided = <P extends Part>(
  parts: readonly P[],
  most: number,
  vessel: Vessel<P>,
): readonly (readonly P[])[] => {
  const full: (readonly P[])[] = [];
  let rest = parts;
  while (full.length < most - 1) {
    const count = fitting(rest, vessel);
    if (count === rest.length) break;
    full.push(rest.slice(0, Math.max(1, count)));
    rest = rest.slice(Math.max(1, count));
  }
  return [...full, cut(rest, vessel)];
};
