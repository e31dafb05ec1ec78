import { isFields } from "./fields.ts";

/** Every string that Slack would read as markup or show as plain words in blocks, in reading order. */
export const markupIn = (blocks: unknown): readonly string[] => {
  if (Array.isArray(blocks)) return blocks.flatMap(markupIn);
  if (!isFields(blocks)) return [];
  if (typeof blocks["text"] === "string")
    return blocks["type"] === "plain_text" ? [plainWords(blocks["text"])] : [blocks["text"]];
  return Object.values(blocks).flatMap(markupIn);
};

/** Plain text is not read for tokens: its brackets are brackets. */
const plainWords = (text: string): string => text.replaceAll("<", "‹").replaceAll(">", "›");
