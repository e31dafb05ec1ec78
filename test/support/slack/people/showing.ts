import { type Fields, fieldsAt, isFields, listAt, textAt } from "../fields.ts";
import type { OpenView, User } from "../model.ts";
import type { World } from "../world.ts";
import { piecesOf, readMrkdwn, readSpecial } from "./mrkdwn.ts";

/** Who reads, and in which Slack: names, zones and languages depend on both. */
export interface Reader {
  readonly world: World;
  readonly user: User;
}

/** A text object as it is read. */
export const readText = ({ world, user }: Reader, text: unknown): string =>
  isFields(text) ? (text.type === "mrkdwn" ? readMrkdwn(world, user, textAt(text, "text")) : textAt(text, "text")) : "";

const richPiece = (reader: Reader, piece: Fields): string => {
  const { world, user } = reader;
  switch (piece.type) {
    case "text":
      return textAt(piece, "text");
    case "user":
      return readSpecial(world, user, { kind: "user", id: textAt(piece, "user_id"), label: undefined });
    case "channel":
      return readSpecial(world, user, { kind: "channel", id: textAt(piece, "channel_id"), label: undefined });
    case "usergroup":
      return readSpecial(world, user, { kind: "usergroup", id: textAt(piece, "usergroup_id"), label: undefined });
    case "broadcast":
      return `@${textAt(piece, "range")}`;
    case "link":
      return textAt(piece, "text") || textAt(piece, "url");
    case "emoji":
      return `:${textAt(piece, "name")}:`;
    case "date":
      return readSpecial(world, user, {
        kind: "date",
        seconds: Number(piece.timestamp),
        format: textAt(piece, "format"),
        fallback: textAt(piece, "fallback"),
      });
    default:
      return "";
  }
};

const richLines = (reader: Reader, parts: readonly Fields[]): readonly string[] =>
  parts.flatMap((part) => {
    const pieces = listAt(part, "elements");
    if (part.type === "rich_text_list")
      return pieces.map((item, index) => {
        const mark = part.style === "ordered" ? `${index + 1}.` : "•";
        return `${"  ".repeat(Number(part.indent ?? 0))}${mark} ${richLines(reader, [item]).join("\n")}`;
      });
    const text = pieces.map((piece) => richPiece(reader, piece)).join("");
    return text
      .replace(/\n$/, "")
      .split("\n")
      .map((line) => (part.type === "rich_text_quote" ? `> ${line}` : line));
  });

const labelOf = (reader: Reader, option: unknown): string => readText(reader, fieldsAt(option, "text"));

/** What an element holds now, in words. */
const heldBy = (reader: Reader, state: Fields | undefined): string => {
  if (!state) return "";
  const { world } = reader;
  const name = (id: unknown): string =>
    world.users.get(String(id))?.name ??
    (world.channels.has(String(id)) ? `#${world.channels.get(String(id))?.name}` : String(id));
  const [, value] = Object.entries(state).find(([key]) => key !== "type") ?? [];
  if (value === null || value === undefined) return "";
  const one = (each: unknown): string => (isFields(each) ? labelOf(reader, each) : name(each));
  return Array.isArray(value) ? value.map(one).join(", ") : one(value);
};

/** An element as somebody sees it: `[Snooze]` is a button, `[Company ▾]` a menu. */
const showElement = (reader: Reader, element: Fields, state?: Fields): string => {
  const held = heldBy(reader, state);
  const type = textAt(element, "type");
  if (type === "button" || type === "icon_button") return `[${readText(reader, element.text)}]`;
  if (type === "image") return `(picture: ${textAt(element, "alt_text")})`;
  if (type === "overflow")
    return `[⋯ ${listAt(element, "options")
      .map((option) => labelOf(reader, option))
      .join(" | ")}]`;
  if (type === "plain_text" || type === "mrkdwn") return readText(reader, element);
  if (type === "checkboxes" || type === "radio_buttons") {
    const chosen = JSON.stringify(state ?? {});
    return listAt(element, "options")
      .map(
        (option) =>
          `${chosen.includes(`"value":${JSON.stringify(option.value)}`) ? "☒" : "☐"} ${labelOf(reader, option)}`,
      )
      .join(" ");
  }
  const placeholder = readText(reader, element.placeholder);
  const menu = /select|picker/.test(type) ? " ▾" : "";
  return held === "" ? `[${placeholder || "…"}${menu}]` : `[${held}${menu}]`;
};

