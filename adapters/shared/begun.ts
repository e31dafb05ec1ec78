import type { Call } from "../../src/call.ts";
import type { Instant } from "../../src/domain/time.ts";
import { clipped } from "./words.ts";

/** What a title of a request, a line about a source, or words that were quoted may be long. */
const TITLE = 200;
const SOURCE = 120;
const TEXT = 3_000;

/** Somebody's message from which a command begins. */
export interface Quoted {
  readonly text: string;
  readonly author: string;
  readonly at: Instant;
  /** The address under which it can be read again. */
  readonly link: string;
}

/** A call with the options that should be seen and edited before it is sent. */
export interface Begun {
  readonly call: Call;
  readonly seen: readonly string[];
}

/** Words with the way back to them, which always fits: what had to be left out of them is read there. */
const linked = (text: string, link: string): string => `${clipped(text, TEXT - link.length - 2)}\n\n${link}`;

const firstLine = (text: string): string => text.split("\n").find((line) => line.trim() !== "") ?? "";

/**
 * What begins with a message. Its words, its author, the moment it was written and the way back to it are
 * taken over; the rest is asked for. Undefined for a name that is none of ours.
 */
export const begunWith = (name: string, { text, author, at, link }: Quoted): Begun | undefined => {
  switch (name) {
    case "log_request":
      return {
        call: {
          command: "request",
          options: { title: clipped(firstLine(text), TITLE), text: linked(text, link), at, from: author },
        },
        seen: ["title", "text"],
      };
    case "record_response":
      return {
        call: {
          command: "response",
          options: { text: linked(text, link), stated: at, source: clipped(author, SOURCE) },
        },
        seen: ["text"],
      };
    default:
      return undefined;
  }
};
