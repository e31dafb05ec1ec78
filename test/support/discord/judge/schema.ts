import * as spec from "discord-api-spec/zod";
import { safeParse } from "zod/v4/core";
import { type Fields, isFields } from "../fields.ts";
import { type Flaw, refuseFlaws } from "../refused.ts";
import { fitted } from "./fitting.ts";
import { flawsOf } from "./flaws.ts";

/** The published schemas of the bodies that an app sends us. */
export const BODY = {
  message: spec.MessageCreateRequestSchema,
  messageEdit: spec.MessageEditRequestPartialSchema,
  followUp: spec.IncomingWebhookInteractionRequestSchema,
  replyEdit: spec.IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema,
  reply: spec.CreateMessageInteractionCallbackRequestSchema,
  update: spec.UpdateMessageInteractionCallbackRequestSchema,
  suggestions: spec.ApplicationCommandAutocompleteCallbackRequestSchema,
  modal: spec.ModalInteractionCallbackRequestSchema,
  command: spec.ApplicationCommandCreateRequestSchema,
  commandEdit: spec.ApplicationCommandPatchRequestPartialSchema,
  forumThread: spec.CreateForumThreadRequestSchema,
  threadOnMessage: spec.CreateTextThreadWithMessageRequestSchema,
  thread: spec.CreateTextThreadWithoutMessageRequestSchema,
  threadEdit: spec.UpdateThreadRequestPartialSchema,
  direct: spec.CreatePrivateChannelRequestSchema,
} as const;

/** What stock discord.js puts beside what Discord knows there; Discord does not mind. */
const HARMLESS: Readonly<Partial<Record<keyof typeof BODY, RegExp>>> = {
  messageEdit: /^(tts|nonce|enforce_nonce|message_reference)$/,
  followUp: /^(nonce|enforce_nonce|username|message_reference|sticker_ids)$/,
  replyEdit: /^(tts|nonce|enforce_nonce|username|message_reference|sticker_ids)$/,
  reply: /^data\.(nonce|enforce_nonce)$/,
  update: /^data\.(tts|nonce|enforce_nonce)$/,
  command: /^nsfw$/,
  commandEdit: /^(nsfw|type)$/,
  forumThread: /^message\.(tts|nonce|enforce_nonce)$|^type$/,
  threadOnMessage: /^type$/,
  threadEdit:
    /^(type|topic|position|nsfw|parent_id|lock_permissions|permission_overwrites|default_\w+|available_tags)$/,
};

/** What a published schema finds wrong, and properties that it does not know. */
export const flawsBySchema = (
  name: keyof typeof BODY,
  body: unknown,
): { readonly value: unknown; readonly flaws: readonly Flaw[] } => {
  const { value, strays } = fitted(BODY[name], body);
  const harmless = HARMLESS[name] ?? /^\b$/;
  const result = safeParse(BODY[name], value);
  const unknown = strays
    .filter((path) => !harmless.test(path.join(".")))
    .map((path) => ({ path, code: "UNKNOWN_PROPERTY", says: "Discord knows no such property and would ignore it." }));
  return {
    value,
    flaws: [...unknown, ...(result.success ? [] : result.error.issues.flatMap((issue) => flawsOf(value, issue)))],
  };
};

/** The body as the schema takes it. Throws 50035 with everything that is wrong. */
export const judged = (name: keyof typeof BODY, body: unknown): Fields => {
  const { value, flaws } = flawsBySchema(name, body);
  refuseFlaws(flaws);
  return isFields(value) ? value : {};
};
