import type { Place } from "../../src/domain/parties.ts";

/**
 * Everything that people do in Slack, in one shape: what is written down before it is acknowledged, and all
 * that is needed to carry it out, now or after a crash. Slack's own payloads are several times as long.
 */

/** A message in Slack. */
export interface Where {
  readonly channel: string;
  readonly ts: string;
}

/** A message on which somebody used a shortcut: who said what, and when. */
export interface Told extends Where {
  /** As Slack writes it, with ids for names. */
  readonly text: string;
  /** The author's id; undefined for an app's message. */
  readonly author: string | undefined;
  readonly thread: string | undefined;
  /** The subdomain under which Slack shows it. */
  readonly domain: string;
}

/** What every arrival says. */
export interface Came {
  /** Slack's id of this very thing: the same one again is a repeat. */
  readonly key: string;
  /** Whose install it came through: a Slack workspace, or an organisation. */
  readonly team: string;
  /** The organisation whose install it may be instead, where Slack does not tell which of the two; admission finds out. */
  readonly org?: string | undefined;
  readonly user: string;
  /** The handle, for as long as nobody has asked Slack for the name. */
  readonly handle: string;
  readonly place: Place;
  /** Slack's id of the channel; undefined where there is none, as in the Home. */
  readonly channel: string | undefined;
  readonly thread: string | undefined;
  /** The message under which an answer to all begins a thread, where there was none yet. */
  readonly below?: string | undefined;
  /** Opens a form, for three seconds. */
  readonly trigger: string | undefined;
  /** Takes five answers within half an hour, also where the app was not invited. */
  readonly url: string | undefined;
}

/** Something of ours that is no message: somebody's Home, or a window before them. */
interface Surface {
  readonly kind: "home" | "modal";
  readonly id: string;
}

/** One thing that somebody did, or that happened to the install. */
export type Arrival = Came &
  (
    | { readonly kind: "line"; readonly text: string }
    /** A button; `on` is the message it was on, or `above` what is no message, and `token` tells that this was a reminder of ours. */
    | {
        readonly kind: "press";
        readonly value: string;
        readonly on: Where | undefined;
        readonly token: string | undefined;
        readonly above?: Surface;
      }
    | {
        readonly kind: "submit";
        readonly view: string;
        readonly metadata: string;
        readonly values: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
      }
    | { readonly kind: "shortcut"; readonly name: string; readonly message: Told | undefined }
    | { readonly kind: "home" }
    | { readonly kind: "gone"; readonly why: string }
  );

/** What Slack calls every private channel, so as not to tell its name. */
const PRIVATE = "privategroup";

/** Slack's name of a direct conversation, and how its ids begin. */
const isDirect = (channel: string, name: string | undefined): boolean =>
  channel.startsWith("D") || name === "directmessage";

/**
 * Where something was said. A direct conversation is named by the person, as reminders for them are; a private
 * channel, of which Slack tells no name, by its id.
 */
export const placeOf = (channel: string | undefined, name: string | undefined, user: string, handle: string): Place =>
  channel === undefined || isDirect(channel, name)
    ? { platform: "slack", id: `@${user}`, name: `@${handle}` }
    : { platform: "slack", id: channel, name: `#${name === undefined || name === PRIVATE ? channel : name}` };

/** Marks a block of a message as a delivery's; the rest of the id is the delivery's token. */
export const DELIVERED = "aidline-";

/** What begins the block id in which a message of ours names whatever else it says. */
export const FURTHER = "aidline+";
