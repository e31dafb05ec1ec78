import type { Place } from "../../src/domain/parties.ts";
import type { Id } from "../../src/domain/request.ts";
import type { Instant } from "../../src/domain/time.ts";
import type { Fault } from "./swarm.ts";

/** What is noted while a world runs. `t` is true time, `db` what the database's clock showed. */
export type Noted = { readonly t: number; readonly db: number } & (
  | {
      /** A command committed: from now on this, and nothing else, is to be said about the request. */
      readonly kind: "changed";
      readonly ws: Id;
      readonly request: Id;
      readonly state: number;
      readonly what: string;
      readonly due: readonly { readonly key: string; readonly kind: string; readonly at: Instant }[];
    }
  | {
      readonly kind: "held";
      readonly who: string;
      readonly ws: Id;
      readonly place: Place;
      readonly items: readonly Id[];
      readonly token: string;
      /** The latest that the database's clock ever showed. */
      readonly latest: number;
    }
  | {
      readonly kind: "settled";
      readonly who: string;
      readonly items: readonly Id[];
      readonly token: string;
      readonly outcome: string;
    }
  | {
      /** It can be seen from now on. `hold` is the index of the note in which its sender took it in hand. */
      readonly kind: "shown";
      readonly who: string;
      readonly ws: Id;
      readonly place: Place;
      readonly message: string;
      readonly token: string;
      readonly hold?: number;
      /** Which of what was held its text names, where that is told; else all of it. */
      readonly items?: readonly Id[];
      readonly marked: boolean;
      readonly text: string;
    }
  | {
      /** The platform took a second post for the first one. */
      readonly kind: "recognised";
      readonly message: string;
      readonly token: string;
    }
  | { readonly kind: "removed"; readonly message: string }
  | {
      /** It looks otherwise from now on. `asked` is when its painter, after his last look at a clock, began to say so, where that is known. */
      readonly kind: "edited";
      readonly who: string;
      readonly asked?: number;
      readonly message: string;
      readonly text: string;
    }
  | { readonly kind: "audited"; readonly alarm: boolean; readonly stuck: number }
  | { readonly kind: "fault"; readonly fault: Fault; readonly no: number; readonly where: string }
  | { readonly kind: "restored"; readonly to: number; readonly forgotten: readonly Id[] }
  | { readonly kind: "logged"; readonly who: string; readonly event: string; readonly fields: string }
);

type Without<T> = T extends unknown ? Omit<T, "t" | "db"> : never;
/** A note before it is dated. */
type Note = Without<Noted>;

/** What happened, in order. */
export interface History {
  readonly notes: readonly Noted[];
  note(note: Note): void;
}

const clock = (t: number, start: number): string => {
  const seconds = (t - start) / 1_000;
  return `${String(Math.floor(seconds / 60)).padStart(4)}:${(seconds % 60).toFixed(3).padStart(6, "0")}`;
};

const told = (note: Noted): string => {
  switch (note.kind) {
    case "changed":
      return `${note.ws}/${note.request} ${note.what}, state ${note.state}; due: ${note.due.map(({ key, at }) => `${key} ${at.slice(11, 19)}`).join(", ")}`;
    case "held":
      return `${note.who} holds ${note.items.join(" ")} for ${note.place.id}`;
    case "settled":
      return `${note.who} settles ${note.items.join(" ")}: ${note.outcome}`;
    case "shown":
      return `${note.who} ${note.message} in ${note.place.id} as ${note.token}${note.marked ? ", marked as a repeat" : ""}`;
    case "recognised":
      return `${note.token} is ${note.message} already`;
    case "removed":
      return note.message;
    case "edited":
      return `${note.who} ${note.message} now ${note.text}`;
    case "audited":
      return `${note.stuck} stuck${note.alarm ? ", alarm" : ""}`;
    case "fault":
      return `${note.fault}:${note.no} ${note.where}`;
    case "restored":
      return `what was committed ${Math.round(note.to / 1_000)} s ago`;
    case "logged":
      return `${note.who} ${note.event} ${note.fields}`;
    default:
      return note satisfies never;
  }
};

/** The history as lines, minutes and seconds since the start first. */
export const traceOf = (notes: readonly Noted[], start: number): readonly string[] =>
  notes.map((note) => `${clock(note.t, start)}  ${note.kind.padEnd(10)} ${told(note)}`);
