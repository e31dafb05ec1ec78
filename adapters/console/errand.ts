import { z } from "zod";
import { LANGUAGES } from "../../src/domain/vocabulary.ts";
import type { Answer, Bot } from "../../src/ports.ts";
import type { Form } from "../../src/view/view.ts";
import { formFor } from "../shared/form-needed.ts";
import { placeNamed, SPACE } from "./room.ts";

const text = z.string().max(200_000);

/** One command brought from the shell: who asks, where, and what. */
export const ERRAND = z.object({
  name: text.min(1),
  place: text.min(1),
  language: z.enum(LANGUAGES),
  input: z.union([text, z.object({ command: text, options: z.record(z.string(), text) })]),
});
/** An errand that was checked: what the shell asks of the running bot. */
export type Errand = z.output<typeof ERRAND>;

/** What comes of an errand: an answer, or the form that shows which options are missing. */
export type Reply =
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "form"; readonly form: Form };

/** Runs an errand as the console does a line. Never rejects, as the bot never does. */
export const runErrand = async (bot: Bot, { name, place, language, input }: Errand): Promise<Reply> => {
  const speaker = { account: name, name, language };
  const invocation = { platform: "console", space: SPACE, place: placeNamed(place), speaker, input } as const;
  const { form } = (await formFor(bot, invocation)) ?? {};
  return form ? { kind: "form", form } : { kind: "answer", answer: await bot.handle(invocation) };
};
