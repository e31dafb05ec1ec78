import { Refusal } from "../domain/refusal.ts";

/** What was typed, as words or as read; what is missing was left out. */
type Typed = Readonly<Record<string, unknown>>;

/**
 * One of the several things that a command does, told apart by an option: `pledge … came:1` is not
 * `pledge … cancel:"…"`. What one way has no use for is refused, never passed over in silence.
 */
export interface Way {
  /** The option that chooses it; the usual way, which comes last, has none. */
  readonly by?: string;
  /** What it cannot do without, in the order in which the form asks for it. */
  needs(typed: Typed): readonly string[];
  /** What its form offers besides. */
  readonly offers: readonly string[];
  /** What else it makes use of. */
  readonly takes: readonly string[];
}

/** The options that say what a command is about go with every way. */
const ALWAYS: readonly string[] = ["request", "company", "v", "new"];

const wayOf = (ways: readonly Way[], typed: Typed): Way => {
  const found = ways.find(({ by }) => by === undefined || typed[by] !== undefined);
  if (!found) throw new Error("A command's last way is the usual one, which no option chooses");
  return found;
};

/** What the way that was chosen still needs, the record that it is about first. */
export const wantsOf =
  (ways: readonly Way[]) =>
  (typed: Readonly<Record<string, string>>): readonly string[] => [
    ...(typed["company"] ? [] : ["request"]),
    ...wayOf(ways, typed).needs(typed),
  ];

/** What the form of the way that was chosen offers. */
export const offersOf =
  (ways: readonly Way[]) =>
  (typed: Readonly<Record<string, string>>): readonly string[] =>
    wayOf(ways, typed).offers;

/** Refuses the first option that the chosen way has no use for. */
export const mustFit = (ways: readonly Way[], typed: Typed): void => {
  const { by, needs, offers, takes } = wayOf(ways, typed);
  const known = [...ALWAYS, ...(by === undefined ? [] : [by]), ...needs({}), ...offers, ...takes];
  const stray = Object.keys(typed).find((option) => typed[option] !== undefined && !known.includes(option));
  if (stray !== undefined) throw new Refusal("not_together", {}, stray);
};

/** One of them at least: the first is asked for where none was given. */
export const oneOf =
  (...options: readonly string[]) =>
  (typed: Typed): readonly string[] =>
    options.some((option) => typed[option] !== undefined) ? [] : options.slice(0, 1);
