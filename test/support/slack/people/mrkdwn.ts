import type { User } from "../model.ts";
import type { World } from "../world.ts";
import { dateFor } from "./dates.ts";

/** A piece of Slack's markup that is more than text: what an app, or a text of a user's, made Slack do. */
export type Special =
  | { readonly kind: "user" | "channel" | "usergroup"; readonly id: string; readonly label: string | undefined }
  | { readonly kind: "broadcast"; readonly to: string }
  | { readonly kind: "date"; readonly seconds: number; readonly format: string; readonly fallback: string }
  | { readonly kind: "link"; readonly url: string; readonly label: string | undefined };

const specialIn = (inside: string): Special => {
  const [target = "", ...rest] = inside.split("|");
  const label = rest.length > 0 ? rest.join("|") : undefined;
  if (/^@[UW]/.test(target)) return { kind: "user", id: target.slice(1), label };
  if (target.startsWith("#")) return { kind: "channel", id: target.slice(1), label };
  if (target.startsWith("!subteam^")) return { kind: "usergroup", id: target.slice("!subteam^".length), label };
  if (target.startsWith("!date^")) {
    const [, seconds = "", format = ""] = target.split("^");
    return { kind: "date", seconds: Number(seconds), format, fallback: label ?? "" };
  }
  if (target.startsWith("!")) return { kind: "broadcast", to: target.slice(1) };
  return { kind: "link", url: target, label };
};

/** Text and specials in turn, as Slack takes a mrkdwn text apart. */
export const piecesOf = (mrkdwn: string): readonly (string | Special)[] =>
  mrkdwn
    .split(/(<[^<>\n]+>)/)
    .filter((piece) => piece !== "")
    .map((piece) => (/^<[^<>\n]+>$/.test(piece) ? specialIn(piece.slice(1, -1)) : piece));

const unescaped = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** Takes `*bold*`, `_italic_`, `~struck~` and `code` off, where Slack would see them as marks. */
const withoutMarks = (text: string): string =>
  text
    .replaceAll(/```\n?([\s\S]+?)```/g, "$1")
    .replaceAll(/(?<![\p{L}\p{N}`])`([^`\n]+)`(?![\p{L}\p{N}`])/gu, "$1")
    .replaceAll(/(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*\S)\*(?![\p{L}\p{N}*])/gu, "$1")
    .replaceAll(/(?<![\p{L}\p{N}_])_(?=\S)([^_\n]*\S)_(?![\p{L}\p{N}_])/gu, "$1")
    .replaceAll(/(?<![\p{L}\p{N}~])~(?=\S)([^~\n]*\S)~(?![\p{L}\p{N}~])/gu, "$1");

/** A special as this person reads it. */
export const readSpecial = (world: World, reader: User, special: Special): string => {
  switch (special.kind) {
    case "user":
      return `@${world.users.get(special.id)?.name ?? special.label ?? special.id}`;
    case "channel":
      return `#${world.channels.get(special.id)?.name ?? special.label ?? special.id}`;
    case "usergroup":
      return `@${world.usergroups.find(({ id }) => id === special.id)?.handle ?? special.id}`;
    case "broadcast":
      return `@${special.to}`;
    case "date":
      return dateFor(reader, special.seconds, special.format, world.clock.now()) ?? unescaped(special.fallback);
    case "link":
      return unescaped(special.label ?? special.url);
  }
};

/** A mrkdwn text as this person reads it. */
export const readMrkdwn = (world: World, reader: User, mrkdwn: string): string => {
  const kept: string[] = [];
  // Marks go round specials as well, so a special stands as one odd character while marks are taken off.
  const marked = piecesOf(mrkdwn)
    .map((piece) => {
      if (typeof piece === "string") return piece;
      kept.push(readSpecial(world, reader, piece));
      return `\uE000${kept.length - 1}\uE001`;
    })
    .join("");
  return unescaped(withoutMarks(marked)).replaceAll(/\uE000(\d+)\uE001/g, (_, index) => kept[Number(index)] ?? "");
};
