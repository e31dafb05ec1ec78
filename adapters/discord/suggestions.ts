import type { APIApplicationCommandOptionChoice } from "discord-api-types/v10";
import type { CommandSpec } from "../../src/commands/command.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import type { Bot } from "../../src/ports.ts";
import { withTyped } from "../shared/offered.ts";
import { label } from "../shared/words.ts";
import { SUGGESTIONS } from "./limits.ts";
import type { Sought } from "./typed.ts";

/** What Discord is to offer: what was found, and for a company that may be new the words as they were typed. */
export const offered = (
  found: Awaited<ReturnType<Bot["suggest"]>>,
  { call, option, typed }: Sought,
  commands: readonly CommandSpec[],
  language: Language,
): readonly APIApplicationCommandOptionChoice<string>[] => {
  const spec = commands.find(({ name }) => name === call.command)?.options.find(({ name }) => name === option);
  const all = withTyped(found, { kind: spec?.kind ?? "", typed }, language, SUGGESTIONS.count);
  // Each once, without those that Discord could not send back.
  return [...new Map(all.map((one) => [one.value.toWellFormed(), one.label]))]
    .filter(([value]) => value !== "" && value.length <= SUGGESTIONS.value)
    .map(([value, name]) => ({ name: label(name, SUGGESTIONS.text), value }));
};
