import type { User, World } from "../model.ts";
import { timestampFor } from "./timestamps.ts";

/** Who reads, and in what Discord. */
export interface Reader {
  readonly world: World;
  readonly user: User;
}

/** The name under which somebody is known in a guild, or everywhere. */
export const nameIn = (world: World, guild: string | undefined, id: string): string => {
  const member = guild === undefined ? undefined : world.guilds.get(guild)?.members.get(id);
  return member?.nick ?? world.users.get(id)?.name ?? "unknown-user";
};

const roleName = (world: World, id: string): string =>
  [...world.guilds.values()].flatMap((guild) => guild.roles.get(id)?.name ?? [])[0] ?? "deleted-role";

/** What must not be read as markdown any more is put aside, one private character a piece. */
const ASIDE = 0xe000;

const PIECES =
  /```(?:[a-z0-9]*\n)?([\s\S]*?)```|`([^`\n]+)`|\\([^\p{L}\p{N}\s])|<@!?(\d+)>|<@&(\d+)>|<#(\d+)>|<t:(-?\d+)(?::(\w))?>|<\/([^:>]+):\d+>|<a?(:\w+:)\d+>|\[([^\]\n]+)\]\(<?(https?:\/\/[^\s)>]+)>?\)|<(https?:\/\/[^\s>]+)>/gu;

/** Text as Discord shows it to somebody: without its marks, and with names, dates and links as they are read. */
export const readMarkdown = ({ world, user }: Reader, text: string, guild?: string): string => {
  const aside: string[] = [];
  const keep = (piece: string): string => {
    aside.push(piece);
    return String.fromCodePoint(ASIDE + aside.length - 1);
  };
  const read = text.replaceAll(PIECES, (all, ...found: readonly (string | undefined)[]) => {
    const [block, code, escaped, member, role, channel, at, style, command, emoji, label, , link] = found;
    if (block !== undefined) return keep(block);
    if (code !== undefined) return keep(code);
    if (escaped !== undefined) return keep(escaped);
    if (member !== undefined) return keep(`@${nameIn(world, guild, member)}`);
    if (role !== undefined) return keep(`@${roleName(world, role)}`);
    if (channel !== undefined) return keep(`#${world.channels.get(channel)?.name ?? "unknown"}`);
    if (at !== undefined) return keep(timestampFor(user, Number(at), style ?? "", world.clock.now()) ?? all);
    if (command !== undefined) return keep(`/${command}`);
    if (emoji !== undefined) return keep(emoji);
    if (label !== undefined) return label;
    return link === undefined ? all : keep(link);
  });
  const plain = read
    .replaceAll(/^(#{1,3}|-#|>{1,3}) +/gm, "")
    .replaceAll(/(\*\*\*|\*\*|\*|~~|\|\|)(?=\S)([\s\S]*?\S)\1/g, "$2")
    .replaceAll(/(\*\*\*|\*\*|\*|~~|\|\|)(?=\S)([\s\S]*?\S)\1/g, "$2")
    .replaceAll(/(?<![\p{L}\p{N}_])(__|_)(?=\S)([\s\S]*?\S)\1(?![\p{L}\p{N}_])/gu, "$2");
  const back = (all: string): string =>
    all.replaceAll(/[\uE000-\uF8FF]/g, (one) => aside[(one.codePointAt(0) ?? ASIDE) - ASIDE] ?? one);
  return back(back(plain));
};
