import type { Place } from "../domain/parties.ts";
import type { Platform } from "../domain/vocabulary.ts";
import type { Key, Say } from "../language/say.ts";
import { line } from "./blocks.ts";
import { code, placed, strong } from "./text.ts";
import type { View } from "./view.ts";

/** Platforms call themselves the same in every language. */
const NAMES: Readonly<Record<Platform, string>> = {
  console: "Console",
  slack: "Slack",
  discord: "Discord",
  web: "Web",
};

/** What mends it, by what the platform said of the place; of anything else, being invited may. */
const CURES: Readonly<Record<string, Key>> = {
  is_archived: "undelivered.mend.archived",
  missing_scope: "undelivered.mend.scope",
  no_permission: "undelivered.mend.access",
  restricted_action: "undelivered.mend.restricted",
  restricted_action_read_only_channel: "undelivered.mend.restricted",
  restricted_action_thread_only_channel: "undelivered.mend.restricted",
  team_access_not_granted: "undelivered.mend.access",
  "discord 10003": "undelivered.mend.gone",
  "discord 40066": "undelivered.mend.restricted",
  "discord 40067": "undelivered.mend.restricted",
  "discord 50001": "undelivered.mend.rights",
  "discord 50013": "undelivered.mend.rights",
};

/** That a place, or with an empty id all of a platform, takes nothing of ours, what was said, and how to mend it. */
export const undeliveredView = (place: Place, why: string, say: Say): View => {
  const { platform, id } = place;
  const everywhere = id === "";
  return {
    title: everywhere
      ? say("undelivered.everywhere", { platform: NAMES[platform] })
      : say("undelivered.place", { place: strong(placed(place)) }),
    tone: "late",
    blocks: [
      line(...say("undelivered.why", { platform: NAMES[platform], why: code(why) })),
      line(...say(CURES[why] ?? (everywhere ? "undelivered.mend.everywhere" : "undelivered.mend.place"))),
    ],
  };
};
