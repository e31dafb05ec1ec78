import type { types } from "@slack/bolt";
import type { Language } from "../../src/domain/vocabulary.ts";
import type { Bot } from "../../src/ports.ts";
import { withTyped } from "../shared/offered.ts";
import { optionsOf } from "./fields.ts";
import { OPTIONS } from "./limits.ts";

/** What is looked for while somebody types into a field of a form. */
export interface Sought {
  /** The option that the field is for. */
  readonly option: string;
  readonly kind: string;
  readonly typed: string;
  /** What the form carries: its call is in it. */
  readonly metadata: string;
}

const textAt = (of: unknown, key: string): string => {
  // Only read where it turns out to be a string.
  const value = typeof of === "object" && of !== null ? (of as Readonly<Record<string, unknown>>)[key] : undefined;
  return typeof value === "string" ? value : "";
};

/** Reads a `block_suggestion`; undefined for what is none. */
export const soughtIn = (payload: unknown): Sought | undefined => {
  const option = textAt(payload, "block_id");
  if (textAt(payload, "type") !== "block_suggestion" || option === "") return undefined;
  // Only asked for a string of it.
  const { view } = payload as { readonly view?: unknown };
  return {
    option,
    kind: textAt(payload, "action_id"),
    typed: textAt(payload, "value"),
    metadata: textAt(view, "private_metadata"),
  };
};

/** What Slack is to offer: what was found, and for a company that may be new the words as they were typed. */
export const offered = (
  found: Awaited<ReturnType<Bot["suggest"]>>,
  sought: Pick<Sought, "kind" | "typed">,
  language: Language,
): { readonly options: readonly types.PlainTextOption[] } => ({
  options: optionsOf(withTyped(found, sought, language, OPTIONS.count)),
});
