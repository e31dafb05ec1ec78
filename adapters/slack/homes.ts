import type { Language } from "../../src/domain/vocabulary.ts";
import type { Bot } from "../../src/ports.ts";
import type { Arrival } from "./arrival.ts";
import { homeOf } from "./home.ts";
import type { Install } from "./installs.ts";
import type { Reader } from "./mrkdwn.ts";
import type { Person } from "./people.ts";
import type { Pen } from "./write.ts";

/** What a Home shows from above: what waits, what is mine, what is late, the teams with their digests, and my settings. */
const PARTS = ["menu", "mine", "late", "team", "settings"];

/** What Homes are made of. */
export interface HomesParts {
  readonly bot: Bot;
  readonly pen: Pen;
  readonly reader: Omit<Reader, "language">;
  readonly language: Language;
}

/** Shows somebody their Home: what they would be answered, one below the other. */
export const createHomes =
  ({ bot, pen, reader, language }: HomesParts) =>
  async (install: Install, { speaker }: Person, { team, user }: Arrival): Promise<void> => {
    const views = [];
    let spoken = speaker.language ?? language;
    for (const command of PARTS) {
      const answer = await bot.handle({
        platform: "slack",
        space: team,
        place: { platform: "slack", id: `@${user}`, name: `@${speaker.name}` },
        speaker,
        input: { command, options: {} },
      });
      views.push(answer.view);
      spoken = answer.language ?? spoken;
    }
    await pen.home(install, user, homeOf(views, { ...reader, language: spoken }));
  };
