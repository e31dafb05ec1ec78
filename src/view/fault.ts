import type { Say } from "../language/say.ts";
import { line } from "./blocks.ts";
import { code } from "./text.ts";
import type { View } from "./view.ts";

/** Something broke on our side: nothing was changed, and a reference by which the log is found. */
export const faultView = (reference: string, say: Say): View => ({
  title: say("fault.title"),
  tone: "refused",
  blocks: [line(...say("fault.next", { reference: code(reference) }))],
});
