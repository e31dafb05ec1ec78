import type { Filling, Key, Say } from "../language/say.ts";
import { buttons } from "./blocks.ts";
import type { Block, Button, View } from "./view.ts";

/** Something to decide before anything is written: a near-miss, a duplicate, a collision, a conflict. */
export interface Question {
  readonly key: Key;
  readonly params?: Readonly<Record<string, Filling>>;
  /** What each answer does, in full. */
  readonly choices: readonly Button[];
  /** What to look at before choosing: the requests or values in question. */
  readonly details?: readonly Block[];
}

/** Asks, and says that nothing has been written yet. */
export const questionView = ({ key, params = {}, choices, details = [] }: Question, say: Say): View => ({
  title: say(key, params),
  tone: "plain",
  blocks: [...details, { kind: "note", text: say("question.nothing_yet") }, ...buttons(choices)],
});
