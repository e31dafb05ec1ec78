const ENTITIES: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

/** `&`, `<` and `>` themselves again. */
export const unescaped = (text: string): string =>
  text.replaceAll(/&(?:lt|gt|amp);/gu, (entity) => ENTITIES[entity] ?? entity);

/**
 * What a person typed, of what Slack makes of it: links are what they lead to, and `&`, `<` and `>` are
 * themselves again. Mentions of people and channels stay as Slack writes them (`<@U1|olena>`,
 * `<#C1|outreach>`): they are ids, and names of their own would not be.
 */
export const typedText = (text: string): string =>
  unescaped(
    text
      .replaceAll(/<(?:mailto:|tel:)([^>|]+)(?:\|[^>]*)?>/gu, "$1")
      .replaceAll(/<(https?:[^>|]+)(?:\|[^>]*)?>/gu, "$1"),
  );
