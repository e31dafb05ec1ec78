import { z } from "zod";
import { type Log, Undeliverable } from "../../src/ports.ts";
import type { Rest } from "./rest.ts";
import { DiscordTrouble } from "./trouble.ts";

const SELF = z.object({ id: z.string() });

/** The app, and the user that its bot is. */
export interface Self {
  readonly app: string;
  readonly user: string;
}

/** Who we are. Throws DiscordTrouble for a token that Discord does not know; undefined while it does not answer. */
export const selfOf = async (rest: Rest, log: Log): Promise<Self | undefined> => {
  try {
    const ask = async (path: "/applications/@me" | "/users/@me"): Promise<string> =>
      SELF.parse(await rest.bot({ method: "GET", path })).id;
    return { app: await ask("/applications/@me"), user: await ask("/users/@me") };
  } catch (error) {
    if (error instanceof Undeliverable && error.message === "HTTP 401")
      throw new DiscordTrouble(
        'Discord does not take DISCORD_BOT_TOKEN. Reset it under "Bot" of your app at discord.com/developers, and copy it again.',
      );
    log.warn("discord.unknown_self", { error });
    return undefined;
  }
};
