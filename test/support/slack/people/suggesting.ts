import { type Fields, fieldsAt, isFields, listAt, textAt } from "../fields.ts";
import { suggestionFaults } from "../kit/faults.ts";
import type { Wire } from "../wire/delivery.ts";
import type { Field } from "./filling.ts";
import { type Act, suggestionPayload } from "./payloads.ts";

/** What the app offers while somebody types into a menu. Throws what the person would see as "Couldn't load". */
export const suggested = async (
  wire: Wire,
  act: Act,
  { block, element }: Field,
  query: string,
): Promise<readonly Fields[]> => {
  const least = Number(element.min_query_length ?? 3);
  if (query.length < least) throw new Error(`Slack asks the app from ${least} characters on, not for "${query}"`);
  const payload = suggestionPayload(act, textAt(block, "block_id"), textAt(element, "action_id"), query);
  const receipt = await wire.send({ kind: "interactive", payload });
  if (!receipt.ok) throw new Error(`No suggestions: ${receipt.error}`);
  const answer = isFields(receipt.answer) ? receipt.answer : {};
  const faults = suggestionFaults(answer);
  if (faults.length > 0) throw new Error(`Slack takes no such suggestions: ${faults.join("; ")}`);
  return [
    ...listAt(answer, "options"),
    ...listAt(answer, "option_groups").flatMap((group) => listAt(group, "options")),
  ];
};

/** The text of an option. */
export const captionOf = (one: Fields): string => textAt(fieldsAt(one, "text"), "text");
