import type { User } from "../model.ts";
import type { World } from "../world.ts";

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const around = (world: World, user: User) => ({
  person: (handle: string) => {
    const called = [...world.users.values()].filter((one) => one.handle === handle);
    // Whoever shares a channel with somebody of another workspace can mention them.
    const meets = ({ id }: User): boolean =>
      [...world.channels.values()].some(({ members }) => members.has(user.id) && members.has(id));
    return called.find(({ team }) => team === user.team) ?? called.find(meets);
  },
  channel: (name: string) => [...world.channels.values()].find((one) => one.name === name && one.members.has(user.id)),
});

/**
 * What Slack makes of a line that somebody typed: names become references, addresses become links.
 * Without `escapes` (a command's `should_escape: false`) names stay as they were typed.
 */
export const typed = (world: World, user: User, line: string, escapes = true): string => {
  const { person, channel } = around(world, user);
  if (!escapes) return escaped(line);
  return escaped(line)
    .replaceAll(/https?:\/\/[^\s"]+/g, (url) => `<${url}>`)
    .replaceAll(/(?<![\p{L}\p{N}/<|])@([\p{L}\p{N}_.-]+)/gu, (all, handle: string) => {
      const one = person(handle);
      return one ? `<@${one.id}|${one.handle}>` : all;
    })
    .replaceAll(/(?<![\p{L}\p{N}/<|&])#([\p{L}\p{N}_-]+)/gu, (all, name: string) => {
      const one = channel(name);
      return one ? `<#${one.id}|${one.name}>` : all;
    });
};
