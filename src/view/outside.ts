import type { ExternalClaim } from "../domain/parties.ts";
import type { Say } from "../language/say.ts";
import { quantityText } from "./amount.ts";
import { short } from "./text.ts";
import type { Text } from "./view.ts";

/** What is counted is a word of theirs, which we cannot inflect: how it stands with a number is for each language to say. */
const figure = (quantity: ExternalClaim["quantity"], metric: string, say: Say): Text => {
  const amount = quantityText(quantity, say);
  return quantity.unit === undefined
    ? say("campaign.external_count", { quantity: amount, metric: short(metric, 60) })
    : amount;
};

/** "at least 50 companies (Example Times)": somebody else's figure, with what it counts named once. */
export const outsideText = (
  { quantity, metric, source }: Pick<ExternalClaim, "quantity" | "metric" | "source">,
  say: Say,
): Text => say("answer.claim", { value: figure(quantity, metric, say), source: short(source, 60) });