const cells = (reader: Reader, row: unknown): string =>
  Array.isArray(row)
    ? row
        .map((cell) =>
          isFields(cell) && cell.type === "rich_text"
            ? richLines(reader, listAt(cell, "elements")).join(" ")
            : textAt(cell, "text") || (isFields(cell) && typeof cell.value === "number" ? String(cell.value) : ""),
        )
        .join(" | ")
    : "";

const chartLines = (block: Fields): readonly string[] => {
  const chart = fieldsAt(block, "chart");
  const points = (all: readonly Fields[]): string =>
    all.map(({ label, value }) => `${String(label)} ${String(value)}`).join(", ");
  const series = listAt(chart, "series").map((one) => `  ${textAt(one, "name")}: ${points(listAt(one, "data"))}`);
  const pie = listAt(chart, "segments");
  return [`(chart: ${textAt(block, "title")})`, ...series, ...(pie.length > 0 ? [`  ${points(pie)}`] : [])];
};

/** A block as lines of text, with what a view holds and complains about. */
export const showBlock = (
  reader: Reader,
  block: Fields,
  values: OpenView["values"] = {},
  errors: Readonly<Record<string, string>> = {},
): readonly string[] => {
  const id = textAt(block, "block_id");
  const show = (element: Fields): string => showElement(reader, element, values[id]?.[textAt(element, "action_id")]);
  const accessory = isFields(block.accessory) ? ` ${show(block.accessory)}` : "";
  switch (block.type) {
    case "section": {
      const lines = [readText(reader, block.text), ...listAt(block, "fields").map((field) => readText(reader, field))];
      return `${lines.filter((line) => line !== "").join("\n")}${accessory}`.split("\n");
    }
    case "header":
    case "alert":
      return [readText(reader, block.text)];
    case "context":
      return [listAt(block, "elements").map(show).join(" · ")];
    case "actions":
    case "context_actions":
      return [listAt(block, "elements").map(show).join(" ")];
    case "divider":
      return ["———"];
    case "image":
      return [[readText(reader, block.title), `(picture: ${textAt(block, "alt_text")})`].filter(Boolean).join(" ")];
    case "markdown":
      return textAt(block, "text").split("\n");
    case "rich_text":
      return richLines(reader, listAt(block, "elements"));
    case "table":
    case "data_table":
      return [
        textAt(block, "caption"),
        ...(Array.isArray(block.rows) ? block.rows.map((row) => cells(reader, row)) : []),
      ].filter((line) => line !== "");
    case "data_visualization":
      return chartLines(block);
    case "input": {
      const hint = readText(reader, block.hint);
      return [
        `${readText(reader, block.label)}${block.optional === true ? " (optional)" : ""}: ${show(fieldsAt(block, "element"))}`,
        ...(hint === "" ? [] : [`  ${hint}`]),
        ...(errors[id] === undefined ? [] : [`  ! ${errors[id]}`]),
      ];
    }
    case "container":
      return [
        readText(reader, block.title),
        readText(reader, block.subtitle),
        ...listAt(block, "child_blocks").flatMap((child) => showBlock(reader, child, values, errors)),
      ].filter((line) => line !== "");
    case "carousel":
      return listAt(block, "elements").flatMap((card) => showBlock(reader, card, values, errors));
    case "card":
      return [
        ...["title", "subtitle", "body"].map((key) => readText(reader, block[key])),
        listAt(block, "actions").map(show).join(" "),
      ].filter((line) => line !== "");
    default:
      return [];
  }
};

/** Who a mrkdwn text or a block notifies: ids of users and of groups, and `here`, `channel`, `everyone`. */
export const notifiedBy = (tree: unknown): readonly string[] => {
  if (typeof tree === "string")
    return piecesOf(tree).flatMap((piece) =>
      typeof piece === "string"
        ? []
        : piece.kind === "user" || piece.kind === "usergroup"
          ? [piece.id]
          : piece.kind === "broadcast"
            ? [piece.to.split("|")[0] ?? ""]
            : [],
    );
  if (Array.isArray(tree)) return tree.flatMap(notifiedBy);
  if (!isFields(tree)) return [];
  if (tree.type === "user") return [textAt(tree, "user_id")];
  if (tree.type === "usergroup") return [textAt(tree, "usergroup_id")];
  if (tree.type === "broadcast") return [textAt(tree, "range")];
  if (tree.type === "plain_text" || tree.type === "text") return [];
  return Object.values(tree).flatMap((value) =>
    typeof value === "string" && tree.type !== "mrkdwn" ? [] : notifiedBy(value),
  );
};
