import { onSomethingGiven } from "./giving.ts";
import { PLEDGE_OPTIONS, PLEDGE_WAYS, pledging } from "./pledging.ts";

/** Records what a company says it will give, and what becomes of that word: stages, shares, instalments, its end. */
export const pledge = onSomethingGiven({
  name: "pledge",
  positional: ["request", "title"],
  examples: [
    'pledge AID-1 "Cloud backups" amount:"$75m" basis:donor_estimate source:"Example Times"',
    'pledge AID-1 "500 terminals" lines:"500 terminals" stage:committed at:"last week"',
    'pledge AID-1 pledge:1 stage:committed amount:"70m USD"',
    'pledge AID-1 "Share for hospitals" under:1 amount:"$5m"',
    'pledge AID-1 pledge:1 instalment:"USD 5m" due:2022-09-01',
    "pledge AID-1 pledge:1 came:1",
    'pledge AID-1 pledge:1 cancel:"They left the market"',
  ],
  ways: PLEDGE_WAYS,
  options: PLEDGE_OPTIONS,
  intend: pledging,
});
