import { z } from "zod";
import type { Language } from "../../src/domain/vocabulary.ts";
import type { Bot } from "../../src/ports.ts";
import type { Install } from "./installs.ts";
import { unpacked } from "./origin.ts";
import { type People, strangerOf } from "./people.ts";
import { offered, soughtIn } from "./suggestions.ts";

/** Finds what to offer for a field while somebody types into it. Never rejects: no list is no reason to fail. */
export type Suggest = (install: Install, body: unknown) => Promise<ReturnType<typeof offered>>;

const BODY = z.object({ user: z.object({ id: z.string(), username: z.string().optional() }) });

/** What suggestions are made of. */
export interface SuggestParts {
  readonly bot: Bot;
  readonly people: People;
  readonly language: Language;
}

/** Asks the register, on behalf of the person and for the command that their form is about. */
export const createSuggest =
  ({ bot, people, language }: SuggestParts): Suggest =>
  async (install, body) => {
    const sought = soughtIn(body);
    const who = BODY.safeParse(body);
    const opened = sought && unpacked(sought.metadata);
    if (!opened || !who.success) return { options: [] };
    const { id, username = id } = who.data.user;
    const person = await people.who(install, { user: id, handle: username });
    const speaker = person?.speaker ?? strangerOf(id, username);
    const { call, origin } = opened;
    const invocation = { platform: "slack", space: install.team, place: origin.place, speaker, input: call } as const;
    return offered(await bot.suggest(invocation, sought.option, sought.typed), sought, speaker.language ?? language);
  };
