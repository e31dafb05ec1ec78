import * as fc from "fast-check";
import type { Measure } from "../../src/domain/quantity.ts";
import type { Bound } from "../../src/domain/vocabulary.ts";

/** An oracle for decimals: whole numbers of millionths, in the integers of the language. */
const MILLION = 1_000_000n;

/** So many millionths as a decimal: the spelling that ours has to equal. */
export const fromMillionths = (count: bigint): string => {
  const size = count < 0n ? -count : count;
  const fraction = String(size % MILLION)
    .padStart(6, "0")
    .replace(/0+$/u, "");
  return `${count < 0n ? "-" : ""}${size / MILLION}${fraction === "" ? "" : `.${fraction}`}`;
};

/** Amounts from millionths to thousands of billions, as millionths; often whole, often with three digits after the point. */
export const millionths = fc.oneof(
  fc.bigInt({ min: 0n, max: 10n ** 19n }),
  fc.bigInt({ min: 0n, max: 10n ** 12n }).map((whole) => whole * MILLION),
  fc.bigInt({ min: 0n, max: 2_000_000n }).map((thousandths) => thousandths * 1_000n),
);

/** A positive amount in canonical spelling. */
export const anyAmount = millionths.filter((count) => count > 0n).map(fromMillionths);

/** A measure as it is said: `measureOf("27 ministries")`, `measureOf("10 GB", "at_least")`, `measureOf("? companies")` without a number. */
export const measureOf = (said: string, bound: Bound = said.startsWith("?") ? "unknown" : "exact"): Measure => {
  const [value = "", ...unit] = said.split(" ");
  return { ...(value !== "?" && { value }), ...(unit.length > 0 && { unit: unit.join(" ") }), bound };
};
