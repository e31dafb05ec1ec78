import type { Upload } from "./attaching.ts";

/** A body in parts: the JSON that came along, and the files. */
export interface Parts {
  readonly json: string;
  readonly uploads: readonly Upload[];
}

/** Reads a body as its content type says. Node's own parser takes the parts apart. */
export const partsOf = async (type: string, body: Buffer): Promise<Parts> => {
  if (!type.startsWith("multipart/form-data")) return { json: body.toString(), uploads: [] };
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
  const uploads: Upload[] = [];
  for (const [field, value] of form) {
    const [, key] = /^files?\[(\d+)\]$/.exec(field) ?? [];
    if (key === undefined || typeof value === "string") continue;
    uploads.push({
      key,
      name: value.name,
      type: value.type || "application/octet-stream",
      bytes: Buffer.from(await value.arrayBuffer()),
    });
  }
  const json = form.get("payload_json");
  return { json: typeof json === "string" ? json : "{}", uploads };
};
