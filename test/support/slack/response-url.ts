import { type Fields, textAt } from "./fields.ts";
import { LASTS } from "./limits.ts";
import type { Message } from "./model.ts";
import { contentOf, edit, parentIn, post, remove } from "./posting.ts";
import { Refused } from "./refused.ts";
import type { ResponseUrl, World } from "./world.ts";

const TAKES = [
  "text",
  "blocks",
  "response_type",
  "replace_original",
  "delete_original",
  "thread_ts",
  "unfurl_links",
  "unfurl_media",
  "mrkdwn",
  "metadata",
];

/** Throws for anything that is not a field of such an answer. */
const checkFields = (given: Fields): void => {
  const unknown = Object.keys(given).find((key) => !TAKES.includes(key));
  if (unknown !== undefined) throw new Refused("invalid_payload", {}, { status: 400 });
  if (given.response_type !== undefined && given.response_type !== "in_channel" && given.response_type !== "ephemeral")
    throw new Refused("invalid_payload", {}, { status: 400 });
};

/** Says what an app answers to something a person did; by default only they see it. */
export const respond = (world: World, to: Omit<ResponseUrl, "uses" | "at">, given: Fields): Message | undefined => {
  const { by } = to;
  checkFields(given);
  if (given.delete_original === true) {
    if (to.message) remove(world, to.message);
    return to.message;
  }
  const content = contentOf(world, given);
  if (given.replace_original === true && to.message) {
    edit(world, to.message, content, false);
    return to.message;
  }
  const channel = world.channels.get(to.channel);
  if (!channel || channel.archived) throw new Refused("is_archived");
  return post(world, channel, {
    user: by.botUser,
    bot: { id: by.botId, app: world.app.id },
    ...content,
    thread: given.thread_ts === undefined ? to.thread : parentIn(world, channel, textAt(given, "thread_ts")),
    onlyFor: given.response_type === "in_channel" ? undefined : to.user,
  });
};

/** An answer through a response_url. Throws Refused for a dead address: five uses, thirty minutes. */
export const answerThrough = (world: World, url: ResponseUrl, given: Fields): void => {
  if (world.clock.now() - url.at >= LASTS.responseUrl) throw new Refused("expired_url", {}, { status: 404 });
  if (url.uses >= LASTS.responseUrlUses) throw new Refused("used_url", {}, { status: 404 });
  url.uses += 1;
  respond(world, url, given);
};
