import type { Fields } from "../fields.ts";
import type { StoredFile, World } from "../model.ts";

/** A file's address. It is signed, and good for a day from when it was shown. */
export const addressOf = (world: World, file: StoredFile): string => {
  const until = Math.floor(world.clock.now() / 1_000) + 86_400;
  return `${world.url}/attachments/${file.channel}/${file.id}/${encodeURIComponent(file.name)}?ex=${until.toString(16)}`;
};

/** A file as messages and forms show it. */
export const shownFile = (world: World, file: StoredFile, ephemeral: boolean): Fields => {
  const url = addressOf(world, file);
  return {
    id: file.id,
    filename: file.name,
    size: file.bytes.length,
    url,
    proxy_url: url,
    content_type: file.type,
    ...(file.description !== undefined && { description: file.description }),
    ...(ephemeral && { ephemeral: true }),
  };
};

/** A file of that name among these, for `attachment://`. */
export const fileCalled = (world: World, ids: readonly string[], url: string): StoredFile | undefined =>
  ids.flatMap((id) => world.files.get(id) ?? []).find(({ name }) => url === `attachment://${name}`);
