import { type Instant, momentOf, type Zone } from "../../src/domain/time.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import { Unmet } from "./expectation.ts";
import { perform, type Stage } from "./perform.ts";
import { readScript, ScriptError } from "./script.ts";
import type { Placed } from "./step.ts";

/** A story that was read: what its workspace begins with, and the steps to do. */
export interface Story {
  readonly zone: Zone;
  readonly language: Language;
  /** The moment of its first `at`, when the clock starts; undefined starts it now. */
  readonly opening: Instant | undefined;
  readonly steps: readonly Placed[];
}

/** Where and why a story stopped. */
export interface Failure {
  /** Counted from 1. */
  readonly line: number;
  readonly source: string;
  readonly expected: string;
  readonly seen: string;
}

/** A story begins in UTC and English unless its head says otherwise, so that it runs alike on every machine. */
const HEAD = { zone: "UTC", language: "en" } as const;

/** Reads a story. Throws ScriptError for its first line that cannot be read. */
export const readStory = (text: string): Story => {
  const placed = readScript(text);
  const body = placed.findIndex(({ step }) => step.kind !== "zone" && step.kind !== "language");
  const cut = body < 0 ? placed.length : body;
  const head: { zone: Zone; language: Language } = { ...HEAD };
  for (const { step } of placed.slice(0, cut)) {
    if (step.kind === "zone") head.zone = step.zone;
    if (step.kind === "language") head.language = step.language;
  }
  const steps = placed.slice(cut);
  const at = steps.map(({ step }) => step).find((step) => step.kind === "at");
  return { ...head, opening: at && momentOf(at.day, at.time, head.zone), steps };
};

/** Does the steps in order, up to the first that cannot be done or expects something else. */
export const runSteps = async (steps: readonly Placed[], stage: Stage): Promise<Failure | undefined> => {
  for (const { step, line, source } of steps) {
    try {
      await perform(step, stage);
    } catch (error) {
      if (error instanceof Unmet) return { line, source, expected: error.expected, seen: error.seen };
      if (error instanceof ScriptError) return { line, source, expected: error.works, seen: error.message };
      throw error;
    }
  }
  return undefined;
};

/** A failure in four lines for people: where, the line itself, what was expected, what was seen. */
export const failureLines = (file: string, { line, source, expected, seen }: Failure): readonly string[] => [
  `${file}:${line}`,
  `  the line: ${source}`,
  `  expected: ${expected}`,
  `  seen:     ${seen}`,
];
