import type { Database } from "../../db/database.ts";
import { type Ailing, undelivered } from "../../db/undelivered.ts";
import type { Lost } from "../domain/delivery.ts";
import type { Platform } from "../domain/vocabulary.ts";
import type { Finding } from "./examination.ts";

/** How often a reminder is seen on each platform, when everything that can go wrong does. Planned it is once, everywhere. */
const PROMISES: Readonly<Record<Platform, string>> = {
  console:
    "in the terminal a reminder is seen once, but for one that a crash cut off while it was printed: that is repeated and says so",
  slack:
    "in Slack a reminder in doubt is looked for before it is repeated: seen once whenever a request arrives within a minute or never, and a later double is taken away; without the permissions to read histories it is repeated and says so",
  discord: "in Discord a reminder is seen once while the bot may read the channel's history",
  web: "on the web a reminder is seen once",
};

/** So many places are named; the rest is counted. */
const NAMED = 5;

const named = (all: readonly Ailing[]): string => {
  const words = all
    .slice(0, NAMED)
    .map(
      ({ platform, place, why, since }) => `${place === "" ? `all of ${platform}` : place} (${why}, since ${since})`,
    );
  return [...words, ...(all.length > NAMED ? [`${all.length - NAMED} more`] : [])].join("; ");
};

/** A restored register looks for what it may have said already, and is quarantined until it has. */
const quarantined = ({ from, until, deliveries }: Lost): Finding => ({
  name: "restored",
  level: deliveries === 0 ? "ok" : "warn",
  says:
    deliveries === 0
      ? `Restored from a backup; all that may have been said between ${from} and ${until} was looked for.`
      : `Restored from a backup: ${deliveries} messages that may have been said between ${from} and ${until} are looked for before they are sent. That ends by itself while the bot runs.`,
});

/** Whether what we say reaches people, and how surely: digests in doubt, places that refuse us, the promise of each platform. */
export const reaching = async (database: Database): Promise<readonly Finding[]> => {
  const { digests, refusals, platforms, lost } = await undelivered(database);
  const silent = refusals.filter(({ told }) => !told);
  const promised = platforms.map((platform) => PROMISES[platform]).join("; ");
  return [
    ...(lost ? [quarantined(lost)] : []),
    digests.length === 0
      ? { name: "digests", level: "ok", says: "No digest is in doubt." }
      : {
          name: "digests",
          level: "warn",
          says: `Digests that may have arrived and are not sent again: ${named(digests)}. Look there, or let the bot read the history.`,
        },
    refusals.length === 0
      ? { name: "places", level: "ok", says: "No place refuses what is said in it." }
      : {
          name: "places",
          level: "warn",
          says: `Refused by ${named(refusals)}. ${silent.length === 0 ? "The leads know." : "Not every lead could be told: invite the bot again, or install it again."}`,
        },
    { name: "promise", level: "ok", says: promised === "" ? "Nobody is here yet." : `Reminders: ${promised}.` },
  ];
};
