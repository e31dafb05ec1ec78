import type { Call } from "../call.ts";
import type { Member } from "../domain/parties.ts";
import { placesOf } from "../domain/places.ts";
import type { Desk } from "../ports.ts";
import type { FieldKind } from "../view/view.ts";
import type { CommandSpec } from "./command.ts";
import { Unmet } from "./unmet.ts";

/** A platform's mention of a person or a channel, and what it says that they are called: `<@U1|olena>`, `<#C1|outreach>`. */
const MENTION = /<(@!?|#)([\w.-]+)(?:\|([^<>]*))?>/gu;

/** The account in a mention of somebody that stands alone. */
export const accountIn = (typed: string): string | undefined => /^<@!?([\w.-]+)(?:\|[^>]*)?>$/u.exec(typed)?.[1];

/** The member who has an account on the platform that the command came from. */
export const memberAt = (members: readonly Member[], { via }: Pick<Desk, "via">, account: string): Member | undefined =>
  members.find(({ accounts }) => accounts.some((one) => one.platform === via && one.account === account));

/** Options that are words of somebody's; in the others a mention is whom or what is meant. */
const WORDS: readonly FieldKind[] = ["text", "long"];

/** Whose name stands for each of these accounts. */
const namesOf = async (desk: Desk, accounts: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  if (accounts.length === 0) return new Map();
  const members = await desk.members();
  const known = accounts.map(
    (account) => [account, memberAt(members, desk, account) ?? desk.named.get(account)] as const,
  );
  const unmet = known.flatMap(([account, someone]) => (someone || desk.named.has(account) ? [] : [account]));
  if (unmet.length > 0) throw new Unmet(unmet);
  return new Map(known.flatMap(([account, someone]) => (someone ? [[account, someone.name]] : [])));
};

/**
 * A call with names for whom and what its words mention: they are read for years, and on platforms to which another
 * one's ids say nothing. What has no name that anybody knows stays as it was typed. Throws Unmet.
 */
export const withNames = async (call: Call, { options }: CommandSpec, desk: Desk): Promise<Call> => {
  const isWords = (name: string): boolean => WORDS.includes(options.find((one) => one.name === name)?.kind ?? "choice");
  const entries = Object.entries(call.options);
  const found = entries.flatMap(([name, value]) => (isWords(name) ? [...value.matchAll(MENTION)] : []));
  if (found.length === 0) return call;
  const people = found.flatMap(([, sign, id = ""]) => (sign === "#" ? [] : [id]));
  const names = await namesOf(desk, [...new Set(people)]);
  const places = (await desk.teams()).flatMap(placesOf);
  const shown = (typed: string, sign: string, id: string, label = ""): string => {
    if (sign !== "#") return names.has(id) || label !== "" ? `@${names.get(id) ?? label}` : typed;
    const name = label === "" ? places.find((place) => place.platform === desk.via && place.id === id)?.name : label;
    return name === undefined ? typed : `#${name.replace(/^#/u, "")}`;
  };
  return {
    command: call.command,
    options: Object.fromEntries(
      entries.map(([name, value]) => [name, isWords(name) ? value.replaceAll(MENTION, shown) : value]),
    ),
  };
};
