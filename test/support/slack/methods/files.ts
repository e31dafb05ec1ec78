import { isFields, listAt, textAt } from "../fields.ts";
import { channelFor, messageIn } from "../finding.ts";
import type { StoredFile } from "../model.ts";
import { parentIn, post } from "../posting.ts";
import { Refused } from "../refused.ts";
import type { Asked, Method } from "./method.ts";

const getUploadURLExternal: Method = {
  takes: "bot",
  scope: "files:write",
  tier: 4,
  needs: { filename: "text", length: "number" },
  may: { alt_txt: "text", snippet_type: "text" },
  run: ({ world, given, by }) => {
    if (Number(given.length) < 1) throw new Refused("invalid_arguments");
    const file: StoredFile = {
      id: world.id("F"),
      team: by.team?.id ?? by.org?.id ?? "",
      name: textAt(given, "filename"),
      length: Number(given.length),
      altText: textAt(given, "alt_txt"),
      uploadKey: world.id("up"),
      bytes: undefined,
      title: textAt(given, "filename"),
      shared: false,
    };
    world.files.set(file.id, file);
    return { file_id: file.id, upload_url: `${world.url}/upload/${file.uploadKey}` };
  },
};

const uploaded = ({ world, given, by }: Asked): readonly StoredFile[] => {
  const named = listAt(given, "files");
  if (named.length === 0) throw new Refused("invalid_arguments");
  return named.map((one) => {
    const file = world.files.get(textAt(one, "id"));
    if (!file || file.team !== (by.team?.id ?? by.org?.id)) throw new Refused("file_not_found");
    if (!file.bytes) throw new Refused("file_upload_size_mismatch");
    if (isFields(one) && typeof one.title === "string") file.title = one.title;
    return file;
  });
};

const completeUploadExternal: Method = {
  takes: "bot",
  scope: "files:write",
  tier: 4,
  needs: { files: "list" },
  may: { channel_id: "text", thread_ts: "text", initial_comment: "text" },
  run: (asked) => {
    const { world, given, by } = asked;
    const files = uploaded(asked);
    if (given.channel_id !== undefined) {
      const channel = channelFor(world, by, given.channel_id);
      if (!channel.members.has(by.botUser)) throw new Refused("not_in_channel");
      if (channel.archived) throw new Refused("is_archived");
      const thread = given.thread_ts === undefined ? undefined : parentIn(world, channel, given.thread_ts);
      post(world, channel, {
        user: by.botUser,
        bot: { id: by.botId, app: world.app.id },
        text: textAt(given, "initial_comment"),
        blocks: [],
        files: files.map(({ id }) => id),
        thread,
      });
      for (const file of files) file.shared = true;
    }
    return { files: files.map(({ id, title }) => ({ id, title })) };
  },
};

const react: Method = {
  takes: "bot",
  scope: "reactions:write",
  tier: 3,
  needs: { channel: "text", timestamp: "text", name: "text" },
  run: ({ world, given, by }) => {
    const channel = channelFor(world, by, given.channel);
    if (!channel.members.has(by.botUser)) throw new Refused("not_in_channel");
    const message = messageIn(world, channel, given.timestamp);
    const name = textAt(given, "name");
    if (!/^[a-z0-9_+-]+$/.test(name)) throw new Refused("invalid_name");
    const who = message.reactions.get(name) ?? new Set();
    if (who.has(by.botUser)) throw new Refused("already_reacted");
    message.reactions.set(name, who.add(by.botUser));
    message.changed = world.changes();
    return {};
  },
};

/** `files.*` in three steps, and `reactions.add`. */
export const FILES: Readonly<Record<string, Method>> = {
  "files.getUploadURLExternal": getUploadURLExternal,
  "files.completeUploadExternal": completeUploadExternal,
  "reactions.add": react,
};
