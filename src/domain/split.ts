import type { Pledge } from "./contribution.ts";
import { compare, inCurrency, type Money, minus, plus, type Value } from "./money.ts";
import { pledgedAt, stageOf } from "./settled.ts";

const valueOf = (pledge: Pledge): Value | undefined => pledgedAt(pledge, stageOf(pledge))?.value;

/** What the parent was worth, and what its shares take of it; undefined for a pledge that is not split or has no amount. */
const split = (
  pledge: Pledge,
  pledges: readonly Pledge[],
): { readonly whole: Money; readonly shares: Money } | undefined => {
  const shares = pledges.filter(({ parent, cancelled }) => parent === pledge.no && !cancelled);
  const whole = valueOf(pledge)?.money;
  if (!whole || shares.length === 0) return undefined;
  // A share in another currency takes from the whole what it was converted to, and nothing where it was not.
  const amounts = shares.flatMap((share) => {
    const value = valueOf(share);
    return (value && inCurrency(value, whole.currency)) ?? [];
  });
  return { whole, shares: amounts.reduce(plus, { amount: "0", currency: whole.currency }) };
};

/** What of a split pledge is not given to any share yet; undefined when nothing is left, or it is not split. Never negative. */
export const unallocatedOf = (pledge: Pledge, pledges: readonly Pledge[]): Money | undefined => {
  const parts = split(pledge, pledges);
  return parts && compare(parts.whole, parts.shares) > 0 ? minus(parts.whole, parts.shares) : undefined;
};

/** By how much the shares of a pledge come to more than the pledge itself; undefined when they do not. */
export const overallocatedOf = (pledge: Pledge, pledges: readonly Pledge[]): Money | undefined => {
  const parts = split(pledge, pledges);
  return parts && compare(parts.shares, parts.whole) > 0 ? minus(parts.shares, parts.whole) : undefined;
};
