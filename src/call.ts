import type { Place } from "./domain/parties.ts";
import type { Zone } from "./domain/time.ts";
import type { Language, Platform } from "./domain/vocabulary.ts";

/**
 * A command with its options filled in. A slash command, a pressed button and a submitted form are
 * the same value: one path through permission and parsing, and nothing that expires at a restart.
 */
export interface Call {
  readonly command: string;
  readonly options: Readonly<Record<string, string>>;
}

/** Who speaks, as the platform knows them; the bot finds or makes the member. */
export interface Speaker {
  readonly account: string;
  readonly name: string;
  readonly language?: Language;
  readonly zone?: Zone;
  /** A guest, or somebody of another organisation: the register decides whether they may take part. */
  readonly outsider?: boolean;
  /** No person: an app's own account, which takes no part whoever is let in. */
  readonly app?: boolean;
  /** Ids of the platform's own roles that they have here, as the platform says at this moment. */
  readonly groups?: readonly string[];
}

/** One thing a person did: typed a line, pressed a button, or submitted a form. */
export interface Invocation {
  readonly platform: Platform;
  /** The platform's id of the server or workspace this came from; it decides whose register it is. */
  readonly space: string;
  readonly place: Place;
  readonly speaker: Speaker;
  /** What was typed after `/aid`, or a call that a button or form carries. */
  readonly input: string | Call;
  /** By account whom it mentions and the register does not know, as far as the platform was asked; undefined where it knows nobody. */
  readonly named?: ReadonlyMap<string, Speaker | undefined>;
  /** The platform's id of this event: the same key twice has one effect and one answer. */
  readonly key?: string;
}

/**
 * Discord's `custom_id` is the shortest string that any platform lets a button carry: 100 characters, of
 * which three are left to tell two buttons of one call apart.
 */
export const CALL_LIMIT = 97;

/** Encodes a call as `command?option=value&…`, the form in which buttons carry it. */
export const encodeCall = (call: Call): string => {
  const query = new URLSearchParams(call.options).toString();
  return query === "" ? call.command : `${call.command}?${query}`;
};

/** The inverse of `encodeCall`; total, since what comes back from a platform cannot be trusted. */
export const decodeCall = (text: string): Call => {
  const cut = text.indexOf("?");
  return cut < 0
    ? { command: text, options: {} }
    : { command: text.slice(0, cut), options: Object.fromEntries(new URLSearchParams(text.slice(cut + 1))) };
};
