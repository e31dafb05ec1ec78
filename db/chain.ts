import { createHash, createHmac } from "node:crypto";
import { type Fact, PERSONAL } from "../src/domain/journal.ts";
import type { Instant } from "../src/domain/time.ts";

/** A value of JSON; what the journal's bodies are made of. */
type Plain = Readonly<Record<string, unknown>>;

/**
 * JSON with its keys in order and without absent fields (RFC 8785 for what facts are made of), so
 * that a hash does not depend on how a database or a programme happens to order keys.
 */
export const canonical = (value: unknown): string => {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  // An object may be read by any key. A loop, because every entry of every journal goes through here.
  const fields = value as Readonly<Record<string, unknown>>;
  let text = "";
  for (const key of Object.keys(fields).toSorted()) {
    const field = fields[key];
    if (field !== undefined) text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonical(field)}`;
  }
  return `{${text}}`;
};

/** A fact in two halves: what the chain holds, and what names or describes a person. */
export interface Halves {
  readonly body: Plain;
  readonly personal: Plain | undefined;
}

/** Takes a fact apart for storage; `type` has a column of its own. */
export const split = ({ type, ...fields }: Fact): Halves => {
  const names = PERSONAL[type] ?? [];
  const entries = Object.entries(fields);
  const personal = entries.filter(([name]) => names.includes(name));
  return {
    body: Object.fromEntries(entries.filter(([name]) => !names.includes(name))),
    personal: personal.length > 0 ? Object.fromEntries(personal) : undefined,
  };
};

/**
 * What stands where a person was erased: fields without which the fact would not be whole, or without which what stood
 * there before it would seem to hold again.
 */
const ERASED: Readonly<Record<string, Plain>> = {
  "member.joined": { name: "—", accounts: [] },
  "member.changed": { name: "—", accounts: [] },
  "contact.set": { name: "—" },
  "response.edited": { spokesperson: "—" },
  "agreement.made": { signatories: [] },
  "agreement.edited": { signatories: [] },
};

/** The fact that two halves make; an erased half leaves a fact about nobody. */
export const join = (type: string, body: Plain, personal: Plain | null, digest: string | null): Fact =>
  // The halves were split from a fact of this type, and a body never changes: verify proves it.
  ({ ...(personal === null && digest !== null ? ERASED[type] : {}), ...body, ...personal, type }) as unknown as Fact;

/** Stands in the chain for a personal half. The salt keeps a guess of the half from being confirmed. */
export const digestOf = (personal: Plain, salt: string): string =>
  createHmac("sha256", salt).update(canonical(personal)).digest("hex");

/** A journal row as far as its hash covers it: everything but `prev` and `hash` themselves. */
export interface Link {
  readonly workspace: string;
  readonly seq: number;
  readonly change: string;
  readonly at: Instant;
  readonly by: string;
  readonly via: string;
  readonly subject: string;
  readonly id: string;
  readonly type: string;
  readonly body: Plain;
  readonly personal: string | null;
}

/** The hash of a row on top of the one before it; the first row stands on the empty string. */
export const hashOf = (prev: string, link: Link): string =>
  createHash("sha256").update(prev).update(canonical(link)).digest("hex");
