import type { Parcel, Verdict } from "../domain/delivery.ts";
import type { Holidays } from "../ports.ts";
import { followUps } from "./follow-ups.ts";

/**
 * A verdict on a parcel of which some may have been said before a restore: that is looked for first, whatever the hour,
 * since looking disturbs nobody. What comes after it is planned now, because what is found has had its turn. What no
 * longer holds is skipped as ever.
 */
export const looked = (parcel: Parcel, verdict: Verdict, holidays: Holidays): Verdict => {
  const skipped = new Set(verdict.skip.map(({ delivery }) => delivery));
  const doubted = parcel.items.filter(({ quarantined, delivery }) => quarantined === true && !skipped.has(delivery));
  if (doubted.length === 0) return verdict;
  const doubt = doubted.map(({ delivery }) => delivery);
  return {
    ...verdict,
    send: verdict.send.filter((delivery) => !doubt.includes(delivery)),
    postpone: verdict.postpone.filter(({ delivery }) => !doubt.includes(delivery)),
    doubt,
    next: [...(verdict.next ?? []), ...followUps(doubted, parcel, holidays)],
  };
};
