import { isFields, listAt, textAt } from "../fields.ts";
import { LIMIT } from "../limits.ts";
import { Refused } from "../refused.ts";
import { option, plain } from "./objects.ts";
import { inWords, list, object, text } from "./shape.ts";
import { checkBlocks, checkView } from "./whole.ts";

/** What our own Slack would say to something, without sending it there: for renderers. Nothing when it is taken. */
const refusals = (check: () => unknown): readonly string[] => {
  try {
    check();
    return [];
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { errors } = error.more;
    return [[error.error, ...(Array.isArray(errors) ? errors : [])].join(": ")];
  }
};

/** Everything for which Slack would refuse or cut a message, and a screen reader would have nothing to read. */
export const faultsOf = (message: { readonly text?: unknown; readonly blocks?: unknown }): readonly string[] => [
  ...(textAt(message, "text") === "" ? ["no_text"] : inWords(text(LIMIT.messageText)(message.text, "/text"))),
  ...(message.blocks === undefined ? [] : refusals(() => checkBlocks(message.blocks))),
];

/** Everything for which Slack would refuse a modal or a Home tab. */
export const viewFaults = (view: unknown): readonly string[] =>
  refusals(() => checkView(view, isFields(view) && view.type === "home" ? "home" : "modal"));

const OFFER = {
  options: object({ options: list(option, LIMIT.selectOptions, 0) }),
  groups: object({
    option_groups: list(
      object({ label: plain(LIMIT.optionText), options: list(option, LIMIT.selectOptions, 0) }),
      LIMIT.selectOptions,
      0,
    ),
  }),
};

/** Everything for which Slack would not show what an external select was answered. */
export const suggestionFaults = (answer: unknown): readonly string[] =>
  inWords((isFields(answer) && answer.option_groups !== undefined ? OFFER.groups : OFFER.options)(answer, ""));

/** Everything for which Slack would not show the errors that a submitted modal was answered. */
export const errorFaults = (view: unknown, errors: unknown): readonly string[] => {
  const inputs = listAt(view, "blocks").filter(({ type }) => type === "input");
  if (!isFields(errors) || Object.keys(errors).length === 0) return ["errors: must name at least one block"];
  return Object.entries(errors).flatMap(([id, sentence]) => [
    ...(inputs.some((block) => block.block_id === id) ? [] : [`errors: "${id}" is no input of this view`]),
    ...inWords(text(LIMIT.inputText)(sentence, `/errors/${id}`)),
  ]);
};
