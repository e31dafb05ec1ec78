import type { Invocation } from "../../src/call.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import type { Bot, Met } from "../../src/ports.ts";
import { SETUP } from "../../src/view/menu.ts";
import type { Form } from "../../src/view/view.ts";
import { setupForm } from "./first-team.ts";
import { formAgain } from "./unopened.ts";

/**
 * The form that something asked for needs: of a first team, of what is missing, or of what is shown of it (`seen`)
 * to be put right. Whether there is one is the same in every language.
 */
export const formNeeded = (
  bot: Pick<Bot, "commands" | "form">,
  invocation: Invocation,
  seen: readonly string[],
  language: Language,
): Form | undefined => {
  const { input } = invocation;
  if (typeof input !== "string" && input.command === SETUP) return setupForm(bot.commands, language);
  return bot.form(invocation, language) ?? formAgain({ input, seen }, language);
};

/** The same for whoever asks, said in what they read, with what is known of them. Never rejects. */
export const formFor = async (
  bot: Pick<Bot, "commands" | "form" | "meet">,
  invocation: Invocation,
  seen: readonly string[] = [],
): Promise<(Met & { readonly form: Form }) | undefined> => {
  if (!formNeeded(bot, invocation, seen, "en")) return undefined;
  const met = await bot.meet(invocation);
  const form = formNeeded(bot, invocation, seen, met.language);
  return form && { ...met, form };
};
