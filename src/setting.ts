import type { z } from "zod";

/** One setting, as `.env.example` and the README show it. */
export interface Setting {
  readonly name: string;
  /** What it is for, and what holds without it. */
  readonly comment: string;
  readonly example: string;
  readonly schema: z.ZodType<string>;
  /** "must be …" */
  readonly wanted: string;
  /** Never repeated in a sentence: it may hold a password. */
  readonly secret?: boolean;
}
