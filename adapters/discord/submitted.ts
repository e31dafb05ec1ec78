import { COMPONENT } from "./kinds.ts";

/** Something of Discord's, before it is known what. */
type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const listAt = (of: unknown, key: string): readonly unknown[] => {
  const value = isFields(of) ? of[key] : undefined;
  return Array.isArray(value) ? value : [];
};

const fieldsAt = (of: unknown, key: string): Fields => {
  const value = isFields(of) ? of[key] : undefined;
  return isFields(value) ? value : {};
};

/** The people and channels that a form or a command names, as Discord describes them beside it (`resolved`). */
export type Resolved = unknown;

/** A channel as the core reads one: its id, and its name where Discord says it. */
export const channelWord = (id: string, resolved: Resolved): string => {
  const { name } = fieldsAt(fieldsAt(resolved, "channels"), id);
  return typeof name === "string" ? `<#${id}|${name.replaceAll(">", "")}>` : `<#${id}>`;
};

/** What one component was filled with, in the words a one-liner would have used for it; empty for nothing. */
const valueOf = (component: Fields, resolved: Resolved): string => {
  const { type, value } = component;
  if (typeof value === "boolean") return value ? "yes" : "";
  if (typeof value === "string") return value;
  const chosen = listAt(component, "values").filter((one) => typeof one === "string");
  if (type === COMPONENT.user) return chosen.map((id) => `<@${id}>`).join(", ");
  if (type === COMPONENT.channel) return chosen.map((id) => channelWord(id, resolved)).join(", ");
  return chosen.join(", ");
};

/**
 * What a form was filled with, by option. A person is a mention and a channel a reference, as in a typed
 * line; what was left empty is empty. Total, since it comes from outside.
 */
export const submittedOptions = (components: unknown, resolved: Resolved): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (Array.isArray(components) ? components : [])
      .map((label: unknown) => fieldsAt(label, "component"))
      .flatMap((component) => {
        const option = component["custom_id"];
        return typeof option === "string" ? [[option, valueOf(component, resolved)]] : [];
      }),
  );
