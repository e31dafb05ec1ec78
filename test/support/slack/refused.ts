import type { Fields } from "./fields.ts";

/** Slack said no, in Slack's own words: becomes `{ ok: false, error, … }`. */
export class Refused extends Error {
  readonly error: string;
  readonly more: Fields;
  readonly status: number;
  readonly retryAfter: number | undefined;

  constructor(error: string, more: Fields = {}, http: { status?: number; retryAfter?: number } = {}) {
    super(error);
    this.name = "Refused";
    this.error = error;
    this.more = more;
    this.status = http.status ?? 200;
    this.retryAfter = http.retryAfter;
  }
}

/** Refuses with the sentences that Slack puts under an error about the shape of what it was given. */
export const refusedShape = (error: string, says: readonly string[]): Refused =>
  new Refused(error, { errors: says, response_metadata: { messages: says.map((one) => `[ERROR] ${one}`) } });
