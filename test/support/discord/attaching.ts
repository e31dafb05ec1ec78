import { type Fields, listAt, textAt } from "./fields.ts";
import { LIMIT } from "./judge/limits.ts";
import type { World } from "./model.ts";
import { refusal, refuseFlaws } from "./refused.ts";

/** A file as it came in a request: `files[0]` is named 0. */
export interface Upload {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

const TYPES: Readonly<Record<string, string>> = {
  csv: "text/csv; charset=utf-8",
  ics: "text/calendar",
  jpg: "image/jpeg",
  json: "application/json; charset=utf-8",
  pdf: "application/pdf",
  png: "image/png",
  txt: "text/plain; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** Discord goes by the name of a file when nobody says what it is. */
const typeOf = (name: string, said: string): string =>
  said === "application/octet-stream" ? (TYPES[name.split(".").at(-1) ?? ""] ?? said) : said;

/** Stores what hangs on a message: uploads, and attachments that an edit keeps. */
export const hung = (
  world: World,
  channel: string,
  given: Fields,
  uploads: readonly Upload[],
  kept: readonly string[],
): { readonly ids: readonly string[]; readonly store: () => void } => {
  const listed = Array.isArray(given.attachments) ? listAt(given, "attachments") : undefined;
  const bodies = new Map(uploads.map((upload) => [upload.key, upload]));
  if (uploads.some(({ bytes }) => bytes.length > LIMIT.fileBytes)) throw refusal("tooLarge");
  const unknown = (listed ?? []).filter((one) => !bodies.has(textAt(one, "id")) && !kept.includes(textAt(one, "id")));
  refuseFlaws(
    unknown.map((one) => ({
      path: ["attachments"],
      code: "ATTACHMENT_NOT_FOUND",
      says: `Attachment data for ${textAt(one, "id")} not found`,
    })),
  );
  const fresh = uploads.map((upload) => {
    const said = listed?.find((one) => textAt(one, "id") === upload.key);
    const description = textAt(said, "description");
    return {
      id: world.id(),
      name: textAt(said, "filename") || upload.name,
      bytes: upload.bytes,
      type: typeOf(textAt(said, "filename") || upload.name, upload.type),
      channel,
      description: description === "" ? undefined : description,
    };
  });
  const staying = listed ? kept.filter((id) => listed.some((one) => textAt(one, "id") === id)) : kept;
  return {
    ids: [...staying, ...fresh.map(({ id }) => id)],
    store: () => {
      for (const file of fresh) world.files.set(file.id, file);
    },
  };
};

/** Names that `attachment://` may mean. */
export const namesOf = (world: World, ids: readonly string[], uploads: readonly Upload[]): readonly string[] => [
  ...ids.flatMap((id) => world.files.get(id)?.name ?? []),
  ...uploads.map(({ name }) => name),
];
