import type { Language } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import { type Log, Undeliverable } from "../../src/ports.ts";
import type { View } from "../../src/view/view.ts";
import { givenBack, optionWords } from "../shared/given-back.ts";
import { KEPT } from "../shared/kept.ts";
import { type Arrival, isDirect } from "./arrival.ts";
import { callOf } from "./buttons.ts";
import { messagesOf } from "./components.ts";
import type { Reader } from "./markdown.ts";
import type { Pen } from "./write.ts";

/** What was asked for, as it can be typed again in `/aid line`; undefined for a press, which can be pressed again. */
export const typedIn = (arrival: Arrival): string | undefined => {
  if (arrival.kind === "press" || arrival.kind === "menu") return undefined;
  const input = arrival.kind === "submit" ? callOf(arrival.id) : arrival.input;
  if (typeof input === "string") return input;
  // A call that is kept elsewhere has no words here; what was filled in has.
  const command = input.command === KEPT ? "" : input.command;
  const given = arrival.kind === "submit" ? { ...input.options, ...arrival.values } : input.options;
  return `${command} ${optionWords(command === "" ? { ...given, key: "" } : given)}`.trim();
};

/**
 * Tells somebody that what they did came too late to be answered, and so was not done: Discord has told them
 * that the app did not respond, and they may have done it again. What they typed is given back to them
 * alone; where they take no direct messages, the channel only hears that something went missing.
 */
export const createTooLate =
  (pen: Pen, reader: Omit<Reader, "language">, log: Log, language: Language) =>
  async (arrival: Arrival): Promise<void> => {
    const spoken = arrival.language ?? language;
    const { words } = speak(spoken);
    const typed = typedIn(arrival);
    const view = (more: View["blocks"]): View => ({
      title: [words("discord.too_late", { name: arrival.name })],
      tone: "refused",
      blocks: [{ kind: "text", text: [words("discord.too_late.again")] }, ...more],
    });
    const message = (of: View) => messagesOf(of, { ...reader, language: spoken })[0];
    const given = view(givenBack(typed));
    const ways = [
      async () => pen.post(await pen.direct(arrival.user), message(given)),
      ...(isDirect(arrival) ? [] : [() => pen.post(arrival.channel, message(view([])))]),
    ];
    for (const way of ways) {
      try {
        await way();
        return;
      } catch (error) {
        if (!(error instanceof Undeliverable)) throw error;
        log.info("discord.other_way", { why: error.message });
      }
    }
  };
