import * as spec from "discord-api-spec/zod";
import { type Fields, isFields } from "../fields.ts";
import { type Flaw, refuseFlaws } from "../refused.ts";
import { fitted } from "./fitting.ts";
import { atPath } from "./flaws.ts";

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
  channelEdit: spec.UpdateGuildChannelRequestPartialSchema,
  direct: spec.CreatePrivateChannelRequestSchema,
} as const;

/** What stock discord.js says everywhere, also where it means nothing; and what Discord takes and its schema forgets. */
const isHarmless = (name: keyof typeof BODY, path: readonly (string | number)[], value: unknown): boolean =>
  path.at(-1) === "nsfw" ||
  (name === "threadOnMessage" && path.join(".") === "type") ||
  ((path.at(-1) === "tts" || path.at(-1) === "enforce_nonce") && value === false);

/** What a published schema finds wrong, and properties that it does not know. */
export const flawsBySchema = (
  name: keyof typeof BODY,
  body: unknown,
): { readonly value: unknown; readonly flaws: readonly Flaw[] } => {
  const { value, flaws, strays } = fitted(BODY[name], body);
  const unknown = strays
    .filter((path) => !isHarmless(name, path, atPath(body, path)))
    .map((path) => ({ path, code: "UNKNOWN_PROPERTY", says: "Discord knows no such property and would ignore it." }));
  return { value, flaws: [...unknown, ...flaws] };
};

/** The body as the schema takes it. Throws 50035 with everything that is wrong. */
export const judged = (name: keyof typeof BODY, body: unknown): Fields => {
  const { value, flaws } = flawsBySchema(name, body);
  refuseFlaws(flaws);
  return isFields(value) ? value : {};
};
