import { type Fields, fieldsAt, isFields, listAt, textAt } from "../fields.ts";
import { FLAG } from "../model.ts";
import { type Flaw, refusal, refuseFlaws } from "../refused.ts";
import { componentFlaws } from "./components.ts";
import { LIMIT } from "./limits.ts";

/** What a message would say after a request: its own words, and those that stay from before. */
export interface Draft {
  readonly content: string;
  readonly embeds: readonly Fields[];
  readonly components: readonly Fields[];
  readonly flags: number;
  /** Names of the files that hang on it. */
  readonly files: readonly string[];
  readonly poll: boolean;
}

const embedText = (embed: Fields): number =>
  [
    textAt(embed, "title"),
    textAt(embed, "description"),
    textAt(fieldsAt(embed, "footer"), "text"),
    textAt(fieldsAt(embed, "author"), "name"),
    ...listAt(embed, "fields").flatMap((field) => [textAt(field, "name"), textAt(field, "value")]),
  ].reduce((sum, text) => sum + text.trim().length, 0);

const embedFlaws = (embeds: readonly Fields[], files: readonly string[]): readonly Flaw[] => [
  ...embeds.flatMap((embed, index) => [
    ...listAt(embed, "fields").flatMap((field, at) =>
      ["name", "value"]
        .filter((key) => textAt(field, key).trim() === "")
        .map((key) => ({
          path: ["embeds", index, "fields", at, key],
          code: "BASE_TYPE_REQUIRED",
          says: "This field is required",
        })),
    ),
    ...(embedText(embed) === 0 && !isFields(embed.image) && !isFields(embed.thumbnail)
      ? [{ path: ["embeds", index, "description"], code: "BASE_TYPE_REQUIRED", says: "This field is required" }]
      : []),
    ...["image", "thumbnail"]
      .map((key) => textAt(fieldsAt(embed, key), "url"))
      .filter((url) => url.startsWith("attachment://") && !files.includes(url.slice("attachment://".length)))
      .map((url) => ({
        path: ["embeds", index],
        code: "EMBED_ATTACHMENT_NOT_FOUND",
        says: `The attachment ${url} was not found`,
      })),
  ]),
  ...(embeds.reduce((sum, embed) => sum + embedText(embed), 0) > LIMIT.embedTotal
    ? [
        {
          path: ["embeds"],
          code: "MAX_EMBED_SIZE_EXCEEDED",
          says: `Embed size exceeds maximum size of ${LIMIT.embedTotal}`,
        },
      ]
    : []),
];

const v2Flaws = ({ content, embeds, poll }: Draft): readonly Flaw[] =>
  [
    { key: "content", there: content !== "" },
    { key: "embeds", there: embeds.length > 0 },
    { key: "poll", there: poll },
  ]
    .filter(({ there }) => there)
    .map(({ key }) => ({
      path: [key],
      code: "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
      says: `The '${key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
    }));

/** Throws what Discord refuses about a message as a whole and its published schema lets through. */
export const checkDraft = (draft: Draft): void => {
  const v2 = (draft.flags & FLAG.componentsV2) !== 0;
  refuseFlaws([
    ...(draft.content.length > LIMIT.content
      ? [{ path: ["content"], code: "BASE_TYPE_MAX_LENGTH", says: `Must be ${LIMIT.content} or fewer in length.` }]
      : []),
    ...embedFlaws(draft.embeds, draft.files),
    ...(v2 ? v2Flaws(draft) : []),
    ...componentFlaws(draft.components, v2, draft.files),
  ]);
  const bare = draft.components.length === 0 && (v2 || (draft.content.trim() === "" && draft.embeds.length === 0));
  if (bare && (v2 || (draft.files.length === 0 && !draft.poll))) throw refusal("emptyMessage");
};

/** Throws when somebody asks for names twice over: all of a kind, and some of it. */
export const checkMentions = (allowed: unknown): void => {
  if (!isFields(allowed)) return;
  const parse = Array.isArray(allowed.parse) ? allowed.parse : [];
  refuseFlaws(
    ["users", "roles"]
      .filter((kind) => parse.includes(kind) && Array.isArray(allowed[kind]) && allowed[kind].length > 0)
      .map((kind) => ({
        path: ["allowed_mentions"],
        code: "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
        says: `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
      })),
  );
};
