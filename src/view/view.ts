import type { Call } from "../call.ts";
import type { Account, Place } from "../domain/parties.ts";
import type { Day, Instant } from "../domain/time.ts";

/**
 * What we say, never how it looks: a tree of plain data that every platform's renderer turns into
 * its own. A bare string is always escaped; whatever is more than words is a node.
 */
export type Inline =
  | string
  | { readonly strong: Text }
  | { readonly link: string; readonly label: string }
  /** A person; a renderer may mention the account on its platform when `ping` is set. */
  | { readonly member: string; readonly accounts: readonly Account[]; readonly ping?: boolean }
  /** A channel; its own platform may show it by the name that it has now for whoever reads. */
  | { readonly place: Place }
  /** A deadline is a day and is never shifted into another zone. */
  | { readonly day: Day }
  /** A moment is shown in each reader's own zone. */
  | { readonly when: Instant }
  /** Something to type, shown as code. */
  | { readonly code: string };
/** A run of inline nodes: a sentence, a label, a cell. */
export type Text = readonly Inline[];

/** A button is a filled-in command. */
export interface Button {
  readonly label: string;
  readonly weight: "main" | "plain" | "danger";
  readonly call: Call;
}

/** Figures to draw beside each other: each series has a value for every category. */
export interface Chart {
  readonly title: string;
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** A part of a view that stands by itself; a renderer knows them all. */
export type Block =
  | { readonly kind: "text"; readonly text: Text }
  /** Smaller print: an explanation, a source. */
  | { readonly kind: "note"; readonly text: Text }
  | { readonly kind: "heading"; readonly text: Text }
  | { readonly kind: "quote"; readonly text: Text }
  | {
      readonly kind: "facts";
      readonly facts: readonly { readonly label: string; readonly value: Text }[];
      /** The figures behind the facts, for a platform that draws; the facts say the same in words. */
      readonly chart?: Chart;
    }
  | { readonly kind: "list"; readonly items: readonly Text[] /** How many more there are. */; readonly more?: Text }
  | {
      readonly kind: "rows";
      readonly columns: readonly string[];
      readonly rows: readonly (readonly Text[])[];
      readonly more?: Text;
    }
  | { readonly kind: "buttons"; readonly buttons: readonly Button[] };

/** The tone is never the only carrier of meaning: the words say it too. */
export type Tone = "plain" | "good" | "soon" | "late" | "refused";

/** Something said: a title, its tone, and what stands under it. */
export interface View {
  readonly title: Text;
  readonly tone: Tone;
  readonly blocks: readonly Block[];
}

/** Which widget asks for an option's value. */
export type FieldKind =
  | "text"
  | "long"
  | "number"
  | "choice"
  | "flag"
  | "company"
  | "request"
  | "member"
  | "team"
  | "campaign"
  | "moment"
  | "channel";

/** One question of a form. */
export interface Field {
  readonly option: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  /** Takes several values, separated by commas or line breaks. */
  readonly several?: boolean;
  readonly value?: string;
  /** Why the value that it opens with will not do. */
  readonly fault?: string;
  readonly hint?: string;
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
}

/** A command with options still to fill in; submitting it makes a call. */
export interface Form {
  readonly title: string;
  readonly call: Call;
  readonly fields: readonly Field[];
  readonly submit: string;
}
