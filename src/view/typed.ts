import type { Say } from "../language/say.ts";

/** A word looked up under `list`, or `otherwise` when the catalogue has none. */
const orElse = (list: string, word: string, otherwise: string, say: Say): string => {
  const found = say.word(list, word);
  return found === word ? otherwise : found;
};

/** What people type for a command in this language: `request`, `запит`. */
export const commandWord = (command: string, say: Say): string => orElse(`command.${command}`, "name", command, say);

/** What a command is for, in a sentence. */
export const commandSummary = (command: string, say: Say): string =>
  orElse(`command.${command}`, "summary", command, say);

/** What people type for an option in this language: `reply-by`, `відповідь-до`. */
export const optionWord = (option: string, say: Say): string => {
  // The option called `name` is its own word in English, so it cannot be told from a missing one; both give "name".
  return orElse(`option.${option}`, "name", option, say);
};
