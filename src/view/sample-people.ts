import type { Member } from "../domain/parties.ts";
import type { Role } from "../domain/vocabulary.ts";

const ACCOUNT = { platform: "console", account: "iryna" } as const;

const person = (id: string, name: string, role: Role, more: Partial<Member> = {}): Member => ({
  id,
  version: 1,
  active: true,
  accounts: [ACCOUNT],
  name,
  role,
  direct: false,
  ...more,
});

/** Whoever looks at the gallery. */
export const ME = person("m1", "Ірина Саєнко", "coordinator", { direct: true });

/** Made-up people for the gallery. */
export const PEOPLE: Readonly<Record<string, Member>> = Object.fromEntries(
  [
    ME,
    person("m2", "Dana Whitlock", "lead"),
    person("m3", "Марко Лісний", "coordinator", { awayUntil: "2022-03-20" }),
    person("m4", "Ops Desk", "admin"),
  ].map((one) => [one.id, one]),
);
