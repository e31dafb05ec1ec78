import type { Place } from "../../src/domain/parties.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import { Undeliverable } from "../../src/ports.ts";
import { placed, strong } from "../../src/view/text.ts";
import { undeliveredView } from "../../src/view/undelivered.ts";
import type { View } from "../../src/view/view.ts";

/** What Slack says of a channel into which the app was not invited; of a private one, that there is none. */
const OUTSIDE = new Set(["channel_not_found", "not_in_channel"]);

/** What Slack says of a channel, or of the app, for which nothing can be said there: in its word. Undefined for what may pass. */
export const refusalOf = (error: unknown): string | undefined =>
  error instanceof Undeliverable && error.refuses !== "message" ? error.message : undefined;

/** What whoever made a channel a team's sees there, alone: no permission of ours tells whether we are in it, but to speak there does. */
export const atHomeView = (language: Language): View => ({
  title: [speak(language).words("slack.check.at_home")],
  tone: "plain",
  blocks: [],
});

/** What they are told where we may not speak: that the app has to be invited, or what else mends it. */
export const notAtHomeView = (place: Place, why: string, language: Language): View => {
  const say = speak(language);
  if (!OUTSIDE.has(why)) return undeliveredView(place, why, say);
  return {
    title: say("slack.check.outside", { place: strong(placed(place)) }),
    tone: "late",
    blocks: [{ kind: "text", text: say("slack.check.invite", { place: strong(placed(place)) }) }],
  };
};
