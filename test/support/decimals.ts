import * as fc from "fast-check";

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

/** Amounts from millionths to thousands of billions, as millionths. */
export const millionths = fc.oneof(
  fc.bigInt({ min: 0n, max: 10n ** 19n }),
  fc.bigInt({ min: 0n, max: 10n ** 12n }).map((whole) => whole * MILLION),
);

/** A positive amount in canonical spelling. */
export const anyAmount = millionths.filter((count) => count > 0n).map(fromMillionths);
