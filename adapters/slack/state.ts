/** The values of a form, by block and element, as Slack sends them (`view.state.values`). */
export type FormState = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

type Element = Readonly<Record<string, unknown>>;

const isElement = (value: unknown): value is Element =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const textAt = (of: unknown, key: string): string | undefined => {
  const value = isElement(of) ? of[key] : undefined;
  return typeof value === "string" ? value : undefined;
};

/** What one element was filled with, in the words a one-liner would have used for it; empty for nothing. */
const valueOf = (element: unknown): string => {
  if (!isElement(element)) return "";
  const user = textAt(element, "selected_user");
  if (user !== undefined) return `<@${user}>`;
  const channel = textAt(element, "selected_conversation") ?? textAt(element, "selected_channel");
  if (channel !== undefined) return `<#${channel}>`;
  const chosen = textAt(element["selected_option"], "value");
  if (chosen !== undefined) return chosen;
  const ticked = element["selected_options"];
  if (Array.isArray(ticked)) return ticked.map((one: unknown) => textAt(one, "value") ?? "").join(", ");
  return textAt(element, "value") ?? "";
};

/**
 * What a form was filled with, by option. A person is a mention and a channel a reference, spelt as a
 * slash command spells them; what was left empty is empty. Total, since it comes from outside.
 */
export const readState = (values: FormState): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).map(([option, elements]) => [option, valueOf(Object.values(elements)[0])]));
