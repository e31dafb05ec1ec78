import { NO_CONTRIBUTIONS } from "./contribution.ts";
import { evolveHearsay, evolveRequest } from "./evolve-request.ts";
import type { CompanyFact, Entry, Fact, Records, RequestFact, Subject } from "./journal.ts";
import type { Company } from "./parties.ts";
import type { Id, Request } from "./request.ts";

/** The entry as it was first recorded, where a merge brought it over from another company. */
const asRecorded = (entry: Entry<CompanyFact>): Entry<CompanyFact> => {
  if (!("carried" in entry.fact) || entry.fact.carried === undefined) return entry;
  const { carried, ...fact } = entry.fact;
  return { ...entry, ...carried, fact };
};

const evolveCompany = (state: Company | undefined, entry: Entry<CompanyFact>): Company => {
  const { fact } = entry;
  if (fact.type === "company.added") {
    return {
      id: fact.id,
      version: 1,
      name: fact.name,
      aliases: [],
      contacts: [],
      responses: [],
      notes: [],
      evidence: [],
      ...NO_CONTRIBUTIONS,
    };
  }
  if (!state) throw new Error(`${fact.type} about a company that was never added`);
  const next = { ...state, version: state.version + 1 };
  switch (fact.type) {
    case "company.changed": {
      const { type: _, parent, ...changes } = fact;
      const { parent: before, ...alone } = { ...next, ...changes };
      const above = parent === undefined ? before : (parent ?? undefined);
      return above === undefined ? alone : { ...alone, parent: above };
    }
    case "alias.added":
      return { ...next, aliases: [...state.aliases, fact.alias] };
    case "alias.removed":
      return { ...next, aliases: state.aliases.filter((alias) => alias !== fact.alias) };
    case "contact.set": {
      const { type: _, ...contact } = fact;
      return { ...next, contacts: [...state.contacts.filter(({ name }) => name !== contact.name), contact] };
    }
    case "company.merged": {
      const emptied = { aliases: [], contacts: [], responses: [], notes: [], evidence: [], ...NO_CONTRIBUTIONS };
      return { ...next, ...emptied, merged: fact.into, ...(fact.renumbered && { renumbered: fact.renumbered }) };
    }
    case "company.redacted": {
      const { redacted: _, ...open } = next;
      return fact.as === null ? open : { ...open, redacted: fact.as };
    }
    default:
      // The remaining company facts are exactly those that requests share.
      return evolveHearsay(next, asRecorded(entry) as Entry<RequestFact>);
  }
};

/** Teams, campaigns, members and workspaces: the first fact holds all fields, later ones what changed. */
const evolveSettings = <T extends { readonly version: number }>(state: T | undefined, entry: Entry): T => {
  // Told of a workspace that was there before it said anything.
  if (entry.fact.type === "doubles.removed") return { ...(state as T), version: (state?.version ?? 0) + 1 };
  const { type: _, ...fields } = entry.fact;
  // Each of these facts is, by its type in journal.ts, a full or partial set of the state's fields.
  return { ...(state as T), ...(fields as unknown as Partial<T>), version: (state?.version ?? 0) + 1 };
};

/**
 * The state after one more fact. Pure. `undone` cannot be understood by looking forward only, so a
 * record that has one is made by `replay`.
 */
export const evolve = <S extends Subject>(
  subject: S,
  state: Records[S]["state"] | undefined,
  entry: Entry<Records[S]["fact"]>,
): Records[S]["state"] => {
  // TypeScript does not narrow S by the switch; each case names the one member that fits its subject.
  switch (subject) {
    case "request":
      return evolveRequest(state as Request | undefined, entry as Entry<RequestFact>);
    case "company":
      return evolveCompany(state as Company | undefined, entry as Entry<CompanyFact>);
    default:
      return evolveSettings(state, entry);
  }
};

/** Ids of the changes that are taken back. An undo may itself be undone, so the latest word counts. */
export const undoneChanges = (entries: readonly Entry<Fact>[]): ReadonlySet<Id> => {
  const undone = new Set<Id>();
  for (const { change, fact } of entries.toReversed()) {
    if (fact.type === "undone" && !undone.has(change)) undone.add(fact.change);
  }
  return undone;
};

/**
 * The state that a record's entries (oldest first) make, without the changes that were undone;
 * undefined when even its first fact was. A request's version counts undone changes too: it only grows.
 */
export const replay = <S extends Subject>(
  subject: S,
  entries: readonly Entry<Records[S]["fact"]>[],
): Records[S]["state"] | undefined => {
  const undone = undoneChanges(entries);
  const [first] = entries;
  // What the system did to a record meanwhile (a calendar moved its deadline) goes with it.
  if (first && undone.has(first.change)) return undefined;
  const state = entries
    .filter(({ change, fact }) => fact.type !== "undone" && !undone.has(change))
    .reduce<Records[S]["state"] | undefined>((before, entry) => evolve(subject, before, entry), undefined);
  const last = entries.at(-1);
  if (!state || !last || undone.size === 0) return state;
  const version = new Set(entries.map(({ change }) => change)).size;
  return { ...state, version, changed: { change: last.change, at: last.at, by: last.by } };
};
