import type { CompanyFact, CompanyHearsay, Entry } from "./journal.ts";
import { lastNo } from "./numbering.ts";
import type { Company, Renumbering } from "./parties.ts";
import { undoneChanges } from "./replay.ts";

/** The numbers that another company's parts get behind this one's. */
export const numberedAfter = (into: Company): Renumbering => ({
  response: Math.max(0, ...into.responses.map(({ version }) => version)),
  note: lastNo(into.notes),
  evidence: lastNo(into.evidence),
  pledge: lastNo(into.pledges),
  delivery: lastNo(into.deliveries),
  reading: lastNo(into.readings),
  agreement: lastNo(into.agreements),
});

/** The fields present, each moved past the numbers that are taken. */
const moved = <F extends object, K extends keyof F>(fact: F, fields: Partial<Record<K, number>>): F => {
  const numbers = Object.entries(fields).flatMap(([name, by]) => {
    // Only fields that hold a number of a part are named by the callers below.
    const number = fact[name as K] as number | undefined;
    return number === undefined ? [] : [[name, number + Number(by)]];
  });
  return { ...fact, ...Object.fromEntries(numbers) };
};

/** One fact told of another company's record, with every number that it names moved. */
const renumbered = (fact: CompanyHearsay, by: Renumbering): CompanyHearsay => {
  switch (fact.type) {
    case "response.recorded":
    case "response.edited":
      return moved(fact, { version: by.response, supersedes: by.response });
    case "response.disputed":
    case "claim.chosen":
      return moved(fact, { version: by.response });
    case "note.added":
    case "note.answered":
      return moved(fact, { no: by.note });
    case "evidence.added": {
      const { about } = fact;
      const shift = about && about.part !== "approach" ? by[about.part] : 0;
      return {
        ...moved(fact, { no: by.evidence, response: by.response }),
        ...(about && { about: { ...about, no: about.no + shift } }),
      };
    }
    case "pledge.made":
    case "pledge.edited":
      return moved(fact, { no: by.pledge, parent: by.pledge, response: by.response });
    case "pledge.stated":
    case "condition.met":
    case "pledge.cancelled":
      return moved(fact, { no: by.pledge });
    case "instalment.planned":
    case "instalment.came":
      return moved(fact, { pledge: by.pledge });
    case "delivery.recorded":
    case "delivery.edited":
      return moved(fact, { no: by.delivery, pledge: by.pledge });
    case "delivery.moved":
      return moved(fact, { no: by.delivery });
    case "leg.added":
    case "leg.changed":
      return moved(fact, { delivery: by.delivery });
    case "reading.taken":
      return moved(fact, { no: by.reading, pledge: by.pledge, delivery: by.delivery });
    case "reading.tagged":
      return moved(fact, { no: by.reading });
    case "agreement.made":
    case "agreement.edited":
      return moved(fact, { no: by.agreement });
    case "part.disputed":
    case "part.settled":
      return moved(fact, { no: by[fact.part] });
    default:
      return fact satisfies never;
  }
};

/** Facts that say what a company is called, where it is and what became of it: not heard of it. */
const ITS_OWN = ["company.added", "company.changed", "company.merged", "company.redacted", "undone"] as const;
type Own = Extract<CompanyFact, { type: (typeof ITS_OWN)[number] }>;
const isOwn = (fact: CompanyFact): fact is Own => ITS_OWN.some((type) => type === fact.type);

/**
 * What a company takes over of another that turned out to be the same: its names, its people and
 * everything heard of it, told again with new numbers and the moments at which it was first recorded.
 * `entries` is the journal of the one that goes, oldest first. Nothing of it is lost, and nothing twice.
 */
export const takenOver = (
  into: Company,
  gone: Company,
  entries: readonly Entry<CompanyFact>[],
): readonly CompanyFact[] => {
  const undone = undoneChanges(entries);
  const shift = numberedAfter(into);
  const known = new Set([into.name, ...into.aliases]);
  const names = [...new Set([gone.name, ...gone.aliases])].filter((name) => !known.has(name));
  const people = gone.contacts.filter(({ name }) => !into.contacts.some((contact) => contact.name === name));
  const missing = {
    ...(into.country === undefined && gone.country !== undefined && { country: gone.country }),
    ...(into.sector === undefined && gone.sector !== undefined && { sector: gone.sector }),
    ...(into.parent === undefined && gone.parent !== undefined && gone.parent !== into.id && { parent: gone.parent }),
  };
  const heard = entries.flatMap(({ change, fact, at, by }): readonly CompanyFact[] => {
    if (undone.has(change) || isOwn(fact)) return [];
    if (fact.type === "alias.added" || fact.type === "alias.removed" || fact.type === "contact.set") return [];
    const { carried, ...told } = fact;
    return [{ ...renumbered(told, shift), carried: carried ?? { at, by } }];
  });
  return [
    ...(Object.keys(missing).length > 0 ? [{ type: "company.changed", ...missing } as const] : []),
    ...names.map((alias) => ({ type: "alias.added", alias }) as const),
    ...people.map((contact) => ({ type: "contact.set", ...contact }) as const),
    ...heard,
  ];
};
