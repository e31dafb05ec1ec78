import type { Member } from "./parties.ts";
import type { Id } from "./request.ts";
import { may } from "./vocabulary.ts";

/** What a one-time code brings together: two accounts of one person, or a server and a workspace. */
export type CodeKind = "person" | "server";

/** Why a code is no good: nobody gave it, somebody used it, or its minutes are over. */
export type Miss = "unknown" | "used" | "expired";

/** A code that is good: whose it is, and in which workspace. */
export interface Given {
  readonly workspace: Id;
  readonly by: Id;
}

/** Minutes for which a code is good. */
export const CODE_MINUTES = 10;

/** Codes that nobody gave, typed by one person within an hour, before they have to wait. */
export const MISSES = 5;

/** Crockford's digits: no letter that is mistaken for another digit when it is read aloud or copied by hand. */
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Fifty bits: within its minutes nobody finds a code by trying, not even with its digest in hand. */
const LENGTH = 10;

/** How many random bytes a code is made of. */
export const CODE_BYTES = LENGTH;

/** Makes a code of random bytes: `7KQ4M-X2PVD`. */
export const codeFrom = (bytes: Uint8Array): string => {
  const digits = Array.from(bytes.slice(0, LENGTH), (byte) => DIGITS[byte % DIGITS.length]).join("");
  return `${digits.slice(0, LENGTH / 2)}-${digits.slice(LENGTH / 2)}`;
};

/** A code as it was typed, without what typing does to it: case, spaces, hyphens, and digits that look alike. */
export const codeTyped = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/gu, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/gu, "1");

/** What changes of two members that are one person: the older stays, with all accounts and the higher of both roles. */
export const mergedMembers = (
  one: Member,
  other: Member,
): {
  readonly stays: Member;
  readonly goes: Member;
  readonly gains: Partial<Omit<Member, "id" | "version">>;
  readonly loses: Partial<Omit<Member, "id" | "version">>;
} => {
  // Ids grow with time.
  const [stays, goes] = one.id < other.id ? [one, other] : [other, one];
  const { language, zone, speaksFor } = { ...goes, ...stays };
  return {
    stays,
    goes,
    gains: {
      accounts: [...stays.accounts, ...goes.accounts],
      role: may(stays.role, goes.role) ? stays.role : goes.role,
      active: stays.active || goes.active,
      ...(language && { language }),
      ...(zone && { zone }),
      ...(speaksFor && { speaksFor }),
    },
    loses: { accounts: [], active: false, sameAs: stays.id },
  };
};
