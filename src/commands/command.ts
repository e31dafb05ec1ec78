import type { z } from "zod";
import type { Role } from "../domain/vocabulary.ts";
import type { Say } from "../language/say.ts";
import type { Desk } from "../ports.ts";
import type { FieldKind, View } from "../view/view.ts";

/**
 * One command of `/aid`, defined once. The one-liner's words, the form, the platform's own options,
 * help, and the README's table are all derived from this value; a command never mentions a platform.
 */
export interface Command<S extends z.ZodObject = z.ZodObject, R = unknown> {
  /** The word after `/aid`. Its summary and its Ukrainian name are `command.<name>…` in the catalogues. */
  readonly name: string;
  readonly group: "ask" | "hear" | "steer" | "look" | "report" | "setup";
  /** The least role that may run it. Checked once, in the bot. */
  readonly needs: Role;
  /**
   * What it takes. `.meta({ kind })` picks the widget; labels are `option.<name>` in the catalogues.
   * Required options that are missing open the form.
   */
  readonly options: S;
  /** Options that may be given by position, in order; the last takes all words that are left. */
  readonly positional: readonly (keyof z.input<S> & string)[];
  /** Whether it changes the register: then a stale button is refused and the answer offers undo. */
  readonly changes: boolean;
  /** One-liners that work; printed in help, executed by the tests. */
  readonly examples: readonly [string, ...string[]];
  /** Who sees the answer: `caller` alone, or the channel. */
  readonly audience: "caller" | "channel";
  run(options: z.output<S>, desk: Desk): Promise<R>;
  present(result: R, say: Say): View;
}

/** An option as every surface needs to know it. */
export interface OptionSpec {
  readonly name: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  readonly choices?: readonly string[];
  /** Position in the one-liner, when it has one. */
  readonly position?: number;
}

/** A command without its behaviour: what adapters register, help prints and the README shows. */
export interface CommandSpec {
  readonly name: string;
  readonly group: Command["group"];
  readonly needs: Role;
  readonly changes: boolean;
  readonly options: readonly OptionSpec[];
  readonly examples: readonly string[];
  readonly audience: "caller" | "channel";
}
