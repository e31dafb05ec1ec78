import type { ExternalClaim } from "../domain/parties.ts";
import type { Say } from "../language/say.ts";
import { quantityText } from "./amount.ts";
import { join, short } from "./text.ts";
import type { Text } from "./view.ts";

/** "at least 50 companies (Example Times)": somebody else's figure, with what it counts named once. */
export const outsideText = (
  { quantity, metric, source }: Pick<ExternalClaim, "quantity" | "metric" | "source">,
  say: Say,
): Text =>
  say("answer.claim", {
    value: join([quantityText(quantity, say), quantity.unit === undefined ? [short(metric, 60)] : undefined], " "),
    source: short(source, 60),
  });
