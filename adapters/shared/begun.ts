import type { Call } from "../../src/call.ts";
import { fromEpoch } from "../../src/domain/time.ts";
import type { Told } from "./arrival.ts";

/** What a title of a request, or a line about a source, may be long. */
const TITLE = 200;
const SOURCE = 120;

const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;

/** The address under which a message can be read again. */
const permalinkOf = ({ domain, channel, ts, thread }: Told): string => {
  const path = `https://${domain === "" ? "app" : domain}.slack.com/archives/${channel}/p${ts.replace(".", "")}`;
  return thread === undefined || thread === ts ? path : `${path}?thread_ts=${thread}&cid=${channel}`;
};

const firstLine = (text: string): string => text.split("\n").find((line) => line.trim() !== "") ?? "";

/** A call with the options that should be seen and edited before it is sent. */
export interface Begun {
  readonly call: Call;
  readonly seen: readonly string[];
}

/**
 * What a shortcut begins, by its name in the manifest. A message's words, its author, the moment it was
 * written and the way back to it are taken over; the rest is asked for. Undefined for a name that is none of ours.
 */
export const begunBy = (name: string, told: Told | undefined, author: string): Begun | undefined => {
  if (!told) return name.startsWith("aid_") ? { call: { command: "request", options: {} }, seen: [] } : undefined;
  const at = fromEpoch(Math.floor(Number(told.ts) * 1_000));
  const link = permalinkOf(told);
  switch (name) {
    case "log_request":
      return {
        call: {
          command: "request",
          options: { title: cut(firstLine(told.text), TITLE), text: `${told.text}\n\n${link}`, at, from: author },
        },
        seen: ["title", "text"],
      };
    case "record_response":
      return {
        call: {
          command: "response",
          options: { text: told.text, stated: at, source: cut(`${author}: ${link}`, SOURCE) },
        },
        seen: ["text"],
      };
    default:
      return undefined;
  }
};
