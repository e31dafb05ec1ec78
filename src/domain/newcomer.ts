import type { MemberFact } from "./journal.ts";
import type { Id } from "./request.ts";
import type { Zone } from "./time.ts";
import type { Language, Platform, Role } from "./vocabulary.ts";

/** Somebody new, as their platform knows them. */
interface Newcomer {
  readonly account: string;
  readonly name: string;
  readonly language?: Language;
  readonly zone?: Zone;
}

/** The fact with which somebody joins, by speaking or by being named; they are reminded in public until they say otherwise. */
export const joinedAs = (
  id: Id,
  platform: Platform,
  { account, name, language, zone }: Newcomer,
  role: Role,
): MemberFact => ({
  type: "member.joined",
  id,
  name,
  role,
  active: true,
  direct: false,
  accounts: [{ platform, account }],
  ...(language && { language }),
  ...(zone && { zone }),
});
