import type { Message } from "../../adapters/discord/components.ts";
import { listAt, textAt } from "../support/discord/fields.ts";
import { commandFlaws } from "../support/discord/judge/commands.ts";
import { componentFlaws } from "../support/discord/judge/components.ts";
import { modalFlaws } from "../support/discord/judge/modals.ts";
import { flawsBySchema } from "../support/discord/judge/schema.ts";
import type { Flaw } from "../support/discord/refused.ts";

const said = (flaws: readonly Flaw[]): readonly string[] => flaws.map(({ path, says }) => `${path.join(".")}: ${says}`);

/** Texts with half a character in them, which no request can carry. */
const halves = (value: unknown): readonly string[] => {
  if (typeof value === "string") return value.isWellFormed() ? [] : ["Half a character."];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(halves) : [];
};

/** All that Discord finds wrong with a message: by its published schema, and by what that leaves out. */
export const messageFaults = (message: Message): readonly string[] => {
  const parts = listAt(message.components[0], "components").filter(({ type }) => type === 10);
  return [
    ...said(flawsBySchema("message", message).flaws),
    ...said(componentFlaws(message.components, true, [])),
    ...parts.filter((part) => textAt(part, "content").trim() === "").map(() => "A text display says nothing."),
    ...halves(message),
  ];
};

/** The same of a form. */
export const modalFaults = (data: object): readonly string[] => [
  ...said(flawsBySchema("modal", { type: 9, data }).flaws),
  ...said(modalFlaws({ ...data })),
  ...halves(data),
];

/** The same of a command. */
export const commandFaults = (command: object): readonly string[] => [
  ...said(flawsBySchema("command", command).flaws),
  ...said(commandFlaws({ ...command })),
];

/** The same of what is offered while somebody types; the schema takes longer values than Discord says it does. */
export const suggestionFaults = (
  choices: readonly { readonly name: string; readonly value: string }[],
): readonly string[] => [
  ...said(flawsBySchema("suggestions", { type: 8, data: { choices } }).flaws),
  ...choices
    .filter(({ value }) => value === "" || value.length > 100)
    .map(({ value }) => `Not from 1 to 100: ${value}`),
  ...halves(choices),
];

/** The same of the name of a thread that is opened on a message. */
export const threadFaults = (name: string): readonly string[] => said(flawsBySchema("threadOnMessage", { name }).flaws);
