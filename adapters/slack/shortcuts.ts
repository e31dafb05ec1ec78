import { fromEpoch } from "../../src/domain/time.ts";
import { type Begun, begunWith } from "../shared/begun.ts";
import type { Told } from "./arrival.ts";
import { quotedText } from "./quoted.ts";

/** What somebody is called, by their id; undefined where Slack did not say. */
export type NameOf = (user: string) => string | undefined;

/** The address under which a message can be read again. */
const permalinkOf = ({ domain, channel, ts, thread }: Told): string => {
  const path = `https://${domain === "" ? "app" : domain}.slack.com/archives/${channel}/p${ts.replace(".", "")}`;
  return thread === undefined || thread === ts ? path : `${path}?thread_ts=${thread}&cid=${channel}`;
};

/** What a shortcut begins, by its name in the manifest. Undefined for a name that is none of ours. */
export const begunBy = (name: string, told: Told | undefined, nameOf: NameOf): Begun | undefined => {
  if (!told) return name.startsWith("aid_") ? { call: { command: "request", options: {} }, seen: [] } : undefined;
  // What an app said is nobody's.
  const author = told.author === undefined ? "Slack" : (nameOf(told.author) ?? `<@${told.author}>`);
  const at = fromEpoch(Math.floor(Number(told.ts) * 1_000));
  return begunWith(name, { text: quotedText(told.text, nameOf), author, at, link: permalinkOf(told) });
};
