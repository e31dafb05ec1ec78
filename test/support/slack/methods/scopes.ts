import type { Installation } from "../model.ts";
import { Refused } from "../refused.ts";

/** Throws unless the installation was granted the scope. */
export const needScope = ({ scopes }: Installation, needed: string): void => {
  if (!scopes.includes(needed)) throw new Refused("missing_scope", { needed, provided: scopes.join(",") });
};
