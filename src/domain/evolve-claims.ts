import type { Id } from "./request.ts";
import type { Claim } from "./response.ts";

/** Keeps every claim and marks the one chosen, and by whom; a value nobody claimed becomes our own claim. */
export const choose = (claims: readonly Claim[], field: Claim["field"], value: string, by: Id): readonly Claim[] => {
  const marked = claims.map((claim): Claim => {
    if (claim.field !== field) return claim;
    const { by: _, ...open } = claim;
    return claim.value === value ? { ...open, chosen: true, by } : { ...open, chosen: false };
  });
  return marked.some((claim) => claim.field === field && claim.chosen)
    ? marked
    : [...marked, { field, value, source: "", chosen: true, by }];
};

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * Sources were chosen from beside what was recorded then. Where that is told otherwise since, the field is open again:
 * the newest word is not passed over for an older choice. Choices of our own record's wording go with it.
 */
export const reopened = <F extends Claim["field"]>(
  claims: readonly Claim[],
  before: Readonly<Partial<Record<F, unknown>>>,
  now: Readonly<Partial<Record<F, unknown>>>,
): readonly Claim[] => {
  const told = Object.entries(now).flatMap(
    ([field, value]) => (value === undefined || isSame(value, before[field as F]) ? [] : [field]), // its keys are of that type
  );
  return claims.flatMap((claim): readonly Claim[] => {
    if (!told.includes(claim.field)) return [claim];
    const { by: _, ...open } = claim;
    return claim.source === "" ? [] : [{ ...open, chosen: false }];
  });
};
