import type { Invocation } from "../../src/call.ts";
import type { Bot, Met } from "../../src/ports.ts";
import type { View } from "../../src/view/view.ts";
import type { Arrival } from "./arrival.ts";
import { homeOf } from "./home.ts";
import type { Install } from "./installs.ts";
import type { Reader } from "./mrkdwn.ts";
import type { Person } from "./people.ts";
import { welcomeView } from "./welcome.ts";
import type { Pen } from "./write.ts";

/** What a Home shows below what waits, or the greeting: what is mine, what is late, the teams with their digests, and my settings. */
const PARTS = ["mine", "late", "team", "settings"];

/** What Homes are made of. */
export interface HomesParts {
  readonly bot: Bot;
  readonly pen: Pen;
  readonly reader: Omit<Reader, "language">;
}

/**
 * Shows somebody their Home: what they would be answered, one below the other. Whoever comes first is greeted there,
 * since Slack does not say who put an app with a token of its own into its workspace.
 */
export const createHomes =
  ({ bot, pen, reader }: HomesParts) =>
  async (install: Install, { speaker }: Person, { team, user }: Arrival, { isNew, ...met }: Met): Promise<void> => {
    const asking = (command: string): Invocation => ({
      platform: "slack",
      space: team,
      place: { platform: "slack", id: `@${user}`, name: `@${speaker.name}` },
      speaker,
      input: { command, options: {} },
    });
    const views: View[] = isNew ? [welcomeView(install.scopes, false, met.language)] : [];
    let spoken = met.language;
    for (const command of isNew ? PARTS : ["menu", ...PARTS]) {
      const answer = await bot.handle(asking(command));
      views.push(answer.view);
      spoken = answer.language ?? spoken;
    }
    await pen.home(install, user, homeOf(views, { ...reader, language: spoken }));
  };
