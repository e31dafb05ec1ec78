import type { Member, Place } from "./parties.ts";
import type { Id } from "./request.ts";
import type { Instant } from "./time.ts";
import type { Language } from "./vocabulary.ts";

/** That a place takes nothing of ours until a person mends something, and no person knows yet. */
export interface Untold {
  readonly workspace: Id;
  /** With an empty id all of the workspace on that platform. */
  readonly place: Place;
  /** In the platform's own word. */
  readonly why: string;
  readonly since: Instant;
  /** The leads and admins, each with a token for the message. */
  readonly people: readonly { readonly member: Member; readonly token: string }[];
  /** For those who chose none. */
  readonly language: Language;
}

/** All of a workspace on a platform, as a place. */
export const everywhereOn = (platform: Place["platform"]): Place => ({ platform, id: "", name: "" });
