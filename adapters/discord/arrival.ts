import type { Invocation } from "../../src/call.ts";
import type { Place } from "../../src/domain/parties.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import type { Quoted } from "../shared/begun.ts";
import type { Menu } from "./commands.ts";
import type { Mark } from "./mark.ts";
import type { Where } from "./write.ts";

/**
 * Everything that people do in Discord, in one shape: what is written down before it is acknowledged, and
 * all that is needed to carry it out, now or after a crash. Discord's own payloads are many times as long.
 */

/** A message of ours on which something was pressed. */
export interface Pressed {
  /** Undefined for one that only the person sees: nothing but its own answer can change it. */
  readonly where: Where | undefined;
  /** Tells that it is a delivery's. */
  readonly mark: Mark | undefined;
  /** The server that it says it is about, in a direct conversation. */
  readonly server: string | undefined;
}

/** What every arrival says. */
export interface Came {
  /** The interaction's id: the same one again is a repeat. It tells when it was made, too. */
  readonly key: string;
  readonly app: string;
  /** Takes answers for a quarter of an hour. */
  readonly token: string;
  readonly user: string;
  /** As they are called in that server, or else everywhere. */
  readonly name: string;
  readonly language: Language | undefined;
  /** The server; undefined in a direct conversation. */
  readonly server: string | undefined;
  /** Roles there. */
  readonly roles: readonly string[];
  /** Set for somebody who is no member of the server, or only for a visit. */
  readonly outsider?: true;
  /** The channel that a thread stands in; the person, in a direct conversation. */
  readonly place: Place;
  /** Where it was done: a channel, a thread, or a direct conversation. */
  readonly channel: string;
  /** Set where Discord had to be told before anything was known of it: what answers it, one person alone will see. */
  readonly deferred?: true;
}

/** One thing that somebody did. */
export type Arrival = Came &
  (
    | { readonly kind: "typed"; readonly input: Invocation["input"] }
    | { readonly kind: "press"; readonly id: string; readonly on: Pressed }
    | {
        readonly kind: "submit";
        readonly id: string;
        readonly values: Readonly<Record<string, string>>;
        /** The message from which the form was opened. */
        readonly on: Pressed | undefined;
      }
    | {
        readonly kind: "menu";
        readonly menu: Menu;
        readonly message: Quoted | undefined;
        readonly person: string | undefined;
      }
  );

/** Whether it was said to the app alone. */
export const isDirect = ({ server }: Came): boolean => server === undefined;
