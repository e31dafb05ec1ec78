import type { Fields } from "../fields.ts";
import type { Installation, Token } from "../model.ts";
import type { World } from "../world.ts";

/** What kind of thing an argument is; all else is refused. */
export type ArgumentKind = "text" | "number" | "flag" | "list" | "object";

/** A call that passed the door: its token is good, its arguments are the method's own. */
export interface Asked {
  readonly world: World;
  readonly given: Fields;
  readonly token: Token | undefined;
  /** For whom the app asks. Throws for a method that takes no bot token. */
  readonly by: Installation;
}

/** One method of the Web API. */
export interface Method {
  readonly takes: "bot" | "app" | "secret";
  readonly scope?: string;
  /** Requests a minute: `post` is by channel and second. */
  readonly tier: 1 | 2 | 3 | 4 | "post";
  readonly needs?: Readonly<Record<string, ArgumentKind>>;
  readonly may?: Readonly<Record<string, ArgumentKind>>;
  /** Throws Refused; what it returns stands beside `ok: true`. */
  run(asked: Asked): Fields;
}
