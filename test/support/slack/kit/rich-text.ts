import { LIMIT } from "../limits.ts";
import { byType, choice, flag, list, number, object, type Shape, text } from "./shape.ts";

const style = object({}, { bold: flag, italic: flag, strike: flag, code: flag, underline: flag, highlight: flag });

const piece = (
  type: string,
  required: Readonly<Record<string, Shape>>,
  optional: Readonly<Record<string, Shape>> = {},
) => object({ type: choice(type), ...required }, { style, ...optional });

const PIECES: Readonly<Record<string, Shape>> = {
  text: piece("text", { text: text(LIMIT.blocksText) }),
  user: piece("user", { user_id: text(LIMIT.id) }),
  usergroup: piece("usergroup", { usergroup_id: text(LIMIT.id) }),
  team: piece("team", { team_id: text(LIMIT.id) }),
  channel: piece("channel", { channel_id: text(LIMIT.id) }),
  broadcast: piece("broadcast", { range: choice("here", "channel", "everyone") }),
  link: piece("link", { url: text(LIMIT.url) }, { text: text(LIMIT.blocksText), unsafe: flag }),
  emoji: piece("emoji", { name: text(LIMIT.id) }, { unicode: text(LIMIT.id), url: text(LIMIT.url) }),
  color: piece("color", { value: text(LIMIT.id) }),
  date: piece(
    "date",
    { timestamp: number(0), format: text(LIMIT.id) },
    { url: text(LIMIT.url), fallback: text(LIMIT.sectionText) },
  ),
};

const pieces = list(byType(PIECES), Infinity);
const part = (
  type: string,
  required: Readonly<Record<string, Shape>>,
  optional: Readonly<Record<string, Shape>> = {},
) => object({ type: choice(type), ...required }, optional);
const border = { border: number(0, 1) };
const section = part("rich_text_section", { elements: pieces });

/** Text as a tree: nothing that people typed can become a mention in it. */
export const rich: Shape = object(
  {
    type: choice("rich_text"),
    elements: list(
      byType({
        rich_text_section: section,
        rich_text_list: part(
          "rich_text_list",
          { elements: list(section, Infinity), style: choice("bullet", "ordered") },
          { ...border, indent: number(0, 8), offset: number(0) },
        ),
        rich_text_quote: part("rich_text_quote", { elements: pieces }, border),
        rich_text_preformatted: part(
          "rich_text_preformatted",
          { elements: pieces },
          { ...border, language: text(LIMIT.id) },
        ),
      }),
      Infinity,
    ),
  },
  { block_id: text(LIMIT.id) },
);
