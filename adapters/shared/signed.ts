/** Seconds by which a platform's clock and ours may differ, in either direction. */
const WINDOW = 300;

/** Why a request is not taken for the platform's. */
export type Doubt = "no signature" | "bad timestamp" | "too old" | "from the future" | "wrong signature";

/** A header that may stand there once; twice is as good as not at all. */
export const single = (header: string | string[] | undefined): string => (typeof header === "string" ? header : "");

/**
 * What speaks against a request before its signature is looked at, undefined when nothing does: one that was kept may
 * not be played later, nor one from the future kept. `now` is in seconds since 1970.
 */
export const timeDoubt = (timestamp: string, signature: string, now: number): Doubt | undefined => {
  if (timestamp === "" || signature === "") return "no signature";
  if (!/^\d{1,12}$/u.test(timestamp)) return "bad timestamp";
  const age = now - Number(timestamp);
  if (age > WINDOW) return "too old";
  return age < -WINDOW ? "from the future" : undefined;
};
