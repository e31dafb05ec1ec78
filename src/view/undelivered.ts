import type { Place } from "../domain/parties.ts";
import type { Platform } from "../domain/vocabulary.ts";
import type { Say } from "../language/say.ts";
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
      line(...say(everywhere ? "undelivered.mend.everywhere" : "undelivered.mend.place")),
    ],
  };
};
