import { type Discord, realDiscordClock, startDiscord } from "../support/discord/index.ts";

/** A Discord that outlives all processes, with one server in which teams are reminded. Nobody works there once it stands. */
export interface Hall {
  readonly discord: Discord;
  /** What a process needs to serve it, but for its ways there. */
  readonly settings: Readonly<Record<string, string>>;
  /** Has somebody make teams and log requests there, at a process that serves. */
  furnish(endpoint: string, titles: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Of a team that may be disturbed at any hour. */
const AWAKE = {
  zone: "UTC",
  calendar: "none",
  workdays: "mon-sun",
  quiet: "00:00-00:00",
  "digest-day": "off",
} as const;

/** Opens it, with so many channels and a team in each. */
export const openHall = async (rooms: number): Promise<Hall> => {
  const discord = await startDiscord({ clock: realDiscordClock() });
  const guild = discord.guild("Hall", { app: false });
  const channels = Array.from({ length: rooms }, (_, nth) => `hall${nth + 1}`);
  for (const name of channels) guild.channel(name);
  const olena = guild.person("olena");
  // Whoever a register is opened for leads there: who is greeted, or who speaks first. Here it is the same person.
  guild.guild.owner = olena.id;
  guild.invite(undefined, olena);
  return {
    discord,
    settings: { DISCORD_BOT_TOKEN: discord.app.token, DISCORD_PUBLIC_KEY: discord.keys.publicKey },
    furnish: async (endpoint, titles) => {
      await discord.speakTo(endpoint);
      await discord.until(
        () => discord.world.commands.length > 0,
        () => "Nobody registered commands",
      );
      for (const name of channels) {
        const seat = olena.in(name);
        await seat.slash("aid setup team", { name: `Team ${name}`, ...AWAKE });
        await seat.until(`Team ${name}`);
      }
      for (const [nth, title] of titles.entries()) {
        const seat = olena.in(channels[nth % rooms] ?? "");
        const words = `request "Guest ${nth}" "${title}" kind:equipment new:yes anyway:yes`;
        await seat.slash("aid line", { words });
        await seat.until(title);
      }
    },
    close: () => discord.close(),
  };
};
