import type { Fields } from "../fields.ts";

/** What Slack has to tell the app; each kind has its own place in a request and in an envelope. */
export type Parcel =
  | { readonly kind: "slash_commands"; readonly payload: Readonly<Record<string, string>> }
  | { readonly kind: "interactive"; readonly payload: Fields }
  | { readonly kind: "events_api"; readonly payload: Fields };

/** That this is not the first try, and why. */
export interface Retry {
  readonly number: number;
  readonly reason: string;
}

/** How the app took it. */
export interface Receipt {
  readonly ok: boolean;
  /** What the app answered in its acknowledgement: fields of JSON, or plain text. */
  readonly answer: Fields | string | undefined;
  /** In Slack's words, as the person reads it: `operation_timeout`, `dispatch_failed`. */
  readonly error: string | undefined;
  /** The status of an HTTP answer. */
  readonly status: number | undefined;
  /** Milliseconds of the machine's time until the app answered. */
  readonly took: number;
  /** Why an event that failed is sent again; undefined when the app asked not to be told again. */
  readonly again: string | undefined;
}

export const failed = (error: string, took: number, again: string | undefined, status?: number): Receipt => ({
  ok: false,
  answer: undefined,
  error,
  status,
  took,
  again,
});

/** A way to the app. */
export interface Wire {
  send(parcel: Parcel, retry?: Retry): Promise<Receipt>;
}
