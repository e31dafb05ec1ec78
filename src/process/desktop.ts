import type { Config } from "../config.ts";
import type { Clock, Log, Random } from "../ports.ts";

/** What a command of the process works with: settings, a log, and two streams of lines for a person. */
export interface Desktop {
  readonly config: Config;
  readonly log: Log;
  /** Real time and real chance. */
  readonly clock: Clock;
  readonly random: Random;
  /** Whether the person's terminal shows colours. */
  readonly colour: boolean;
  /** Columns of the terminal, or of a page where there is none. */
  width(): number;
  /** What was asked for. */
  write(lines: readonly string[]): void;
  /** Why it could not be had. */
  complain(lines: readonly string[]): void;
}
