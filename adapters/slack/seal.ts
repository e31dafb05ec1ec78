import { createCipheriv, createDecipheriv } from "node:crypto";
import type { Random } from "../../src/ports.ts";

/** Keys by their names, the one that seals first. Older ones stay as long as anything is sealed with them. */
export type Keys = readonly { readonly id: string; readonly key: Uint8Array }[];

/** What was sealed cannot be opened: another row's, tampered with, or the key is not among ours. */
export class Unreadable extends Error {
  constructor(why: string) {
    super(why);
    this.name = "Unreadable";
  }
}

const NONCE = 12;
const TAG = 16;

/** Encrypts words for one row (AES-256-GCM, the row as associated data): they cannot be read as another row's. */
export const sealed = (words: string, row: string, keys: Keys, random: Random): string => {
  const [first] = keys;
  if (!first) throw new Unreadable("There is no key to seal with");
  const nonce = random.bytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", first.key, nonce).setAAD(Buffer.from(row));
  const text = Buffer.concat([cipher.update(words, "utf8"), cipher.final()]);
  return `${first.id}.${Buffer.concat([nonce, text, cipher.getAuthTag()]).toString("base64url")}`;
};

/** The inverse of `sealed`. Throws Unreadable. */
export const opened = (text: string, row: string, keys: Keys): string => {
  const [id = "", body = ""] = text.split(".");
  const key = keys.find((one) => one.id === id)?.key;
  if (!key) throw new Unreadable(`There is no key "${id}" any more`);
  const bytes = Buffer.from(body, "base64url");
  if (bytes.length < NONCE + TAG) throw new Unreadable("What was sealed is cut off");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE))
      .setAAD(Buffer.from(row))
      .setAuthTag(bytes.subarray(-TAG));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]).toString("utf8");
  } catch {
    throw new Unreadable("What was sealed was changed, or belongs to another row");
  }
};

/** Whether something should be sealed anew: another key is the first one now. */
export const isOldSeal = (text: string, keys: Keys): boolean => !text.startsWith(`${keys[0]?.id}.`);
