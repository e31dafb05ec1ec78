import type { Day, TimeOfDay, Zone } from "../../src/domain/time.ts";
import type { Language, Role } from "../../src/domain/vocabulary.ts";

/** How far time goes: a stretch of the clock, whole calendar days, or up to a local moment. */
export type Stretch =
  | { readonly minutes: number }
  | { readonly days: number }
  | { readonly day: Day; readonly time: TimeOfDay };

/** One line of a story or of the terminal, read but not yet done. */
export type Step =
  /** At the head of a story: the zone and the language in which its workspace begins. */
  | { readonly kind: "zone"; readonly zone: Zone }
  | { readonly kind: "language"; readonly language: Language }
  | { readonly kind: "at"; readonly day: Day; readonly time: TimeOfDay }
  | { readonly kind: "as"; readonly name: string; readonly role?: Role; readonly language?: Language }
  | { readonly kind: "in"; readonly place: string }
  /** A command, without its `/aid`. */
  | { readonly kind: "say"; readonly text: string }
  /** A button of the last message that has it, by its caption or its number. */
  | { readonly kind: "press"; readonly button: string | number }
  | { readonly kind: "fill"; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: "cancel" }
  | { readonly kind: "advance"; readonly stretch: Stretch }
  | { readonly kind: "expect"; readonly texts: readonly string[]; readonly not: boolean }
  | { readonly kind: "expect form"; readonly texts: readonly string[] }
  /** `count` posts since time last passed; undefined means at least one. */
  | {
      readonly kind: "expect post";
      readonly place: string;
      readonly texts: readonly string[];
      readonly count?: number;
    };

/** A step with where it stands, for the report of a failure. */
export interface Placed {
  readonly step: Step;
  /** Counted from 1. */
  readonly line: number;
  readonly source: string;
}
