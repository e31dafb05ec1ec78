import type { Call } from "../call.ts";
import type { Filling, Key } from "../language/say.ts";
import type { Block } from "../view/view.ts";

/** One way on, offered as a button. */
export interface Choice {
  readonly label: Key;
  readonly fillings?: Readonly<Record<string, string | number>>;
  readonly weight: "main" | "plain" | "danger";
  /** Options that answer the question, put into the call that raised it. */
  readonly set?: Readonly<Record<string, string>>;
  /** Or another call altogether. */
  readonly call?: Call;
}

/**
 * Thrown by a command before it has recorded anything, when a person should decide first: a second
 * Amazon, a possible duplicate, a value that somebody else has just set. Nothing is written; each
 * choice is a call that carries the answer.
 */
export class Question extends Error {
  readonly key: Key;
  readonly fillings: Readonly<Record<string, Filling>>;
  readonly choices: readonly Choice[];
  readonly details: readonly Block[];

  constructor(
    key: Key,
    fillings: Readonly<Record<string, Filling>>,
    choices: readonly Choice[],
    details: readonly Block[] = [],
  ) {
    super(key);
    this.name = "Question";
    this.key = key;
    this.fillings = fillings;
    this.choices = choices;
    this.details = details;
  }
}
